"""The commands, declared: what each is for and takes. The parser and the card's reference follow from here."""

from __future__ import annotations

import argparse
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

COMMANDS = {
    "check": "Check the corpus against every rule and report all problems.",
    "build": "Build Parquet, dataset card, Croissant and statistics from the checked corpus.",
    "hydrate": "Place the annotations of the press tier on your own copies of the articles.",
    "show": "Show a document: its text with a layer marked, or the layer as a table.",
    "stats": "Count documents, words, annotations and labels, split by split.",
    "agreement": "Measure how far the independent passes agree, layer by layer.",
    "adjudicate": "List where two passes over a document differ, or record why each place was decided as it was.",
    "leakage": "Measure what each split shares with the others: texts alike, runs of words, lines of registries.",
    "cues": "Measure how far the wording of claims alone, without their facts, gives their fidelity away.",
    "sample": "Draw annotations at random, so many a layer, to be read afresh.",
    "doubts": "List what looks inconsistent across documents: places that a reader should judge.",
    "compare": "Put all renderings of one utterance side by side.",
    "tasks": "List the tasks of the benchmark: what is given, what is asked, which measure ranks.",
    "score": "Score a predictions file on a task, with intervals; or test two of them against each other.",
    "baseline": "Train a baseline on train and write its predictions, or score all baselines of a task.",
    "leaderboard": "Train and score every baseline of every task and write LEADERBOARD.md.",
    "splits": "Read every config and split back through load_dataset and count the rows.",
    "anchor": "Resolve the quotes of drafts to offsets and file the documents.",
    "draft": "Print a document as a draft, with quotes in place of offsets.",
    "format": "Write annotation files, registries and manifest in their one form.",
}
ROOT = ("--root", {"metavar": "DIR", "help": "the corpus, by default the one of the package"})
TEXTS = ("--texts", {"metavar": "DIR", "help": "folder with copies of the press articles"})
JSON = ("--json", {"action": "store_true", "help": "print JSON"})
DOC = ("document", {"metavar": "DOC", "help": "id of a document"})
ARGUMENTS: dict[str, list[tuple[str, dict]]] = {
    "check": [
        ("documents", {"nargs": "*", "metavar": "DOC", "help": "only the problems of these documents"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "build": [ROOT, JSON],
    "hydrate": [
        ("folder", {"metavar": "DIR", "help": "folder with copies of the press articles, under any name"}),
        ("--out", {"metavar": "DIR", "help": "where to write, by default the user's data directory"}),
        ROOT,
        JSON,
    ],
    "show": [
        DOC,
        ("--layer", {"action": "append", "metavar": "LAYER", "help": "only this layer; may be given again"}),
        ("--table", {"action": "store_true", "help": "tables in place of marked text"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "stats": [ROOT, TEXTS, JSON],
    "agreement": [ROOT, TEXTS, JSON],
    "adjudicate": [
        DOC,
        ("--reasons", {"metavar": "FILE", "help": "JSON object with the reason by the name of the place"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "leakage": [ROOT, JSON],
    "cues": [ROOT, JSON],
    "sample": [
        ("--split", {"metavar": "SPLIT", "default": "test", "help": "of this split, by default test"}),
        ("--size", {"metavar": "N", "type": int, "default": 30, "help": "annotations a layer, by default 30"}),
        ("--seed", {"metavar": "N", "type": int, "default": 0, "help": "another seed, another sample"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "doubts": [
        ("kinds", {"nargs": "*", "metavar": "KIND", "help": "only these kinds"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "compare": [
        ("statement", {"metavar": "STATEMENT", "help": "id in annotations/registry/statements.jsonl"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "tasks": [JSON],
    "score": [
        ("task", {"metavar": "TASK", "help": "name of a task, see retold tasks"}),
        ("predictions", {"metavar": "FILE", "help": "a JSON line a document, see annotations/schema/predictions"}),
        ("--split", {"metavar": "SPLIT", "default": "test", "help": "score on this split, by default test"}),
        ("--against", {"metavar": "FILE", "help": "predictions of another system, to be tested against"}),
        (
            "--partial",
            {"action": "store_true", "help": "let documents be missing; they count as answered with nothing"},
        ),
        ROOT,
        TEXTS,
        JSON,
    ],
    "baseline": [
        ("task", {"metavar": "TASK", "help": "name of a task, see retold tasks"}),
        ("--predict", {"metavar": "NAME", "help": "print the predictions of this baseline instead of scores"}),
        ("--split", {"metavar": "SPLIT", "default": "test", "help": "on this split, by default test"}),
        ROOT,
        TEXTS,
        JSON,
    ],
    "leaderboard": [ROOT, JSON],
    "splits": [JSON],
    "anchor": [
        ("drafts", {"nargs": "+", "metavar": "DRAFT", "help": "JSON file in the quoting form, see retold.draft"}),
        ROOT,
        TEXTS,
    ],
    "draft": [DOC, ROOT, TEXTS],
    "format": [ROOT],
}


def parser(commands: Container[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The command line. Only ``commands`` get their arguments: start-up is quicker with the one that is called."""
    from . import __version__

    top = argparse.ArgumentParser(
        prog="retold", description="One announcement, many retellings: an annotated news corpus."
    )
    top.add_argument("--version", action="version", version=__version__)
    below = top.add_subparsers(dest="command", metavar="command", required=True)
    for name, gloss in COMMANDS.items():
        own = below.add_parser(name, help=gloss, description=gloss)
        for flag, options in ARGUMENTS[name] if name in commands else ():
            own.add_argument(flag, **options)
    return top


def reference() -> str:
    """The command reference, as Markdown; wrapped at a hundred columns whatever the terminal."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        actions = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
        return "\n".join(f"```\n{own.format_help().rstrip()}\n```\n" for own in actions.choices.values())
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
