"""What the rules look at: the corpus as far as it could be read, and small helpers to name places in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import regex

from ..corpus import Decision, Registry
from ..document import Document, Entry, Pass, Surface
from ..schema import REGISTRIES


class Finding(NamedTuple):
    """What a rule reports; the driver adds the rule's code."""

    file: str
    pointer: str
    message: str
    fix: str
    snippet: str = ""


@dataclass(slots=True)
class State:
    """The corpus under check. ``sound`` tells whether all files could be read, so that links can be followed.

    ``added`` holds, by annotator and registry, the lines that independent passes added.
    """

    files: Mapping[str, bytes]
    texts: Mapping[str, str]
    entries: list[Entry] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    registry: Registry | None = None
    passes: list[Pass] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    added: dict[str, dict[str, list[dict[str, Any]]]] = field(default_factory=dict)
    sound: bool = True

    def of_passes(self) -> Iterator[State]:
        """For each annotator a state of what he marked, with his lines beside those of the registry."""
        for annotator in sorted({made.annotator for made in self.passes}):
            own = self.added.get(annotator, {})
            more = Registry.from_json({name: own.get(name, []) for name in REGISTRIES})
            merged = Registry(*({**getattr(self.registry, n), **getattr(more, n)} for n in REGISTRIES))
            documents = [made for made in self.passes if made.annotator == annotator]
            yield State(self.files, self.texts, self.entries, documents, merged, sound=self.sound)

    def line(self, document: Document) -> int:
        """The document's line of the manifest, from zero."""
        return next(i for i, entry in enumerate(self.entries) if entry.id == document.id)


class Place(NamedTuple):
    """A span of a document with its layer and its JSON pointer."""

    layer: str
    pointer: str
    span: Surface


def places(document: Document) -> Iterator[Place]:
    """Every span of a document, the parts of quotations one by one."""
    for layer, items in document.layers():
        for index, annotation in enumerate(items):
            pointer = f"/{layer}/{index}"
            if layer != "quotations":
                yield Place(layer, pointer, annotation)
                continue
            for part in ("source", "cue"):
                if span := getattr(annotation, part):
                    yield Place(layer, f"{pointer}/{part}", span)
            for number, span in enumerate(annotation.content):
                yield Place(layer, f"{pointer}/content/{number}", span)


def sound_places(document: Document) -> Iterator[Place]:
    """The spans that lie in the text: those that span-bounds has nothing against."""
    return (place for place in places(document) if in_bounds(document, place.span))


def in_bounds(document: Document, span: Surface) -> bool:
    return 0 <= span.start < span.end <= document.length


def shown(text: str) -> str:
    """A snippet: short, on one line."""
    flat = regex.sub(r"\s+", " ", text)
    return flat if len(flat) <= 60 else flat[:57] + "..."
