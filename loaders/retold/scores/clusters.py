"""Clusters of mentions found by two: MUC, B³, CEAF-m, CEAF-e, LEA, BLANC, and CoNLL F1, the mean of three of them.

Definitions and values are those of the CoNLL reference scorer 8.01 (Pradhan et al. 2014; BLANC after Luo et al. 2014)
and for LEA those of its authors (Moosavi and Strube 2016). A mention stands in one cluster of a side. Mentions that one
side lacks count against it; a rate of nothing (no links, no mentions) is 0, as it is there.

The two sides are aligned once. Scores are ratios of sums over documents (within documents) or over the corpus (across
documents); a bootstrap weighs documents and aligns nothing again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

import numpy as np

from ..problem import MissingLibrary

METRICS = ("muc", "b_cubed", "ceaf_m", "ceaf_e", "lea", "blanc")
CONLL = ("muc", "b_cubed", "ceaf_e")
COLUMNS = 4 * (len(METRICS) - 1) + 6
"""Sums: of each metric numerator and denominator of recall, then of precision; of BLANC, for links and for non-links,
those of both sides, of the key, of the response."""


class Side(NamedTuple):
    """One side's mentions, counted by cluster and document: parallel arrays of cells."""

    cluster: np.ndarray
    document: np.ndarray
    count: np.ndarray


class Aligned(NamedTuple):
    """Two clusterings aligned; ``pairs`` names a cell of the key and one of the response, ``both`` what they share."""

    key: Side
    response: Side
    pairs: np.ndarray
    both: np.ndarray
    documents: int

    def within(self) -> Table:
        """Every document for itself: a cluster that spans documents is one in each."""
        return Table(
            self.key.count.astype(float),
            self.response.count.astype(float),
            self.pairs,
            self.both.astype(float),
            (self.key.document, self.response.document),
            self.documents,
        )

    def across(self, weights: np.ndarray | None = None) -> Table:
        """All documents together; by ``weights`` a document counts so many times, each time with its own mentions."""
        weights = np.ones(self.documents) if weights is None else weights
        sides = (self.key, self.response)
        sizes = [np.bincount(s.cluster, s.count * weights[s.document], _size(s.cluster)) for s in sides]
        ours, theirs = (s.cluster[self.pairs[:, n]] for n, s in enumerate(sides))
        codes, inverse = np.unique(ours * _size(self.response.cluster) + theirs, return_inverse=True)
        shared = np.bincount(inverse, self.both * weights[self.key.document[self.pairs[:, 0]]], len(codes))
        pairs = np.stack(np.divmod(codes, max(_size(self.response.cluster), 1)), axis=1)
        there = shared > 0
        homes = tuple(np.zeros(len(size), dtype=np.int64) for size in sizes)
        return Table(*sizes, pairs[there], shared[there], homes, 1)


def _size(numbers: np.ndarray) -> int:
    return int(numbers.max()) + 1 if len(numbers) else 0


