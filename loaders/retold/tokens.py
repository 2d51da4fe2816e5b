"""Sentences and tokens, derived from the segments by spaCy's rule-based tokenizers, and spans as token tags."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .document import Document
from .problem import MissingLibrary
from .span import Span


class Token(NamedTuple):
    """A token, in code points."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of one segment; sentences never cross segments."""

    segment: str
    start: int
    end: int
    tokens: tuple[Token, ...]


@cache
def _pipeline(language: str):
    try:
        import spacy
    except ImportError as error:
        raise MissingLibrary("derives sentences and tokens", "spaCy") from error
    try:
        pipeline = spacy.blank(language)
    except ImportError:
        pipeline = spacy.blank("xx")
    pipeline.add_pipe("sentencizer")
    return pipeline


def sentences(document: Document) -> list[Sentence]:
    """The sentences of a document's segments, in order; tokens are code-point intervals, white space is none."""
    pipeline = _pipeline(document.language.split("-")[0])
    found = []
    for segment in document.segments:
        for sentence in pipeline(segment.of(document.text)).sents:
            tokens = tuple(
                Token(segment.start + t.idx, segment.start + t.idx + len(t.text)) for t in sentence if not t.is_space
            )
            if tokens:
                found.append(Sentence(segment.id, tokens[0].start, tokens[-1].end, tokens))
    return found


def bio(tokens: tuple[Token, ...], spans: dict[str, tuple[Span, str]]) -> tuple[list[str], list[str]]:
    """BIO tags of tokens, and the ids of the spans that tags can't hold.

    ``spans`` maps an id to a span and its label. Outermost spans win; an inner one, one that cuts a token and one
    that leaves the tokens are left out.

    >>> tokens = (Token(0, 3), Token(4, 8), Token(8, 10))
    >>> outer, inner, cut = Span(start=0, end=8), Span(start=4, end=8), Span(start=8, end=9)
    >>> bio(tokens, {"m1": (outer, "ORG"), "m2": (inner, "PER"), "m3": (cut, "PER")})
    (['B-ORG', 'I-ORG', 'O'], ['m2', 'm3'])
    """
    tags, left_out = ["O"] * len(tokens), []
    starts = {t.start: i for i, t in enumerate(tokens)}
    ends = {t.end: i for i, t in enumerate(tokens)}
    for name, (span, label) in sorted(spans.items(), key=lambda item: (item[1][0].start, -item[1][0].end, item[0])):
        first, last = starts.get(span.start), ends.get(span.end)
        if first is None or last is None or any(tag != "O" for tag in tags[first : last + 1]):
            left_out.append(name)
        else:
            tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return tags, left_out
