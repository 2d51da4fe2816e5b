"""Labels that two gave to the same units: agreement between coders, and a classifier's answers against a key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np


def observed(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Share of units with equal labels; None without units."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal labels of two coders, no label missing (Krippendorff 2011, section C).

    1 is perfect, 0 is chance. None without units, and where only one label occurs, since chance explains all then.

    >>> round(alpha([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]), 4)
    0.5333
    """
    counts = Counter(label for pair in pairs for label in pair)
    total = sum(counts.values())
    if len(counts) < 2:
        return None
    disagreement = 2 * sum(a != b for a, b in pairs)
    expected = total * total - sum(n * n for n in counts.values())
    return 1 - (total - 1) * disagreement / expected


def confusion(pairs: Sequence[tuple[int, int]], size: int) -> np.ndarray:
    """How often each label of the key was answered with each label: shape (size, size), the key's in rows."""
    found = np.zeros((size, size))
    for right, answer in pairs:
        found[right, answer] += 1
    return found


def macro_f1(found: np.ndarray) -> np.ndarray:
    """The mean F1 of the labels that the key has, of confusions of shape (..., size, size).

    A label that the key lacks says nothing and is left out, whatever was answered with it; without units 0.
    """
    right = np.diagonal(found, axis1=-2, axis2=-1)
    key, answers = found.sum(axis=-1), found.sum(axis=-2)
    f1 = np.divide(2 * right, key + answers, out=np.zeros(right.shape), where=key + answers > 0)
    there = key > 0
    return np.divide(
        (f1 * there).sum(axis=-1), there.sum(axis=-1), out=np.zeros(f1.shape[:-1]), where=there.any(axis=-1)
    )


def accuracy(found: np.ndarray) -> np.ndarray:
    """The share of units answered right; without units 0."""
    total = found.sum(axis=(-2, -1))
    right = np.trace(found, axis1=-2, axis2=-1)
    return np.divide(right, total, out=np.zeros(total.shape), where=total > 0)


def mcc(found: np.ndarray) -> np.ndarray:
    """Matthews' correlation for several labels (Gorodkin 2004); 0 where one side has one label only."""
    total = found.sum(axis=(-2, -1))
    key, answers = found.sum(axis=-1), found.sum(axis=-2)
    above = np.trace(found, axis1=-2, axis2=-1) * total - (key * answers).sum(axis=-1)
    below = np.sqrt((total**2 - (key**2).sum(axis=-1)) * (total**2 - (answers**2).sum(axis=-1)))
    return np.divide(above, below, out=np.zeros(total.shape), where=below > 0)
