"""Spans found by two: counts that add, and the scores derived from them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Counts(NamedTuple):
    """How many spans of the key and of the response have their match on the other side.

    Two counts for the matches, since an overlap need not be one to one. Where one side has no span, precision or
    recall is 1 if the other has none either, else 0.

    >>> (Counts(1, 3, 1, 2) + Counts(1, 1, 1, 2)).f1
    0.5
    """

    key_matched: int
    key: int
    response_matched: int
    response: int

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def recall(self) -> float:
        return self.key_matched / self.key if self.key else float(not self.response)

    @property
    def precision(self) -> float:
        return self.response_matched / self.response if self.response else float(not self.key)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


NOTHING = Counts(0, 0, 0, 0)


def exact(key: Collection[tuple[int, int]], response: Collection[tuple[int, int]]) -> Counts:
    """Same start, same end; a span given twice counts once."""
    key, response = set(key), set(response)
    both = len(key & response)
    return Counts(both, len(key), both, len(response))


def overlapping(key: Collection[tuple[int, int]], response: Collection[tuple[int, int]]) -> Counts:
    """A span is matched if it shares a character with some span of the other side.

    >>> overlapping([(0, 4), (10, 12)], [(3, 5)])
    Counts(key_matched=1, key=2, response_matched=1, response=1)
    """
    key, response = set(key), set(response)

    def matched(ours: set[tuple[int, int]], theirs: set[tuple[int, int]]) -> int:
        return sum(any(a < d and c < b for c, d in theirs) for a, b in ours)

    return Counts(matched(key, response), len(key), matched(response, key), len(response))
