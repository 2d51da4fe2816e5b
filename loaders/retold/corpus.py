"""The corpus: documents by id, read when asked for, and the registries that link them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from .document import DECISIONS, PASSES, Document, Entry, Pass
from .problem import RetoldError
from .readings import READINGS, Reading
from .schema import REGISTRIES, registry_file
from .source import MANIFEST, Folder, decode


class Entity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody or something mentioned; ``invented`` where this corpus made it up."""

    id: str
    type: str
    name: str
    aliases: dict[str, list[str]] = {}
    invented: bool = False
    wikidata: str | None = None
    wikidata_checked: str | None = None
    wikidata_source: str | None = None


class Happening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event of the registry: something that happened, or was said to."""

    id: str
    type: str
    gloss: str
    time: str | None
    story: str


class Reference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public page."""

    publisher: str
    title: str
    date: str | None
    address: str
    seen: str


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One utterance, however often retold."""

    id: str
    speaker: str
    date: str | None
    medium: str
    language: str | None
    gist: str
    source: Reference | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One proposition that can be checked; evidence is a stretch of a press article or a public page, as JSON."""

    id: str
    proposition: str
    time: str | None
    participants: tuple[str, ...]
    status: str
    evidence: tuple[dict[str, Any], ...]


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where two passes differ, and whose marking stands in the shipped annotation."""

    id: str
    differs: tuple[str, ...]
    winner: str
    reason: str

    @property
    def document(self) -> str:
        return self.id.partition("/")[0]


KINDS = {"entities": Entity, "events": Happening, "statements": Statement, "facts": Fact}


class Registry(msgspec.Struct, frozen=True):
    """The lines that annotations of all documents name, by id."""

    entities: dict[str, Entity]
    events: dict[str, Happening]
    statements: dict[str, Statement]
    facts: dict[str, Fact]

    @classmethod
    def from_json(cls, rows: dict[str, list[dict[str, Any]]]) -> Registry:
        return cls(**{n: {row["id"]: msgspec.convert(row, kind) for row in rows[n]} for n, kind in KINDS.items()})


def lines(files: Mapping[str, bytes], name: str) -> list[dict[str, Any]]:
    """The values of a ``.jsonl`` file; RetoldError with file and line where one is not JSON."""
    rows = []
    for number, line in enumerate(decode(files[name], name).split("\n")[:-1]):
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise RetoldError(f"{name} line {number + 1}: {error}. Write one JSON object a line") from error
    return rows


def pass_of(file: str) -> tuple[str, str, str]:
    """Annotator, room and name of a file of a pass; empty strings for any other file.

    >>> pass_of("annotations/passes/a/open/exomars-wire-01.json")
    ('a', 'open', 'exomars-wire-01')
    """
    steps = file.removeprefix(f"{PASSES}/").split("/")
    if not file.startswith(f"{PASSES}/") or len(steps) != 3:
        return "", "", ""
    return steps[0], steps[1], steps[2].rpartition(".")[0]


def entry_of(row: dict[str, Any]) -> Entry:
    """The manifest entry of a line."""
    return msgspec.convert(row, Entry)


class Corpus(Mapping[str, Document]):
    """Documents by id.

    >>> corpus = Corpus.open()
    >>> document = corpus["exomars-wire-01"]
    >>> document.split, len(document.mentions) > 20, document.mentions[0] in document.segments[0]
    ('train', True, True)
    """

    def __init__(self, files: Mapping[str, bytes], texts: Mapping[str, str] | None = None):
        """``files`` as :class:`retold.source.Folder` gives them; ``texts`` are press texts by document id."""
        self.files = files
        self.texts = dict(texts or {})
        self._read: dict[str, Document] = {}

    @classmethod
    def open(cls, path: Path | str | None = None, *, texts: Mapping[str, str] | None = None) -> Corpus:
        """The corpus in ``path``, by default the one that ships with the package."""
        return cls(Folder(path), texts)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The manifest."""
        return {row["id"]: entry_of(row) for row in lines(self.files, MANIFEST)}

    @cached_property
    def registry(self) -> Registry:
        return Registry.from_json({name: lines(self.files, registry_file(name)) for name in REGISTRIES})

    def text(self, name: str) -> str | None:
        """A document's text; None for a press article that is not at hand."""
        entry = self.entries[name]
        return decode(self.files[entry.text_file], entry.text_file) if entry.text_file else self.texts.get(name)

    def __getitem__(self, name: str) -> Document:
        if name not in self.entries:
            near = get_close_matches(name, self.entries, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UnknownDocument(f"no document {name!r}.{hint} There are: {', '.join(self.entries)}")
        if name not in self._read:
            entry = self.entries[name]
            data = json.loads(decode(self.files[entry.annotation_file], entry.annotation_file))
            self._read[name] = Document.from_json(entry, data, self.text(name))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def passes(self) -> dict[str, dict[str, Pass]]:
        """Independent passes: documents by id, by annotator."""
        found: dict[str, dict[str, Pass]] = {}
        for file in self.files:
            annotator, tier, name = pass_of(file)
            if tier in ("open", "press"):
                entry, data = self.entries[name], json.loads(decode(self.files[file], file))
                made = Pass.from_json(entry, data, self.text(name), annotator=annotator)
                found.setdefault(annotator, {})[name] = made
        return found

    @cached_property
    def decisions(self) -> list[Decision]:
        """Places where two passes differ, and whose marking stands."""
        rows = lines(self.files, DECISIONS) if DECISIONS in self.files else []
        return [msgspec.convert(row, Decision) for row in rows]

    @cached_property
    def readings(self) -> list[Reading]:
        """Annotations drawn at random and read afresh."""
        rows = lines(self.files, READINGS) if READINGS in self.files else []
        return [msgspec.convert(row, Reading) for row in rows]

    def split(self, name: str) -> Iterator[Document]:
        """The documents of a split."""
        return (self[key] for key, entry in self.entries.items() if entry.split == name)

    @property
    def splits(self) -> dict[str, int]:
        """Documents a split."""
        counts: dict[str, int] = {}
        for entry in self.entries.values():
            counts[entry.split] = counts.get(entry.split, 0) + 1
        return counts


class UnknownDocument(KeyError, RetoldError):
    """No such document; the message names the nearest and all there are."""

    def __str__(self) -> str:
        return str(self.args[0])
