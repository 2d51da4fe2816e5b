"""What the benchmark's figures can bear: annotators scored like systems, and systems by language and register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .corpus import Corpus
from .differences import place
from .document import Document
from .scoring import Measure, score
from .tasks import TASKS, Items

FEWEST = 2
"""Documents of a language or register that are scored for themselves."""


class Ceiling(NamedTuple):
    """A pass scored like a system: against the shipped annotation, and the second pass against the first."""

    first: Measure
    second: Measure
    between: Measure
    documents: int


def as_answers(task: str, made: Document, gold: Document) -> Items:
    """What a pass says, as a prediction: items given by id bear the id of what stands in their place in ``gold``."""
    items = TASKS[task].gold(made)
    layer = TASKS[task].items
    if not items or "id" not in items[0]:
        return items
    ids = {place(a): a.id for a in getattr(gold, layer)}
    known = {a.id: ids.get(place(a)) for a in getattr(made, layer)}
    given = {item["id"] for item in TASKS[task].gold(gold)}
    answers = {known[item["id"]]: item for item in items if known[item["id"]] in given}
    return [item | {"id": name} for name, item in answers.items()]


def ceiling(task: str, corpus: Corpus, documents: Iterable[Document]) -> Ceiling | None:
    """How two passes score on a task; None where no document has two."""
    annotators = sorted(corpus.passes)[:2]
    held = [d for d in documents if len(annotators) == 2 and all(d.id in corpus.passes[a] for a in annotators)]
    if not held:
        return None
    first, second = ([corpus.passes[a][d.id] for d in held] for a in annotators)

    def value(gold: Sequence[Document], made: Sequence[Document]) -> Measure:
        return score(task, gold, {g.id: as_answers(task, m, g) for g, m in zip(gold, made, strict=True)}).value

    return Ceiling(value(held, first), value(held, second), value(first, second), len(held))


def slices(
    task: str, documents: Sequence[Document], answers: Mapping[str, Items]
) -> Iterator[tuple[str, str, Measure, int]]:
    """The main measure by language and by register, with the number of documents, where there are enough."""
    for kind in ("language", "register"):
        for name in sorted({getattr(d, kind) for d in documents}):
            held = [d for d in documents if getattr(d, kind) == name]
            if len(held) >= FEWEST:
                yield kind, name, score(task, held, answers).value, len(held)


def told(measure: Any) -> str:
    return "–" if measure is None else f"{measure.value:.3f}"
