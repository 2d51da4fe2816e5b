"""Proofs of a press article's spans: shipped without the text, of use only to who holds the text.

A press article's words never ship. What ships is, for each span, a *digest*: a keyed hash of its words with
enough words before (left half) or after (right half) that each half stands only once in the article. The
key is derived from the article and ships only behind *locks*: it is masked with the hash of a run of
``WINDOW`` consecutive words, at every ``STRIDE``-th word. Any copy that keeps one such run whole opens the
key; without the article all ``WINDOW`` words of a run would have to be guessed at once, so digests of
single words can't be looked up in a dictionary.

Words are compared as a reader would: white space, invisible characters and the shape of quotation marks,
apostrophes and dashes don't count. Hashes are BLAKE2b (RFC 7693).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

import regex

from .document import Fingerprint
from .span import Span

WINDOW = 24
STRIDE = 12
REACH = 8
"""Words that a half covers at least, the span's own counted in."""
MARGIN = 1
"""Words that a half with context takes from the other side as well, once it is unique without them: else a word that
was put in or dropped behind a passage which the article repeats could pass for the span."""

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}\p{Cf}_]+|[^\s\p{Cf}]")
_FOLD = str.maketrans(
    dict.fromkeys('‘’‚‛“”„‟«»‹›"`´′″', "'") | dict.fromkeys("‐‑‒–—―−", "-"),
)


class Word(NamedTuple):
    """A word or mark as compared, and where it stands in code points."""

    form: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words and marks of a text.

    >>> [w.form for w in words("“Here’s  the\\nISS”")]
    ["'", 'Here', "'", 's', 'the', 'ISS', "'"]
    """
    found = []
    for match in _WORD.finditer(text):
        form = regex.sub(r"\p{Cf}", "", unicodedata.normalize("NFC", match[0])).translate(_FOLD)
        if form:
            found.append(Word(form, match.start(), match.end()))
    return found


def _hash(size: int, key: bytes, *parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode(), digest_size=size, key=key).digest()


def _mask(run: list[str]) -> bytes:
    return _hash(16, b"", "mask", *run)


def key_of(text: str) -> bytes:
    """The key of an article: sixteen bytes derived from its words."""
    return _hash(16, b"", "key", *(w.form for w in words(text)))


def seal(text: str) -> Fingerprint:
    """The fingerprint of an article: a check of its key, and the locks that a copy opens."""
    forms, key = [w.form for w in words(text)], key_of(text)
    starts = range(0, max(1, len(forms) - WINDOW + 1), STRIDE)
    runs = [forms[i : i + WINDOW] for i in starts]
    locks = [
        f"{_hash(4, b'', 'lock', *run).hex()}.{bytes(a ^ b for a, b in zip(key, _mask(run), strict=True)).hex()}"
        for run in runs
    ]
    return Fingerprint(check=_hash(8, key, "check").hex(), locks=tuple(locks))


def unlock(fingerprint: Fingerprint, text: str) -> bytes | None:
    """The article's key, if ``text`` keeps at least one of its runs whole; else None."""
    sealed = dict(lock.split(".") for lock in fingerprint.locks)
    forms = [w.form for w in words(text)]
    for i in range(max(1, len(forms) - WINDOW + 1)):
        run = forms[i : i + WINDOW]
        mask = sealed.get(_hash(4, b"", "lock", *run).hex())
        if mask is not None:
            key = bytes(a ^ b for a, b in zip(bytes.fromhex(mask), _mask(run), strict=True))
            if _hash(8, key, "check").hex() == fingerprint.check:
                return key
    return None


def _margin(reach: int) -> int:
    """A half that is the span alone needs no words of the other side."""
    return MARGIN if reach else 0


class Prover:
    """A text under an article's key: makes the digests of its spans, and finds the spans of digests in it.

    One object serves both sides, so what is made and what is looked for can't drift apart.
    """

    def __init__(self, key: bytes, text: str):
        self.key = key
        self.words = words(text)
        self.forms = [w.form for w in self.words]
        self._at = {w.start: i for i, w in enumerate(self.words)}
        self._to = {w.end: i + 1 for i, w in enumerate(self.words)}
        self._tables: dict[tuple[int, str, int, int], dict[str, list[int]]] = {}

    def digest(self, span: Span) -> str:
        """The proof of a span: its number of words, then its left and right half as ``reach.hash``.

        ValueError where the span does not start and end at the edge of a word. A half that reaches the edge
        of the article before it is unique is ``-``.
        """
        if span.start not in self._at or span.end not in self._to:
            raise ValueError(f"span {span.start}:{span.end} does not start and end at the edge of a word")
        first, count = self._at[span.start], self._to[span.end] - self._at[span.start]
        return ":".join([str(count), *(self._half(side, first, count) for side in "lr")])

    def places(self, digest: str) -> list[Span]:
        """Where the digest proves right: both halves if there are such places, else either half."""
        count, *halves = digest.split(":")
        found = []
        for side, half in zip("lr", halves, strict=True):
            reach, _, value = half.partition(".")
            table = self._table(side, int(count), int(reach), _margin(int(reach))) if value else {}
            found.append(set(table.get(value, ())))
        both = found[0] & found[1]
        return [
            Span(start=self.words[i].start, end=self.words[i + int(count) - 1].end)
            for i in sorted(both or found[0] | found[1])
        ]

    def proves(self, digest: str, span: Span) -> bool:
        """Whether the span is what the digest was made of."""
        return any((place.start, place.end) == (span.start, span.end) for place in self.places(digest))

    def _half(self, side: str, first: int, count: int) -> str:
        for reach in range(max(0, REACH - count), len(self.forms) + 1, 4):
            alone = self._value(side, first, count, reach, 0)
            if alone is None:
                return "-"
            if len(self._table(side, count, reach, 0)[alone]) == 1:
                return f"{reach}.{self._value(side, first, count, reach, _margin(reach))}"
        return "-"

    def _value(self, side: str, first: int, count: int, reach: int, margin: int) -> str | None:
        before, after = (reach, margin) if side == "l" else (margin, reach)
        start, end = first - before, first + count + after
        if (start < 0 and side == "l") or (end > len(self.forms) and side == "r"):
            return None
        start = max(0, start)
        return _hash(4, self.key, side, str(reach), *self.forms[start:end]).hex()

    def _table(self, side: str, count: int, reach: int, margin: int) -> dict[str, list[int]]:
        """Value of the half at every place of the text."""
        name = (side, count, reach, margin)
        if name not in self._tables:
            table = defaultdict(list)
            for first in range(len(self.forms) - count + 1):
                value = self._value(side, first, count, reach, margin)
                if value is not None:
                    table[value].append(first)
            self._tables[name] = dict(table)
        return self._tables[name]
