"""Spans of a text: half-open intervals of Unicode code points, and their algebra."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A stretch of a text; ``text[start:end]`` is the definition.

    Offsets are zero-based code points, ``end`` is exclusive. Equality and hashing compare all fields.

    >>> quote, name = Span(start=0, end=20), Span(start=4, end=8)
    >>> name in quote, quote & Span(start=18, end=30), name.crosses(Span(start=6, end=12))
    (True, Span(start=18, end=20), True)
    """

    start: int
    end: int

    def __contains__(self, other: Span | int) -> bool:
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def __and__(self, other: Span) -> Span | None:
        """The stretch that both cover, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start=start, end=end) if start < end else None

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def crosses(self, other: Span) -> bool:
        """Whether the two overlap and neither holds the other."""
        return self.overlaps(other) and self not in other and other not in self

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def to_utf16(self, text: str) -> tuple[int, int]:
        """The same span in UTF-16 code units, as browsers and Java count.

        >>> Span(start=1, end=2).to_utf16("🚀ж")
        (2, 3)
        """
        return tuple(len(text[:at].encode("utf-16-le")) // 2 for at in (self.start, self.end))

    @classmethod
    def from_utf16(cls, text: str, start: int, end: int) -> Span:
        """The span that UTF-16 code units ``start`` to ``end`` name; ValueError where they split a character."""
        units = text.encode("utf-16-le")
        try:
            return cls(start=len(units[: 2 * start].decode("utf-16-le")), end=len(units[: 2 * end].decode("utf-16-le")))
        except UnicodeDecodeError as error:
            raise ValueError(f"UTF-16 offsets {start}:{end} split a character") from error

    def to_bytes(self, text: str) -> tuple[int, int]:
        """The same span in UTF-8 bytes.

        >>> Span(start=1, end=2).to_bytes("🚀ж")
        (4, 6)
        """
        return tuple(len(text[:at].encode()) for at in (self.start, self.end))

    @classmethod
    def from_bytes(cls, text: str, start: int, end: int) -> Span:
        """The span that UTF-8 bytes ``start`` to ``end`` name; ValueError where they split a character."""
        data = text.encode()
        try:
            return cls(start=len(data[:start].decode()), end=len(data[:end].decode()))
        except UnicodeDecodeError as error:
            raise ValueError(f"byte offsets {start}:{end} split a character") from error
