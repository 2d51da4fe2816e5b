"""Labels that two gave to the same units: observed agreement and Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


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
