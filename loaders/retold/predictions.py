"""Predictions of a system: a JSON line a document, read against the task's schema and the texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from .document import Document
from .problem import Problem, RetoldError
from .schema import problems
from .source import decode
from .tasks import Task

SHOWN = 20
"""Problems that an error names before it only counts."""


class Unusable(RetoldError):
    """A predictions file with problems; ``problems`` holds them."""

    def __init__(self, found: Sequence[Problem]):
        self.problems = list(found)
        more = f"\nand {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        super().__init__("\n".join(map(str, found[:SHOWN])) + more)


def read(
    path: Path | str, task: Task, documents: Iterable[Document], *, partial: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """The items that a file predicts, by document.

    Every document needs its line unless ``partial``; what lacks one then counts as answered with nothing. A line for a
    document of another split is passed over, so that one file can hold several. :class:`Unusable` with every problem:
    a line that is no JSON or not of the task's schema, an unknown or repeated document, a span out of bounds, an
    unknown or repeated id.
    """
    name = str(path)
    try:
        text = decode(Path(path).read_bytes(), name)
    except OSError as error:
        raise RetoldError(f"{name}: {error.strerror}. Name a predictions file: a JSON line a document") from error
    wanted = {d.id: d for d in documents}
    lines: dict[str, list[dict[str, Any]]] = {}
    found = list(_lines(text, name, task, wanted, lines))
    if not partial:
        missing = [d for d in wanted if d not in lines]
        if missing and not found:
            told = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            fix = "Add a line for each, an empty list where nothing was found, or allow missing ones (--partial)"
            found.append(Problem(name, "", "prediction-missing", f"no line for {told}", fix))
    if found:
        raise Unusable(found)
    return lines


def _lines(
    text: str, name: str, task: Task, wanted: Mapping[str, Document], lines: dict[str, list[dict[str, Any]]]
) -> Iterator[Problem]:
    from .corpus import Corpus

    seen: set[str] = set()
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        place = f"/{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield Problem(name, place, "json-syntax", f"line {number + 1}: {error.msg}", "Write one JSON object a line")
            continue
        wrong = list(problems(row, f"predictions/{task.name}", name, place))
        yield from wrong
        if wrong:
            continue
        document = row["document"]
        if document in seen:
            yield Problem(
                name, f"{place}/document", "id-unique", f"{document} has a line before", "Put both in one line"
            )
        seen.add(document)
        if document in wanted:
            lines[document] = row[task.items]
            yield from _items(row[task.items], name, f"{place}/{task.items}", task, wanted[document])
        elif document not in Corpus.open().entries:
            near = get_close_matches(document, wanted, 1)
            fix = f"Did you mean {near[0]}?" if near else "Use the ids of the config documents"
            yield Problem(name, f"{place}/document", "prediction-document", f"no document {document}", fix)


def _items(items: list[dict[str, Any]], file: str, place: str, task: Task, document: Document) -> Iterator[Problem]:
    known = {i["id"] for i in task.gold(document) if "id" in i}
    told: set[str] = set()
    for number, item in enumerate(items):
        for pointer, span in _spans(item, f"{place}/{number}"):
            if not span["start"] < span["end"] <= document.length:
                message = f"{span['start']}:{span['end']} is no stretch of {document.id}, which has {document.length}"
                yield Problem(
                    file, pointer, "span-bounds", message, "Count code points of the text from 0, end behind the last"
                )
        if "id" in item:
            if item["id"] not in known:
                message = f"{document.id} gives no {task.items} {item['id']}"
                yield Problem(
                    file,
                    f"{place}/{number}/id",
                    "prediction-id",
                    message,
                    f"Given are: {', '.join(sorted(known)[:8])} …",
                )
            elif item["id"] in told:
                message = f"{item['id']} is answered twice"
                yield Problem(file, f"{place}/{number}/id", "id-unique", message, "Keep one answer")
            told.add(item["id"])


def _spans(item: Any, pointer: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Every span in an item, however deep, with its place."""
    if isinstance(item, Mapping):
        if "start" in item and "end" in item:
            yield pointer, item
        for name, value in item.items():
            yield from _spans(value, f"{pointer}/{name}")
    elif isinstance(item, list):
        for number, value in enumerate(item):
            yield from _spans(value, f"{pointer}/{number}")


def lines_of(task: Task, answers: Mapping[str, Any]) -> str:
    """A predictions file of answers by document: the way back from :func:`read`."""
    rows = ({"document": name, task.items: list(items)} for name, items in answers.items())
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
