"""Baselines that link: coreference within and across documents, events, renderings of one statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..corpus import Registry
from ..document import Document
from ..scores import clusters
from ..tokens import sentences
from .lexicon import Lexicon, stems, surfaces
from .marking import Predict
from .tagger import Stretch, Tagger

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Distances tried on the training texts: below, things are one."""


class Thing(NamedTuple):
    """Something to be linked: where it is, what it reads, what must be alike for two to be one, and what is right."""

    document: str
    id: str
    text: str
    group: Hashable
    right: str


def _mentions(d: Document) -> list[Thing]:
    return [Thing(d.id, m.id, d.surface(m).casefold(), m.type, m.entity) for m in d.mentions]


def _events(d: Document) -> list[Thing]:
    """Triggers, each read with its sentence behind it."""
    spans = [(s.start, s.end) for s in sentences(d)]

    def read(e: Any) -> str:
        around = next((d.text[a:b] for a, b in spans if a <= e.start < b), "")
        return f"{d.surface(e)} {d.surface(e)} {around}".casefold()

    return [Thing(d.id, e.id, read(e), e.type, e.event) for e in d.events if e.event]


def _contents(d: Document) -> list[Thing]:
    def read(q: Any) -> str:
        source = d.surface(q.source) if q.source else ""
        return " ".join([source, *(d.surface(part) for part in q.content)]).casefold()

    return [Thing(d.id, q.id, read(q), "", q.statement) for q in d.quotations]


def _linker(
    name: str, of: Callable[[Document], list[Thing]], label: Callable[[list[Thing]], list[Hashable]]
) -> Predict:
    def predict(documents: Sequence[Document]) -> dict[str, list[dict[str, Any]]]:
        things = [thing for d in documents for thing in of(d)]
        found: dict[str, list[dict[str, Any]]] = {d.id: [] for d in documents}
        for thing, value in zip(things, label(things), strict=True):
            found[thing.document].append({"id": thing.id, name: str(value)})
        return found

    return predict


def alone(name: str, of: Callable[[Document], list[Thing]]):
    """Nothing is linked."""
    return lambda train, registry: _linker(name, of, lambda things: [f"{t.document} {t.id}" for t in things])


def alike(name: str, of: Callable[[Document], list[Thing]]):
    """What reads the same is one."""
    return lambda train, registry: _linker(name, of, lambda things: [(t.group, t.text) for t in things])


def similar(name: str, of: Callable[[Document], list[Thing]]):
    """What reads alike is one: TF-IDF of character n-grams, average linkage, at the distance best on train."""

    def fit(train: Sequence[Document], registry: Registry) -> Predict:
        from sklearn.feature_extraction.text import TfidfVectorizer

        things = [thing for d in train for thing in of(d)]
        reader = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True).fit(t.text for t in things)
        key = {n: t.right for n, t in enumerate(things)}

        def score(threshold: float) -> float:
            found = clusters.aligned(key, dict(enumerate(_clusters(reader, things, threshold))))
            return float(clusters.conll(clusters.rates(found.across().sums().sum(axis=0))))

        best = max(THRESHOLDS, key=score)
        return _linker(name, of, lambda some: _clusters(reader, some, best))

    return fit


def _clusters(reader: Any, things: list[Thing], threshold: float) -> list[Hashable]:
    """Clusters of things by what they read; those that read the same are one from the start."""
    from sklearn.cluster import AgglomerativeClustering

    labels: dict[tuple[Hashable, str], Hashable] = {}
    for group in sorted({t.group for t in things}, key=str):
        texts = sorted({t.text for t in things if t.group == group})
        found = np.zeros(1, dtype=int)
        if len(texts) > 1:
            vectors = reader.transform(texts)
            distance = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 1)
            model = AgglomerativeClustering(
                n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
            )
            found = model.fit_predict(distance)
        labels |= {(group, text): (group, int(n)) for text, n in zip(texts, found, strict=True)}
    return [labels[t.group, t.text] for t in things]


def _lexicon(train: Sequence[Document]) -> Lexicon:
    marked = ((surface, m.type) for _, surface, m in surfaces(train, "mentions"))
    return Lexicon(marked, least=0.5, texts=[d.text for d in train])


def coreference_lexicon(train: Sequence[Document], registry: Registry) -> Predict:
    """Mentions are the stretches that mostly were some in training; those that read the same corefer."""
    lexicon = _lexicon(train)

    def answer(d: Document) -> list[dict[str, Any]]:
        return [{"start": s, "end": e, "entity": d.text[s:e].casefold()} for s, e, _ in lexicon.find(d.text)]

    return lambda documents: {d.id: answer(d) for d in documents}


def coreference_crf(train: Sequence[Document], registry: Registry) -> Predict:
    """Mentions by CRF and names within them; those that share a stem corefer, a pronoun with what stands before."""
    tagger = Tagger((d, [Stretch(m.start, m.end, f"{m.type}.{m.form}") for m in d.mentions]) for d in train)
    lexicon = _lexicon(train)

    def answer(d: Document) -> list[dict[str, Any]]:
        outer = tagger.find(d)
        inner = [
            Stretch(o.start + s, o.start + e, f"{kind}.name")
            for o in outer
            for s, e, kind in lexicon.find(d.text[o.start : o.end])
            if (s, e) != (0, o.end - o.start)
        ]
        made: list[dict[str, Any]] = []
        known: list[tuple[str, frozenset[str], str]] = []
        last: dict[str, str] = {}
        for stretch in sorted({*outer, *inner}):
            kind, _, form = stretch.label.partition(".")
            own = stems(d.text[stretch.start : stretch.end])
            if form == "pronoun":
                name = last.get(kind) or f"{stretch.start}"
            else:
                name = next((n for k, s, n in known if k == kind and s & own), f"{stretch.start}")
                known.append((kind, own, name))
                last[kind] = name
            made.append({"start": stretch.start, "end": stretch.end, "entity": name})
        return made

    return lambda documents: {d.id: answer(d) for d in documents}


ENTITIES = ("entity", _mentions)
EVENTS = ("event", _events)
STATEMENTS = ("statement", _contents)
