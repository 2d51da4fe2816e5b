"""The main job: checked corpus in, Parquet, card, Croissant and statistics out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from . import card, croissant
from .agreement import agreement, pairs
from .checks import CODES, check
from .commands import reference
from .compare import compare
from .corpus import Corpus
from .cues import cues
from .document import Document
from .folder import dump_json, replaced, write_tables
from .leakage import LINKS, leakage
from .parquet import tables
from .problem import Problem, RetoldError
from .readings import rates
from .source import Folder, decode
from .stats import SPLITS, statistics

ABOUT = {
    "license": "cc-by-4.0",
    "pretty_name": "Retold",
    "task_categories": ["token-classification", "text-classification", "question-answering"],
    "task_ids": ["named-entity-recognition", "coreference-resolution", "fact-checking"],
    "annotations_creators": ["machine-generated"],
    "language_creators": ["machine-generated"],
    "multilinguality": ["multilingual"],
    "size_categories": ["n<1K"],
    "tags": ["news", "quotation-attribution", "event-coreference", "cross-document-coreference", "claims", "stand-off"],
}
EXAMPLE = "rogozin-normal-relations-only-if"
"""The statement whose renderings the card shows."""
WHAT = "One announcement, many retellings: a cross-document annotated news corpus."
GENERATED = ("README.md", "DATASHEET.md", "CONTRIBUTING.md")
"""Documents with generated blocks."""


class Unsound(RetoldError):
    """The corpus has problems; ``problems`` holds them."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__(f"{len(problems)} problems stand in the way. See them with `retold check`")


def build(root: Path | str | None = None, *, step: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Check the corpus at ``root`` and write ``data/``, ``croissant.json`` and the generated parts of its documents.

    Returns rows, bytes and sha256 of every file, by config and split. All is put in place at the end, or nothing
    is. ``step`` is told what is being done. :class:`Unsound` where the corpus has problems.
    """
    folder = Folder(root)
    step("check")
    if problems := list(check(folder)):
        raise Unsound(problems)
    corpus = Corpus(folder)
    with replaced(*(folder.path / name for name in ("data", "croissant.json", *GENERATED))) as (data, jsonld, *papers):
        step("tables")
        made = write_tables(split_tables(corpus.values(), corpus), data)
        step("papers")
        counts = statistics(corpus)
        (data / "statistics.json").write_bytes(dump_json(counts))
        languages = list(counts["open"]["languages"])
        described = croissant.describe(made, name="retold", description=WHAT, languages=languages)
        jsonld.write_bytes(dump_json(described))
        blocks = generated(made, counts, corpus)
        for paper in papers:
            text = card.with_blocks(decode((folder.path / paper.name).read_bytes(), paper.name), blocks)
            if paper.name == "README.md":
                text = card.with_front_matter(text, card.front_matter(made, ABOUT | {"language": languages}))
            paper.write_bytes(text.encode())
        step("swap")
    return made


def split_tables(documents: Iterable[Document], corpus: Corpus) -> dict[str, dict[str, Any]]:
    """The Arrow tables of every split whose texts are at hand, in the order of :data:`retold.stats.SPLITS`.

    ``corpus`` gives what belongs to the documents: registries, passes, decisions.
    """
    at_hand = [d for d in documents if d.text is not None]
    passes = [one for made in corpus.passes.values() for one in made.values()]
    return {
        split: tables(found, corpus.registry, passes, corpus.decisions)
        for split in SPLITS
        if (found := [d for d in at_hand if d.split == split])
    }


def generated(made: dict[str, Any], counts: dict[str, Any], corpus: Corpus) -> dict[str, str]:
    """The generated blocks of the documents, by name."""
    splits = counts["splits"]
    return {
        "configs": card.configs_table(made),
        "columns": card.columns_tables(),
        "rules": card.table(["code", "what must hold"], [[f"`{code}`", gloss] for code, gloss in CODES.items()]),
        "commands": reference(),
        "counts": card.table(
            ["", *splits],
            [
                ["documents", *(s["documents"] for s in splits.values())],
                ["words", *(s["words"] or "with their holder" for s in splits.values())],
                ["code points", *(s["code_points"] for s in splits.values())],
                *(
                    [layer, *(s["annotations"][layer] for s in splits.values())]
                    for layer in counts["all"]["annotations"]
                ),
            ],
        ),
        "composition": card.table(
            ["", *splits],
            [
                [name, *(_listed(s[name]) for s in splits.values())]
                for name in ("languages", "registers", "stories", "derivations")
            ],
        ),
        "chains": "\n".join("- " + " → ".join(f"`{name}`" for name in line) for line in counts["chains"]) or "None.",
        "registries": card.table(
            ["registry", "lines", "in two documents or more", "in two languages or more"],
            [[kind, *numbers.values()] for kind, numbers in counts["registries"].items()],
        ),
        "labels": _label_table(counts),
        "comparison": _comparison(corpus),
        "agreement": _agreement(corpus),
        "leakage": _leakage(corpus),
        "cues": _cues(corpus),
        "readings": _readings(corpus),
    }


def _cues(corpus: Corpus) -> str:
    head = ["question", "cue", "accuracy", "macro F1", "MCC", "claims"]
    return card.table(head, [row.cells() for row in cues(corpus.values())])


def _readings(corpus: Corpus) -> str:
    if not corpus.readings:
        return "No sample was read afresh yet."
    return card.table(["layer", "read", "right", "rate", "95 % interval"], [r.cells() for r in rates(corpus.readings)])


def _leakage(corpus: Corpus) -> str:
    head = ["from", "to", "most alike", "longest run", *(f"{name} shared" for name in LINKS)]
    return card.table(head, [row.cells() for row in leakage(corpus.values())])


def _agreement(corpus: Corpus) -> str:
    """The agreement between the shipped passes, where there are any."""
    if len(corpus.passes) < 2:
        return "No independent passes ship."
    rows = [row.cells() for row in agreement(pairs(corpus))]
    return card.table(["layer", "of", "measure", "value", "95 % interval", "units"], rows)


def _comparison(corpus: Corpus) -> str:
    """The open renderings of one utterance, as the card shows them."""
    if EXAMPLE not in corpus.registry.statements:
        return ""
    found = [r for r in compare(EXAMPLE, corpus.values(), corpus.registry) if corpus[r.document].text is not None]
    rows = [[r.published or "", f"{r.outlet} ({r.language})", r.type, r.text, " ".join(r.changes)] for r in found]
    return card.table(["date", "outlet", "type", "rendering", "what changed"], rows)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())


def _label_table(counts: dict[str, Any]) -> str:
    rows = [
        [
            layer,
            name,
            _listed(open_counts),
            _listed(counts["splits"].get("press", counts["open"])["labels"][layer][name]),
        ]
        for layer, fields in counts["open"]["labels"].items()
        for name, open_counts in fields.items()
    ]
    return card.table(["layer", "field", "open", "press"], rows)
