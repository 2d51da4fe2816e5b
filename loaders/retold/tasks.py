"""The tasks of the benchmark, each declared once: what is given, what is asked, how an answer is scored.

A prediction is, document by document, a list of items as a line of a predictions file holds them (the schemas stand
in ``annotations/schema/predictions/``). Every score is a function of sums over documents, or of one alignment of all
of them, so that weighing documents scores a bootstrap sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np

from .document import Document
from .schema import labels
from .scores import clusters, matches
from .scores.labels import accuracy, confusion, macro_f1, mcc

Items = Sequence[Mapping[str, Any]]


class Scored(Protocol):
    """An answer scored: every measure for any weights of documents."""

    def scores(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """Measures by name; ``weights`` has a row a sample and a column a document."""


@dataclass(frozen=True)
class Counted:
    """Sums that add over documents, and how measures are read off them."""

    sums: np.ndarray
    read: Callable[[np.ndarray], dict[str, np.ndarray]]

    def scores(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        return self.read(weights @ self.sums)


@dataclass(frozen=True)
class Linked:
    """Clusters over all documents, with and without those of one mention."""

    every: clusters.Aligned
    linked: clusters.Aligned

    def scores(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        rows = [
            _cluster_measures(self.every.across(w).sums().sum(axis=0), self.linked.across(w).sums().sum(axis=0))
            for w in weights
        ]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}


class Task(NamedTuple):
    """A task: what is ``given`` beside the text, the ``items`` of a prediction, the ``main`` measure, which ranks."""

    name: str
    asks: str
    given: str
    items: str
    main: str
    source: str
    gold: Callable[[Document], Items]
    score: Callable[[Sequence[Items], Sequence[Items]], Scored]


def _flat(rates: Mapping[str, clusters.Rates]) -> dict[str, np.ndarray]:
    return {f"{name}.{part}": getattr(r, part) for name, r in rates.items() for part in r._fields}


def _cluster_measures(every: np.ndarray, linked: np.ndarray) -> dict[str, np.ndarray]:
    found = clusters.rates(every)
    return {
        "conll": clusters.conll(found),
        "conll without singletons": clusters.conll(clusters.rates(linked)),
        **_flat(found),
    }


def _without_singletons(clustering: dict[Any, Any]) -> dict[Any, Any]:
    sizes = Counter(clustering.values())
    return {mention: name for mention, name in clustering.items() if sizes[name] > 1}


def _spans(label: str) -> Callable[[Sequence[Items], Sequence[Items]], Counted]:
    """Spans with a label: :mod:`retold.scores.matches`."""

    def score(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
        known: dict[object, int] = {}
        key, response = (
            matches.spans([[(i["start"], i["end"], i[label]) for i in items] for items in side], known)
            for side in (gold, answers)
        )
        return Counted(matches.sums(key, response, len(gold)), lambda sums: _flat(matches.rates(sums)))

    return score


def _coreference(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
    """Clusters within each document; of two answers on one span the first counts."""
    every, linked = [], []
    for items, answer in zip(gold, answers, strict=True):
        key, response = ({(i["start"], i["end"]): i["entity"] for i in reversed(side)} for side in (items, answer))
        every.append(clusters.aligned(key, response).across().sums()[0])
        found = clusters.aligned(_without_singletons(key), _without_singletons(response))
        linked.append(found.across().sums()[0])

    def read(sums: np.ndarray) -> dict[str, np.ndarray]:
        return _cluster_measures(sums[..., : clusters.COLUMNS], sums[..., clusters.COLUMNS :])

    return Counted(np.concatenate([np.array(every), np.array(linked)], axis=1), read)


def _across(name: str) -> Callable[[Sequence[Items], Sequence[Items]], Linked]:
    """Clusters of given items over all documents."""

    def score(gold: Sequence[Items], answers: Sequence[Items]) -> Linked:
        key, response = (
            {(n, i["id"]): i[name] for n, items in enumerate(side) for i in items} for side in (gold, answers)
        )
        every, linked = (
            clusters.aligned(*pair, document=lambda mention: mention[0])._replace(documents=len(gold))
            for pair in ((key, response), (_without_singletons(key), _without_singletons(response)))
        )
        return Linked(every, linked)

    return score


def _events(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
    """Triggers with types, and arguments: right where trigger, type of event, role and stretch are."""
    known: dict[object, int] = {}

    def triggers(side: Sequence[Items]) -> matches.Spans:
        return matches.spans([[(i["start"], i["end"], i["type"]) for i in items] for items in side], known)

    def arguments(side: Sequence[Items]) -> matches.Spans:
        return matches.spans(
            [
                [
                    (a["start"], a["end"], (i["start"], i["end"], i["type"], a["role"]))
                    for i in items
                    for a in i.get("arguments", ())
                ]
                for items in side
            ],
            known,
        )

    sums = [matches.sums(part(gold), part(answers), len(gold)) for part in (triggers, arguments)]

    def read(found: np.ndarray) -> dict[str, np.ndarray]:
        of_trigger, of_argument = (matches.rates(part) for part in np.split(found, 2, axis=-1))
        told = {"trigger": of_trigger["strict"], "trigger span": of_trigger["exact"], "argument": of_argument["strict"]}
        return {"events": (told["trigger"].f1 + told["argument"].f1) / 2, **_flat(told)}

    return Counted(np.concatenate(sums, axis=1), read)


def _timex(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
    """TempEval-3: strict and relaxed spans, then type and value of those that overlap."""
    by_value, by_type = (_spans(label)(gold, answers).sums for label in ("value", "type"))

    def read(found: np.ndarray) -> dict[str, np.ndarray]:
        value, kind = (matches.rates(part) for part in np.split(found, 2, axis=-1))
        return _flat(
            {"value": value["type"], "type": kind["type"], "strict": value["exact"], "relaxed": value["overlap"]}
        )

    return Counted(np.concatenate([by_value, by_type], axis=1), read)


def _quotations(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
    """Who says what: contents with their speakers, and the three parts for themselves."""

    def parts(side: Sequence[Items], part: str) -> list[list[dict[str, Any]]]:
        return [
            [
                {**span, "speaker": q.get("speaker")}
                for q in items
                for span in (q["content"] if part == "content" else [q[part]] if q.get(part) else [])
            ]
            for items in side
        ]

    names = ("content", "source", "cue")
    sums = [_spans("speaker")(parts(gold, name), parts(answers, name)).sums for name in names]

    def read(found: np.ndarray) -> dict[str, np.ndarray]:
        rates = dict(zip(names, map(matches.rates, np.split(found, 3, axis=-1)), strict=True))
        told = {"attributed": rates["content"]["type"], "attributed strictly": rates["content"]["strict"]}
        for name in names:
            told |= {f"{name} exact": rates[name]["exact"], f"{name} overlap": rates[name]["overlap"]}
        return _flat(told)

    return Counted(np.concatenate(sums, axis=1), read)


def _fidelity(gold: Sequence[Items], answers: Sequence[Items]) -> Counted:
    """Labels of given claims, one that lacks an answer is answered wrong; and what was bent or left out."""
    names = list(labels("fidelity"))
    size = len(names) + 1
    rows = []
    for items, answer in zip(gold, answers, strict=True):
        told = {i["id"]: i for i in answer}
        pairs = [
            (names.index(i["fidelity"]), names.index(told[i["id"]]["fidelity"]) if i["id"] in told else size - 1)
            for i in items
        ]
        bent = {(i["id"], kind) for i in items for kind in i["distortions"]}
        found = {(name, kind) for name, i in told.items() for kind in i.get("distortions", ())}
        rows.append(np.r_[confusion(pairs, size).ravel(), len(bent & found), len(bent), len(found)])

    def read(sums: np.ndarray) -> dict[str, np.ndarray]:
        table = sums[..., :-3].reshape(*sums.shape[:-1], size, size)
        both, key, response = sums[..., -3], sums[..., -2], sums[..., -1]
        kinds = clusters.rates_of(clusters.ratio(both, key), clusters.ratio(both, response))
        return {
            "macro f1": macro_f1(table),
            "mcc": mcc(table),
            "accuracy": accuracy(table),
            **_flat({"distortions": kinds}),
        }

    return Counted(np.array(rows), read)


def _place(annotation: Any) -> dict[str, int]:
    return {"start": annotation.start, "end": annotation.end}


def _gold_events(document: Document) -> Items:
    own = document.annotations()
    return [
        {**_place(e), "type": e.type, "arguments": [{**_place(own[a.ref_id]), "role": a.role} for a in e.arguments]}
        for e in document.events
    ]


def _gold_quotations(document: Document) -> Items:
    return [
        {
            "source": _place(q.source) if q.source else None,
            "cue": _place(q.cue) if q.cue else None,
            "content": [_place(part) for part in q.content],
            "speaker": q.speaker,
        }
        for q in document.quotations
    ]


NAMES = ("name", "handle")
"""Forms of mention that the task ner asks for."""

TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        Task(
            "ner",
            "named mentions with their types, nested ones too",
            "nothing",
            "mentions",
            "strict.f1",
            "ACE/ERE types; strict, exact, partial and type as in SemEval-2013 task 9.1",
            lambda d: [{**_place(m), "type": m.type} for m in d.mentions if m.form in NAMES],
            _spans("type"),
        ),
        Task(
            "coreference",
            "mentions and which of them corefer within a document",
            "nothing",
            "mentions",
            "conll",
            "CoNLL-2012, reference scorer 8.01 (Pradhan et al. 2014); LEA (Moosavi and Strube 2016)",
            lambda d: [{**_place(m), "entity": m.entity} for m in d.mentions],
            _coreference,
        ),
        Task(
            "entity-coreference",
            "which mentions of all documents corefer",
            "the mentions",
            "mentions",
            "conll",
            "ECB+ (Cybulska and Vossen 2014), mentions given",
            lambda d: [{"id": m.id, "entity": m.entity} for m in d.mentions],
            _across("entity"),
        ),
        Task(
            "events",
            "triggers with types and arguments with roles",
            "nothing",
            "events",
            "events",
            "ERE triggers and arguments, PLOVER types: the mean of the F1 of triggers and of arguments",
            _gold_events,
            _events,
        ),
        Task(
            "event-coreference",
            "which triggers of all documents tell one happening",
            "the triggers that name a happening",
            "events",
            "conll",
            "ECB+ (Cybulska and Vossen 2014), triggers given",
            lambda d: [{"id": e.id, "event": e.event} for e in d.events if e.event],
            _across("event"),
        ),
        Task(
            "timex",
            "expressions of time with TIMEX3 type and value",
            "the date of publication",
            "times",
            "value.f1",
            "TempEval-3 (UzZaman et al. 2013)",
            lambda d: [{**_place(t), "type": t.type, "value": t.value} for t in d.times],
            _timex,
        ),
        Task(
            "quotations",
            "source, cue and content of each quotation, and who speaks",
            "the registry of entities",
            "quotations",
            "attributed.f1",
            "PARC 3.0 (Pareti 2016), PolNeAR (Newell et al. 2018)",
            _gold_quotations,
            _quotations,
        ),
        Task(
            "same-statement",
            "which quotations of all documents render one utterance, across languages too",
            "the quotations",
            "quotations",
            "conll",
            "ours; scored as coreference",
            lambda d: [{"id": q.id, "statement": q.statement} for q in d.quotations],
            _across("statement"),
        ),
        Task(
            "fidelity",
            "faithful, partial, distorted or unsupported, and what was bent or left out",
            "the claims, and the facts that they name",
            "claims",
            "macro f1",
            "FEVER labels (Thorne et al. 2018); MCC for several labels (Gorodkin 2004)",
            lambda d: [{"id": c.id, "fidelity": c.fidelity, "distortions": list(c.distortions)} for c in d.claims],
            _fidelity,
        ),
        Task(
            "noise-repair",
            "damage, and what should stand there",
            "nothing",
            "noise",
            "strict.f1",
            "ours; a piece is right where its stretch and what is meant are",
            lambda d: [{**_place(n), "intended": n.intended} for n in d.noise],
            _spans("intended"),
        ),
    )
}
