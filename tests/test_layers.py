"""Imports point one way, and nothing happens at import."""

import ast
import subprocess
import sys

from conftest import ROOT

HOUSE = ROOT / "loaders" / "retold"
ORDER = [
    "problem",
    "span",
    "scores",
    "scores.spans",
    "scores.labels",
    "scores.clusters",
    "scores.matches",
    "scores.resampling",
    "timex",
    "source",
    "document",
    "proof",
    "draft",
    "schema",
    "readings",
    "corpus",
    "differences",
    "leakage",
    "agreement",
    "doubts",
    "cues",
    "checks.state",
    "checks.files",
    "checks.texts",
    "checks.spans",
    "checks.layers",
    "checks.links",
    "checks",
    "adapters",
    "tasks",
    "predictions",
    "scoring",
    "columns",
    "tokens",
    "baselines.times",
    "baselines.tagger",
    "baselines.lexicon",
    "baselines.marking",
    "baselines.linking",
    "baselines.judging",
    "baselines",
    "parquet",
    "stats",
    "compare",
    "folder",
    "card",
    "croissant",
    "commands",
    "build",
    "honesty",
    "leaderboard",
    "hydration",
    "hub",
    "editing",
    "show",
    "cli",
    "__main__",
]
"""The journey of the data: a module imports only from modules before it. CONTRIBUTING.md draws it."""


def module(path) -> str:
    name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    return name.removesuffix(".__init__") if name != "__init__" else ""


def imports(path):
    """The house's modules that a file imports, anywhere in it."""
    package = module(path).split(".") if path.name == "__init__.py" else module(path).split(".")[:-1]
    package = [p for p in package if p]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            if node.module:
                yield ".".join([*base, node.module])
            else:
                yield from (".".join([*base, alias.name]) for alias in node.names if alias.name != "__version__")


def test_every_module_has_its_place():
    found = {module(path) for path in HOUSE.rglob("*.py")} - {""}
    assert found == set(ORDER)


def test_imports_point_one_way():
    wrong = [
        (module(path), target)
        for path in HOUSE.rglob("*.py")
        for target in imports(path)
        if module(path) and target in ORDER and ORDER.index(target) >= ORDER.index(module(path))
    ]
    assert wrong == []


def test_importing_and_help_load_nothing_heavy():
    code = (
        "import sys, retold, retold.cli; retold.cli.parser();"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'datasets','pyarrow','pandas','numpy','rich','jsonschema','spacy','regex','msgspec','yaml','platformdirs'}))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
