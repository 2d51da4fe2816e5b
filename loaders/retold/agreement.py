"""How far two independent passes agree, layer by layer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .corpus import Corpus
from .document import Document
from .problem import RetoldError
from .scores.clusters import aligned, conll, rates
from .scores.labels import alpha
from .scores.resampling import jackknife, left_out
from .scores.spans import NOTHING, Counts, exact, overlapping

RESAMPLES = 200
"""Bootstrap samples of documents for an interval."""

Pair = tuple[Document, Document]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """The agreement on one layer or part: ``what`` is measured, how, and its 95 % interval over documents.

    ``value`` is None where nothing can be measured: no unit was matched, or one label is all there is.
    """

    layer: str
    measure: str
    what: str
    value: float | None
    interval: Interval | None
    units: int

    def cells(self) -> list[str]:
        """The row as a table shows it."""
        low, high = self.interval or (None, None)
        value = "–" if self.value is None else f"{self.value:.2f}"
        return [
            self.layer,
            self.what,
            self.measure,
            value,
            "–" if low is None else f"{low:.2f}–{high:.2f}",
            str(self.units),
        ]

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def _parts(document: Document, layer: str) -> dict[tuple[int, int], Any]:
    """The spans of a layer, or of a part of quotations, with their annotations; of two on one span the first."""
    found: dict[tuple[int, int], Any] = {}
    name, _, part = layer.partition(".")
    for annotation in getattr(document, name):
        spans = [annotation] if not part else annotation.content if part == "content" else [getattr(annotation, part)]
        for span in spans:
            if span is not None:
                found.setdefault((span.start, span.end), annotation)
    return found


SPANS = (
    "segments",
    "mentions",
    "times",
    "events",
    "quotations.content",
    "quotations.source",
    "quotations.cue",
    "claims",
    "noise",
    "languages",
)
"""What is measured as spans."""
FIELDS: dict[str, tuple[str, ...]] = {
    "segments": ("kind",),
    "mentions": ("type", "form"),
    "times": ("type", "value"),
    "events": ("type", "polarity", "modality", "tense"),
    "quotations.content": ("type", "rendering", "medium", "speaker"),
    "claims": ("fidelity", "distortions"),
    "noise": ("kind",),
}
"""Labels, measured on the spans that both passes mark alike."""
LINKS: dict[str, str] = {"mentions": "entity", "events": "event", "quotations.content": "statement", "claims": "fact"}
"""Links across documents, measured as clusters of spans."""


def agreement(pairs: list[Pair]) -> list[Row]:
    """The agreement between passes over the same documents; order of documents and of passes changes nothing."""
    rows = []
    for layer in SPANS:
        spans = [(_parts(a, layer), _parts(b, layer)) for a, b in pairs]
        units = sum(len(a.keys() | b.keys()) for a, b in spans)
        for name, score in (("exact", exact), ("overlapping", overlapping)):
            counts = [score(a, b) for a, b in spans]
            rows.append(_row(layer, f"{name} F1", "spans", counts, _pooled_f1, units))
        for field in FIELDS.get(layer, ()):
            labels = [[(getattr(a[s], field), getattr(b[s], field)) for s in a.keys() & b.keys()] for a, b in spans]
            rows.append(_row(layer, "alpha", field, labels, _pooled_alpha, sum(map(len, labels))))
        if link := LINKS.get(layer):
            rows.append(_linked(layer, link, spans, units))
    return rows


def _row(
    layer: str, measure: str, what: str, samples: list[Any], pooled: Callable[[list[Any]], float | None], units: int
) -> Row:
    drawn = (pooled([samples[i] for i in chosen]) for chosen in _resamples(layer, measure, what, len(samples)))
    return Row(layer, measure, what, pooled(samples) if units else None, _interval(drawn) if units else None, units)


def _linked(layer: str, link: str, spans: list[tuple[dict, dict]], units: int) -> Row:
    """One clustering over all documents; the interval is a jackknife's, as a document drawn twice links to itself."""
    import numpy as np

    key, response = (
        {(n, s): name for n, pair in enumerate(spans) for s, a in pair[side].items() if (name := getattr(a, link))}
        for side in (0, 1)
    )
    if not units:
        return Row(layer, "CoNLL F1", link, None, None, 0)
    found = aligned(key, response, document=lambda mention: mention[0])

    def score(weights: np.ndarray) -> float:
        return float(conll(rates(found.across(weights[: found.documents]).sums().sum(axis=0))))

    value = score(np.ones(len(spans)))
    if len(spans) < 2:
        return Row(layer, "CoNLL F1", link, value, None, units)
    low, high = jackknife(value, np.array([score(weights) for weights in left_out(len(spans))]))
    return Row(layer, "CoNLL F1", link, value, (low, min(high, 1.0)), units)


def _resamples(layer: str, measure: str, what: str, size: int) -> Iterator[list[int]]:
    """Documents drawn with replacement, the same for the same row; none where there is only one."""
    chance = random.Random(f"{layer} {measure} {what}")
    return (chance.choices(range(size), k=size) for _ in range(RESAMPLES if size > 1 else 0))


def _interval(drawn: Iterable[float | None]) -> Interval | None:
    values = sorted(value for value in drawn if value is not None)
    return (values[int(0.025 * len(values))], values[int(0.975 * len(values))]) if values else None


def _pooled_f1(counts: list[Counts]) -> float:
    return sum(counts, NOTHING).f1


def _pooled_alpha(labels: list[list[tuple[Any, Any]]]) -> float | None:
    return alpha([pair for document in labels for pair in document])


def pairs(corpus: Corpus, first: str = "a", second: str = "b") -> list[Pair]:
    """The documents that both annotators marked, in the order of their ids; RetoldError where there are none."""
    made = corpus.passes
    if missing := [name for name in (first, second) if name not in made]:
        raise RetoldError(f"no pass {', '.join(missing)}. There are: {', '.join(made) or 'none'}")
    shared = sorted(made[first].keys() & made[second].keys())
    return [(made[first][name], made[second][name]) for name in shared]