class Table(NamedTuple):
    """Sizes of clusters, what pairs of them share, and to which group each cluster's sums go."""

    key: np.ndarray
    response: np.ndarray
    pairs: np.ndarray
    both: np.ndarray
    homes: tuple[np.ndarray, np.ndarray]
    groups: int

    def sums(self) -> np.ndarray:
        """The sums of every metric, a row a group: shape (groups, :data:`COLUMNS`)."""
        i, j = self.pairs[:, 0], self.pairs[:, 1]
        columns = []
        sides = ((self.key, i, self.response[j], self.homes[0]), (self.response, j, self.key[i], self.homes[1]))
        alike = (self.both, 2 * self.both / (self.key[i] + self.response[j]))
        aligned = [best_pairs(self.pairs, measure) for measure in alike]
        found: dict[str, list[np.ndarray]] = {name: [] for name in METRICS}
        for sizes, own, others, home in sides:

            def grouped(values: np.ndarray, home: np.ndarray = home) -> np.ndarray:
                return np.bincount(home, values, self.groups)

            def of_cluster(values: np.ndarray, own: np.ndarray = own, size: int = len(sizes)) -> np.ndarray:
                return np.bincount(own, values, size)

            there = sizes > 0
            shared = of_cluster(self.both)
            links, kept = sizes * (sizes - 1) / 2, self.both * (self.both - 1) / 2
            parts = np.bincount(own, minlength=len(sizes))
            found["muc"] += [grouped((shared - parts) * there), grouped((sizes - 1) * there)]
            found["b_cubed"] += [grouped(of_cluster(self.both**2) / np.where(there, sizes, 1)), grouped(sizes)]
            for name, best, whole in (("ceaf_m", aligned[0], sizes), ("ceaf_e", aligned[1], there.astype(float))):
                found[name] += [grouped(of_cluster(best)), grouped(whole)]
            alone = of_cluster((sizes[own] == 1) & (others == 1))
            resolved = np.where(sizes > 1, of_cluster(kept) / np.where(links > 0, links, 1), alone)
            found["lea"] += [grouped(sizes * resolved), grouped(sizes)]
        for name in METRICS[:-1]:
            columns += found[name]
        return np.stack(columns + self._links(), axis=1)

    def _links(self) -> list[np.ndarray]:
        """BLANC's counts: links and non-links that both sides have, that the key has, that the response has."""

        def pairs_of(values: np.ndarray) -> np.ndarray:
            return values * (values - 1) / 2

        def grouped(values: np.ndarray, home: np.ndarray) -> np.ndarray:
            return np.bincount(home, values, self.groups)

        i, j = self.pairs[:, 0], self.pairs[:, 1]
        sides = tuple(zip((self.key, self.response), self.homes, strict=True))
        links = [grouped(pairs_of(sizes), home) for sizes, home in sides]
        mentions = [grouped(sizes, home) for sizes, home in sides]
        both = grouped(pairs_of(self.both), self.homes[0][i])
        shared = grouped(self.both, self.homes[0][i])
        of_key = grouped(pairs_of(np.bincount(i, self.both, len(self.key))), self.homes[0])
        of_response = grouped(pairs_of(np.bincount(j, self.both, len(self.response))), self.homes[1])
        apart = pairs_of(shared) - of_key - of_response + both
        return [both, *links, apart, *(pairs_of(m) - n for m, n in zip(mentions, links, strict=True))]


def best_pairs(pairs: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """``alike`` where a pair is one of the best one-to-one alignment of clusters, else 0.

    Clusters that are connected are aligned together: where one side has a single cluster the best pair wins, else SciPy
    solves the assignment.
    """
    chosen = np.zeros(len(pairs))
    if not len(pairs):
        return chosen
    try:
        from scipy.optimize import linear_sum_assignment
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components
    except ImportError as error:
        raise MissingLibrary("aligns clusters", "SciPy") from error

    high = int(pairs[:, 0].max()) + 1
    size = high + int(pairs[:, 1].max()) + 1
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1] + high)), shape=(size, size))
    count, part = connected_components(graph, directed=False)
    of_pair = part[pairs[:, 0]]
    rows, columns = (np.bincount(p, minlength=count) for p in (part[:high], part[high:]))
    order = np.lexsort((-alike, of_pair))
    first = order[np.r_[True, of_pair[order][1:] != of_pair[order][:-1]]]
    simple = np.minimum(rows, columns) == 1
    winners = first[simple[of_pair[first]]]
    chosen[winners] = alike[winners]
    hard = order[~simple[of_pair[order]]]
    for group in np.split(hard, np.flatnonzero(np.diff(of_pair[hard])) + 1):
        if len(group):
            (_, i), (_, j) = (np.unique(pairs[group, side], return_inverse=True) for side in (0, 1))
            value, cell = np.zeros((i.max() + 1, j.max() + 1)), np.full((i.max() + 1, j.max() + 1), -1)
            value[i, j], cell[i, j] = alike[group], group
            taken = cell[linear_sum_assignment(value, maximize=True)]
            chosen[taken[taken >= 0]] = alike[taken[taken >= 0]]
    return chosen


