"""The baselines on every task, as LEADERBOARD.md shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .baselines import BASELINES, Baseline
from .card import table, with_blocks
from .corpus import Corpus
from .document import Document
from .folder import replaced
from .honesty import ceiling, slices, told
from .problem import RetoldError
from .scoring import Difference, Score, compare, score, task_of
from .source import Folder, decode
from .tasks import TASKS, Items

FILE = "LEADERBOARD.md"
SPLIT = "test"
MEASURES = 3
"""Measures of each task that its table shows behind the main one."""


class Entry(NamedTuple):
    """A baseline on a task: its answers, their score, and how far ahead of the best trivial one it is.

    ``ahead`` is None for a trivial one.
    """

    baseline: Baseline
    answers: Mapping[str, Items]
    score: Score
    ahead: Difference | None


def answers(task: str, name: str, corpus: Corpus, documents: Sequence[Document]) -> Mapping[str, Items]:
    """What a baseline trained on train answers for some documents; RetoldError where there is none of that name."""
    task_of(task)
    found = {b.name: b for b in BASELINES[task]}
    if name not in found:
        raise RetoldError(f"{task} has no baseline {name!r}. There are: {', '.join(found)}")
    return found[name].fit(list(corpus.split("train")), corpus.registry)(documents)


def entries(
    task: str, corpus: Corpus, *, split: str = SPLIT, step: Callable[[str], None] = lambda name: None
) -> Iterator[Entry]:
    """Every baseline of a task scored on a split, in the declared order."""
    documents = [d for d in corpus.split(split) if d.text is not None]
    train = list(corpus.split("train"))
    best: tuple[float, Any] | None = None
    for baseline in BASELINES[task]:
        step(f"{task} {baseline.name}")
        answer = baseline.fit(train, corpus.registry)(documents)
        found = score(task, documents, answer)
        ahead = None
        if baseline.kind == "trivial":
            if best is None or found.value.value > best[0]:
                best = found.value.value, answer
        else:
            ahead = compare(task, documents, answer, best[1])
        yield Entry(baseline, answer, found, ahead)


def leaderboard(root: Path | str | None = None, *, step: Callable[[str], None] = lambda name: None) -> dict[str, Any]:
    """Train and score every baseline and write :data:`FILE`; returns each task's scores by baseline.

    RetoldError where ``root`` holds no such page.
    """
    folder = Folder(root)
    if not (folder.path / FILE).is_file():
        raise RetoldError(f"{folder.path} has no {FILE}. Name a checkout of the repository: --root DIR")
    corpus = Corpus(folder)
    found = {task: list(entries(task, corpus, step=step)) for task in TASKS}
    with replaced(folder.path / FILE) as (paper,):
        text = decode((folder.path / FILE).read_bytes(), FILE)
        blocks = {"leaderboard": page(found), "limits": limits(found, corpus), "slices": by_slice(found, corpus)}
        paper.write_bytes(with_blocks(text, blocks).encode())
    return {task: {e.baseline.name: e.score.to_dict() for e in made} for task, made in found.items()}


def page(found: Mapping[str, Sequence[Entry]]) -> str:
    """The tables of all tasks, as Markdown."""
    parts = []
    for name, made in found.items():
        task = TASKS[name]
        others = [m for m in made[0].score.measures if m != task.main][:MEASURES]
        rows = [
            [
                e.baseline.name,
                e.baseline.kind,
                str(e.score.value),
                *(f"{e.score.measures[m].value:.3f}" for m in others),
                "" if e.ahead is None else f"{e.ahead.value:+.3f} (p = {e.ahead.p:.3f})",
                e.baseline.how,
            ]
            for e in made
        ]
        head = ["system", "", f"{task.main} (95 %)", *others, "ahead of trivial", "how"]
        parts.append(
            f"### {name}\n\n{task.asks[0].upper()}{task.asks[1:]}; given: {task.given}.\n\n{table(head, rows)}"
        )
    return "\n\n".join(parts)


def best(made: Sequence[Entry]) -> Entry:
    """The baseline with the highest main measure."""
    return max(made, key=lambda e: e.score.value.value)


def limits(found: Mapping[str, Sequence[Entry]], corpus: Corpus) -> str:
    """What stands below and above the systems of each task, and what difference between two can be told."""
    documents = [d for d in corpus.split(SPLIT) if d.text is not None]
    rows = []
    for name, made in found.items():
        top = ceiling(name, corpus, documents)
        trivial = best([e for e in made if e.baseline.kind == "trivial"])
        trained = best([e for e in made if e.baseline.kind != "trivial"])
        resolved = (trained.ahead.high - trained.ahead.low) / 2
        passes = [told(getattr(top, part, None)) for part in ("first", "second", "between")]
        rows.append([name, told(trivial.score.value), told(trained.score.value), *passes, f"{resolved:.3f}"])
    head = ["task", "best trivial", "best trained", "first pass", "second pass", "pass against pass", "resolves"]
    return table(head, rows)


def by_slice(found: Mapping[str, Sequence[Entry]], corpus: Corpus) -> str:
    """The best baseline of each task, by language and register of the documents."""
    documents = [d for d in corpus.split(SPLIT) if d.text is not None]
    values: dict[tuple[str, str, int], dict[str, str]] = {}
    for name, made in found.items():
        for kind, part, measure, count in slices(name, documents, best(made).answers):
            values.setdefault((kind, part, count), {})[name] = told(measure)
    rows = [[part, str(count), *(row.get(name, "–") for name in found)] for (_, part, count), row in values.items()]
    return table(["documents in", "", *found], rows)
