"""Labelled spans found by two, matched one to one: strict, exact, partial, type (SemEval-2013 task 9.1) and overlap.

Each scheme is a matching of the key's spans with those of the response, the best one there is, so that neither the
order of the spans nor the way a scorer walks through them changes a score:

- *strict*: same stretch, same label;
- *exact*: same stretch, whatever the label;
- *partial*: the same stretch counts 1, an overlap ½, whatever the label;
- *type*: an overlap with the same label;
- *overlap*: an overlap, whatever the label.

A span given twice on one side with one label counts once; identical spans of two labels are two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from .clusters import Rates, best_pairs, rates_of, ratio

SCHEMES = ("strict", "exact", "partial", "type", "overlap")
COLUMNS = 2 + len(SCHEMES)
"""Sums: spans of the key, spans of the response, and what each scheme matches."""

Labelled = tuple[int, int, object]


class Spans(NamedTuple):
    """Spans of many documents: parallel arrays of document, start, end (behind the last) and label, as numbers."""

    document: np.ndarray
    start: np.ndarray
    end: np.ndarray
    label: np.ndarray


def spans(documents: Sequence[Iterable[Labelled]], labels: dict[object, int]) -> Spans:
    """Spans given document by document as (start, end, label); ``labels`` numbers labels and is added to."""
    rows = [
        (number, start, end, labels.setdefault(label, len(labels)))
        for number, found in enumerate(documents)
        for start, end, label in found
    ]
    return Spans(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def sums(key: Spans, response: Spans, documents: int) -> np.ndarray:
    """What is matched, a row a document: shape (documents, :data:`COLUMNS`)."""
    key, response = _unique(key), _unique(response)
    columns = [np.bincount(side.document, minlength=documents).astype(float) for side in (key, response)]
    pairs = _overlapping(key, response)
    i, j = pairs[:, 0], pairs[:, 1]
    same_place = (key.start[i] == response.start[j]) & (key.end[i] == response.end[j])
    same_label = key.label[i] == response.label[j]
    for weights in (
        (same_place & same_label).astype(float),
        same_place.astype(float),
        np.where(same_place, 1.0, 0.5),
        same_label.astype(float),
        np.ones(len(pairs)),
    ):
        there = weights > 0
        matched = best_pairs(pairs[there], weights[there])
        columns.append(np.bincount(key.document[i[there]], matched, documents))
    return np.stack(columns, axis=1)


def rates(found: np.ndarray) -> dict[str, Rates]:
    """Recall, precision and F1 of every scheme, of sums added up over documents, or one row a sample."""
    key, response = found[..., 0], found[..., 1]
    matched = {name: found[..., 2 + n] for n, name in enumerate(SCHEMES)}
    return {name: rates_of(ratio(count, key), ratio(count, response)) for name, count in matched.items()}


def _unique(found: Spans) -> Spans:
    """Sorted by document and start, each span with its label once."""
    rows = np.unique(np.stack(found, axis=1), axis=0) if len(found.document) else np.zeros((0, 4), dtype=np.int64)
    return Spans(*rows.T)


def _overlapping(key: Spans, response: Spans) -> np.ndarray:
    """Every pair of spans of one document that share a character: rows of two indices."""
    if not len(key.document) or not len(response.document):
        return np.zeros((0, 2), dtype=np.int64)
    stride = int(max(key.end.max(), response.end.max())) + 1
    longest = int((key.end - key.start).max())
    starts = key.document * stride + key.start
    base = response.document * stride
    low = np.searchsorted(starts, base + np.maximum(response.start - longest, 0), side="left")
    high = np.searchsorted(starts, base + response.end, side="left")
    count = np.maximum(high - low, 0)
    j = np.repeat(np.arange(len(count)), count)
    i = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    kept = key.end[i] > response.start[j]
    return np.stack([i[kept], j[kept]], axis=1)