class Rates(NamedTuple):
    """Recall, precision and F1; arrays where the sums were those of several samples."""

    recall: np.ndarray
    precision: np.ndarray
    f1: np.ndarray


def ratio(over: np.ndarray, under: np.ndarray) -> np.ndarray:
    return np.divide(over, under, out=np.zeros(np.broadcast(over, under).shape), where=under > 0)


def rates_of(recall: np.ndarray, precision: np.ndarray) -> Rates:
    return Rates(recall, precision, ratio(2 * recall * precision, recall + precision))


def rates(sums: np.ndarray) -> dict[str, Rates]:
    """Every metric of sums added up over groups: of shape (:data:`COLUMNS`,), or one row a sample."""
    found = {}
    for n, name in enumerate(METRICS[:-1]):
        over, under, p_over, p_under = (sums[..., 4 * n + step] for step in range(4))
        found[name] = rates_of(ratio(over, under), ratio(p_over, p_under))
    found["blanc"] = _blanc(sums[..., 4 * len(METRICS) - 4 :])
    return found


def _blanc(sums: np.ndarray) -> Rates:
    """The mean over links and non-links; where the key has only one of the two, that one alone."""
    kinds = [
        rates_of(ratio(sums[..., at], sums[..., at + 1]), ratio(sums[..., at], sums[..., at + 2])) for at in (0, 3)
    ]
    weights = np.stack([sums[..., 1] > 0, sums[..., 4] > 0]).astype(float)
    total = weights.sum(axis=0)
    return Rates(*(ratio(weights[0] * link + weights[1] * apart, total) for link, apart in zip(*kinds, strict=True)))


def conll(found: Mapping[str, Rates]) -> np.ndarray:
    """The mean F1 of MUC, B³ and CEAF-e."""
    return sum(found[name].f1 for name in CONLL) / len(CONLL)


def align(
    key: tuple[np.ndarray, np.ndarray, np.ndarray], response: tuple[np.ndarray, np.ndarray, np.ndarray], documents: int
) -> Aligned:
    """Align two sides given as arrays: mention, cluster and document, a row a mention.

    A mention's number is the same on both sides, and given once a side; a document's number is below ``documents``.
    """
    sides, cells = [], []
    for _, cluster, document in (key, response):
        codes, inverse, counts = np.unique(cluster * documents + document, return_inverse=True, return_counts=True)
        clusters, document = np.divmod(codes, max(documents, 1))
        sides.append(Side(np.unique(clusters, return_inverse=True)[1], document, counts))
        cells.append(inverse)
    _, ours, theirs = np.intersect1d(key[0], response[0], assume_unique=True, return_indices=True)
    width = max(len(sides[1].count), 1)
    codes, both = np.unique(cells[0][ours] * width + cells[1][theirs], return_counts=True)
    return Aligned(*sides, np.stack(np.divmod(codes, width), axis=1), both, documents)


def aligned(
    key: Mapping[Hashable, Hashable],
    response: Mapping[Hashable, Hashable],
    document: Callable[[Hashable], int] = lambda mention: 0,
) -> Aligned:
    """Align two clusterings that map each mention to the name of its cluster; ``document`` numbers documents from 0.

    >>> found = aligned({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "y"})
    >>> float(conll(rates(found.across().sums().sum(axis=0))))
    1.0
    """
    mentions: dict[Hashable, int] = {}
    sides = []
    for clustering in (key, response):
        names: dict[Hashable, int] = {}
        rows = [
            (mentions.setdefault(m, len(mentions)), names.setdefault(name, len(names)), document(m))
            for m, name in clustering.items()
        ]
        sides.append(tuple(np.array(rows, dtype=np.int64).reshape(-1, 3).T))
    return align(*sides, documents=int(max((side[2].max() for side in sides if len(side[2])), default=0)) + 1)
