"""Where two annotations of one document differ: the places that an adjudicator decides, and who was right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from .document import LAYERS, Document

LINKS = ("entity", "metonymy", "event", "speaker", "statement", "fact")
"""Fields that name lines of registries; a pass may name lines that it added itself."""
FIELDS: dict[str, tuple[str, ...]] = {
    "segments": ("kind",),
    "mentions": ("type", "form", "entity", "metonymy"),
    "times": ("type", "value", "anchor"),
    "events": ("type", "polarity", "modality", "tense", "event", "arguments"),
    "quotations": ("type", "source", "cue", "speaker", "statement", "rendering", "medium"),
    "claims": ("fact", "fidelity", "distortions"),
    "noise": ("kind", "intended"),
    "languages": ("language",),
}
"""What is compared on annotations of one place; notes are words, not labels."""

Place = tuple[tuple[int, int], ...]


class Difference(NamedTuple):
    """A place where two annotations differ.

    ``first`` and ``second`` are the two annotations, one of them None where only the other marks something there;
    ``fields`` names what differs, ``span`` where both mark something, but not the same stretch.
    """

    layer: str
    start: int
    end: int
    first: Any
    second: Any
    fields: tuple[str, ...]

    def id(self, document: str) -> str:
        """Its name among the decisions."""
        return f"{document}/{self.layer}:{self.start}-{self.end}"


def place(annotation: Any) -> Place:
    """The stretch that an annotation marks; of a quotation its content."""
    spans = getattr(annotation, "content", None) or (annotation,)
    return tuple((span.start, span.end) for span in spans)


def told(document: Document, annotation: Any, layer: str, names: dict[tuple[str, str], str]) -> dict[str, Any]:
    """The compared fields of an annotation: what it refers to in the document told by place, links by ``names``."""
    own = document.annotations()
    found: dict[str, Any] = {}
    for field in FIELDS[layer]:
        value = getattr(annotation, field)
        if field == "arguments":
            value = frozenset((a.role, place(own[a.ref_id])) for a in value)
        elif field == "anchor" and value in own:
            value = place(own[value])
        elif field in ("source", "cue") and value is not None:
            value = (value.start, value.end)
        elif field == "distortions":
            value = frozenset(value)
        elif field in LINKS and value is not None:
            value = names.get((field, value), value)
        found[field] = value
    return found


def names_for(first: Document, second: Document) -> dict[tuple[str, str], str]:
    """For each registry line that ``second`` added, the line that ``first`` names most often in the same places."""
    votes: dict[tuple[str, str], Counter] = {}
    for layer in LAYERS:
        theirs = {place(a): a for a in getattr(first, layer)}
        for annotation in getattr(second, layer):
            other = theirs.get(place(annotation))
            for field in LINKS if other is not None else ():
                value = getattr(annotation, field, None)
                if value is not None and value.startswith(ADDED) and getattr(other, field) is not None:
                    votes.setdefault((field, value), Counter())[getattr(other, field)] += 1
    return {line: found.most_common(1)[0][0] for line, found in votes.items()}


ADDED = "new-"
"""How the ids of lines begin that a pass added."""


def differences(first: Document, second: Document) -> Iterator[Difference]:
    """Every place where two annotations of one document differ, layer by layer, in the order of the text."""
    names = names_for(first, second)
    for layer in LAYERS:
        found = []
        for one, other in _paired(getattr(first, layer), getattr(second, layer)):
            fields: tuple[str, ...] = ()
            if one is not None and other is not None:
                left, right = told(first, one, layer, {}), told(second, other, layer, names)
                fields = tuple(name for name in FIELDS[layer] if left[name] != right[name])
                if place(one) != place(other):
                    fields = ("span", *fields)
                if not fields:
                    continue
            spans = [span for a in (one, other) if a is not None for span in place(a)]
            start, end = min(s for s, _ in spans), max(e for _, e in spans)
            found.append(Difference(layer, start, end, one, other, fields))
        yield from sorted(found, key=lambda d: (d.start, -d.end))


def _paired(first: tuple[Any, ...], second: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """Annotations of the same place, then those that overlap most, then those that stand alone."""
    left, right = list(first), list(second)
    for same in (lambda a, b: place(a) == place(b) and a.id == b.id, lambda a, b: place(a) == place(b)):
        for one in list(left):
            other = next((b for b in right if same(one, b)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield one, other
    shared = sorted(
        ((_overlap(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if _overlap(a, b) >= 0.5),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in shared:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield left[i], right[j]
    yield from ((a, None) for i, a in enumerate(left) if i not in taken[0])
    yield from ((None, b) for j, b in enumerate(right) if j not in taken[1])


def _overlap(one: Any, other: Any) -> float:
    """Characters that both mark as a share of those that either marks."""
    a = {at for start, end in place(one) for at in range(start, end)}
    b = {at for start, end in place(other) for at in range(start, end)}
    return len(a & b) / len(a | b)


def numbered(first: Document, second: Document) -> dict[str, Difference]:
    """The differences by their names; of several in one place all but the first bear a number."""
    found: dict[str, Difference] = {}
    for difference in differences(first, second):
        name = base = difference.id(first.id)
        count = 1
        while name in found:
            count += 1
            name = f"{base}#{count}"
        found[name] = difference
    return found


def winner(difference: Difference, first: Document, second: Document, gold: Document) -> str:
    """Whose marking of a place stands in ``gold``: ``first``, ``second`` or ``neither``."""
    right = [
        _stands(own, document, difference, gold)
        for own, document in ((difference.first, first), (difference.second, second))
    ]
    return {(True, False): "first", (False, True): "second"}.get(tuple(right), "neither")


def _stands(own: Any, document: Document, difference: Difference, gold: Document) -> bool:
    layer = difference.layer
    marked = {place(a): a for a in getattr(gold, layer)}
    if own is None:
        return place(difference.first or difference.second) not in marked
    found = marked.get(place(own))
    if found is None:
        return False
    left, right = told(gold, found, layer, {}), told(document, own, layer, names_for(gold, document))
    return all(left[field] == right[field] for field in difference.fields if field != "span")
