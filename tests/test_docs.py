"""Documents are tested: their code runs, their commands exist, their links resolve."""

import json
import re
import subprocess
import sys

import pytest

from conftest import ROOT
from retold.commands import COMMANDS

PAPERS = sorted(ROOT.glob("*.md"))


EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_code_of_the_readme_runs(number):
    subprocess.run([sys.executable, "-c", EXAMPLES[number]], check=True, cwd=ROOT, capture_output=True, timeout=300)


def test_the_readme_has_examples_for_training_analytics_and_benchmark():
    assert len(EXAMPLES) == 6


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_links_within_the_repository_resolve(paper):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_commands_named_in_documents_exist(paper):
    for name in re.findall(r"`(?:\$ )?retold ([a-z]+)", paper.read_text(encoding="utf-8")):
        assert name in COMMANDS, name


def test_every_module_says_what_it_is_and_public_names_have_docstrings():
    import ast

    for path in (ROOT / "loaders" / "retold").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (path.name, node.name)


def test_the_citation_file_and_the_package_tell_one_version():
    import yaml

    import retold

    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == retold.__version__
    assert f'version = "{retold.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    croissant = json.loads((ROOT / "croissant.json").read_bytes())
    assert (croissant["version"], croissant["datePublished"]) == (citation["version"], str(citation["date-released"]))
    assert f"## {retold.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_file_names_a_registry_address_or_a_path_of_a_machine():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, cwd=ROOT)
    forbidden = re.compile(
        "|".join(["pypi" + "[.]org", "files[.]pythonhosted" + "[.]org", "/work" + "/main", "/ro" + "ot/"])
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix != ".parquet":
            assert not forbidden.search(path.read_text(encoding="utf-8", errors="replace")), name
