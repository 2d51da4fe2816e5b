"""Rules on files: all are there, none is stray, each is JSON of its schema in its one form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from ..corpus import Decision, Registry, entry_of, pass_of
from ..document import DECISIONS, Document, Pass, dump_lines, dumps
from ..problem import Problem
from ..readings import READINGS
from ..schema import REGISTRIES, problems, registry_file
from ..source import MANIFEST
from .state import State, shown

CODES = {
    "file-missing": "every file that the manifest and the registries call for is there",
    "file-stray": "every file belongs to a document or a registry",
    "file-encoding": "every file is UTF-8",
    "json-syntax": "every JSON file is JSON",
    "json-schema": "every JSON value satisfies its schema",
    "json-form": "every JSON file is written in the one form, ordered by place or id",
    "id-unique": "no id is given twice",
}
KEPT_BESIDE = ("annotations/schema/",)


def read(state: State) -> Iterator[Problem]:
    """Read the corpus into ``state``, reporting what stands in the way; what can't be read is left out."""
    registries: dict[str, list[dict[str, Any]]] = {}
    for file, schema in [(MANIFEST, "document"), *((registry_file(n), s) for n, s in REGISTRIES.items())]:
        registries[file] = yield from _lines(state, file, schema)
    state.entries = [entry_of(row) for row in registries.pop(MANIFEST)]
    if state.sound:
        state.registry = Registry.from_json({name: registries[registry_file(name)] for name in REGISTRIES})
    for entry in state.entries:
        text = state.texts.get(entry.id)
        if entry.text_file:
            text = yield from _text(state, entry.text_file)
            if text is None:
                continue
        data = yield from _annotations(state, entry.annotation_file, entry.tier)
        if data is not None:
            state.documents.append(Document.from_json(entry, data, text))
    texts = {d.id: d.text for d in state.documents}
    entries = {e.id: e for e in state.entries}
    known = {MANIFEST, *map(registry_file, REGISTRIES)}
    known |= {name for e in state.entries for name in (e.annotation_file, e.text_file) if name}
    for name in state.files:
        annotator, room, stem = pass_of(name)
        entry = entries.get(stem)
        if entry and room == entry.tier:
            data = yield from _annotations(state, name, entry.tier)
            if data is not None:
                text = texts.get(stem)
                state.passes.append(Pass.from_json(entry, data, text, annotator=annotator))
        elif room == "registry" and stem in REGISTRIES:
            state.added.setdefault(annotator, {})[stem] = yield from _lines(state, name, REGISTRIES[stem])
        elif name == DECISIONS:
            rows = yield from _lines(state, name, "decision")
            state.decisions = [msgspec.convert(row, Decision) for row in rows]
        elif name == READINGS:
            yield from _lines(state, name, "reading")
        elif state.sound and name not in known and not name.startswith(KEPT_BESIDE):
            yield Problem(
                name, "", "file-stray", "belongs to no document or registry", f"Name it in {MANIFEST}, or remove it"
            )


def _bytes(state: State, file: str) -> Iterator[Problem]:
    try:
        return state.files[file]
    except KeyError:
        state.sound = False
        yield Problem(file, "", "file-missing", "is not there", "Put it back, or take out what calls for it")
        return None


def _text(state: State, file: str) -> Iterator[Problem]:
    data = yield from _bytes(state, file)
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        state.sound = False
        yield Problem(file, "", "file-encoding", f"byte {error.start} is not UTF-8", "Save the file as UTF-8")
        return None


def _annotations(state: State, file: str, tier: str) -> Iterator[Problem]:
    text = yield from _text(state, file)
    if text is None:
        return None
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        state.sound = False
        message = f"line {error.lineno} column {error.colno}: {error.msg}"
        yield Problem(
            file, "", "json-syntax", message, "Mend the JSON", shown(text[max(0, error.pos - 20) : error.pos + 20])
        )
        return None
    found = list(problems(data, tier, file))
    yield from found
    if found:
        state.sound = False
        return None
    seen: dict[str, str] = {}
    for layer, items in data.items():
        for index, item in enumerate(items if isinstance(items, list) else []):
            pointer = f"/{layer}/{index}/id"
            if item["id"] in seen:
                state.sound = False
                yield Problem(
                    file,
                    pointer,
                    "id-unique",
                    f"id {item['id']} is given at {seen[item['id']]} too",
                    "Give it a free one",
                )
            seen.setdefault(item["id"], pointer)
    if dumps(data) != text.encode():
        yield Problem(file, "", "json-form", "is not written in the one form", "Run `retold format`")
    return data


def _lines(state: State, file: str, schema: str) -> Iterator[Problem]:
    text = yield from _text(state, file)
    rows: list[dict[str, Any]] = []
    if text is None:
        return rows
    first: dict[str, int] = {}
    clean = True
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else ()):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            state.sound = clean = False
            message = f"line {number + 1} column {error.colno}: {error.msg}"
            yield Problem(file, f"/{number}", "json-syntax", message, "Write one JSON object a line", shown(line))
            continue
        found = list(problems(row, schema, file, f"/{number}"))
        yield from found
        if found:
            state.sound = clean = False
            continue
        if row["id"] in first:
            state.sound = clean = False
            message = f"id {row['id']} is given on line {first[row['id']] + 1} too"
            yield Problem(file, f"/{number}/id", "id-unique", message, "Give it a free one, or merge the lines")
            continue
        first[row["id"]] = number
        rows.append(row)
    if clean and dump_lines(rows) != text.encode():
        yield Problem(file, "", "json-form", "is not written in the one form", "Run `retold format`")
    return rows
