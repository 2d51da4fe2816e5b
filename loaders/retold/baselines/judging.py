"""Baselines for the fidelity of claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import regex

from ..corpus import Registry
from ..document import Claim, Document
from .marking import Predict

_NUMBER = regex.compile(r"\p{Nd}+")
_NOT = regex.compile(
    r"\b(not|no|never|n['’]t|nobody|не|нет|никто|no|nunca|nadie|nicht|kein|ne|pas)\b", regex.IGNORECASE
)


def majority(train: Sequence[Document], registry: Registry) -> Predict:
    """The commonest label, always."""
    label = Counter(c.fidelity for d in train for c in d.claims).most_common(1)[0][0]
    return lambda documents: {d.id: [{"id": c.id, "fidelity": label} for c in d.claims] for d in documents}


def words(train: Sequence[Document], registry: Registry) -> Predict:
    """Logistic regression on TF-IDF of the claim's words; it sees no fact."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    reader = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = make_pipeline(reader, LogisticRegression(class_weight="balanced", max_iter=1000))
    model.fit([d.surface(c) for d in train for c in d.claims], [c.fidelity for d in train for c in d.claims])

    def predict(documents: Sequence[Document]) -> dict[str, list[dict[str, Any]]]:
        return {
            d.id: [
                {"id": c.id, "fidelity": str(label)}
                for c, label in zip(d.claims, model.predict([d.surface(c) for c in d.claims]), strict=True)
            ]
            if d.claims
            else []
            for d in documents
        }

    return predict


def facts(train: Sequence[Document], registry: Registry) -> Predict:
    """The claim against the fact that reads most alike: logistic regression on likeness, numbers and denials."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    known = list(registry.facts.values())
    texts = [fact.proposition for fact in known]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit(texts)
    vectors = letters.transform(texts)
    reader = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit([d.surface(c) for d in train for c in d.claims])

    def rows(d: Document, claims: Sequence[Claim]):
        read = [d.surface(c) for c in claims]
        alike = (letters.transform(read) @ vectors.T).toarray()
        best = alike.argmax(axis=1)
        beside = [
            [alike[n, best[n]], np.sort(alike[n])[-2], *_signs(read[n], texts[best[n]]), d.language == "en"]
            for n in range(len(read))
        ]
        return hstack([reader.transform(read), csr_matrix(np.array(beside, dtype=float))]).tocsr()

    from scipy.sparse import vstack

    seen = vstack([rows(d, d.claims) for d in train if d.claims])
    model = LogisticRegression(class_weight="balanced", max_iter=10000)
    model.fit(seen, [c.fidelity for d in train for c in d.claims])

    def predict(documents: Sequence[Document]) -> dict[str, list[dict[str, Any]]]:
        return {
            d.id: [
                {"id": c.id, "fidelity": str(label)}
                for c, label in zip(d.claims, model.predict(rows(d, d.claims)), strict=True)
            ]
            if d.claims
            else []
            for d in documents
        }

    return predict


def _signs(claim: str, fact: str) -> list[float]:
    """Numbers that only one side has, whether only one denies, and how much longer the claim is."""
    here, there = ({int(n) for n in _NUMBER.findall(text)} for text in (claim, fact))
    denied = bool(_NOT.search(claim)) != bool(_NOT.search(fact))
    return [float(len(here - there)), float(len(there - here)), float(denied), len(claim) / max(len(fact), 1)]
