"""A linear-chain CRF over tokens, for tasks that mark stretches of text (python-crfsuite, L-BFGS: no chance in it)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from ..document import Document
from ..problem import MissingLibrary
from ..span import Span
from ..tokens import Token, bio, sentences

SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 80, "feature.possible_transitions": True}


class Stretch(NamedTuple):
    """A stretch with a label."""

    start: int
    end: int
    label: str


class Line(NamedTuple):
    """A sentence as the tagger sees it: tokens with their features."""

    tokens: tuple[Token, ...]
    features: list[list[str]]


def lines(document: Document) -> list[Line]:
    """The sentences of a document with the features of their tokens."""
    kinds = {s.id: s.kind for s in document.segments}
    found = []
    for sentence in sentences(document):
        words = [document.text[t.start : t.end] for t in sentence.tokens]
        found.append(Line(sentence.tokens, _features(words, kinds[sentence.segment], document.language)))
    return found


def shape(word: str) -> str:
    """The shape of a word: ``Xx``, ``dd``, ``X-d``; runs of more than two are cut.

    >>> shape("RD-180"), shape("Роскосмос"), shape("355")
    ('XX-dd', 'Xxx', 'dd')
    """
    found = regex.sub(r"\p{Lu}", "X", word)
    found = regex.sub(r"\p{Ll}", "x", found)
    found = regex.sub(r"\p{N}", "d", found)
    return regex.sub(r"(.)\1{2,}", r"\1\1", found)


def _features(words: Sequence[str], kind: str, language: str) -> list[list[str]]:
    lower = [w.casefold() for w in words]
    shapes = [shape(w) for w in words]
    rows = []
    for i, word in enumerate(words):
        row = [
            f"w={lower[i]}",
            f"s={shapes[i]}",
            f"k={kind}",
            f"l={language}",
            f"p3={lower[i][:3]}",
            f"e3={lower[i][-3:]}",
        ]
        row += [f"p4={lower[i][:4]}", f"e2={lower[i][-2:]}", f"long={min(len(word), 8)}"]
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < len(words):
                row += [f"w{step}={lower[i + step]}", f"s{step}={shapes[i + step]}"]
            else:
                row.append(f"edge{step}")
        if i + 1 < len(words):
            row.append(f"ww={lower[i]} {lower[i + 1]}")
        if i and lower[i] == lower[i - 1]:
            row.append("again")
        rows.append(row)
    return rows


class Tagger:
    """Learns stretches with labels from documents and finds them in others."""

    def __init__(self, examples: Iterable[tuple[Document, Iterable[Stretch]]]):
        try:
            import pycrfsuite
        except ImportError as error:
            raise MissingLibrary("trains taggers", "python-crfsuite", "baselines") from error

        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(SETTINGS)
        for document, stretches in examples:
            marked = sorted(stretches)
            for line in lines(document):
                first, last = line.tokens[0].start, line.tokens[-1].end
                inside = {
                    str(n): (Span(start=s.start, end=s.end), s.label)
                    for n, s in enumerate(marked)
                    if first <= s.start and s.end <= last
                }
                trainer.append(line.features, bio(line.tokens, inside)[0])
        handle, path = tempfile.mkstemp(suffix=".crf")
        os.close(handle)
        try:
            trainer.train(path)
            self._tagger = pycrfsuite.Tagger()
            with open(path, "rb") as file:
                self._model = file.read()
            self._tagger.open_inmemory(self._model)
        finally:
            os.unlink(path)

    def find(self, document: Document) -> list[Stretch]:
        """The stretches of a document, in order; none overlaps another."""
        found = []
        for line in lines(document):
            tags = self._tagger.tag(line.features)
            start = 0
            while start < len(tags):
                mark, _, label = tags[start].partition("-")
                end = start + 1
                if mark != "O":
                    while end < len(tags) and tags[end] == f"I-{label}":
                        end += 1
                    found.append(Stretch(line.tokens[start].start, line.tokens[end - 1].end, label))
                start = end
        return found
