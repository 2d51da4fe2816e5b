"""Whether the wording of a claim gives its fidelity away: classifiers that see no fact.

A model that judges fidelity must compare a claim with its fact. Those here see the claim alone, its length or its
words; the further they get beyond the majority class, the more the texts give away (as hypothesis-only baselines tell
for inference: Poliak et al. 2018, Gururangan et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from .document import Document

CUES = {
    "majority": "the commonest label, always",
    "length": "logistic regression on the claim's number of characters",
    "words": "logistic regression on TF-IDF of the claim's words and pairs of words",
}
TASKS = {
    "fidelity": ("faithful", "partial", "distorted", "unsupported"),
    "faithful or not": ("faithful", "partial", "distorted"),
}
"""The labels of each question; claims with another one are left out, and with two answers all but the first are one."""


class Row(NamedTuple):
    """How far a cue gets on a question: scores on ``claims`` claims of validation and test, trained on train."""

    task: str
    cue: str
    accuracy: float
    macro_f1: float
    mcc: float
    claims: int

    def cells(self) -> list[str]:
        return [self.task, self.cue, *(f"{v:.2f}" for v in (self.accuracy, self.macro_f1, self.mcc)), str(self.claims)]


def cues(documents: Iterable[Document]) -> list[Row]:
    """Every cue on every question, for documents whose texts are at hand. Nothing is drawn at random."""
    from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef

    documents = [d for d in documents if d.text is not None]
    rows = []
    for task, labels in TASKS.items():
        (seen, known), (asked, gold) = (
            _claims((d for d in documents if d.split in splits), task, labels)
            for splits in (("train",), ("validation", "test"))
        )
        for cue in CUES if len(set(known)) > 1 and gold else ():
            told = list(_model(cue).fit(seen, known).predict(asked))
            macro = f1_score(gold, told, average="macro", zero_division=0.0)
            scores = (accuracy_score(gold, told), macro, matthews_corrcoef(gold, told))
            rows.append(Row(task, cue, *map(float, scores), len(gold)))
    return rows


def _claims(documents: Iterable[Document], task: str, labels: tuple[str, ...]) -> tuple[list[str], list[str]]:
    found = [(d.surface(c), c.fidelity) for d in documents for c in d.claims if c.fidelity in labels]
    answers = [label if task == "fidelity" or label == labels[0] else "bent" for _, label in found]
    return [text for text, _ in found], answers


def _model(cue: str):
    from sklearn.dummy import DummyClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer

    if cue == "majority":
        return DummyClassifier(strategy="most_frequent")
    readers = {"length": FunctionTransformer(_lengths), "words": TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)}
    return make_pipeline(readers[cue], LogisticRegression(class_weight="balanced", max_iter=1000))


def _lengths(texts: Iterable[str]) -> list[list[float]]:
    return [[math.log(len(text))] for text in texts]
