"""Clusters of mentions found by two: MUC, B³, CEAF-e and their mean, the CoNLL F1 (Pradhan et al. 2014).

A clustering maps each mention to the name of its cluster; names mean nothing across the two sides. Mentions that one
side lacks count against it. Both sides empty score 1, one side empty scores 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

from ..problem import MissingLibrary

Clustering = Mapping[Hashable, Hashable]


def _members(clustering: Clustering) -> dict[Hashable, set[Hashable]]:
    clusters: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, name in clustering.items():
        clusters[name].add(mention)
    return clusters


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(key: Clustering, response: Clustering) -> float:
    """F1 over the links that hold clusters together (Vilain et al. 1995); 1 where neither side has a link."""

    def side(ours: Clustering, theirs: Clustering) -> tuple[int, int]:
        kept = links = 0
        for members in _members(ours).values():
            parts = {theirs[m] for m in members if m in theirs}
            lost = sum(m not in theirs for m in members)
            kept += len(members) - len(parts) - lost
            links += len(members) - 1
        return kept, links

    (r_kept, r_links), (p_kept, p_links) = side(key, response), side(response, key)
    if not r_links and not p_links:
        return 1.0
    return _f1(p_kept / p_links if p_links else 0.0, r_kept / r_links if r_links else 0.0)


def b_cubed(key: Clustering, response: Clustering) -> float:
    """F1 over mentions: how much of each one's cluster is right (Bagga and Baldwin 1998)."""
    if not key and not response:
        return 1.0
    ours, theirs = Counter(key.values()), Counter(response.values())
    shared = Counter((key[m], response[m]) for m in key if m in response)
    recall = sum(n * n / ours[k] for (k, _), n in shared.items()) / len(key) if key else 0.0
    precision = sum(n * n / theirs[r] for (_, r), n in shared.items()) / len(response) if response else 0.0
    return _f1(precision, recall)


def ceaf_e(key: Clustering, response: Clustering) -> float:
    """F1 over the best one-to-one alignment of clusters (Luo 2005, φ4)."""
    if not key and not response:
        return 1.0
    if not key or not response:
        return 0.0
    try:
        import numpy as np
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise MissingLibrary("aligns clusters", "SciPy") from error

    ours, theirs = _members(key), _members(response)
    names = list(theirs)
    similarity = np.array([[2 * len(k & theirs[n]) / (len(k) + len(theirs[n])) for n in names] for k in ours.values()])
    best = similarity[linear_sum_assignment(similarity, maximize=True)].sum()
    return _f1(float(best) / len(theirs), float(best) / len(ours))


def conll(key: Clustering, response: Clustering) -> float:
    """The mean of MUC, B³ and CEAF-e.

    >>> conll({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "y"})
    1.0
    """
    return (muc(key, response) + b_cubed(key, response) + ceaf_e(key, response)) / 3
