"""What looks inconsistent across the corpus: no errors, but places that a reader should judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from .corpus import Registry
from .document import Document

KINDS = {
    "two-types": "one name stands for entities of two types",
    "two-entities": "one name stands for two entities in one document",
    "no-such-name": "a name that shares no word with its entity's name and aliases",
    "faithful-and-distorted": "a document states a fact faithfully and distorts it, too",
}


class Doubt(NamedTuple):
    """One doubtful place: its kind, what it is about, and the annotations concerned as ``document/id``."""

    kind: str
    about: str
    places: tuple[str, ...]


def doubts(documents: Iterable[Document], registry: Registry) -> Iterator[Doubt]:
    """Every doubtful place of documents whose texts are at hand, kind by kind, in the order of :data:`KINDS`."""
    documents = [d for d in documents if d.text is not None]
    yield from _two_types(documents)
    yield from _two_entities(documents)
    yield from _no_such_name(documents, registry)
    yield from _faithful_and_distorted(documents)


def _names(documents: Iterable[Document]) -> Iterator[tuple[Document, str, object]]:
    for d in documents:
        for m in d.mentions:
            if m.form == "name":
                yield d, d.surface(m).casefold(), m


def _two_types(documents: list[Document]) -> Iterator[Doubt]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for d, name, m in _names(documents):
        found[name][m.type].append(f"{d.id}/{m.id}")
    for name, types in sorted(found.items()):
        if len(types) > 1:
            yield Doubt("two-types", f"{name}: {', '.join(sorted(types))}", tuple(p for t in types.values() for p in t))


def _two_entities(documents: list[Document]) -> Iterator[Doubt]:
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for d, name, m in _names(documents):
        found[d.id, name][m.entity].append(f"{d.id}/{m.id}")
    for (_, name), entities in sorted(found.items()):
        if len(entities) > 1:
            places = tuple(p for e in entities.values() for p in e)
            yield Doubt("two-entities", f"{name}: {', '.join(sorted(entities))}", places)


def _no_such_name(documents: list[Document], registry: Registry) -> Iterator[Doubt]:
    for d, name, m in _names(documents):
        entity = registry.entities[m.entity]
        known = [entity.name, *(alias for names in entity.aliases.values() for alias in names)]
        garbled = any(m.overlaps(noise) for noise in d.noise)
        if not garbled and not _stems(name) & {stem for other in known for stem in _stems(other)}:
            yield Doubt("no-such-name", f"{name}: {entity.name}", (f"{d.id}/{m.id}",))


def _stems(name: str) -> set[str]:
    """The words of a name by their first four letters, so that case endings don't count."""
    return {word[:4] for word in regex.findall(r"\w+", name.casefold())}


def _faithful_and_distorted(documents: list[Document]) -> Iterator[Doubt]:
    for d in documents:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for claim in d.claims:
            if claim.fact:
                found[claim.fact][claim.fidelity].append(f"{d.id}/{claim.id}")
        for fact, by in sorted(found.items()):
            if "faithful" in by and "distorted" in by:
                yield Doubt("faithful-and-distorted", fact, (*by["faithful"], *by["distorted"]))
