"""A prediction scored: the main measure and its parts with intervals, and two systems compared.

Where measures are read off sums over documents, intervals are those of a percentile bootstrap over documents. In
clusters over all documents one drawn twice would link to itself; there a jackknife leaves out one document at a time,
and the interval is normal. Seeds are fixed: the same files give the same figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np

from .document import Document, dumps
from .problem import RetoldError
from .scores.resampling import jackknife, left_out
from .tasks import TASKS, Counted, Items, Scored, Task

RESAMPLES = 1000
SEED = 20220402


class Measure(NamedTuple):
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f})"


class Score(NamedTuple):
    """How a system did on a task; ``measures`` holds the main one and all others by name."""

    task: str
    main: str
    measures: dict[str, Measure]
    documents: int
    answered: int

    @property
    def value(self) -> Measure:
        return self.measures[self.main]

    def to_dict(self) -> dict[str, Any]:
        measures = {name: m._asdict() for name, m in self.measures.items()}
        return self._asdict() | {"measures": measures}


class Difference(NamedTuple):
    """By how much the first of two systems is ahead on the main measure, with its interval.

    ``p`` tells how easily so much comes by chance. ``test`` is ``permutation`` where answers can be swapped document by
    document, else ``jackknife``.
    """

    value: float
    low: float
    high: float
    p: float
    test: str


def task_of(name: str) -> Task:
    """A task by its name; RetoldError with the nearest where there is none."""
    from difflib import get_close_matches

    if name not in TASKS:
        near = get_close_matches(name, TASKS, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise RetoldError(f"no task {name!r}.{hint} There are: {', '.join(TASKS)}")
    return TASKS[name]


def provenance(documents: Sequence[Document]) -> dict[str, str]:
    """What a score was made with: the scorer with its version, and a digest of texts and annotations scored on."""
    from . import __version__

    data = sha256()
    for document in sorted(documents, key=lambda d: d.id):
        data.update(dumps(document.to_json()))
        data.update((document.text or document.sha256).encode())
    return {"scorer": f"retold {__version__}", "data": f"data sha256:{data.hexdigest()[:16]}"}


def _scored(task: Task, documents: Sequence[Document], answers: Mapping[str, Items]) -> Scored:
    return task.score([task.gold(d) for d in documents], [answers.get(d.id, ()) for d in documents])


def _draws(documents: int, resamples: int) -> np.ndarray:
    chance = np.random.default_rng(SEED)
    return chance.multinomial(documents, np.full(documents, 1 / documents), resamples).astype(float)


def score(
    name: str, documents: Sequence[Document], answers: Mapping[str, Items], *, resamples: int = RESAMPLES
) -> Score:
    """Score the items predicted for documents, by document; one that has none counts as answered with nothing.

    >>> from retold import Corpus
    >>> documents = list(Corpus.open().split("test"))
    >>> score("ner", documents, {d.id: task_of("ner").gold(d) for d in documents}, resamples=10).value.value
    1.0
    """
    task = task_of(name)
    if not documents:
        raise RetoldError(f"no documents to score {name} on. Hydrate first for press, or name another split")
    scored = _scored(task, documents, answers)
    whole = scored.scores(np.ones((1, len(documents))))
    counted = isinstance(scored, Counted)
    drawn = scored.scores(_draws(len(documents), resamples) if counted else left_out(len(documents)))
    measures = {}
    for part in (task.main, *(part for part in whole if part != task.main)):
        value = float(whole[part][0])
        low, high = np.percentile(drawn[part], [2.5, 97.5]) if counted else jackknife(value, drawn[part])
        measures[part] = Measure(value, float(low), float(high))
    return Score(name, task.main, measures, len(documents), sum(d.id in answers for d in documents))


def compare(
    name: str,
    documents: Sequence[Document],
    first: Mapping[str, Items],
    second: Mapping[str, Items],
    *,
    resamples: int = RESAMPLES,
) -> Difference:
    """Whether two systems differ on the main measure of a task.

    Where measures are read off sums over documents, a paired permutation test swaps the two systems' answers document
    by document (Yeh 2000). Clusters over all documents can't be swapped so; there p is that of a normal test with the
    jackknife's error of the difference.
    """
    task = task_of(name)
    one, other = (_scored(task, documents, answers) for answers in (first, second))
    ones = np.ones((1, len(documents)))

    def main(scored: Scored, weights: np.ndarray) -> np.ndarray:
        return scored.scores(weights)[task.main]

    value = float((main(one, ones) - main(other, ones))[0])
    if isinstance(one, Counted) and isinstance(other, Counted):
        drawn = _draws(len(documents), resamples)
        low, high = (float(x) for x in np.percentile(main(one, drawn) - main(other, drawn), [2.5, 97.5]))
        swapped = np.random.default_rng(SEED).random((resamples, len(documents))) < 0.5
        here, there = one.sums, other.sums
        mixed = [
            one.read(np.where(swapped, 0.0, 1.0) @ a + np.where(swapped, 1.0, 0.0) @ b)[task.main]
            for a, b in ((here, there), (there, here))
        ]
        chance = np.abs(mixed[0] - mixed[1])
        p = (1 + int((chance >= abs(value) - 1e-12).sum())) / (1 + resamples)
        return Difference(value, low, high, p, "permutation")
    weights = left_out(len(documents))
    low, high = jackknife(value, main(one, weights) - main(other, weights))
    error = (high - low) / (2 * 1.96)
    p = math.erfc(abs(value) / error / math.sqrt(2)) if error else float(not value)
    return Difference(value, low, high, p, "jackknife")
