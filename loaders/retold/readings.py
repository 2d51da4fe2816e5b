"""A sample of annotations read afresh: what is drawn, and how much of what was read was right."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from .document import LAYERS, Document

READINGS = "annotations/readings.jsonl"
"""Annotations drawn at random and read afresh, as they were when they were read."""
SIZE = 30
"""Annotations a layer."""


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An annotation as it was read, and the verdict; ``told`` is what it said, ``note`` what was wrong."""

    id: str
    surface: str
    told: str
    verdict: str
    note: str | None = None

    @property
    def layer(self) -> str:
        return self.id.split("/")[1]


class Rate(NamedTuple):
    """How many annotations of a layer were read, how many were right, and the 95 % interval (Wilson 1927)."""

    layer: str
    read: int
    right: int

    @property
    def interval(self) -> tuple[float, float]:
        n, p, z = self.read, self.right / self.read, 1.96
        centre, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return tuple(max(0.0, min(1.0, (centre + side * spread) / (1 + z * z / n))) for side in (-1, 1))

    def cells(self) -> list[str]:
        low, high = self.interval
        return [self.layer, str(self.read), str(self.right), f"{self.right / self.read:.1%}", f"{low:.0%}–{high:.0%}"]


def sample(documents: Iterable[Document], *, size: int = SIZE, seed: int = 0) -> list[tuple[Document, str, object]]:
    """So many annotations of each layer, drawn at random without replacement: the same for the same seed.

    A layer that has fewer gives all it has.
    """
    documents = sorted(documents, key=lambda d: d.id)
    found = []
    for layer in LAYERS:
        all_of = [(d, layer, a) for d in documents for a in getattr(d, layer)]
        drawn = random.Random(f"{seed} {layer}").sample(all_of, min(size, len(all_of)))
        found += sorted(drawn, key=lambda item: (item[0].id, item[2].start, item[2].id))
    return found


def rates(readings: Iterable[Reading]) -> list[Rate]:
    """The rate of each layer read, in the order of the layers, and of all."""
    readings = list(readings)
    groups = [(layer, [r for r in readings if r.layer == layer]) for layer in LAYERS] + [("all", readings)]
    return [Rate(name, len(found), sum(r.verdict == "right" for r in found)) for name, found in groups if found]
