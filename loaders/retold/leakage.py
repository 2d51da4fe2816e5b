"""What a model can carry over from one split to another: texts alike, runs of words, and lines of the registries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

import regex

from .document import Document

RUN = 8
"""Words that a text may not share in a row with a press article, and the length of the runs that tell near-copies."""
NEAR = 0.2
"""Share of the shorter text's runs that makes two texts near-copies (PolNeAR's near-duplicates start there)."""
LONG = 16
"""Words in a row that two texts of different splits may not share at all."""
LINKS = {"entity": "mentions", "event": "events", "statement": "quotations", "fact": "claims"}
"""The fields that link documents, and their layers."""


def words(text: str) -> list[str]:
    """The words of a text as runs compare them: case folded, without marks."""
    return regex.findall(r"\w+", text.casefold())


def runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """The runs of so many words of a text."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


class Twins(NamedTuple):
    """Two texts of different splits and the share of the shorter one's runs that both hold."""

    first: Document
    second: Document
    shared: float


def across(documents: Iterable[Document]) -> Iterator[Twins]:
    """Every pair of texts of different splits that share a run of :data:`RUN` words."""
    known = [(d, runs(d.text)) for d in documents if d.text is not None]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, found) in enumerate(known):
        for run in found:
            holders[run].append(number)
    both = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    for (i, j), count in sorted(both.items()):
        (a, of_a), (b, of_b) = known[i], known[j]
        if a.split != b.split:
            yield Twins(a, b, count / min(len(of_a), len(of_b)))


def longest(first: str, second: str) -> int:
    """The number of words of the longest run that two texts share."""
    length = 0
    while runs(first, length + 1) & runs(second, length + 1):
        length += 1
    return length


class Row(NamedTuple):
    """What two splits share; ``longest_run`` is 0 where they share no run of :data:`RUN` words."""

    first: str
    second: str
    most_alike: float
    longest_run: int
    links: dict[str, tuple[int, int]]

    def cells(self) -> list[str]:
        """The row as a table shows it; links as a share of the second split's."""
        shares = (f"{shared / total:.0%} of {total}" if total else "–" for shared, total in self.links.values())
        run = f"{self.longest_run} words" if self.longest_run else f"under {RUN} words"
        return [self.first, self.second, f"{self.most_alike:.1%}", run, *shares]

    def to_dict(self) -> dict[str, Any]:
        return self._asdict() | {"links": {name: list(counts) for name, counts in self.links.items()}}


def leakage(documents: Iterable[Document], splits: tuple[str, ...] = ("train", "validation", "test")) -> list[Row]:
    """What each later split shares with each earlier one.

    ``most_alike`` is the largest share of the runs of eight words of a text that a text of the other split holds;
    ``links`` counts, of the annotations of the second split that name a line, those whose line the first names too.
    """
    documents = list(documents)
    pairs = list(across(documents))
    by_split = {split: [d for d in documents if d.split == split] for split in splits}
    rows = []
    for first, second in combinations(splits, 2):
        twins = [t for t in pairs if {t.first.split, t.second.split} == {first, second}]
        links = {}
        for field, layer in LINKS.items():
            known = {getattr(a, field) for d in by_split[first] for a in getattr(d, layer)} - {None}
            named = [v for d in by_split[second] for a in getattr(d, layer) if (v := getattr(a, field)) is not None]
            links[field] = (sum(v in known for v in named), len(named))
        alike = max((t.shared for t in twins), default=0.0)
        rows.append(
            Row(first, second, alike, max((longest(t.first.text, t.second.text) for t in twins), default=0), links)
        )
    return rows
