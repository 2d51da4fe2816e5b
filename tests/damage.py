"""Copies of a text as holders have them: damaged at random, with a record of where every character went."""

from __future__ import annotations

from hypothesis import strategies as st

STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})
FURNITURE = (
    "Sign up for our newsletter",
    "Advertisement",
    "Share on social media · Print · 3 min read",
    "Read more: ten pictures of the week",
    "Cookies help us to serve you",
    "© all rights reserved",
)


class Copy:
    """A damaged copy; ``origin[i]`` is the original offset of its character ``i``, None for what was put in."""

    def __init__(self, text: str, origin: list[int | None]):
        self.text, self.origin = text, origin

    @classmethod
    def of(cls, text: str) -> Copy:
        return cls(text, list(range(len(text))))

    def comes_from(self, start: int, end: int) -> set[int]:
        """The original places of the characters of a span of the copy, those put in left out."""
        return {at for at in self.origin[start:end] if at is not None}

    def straightened(self) -> Copy:
        return Copy(self.text.translate(STRAIGHT), self.origin)

    def respaced(self, choose) -> Copy:
        """Every run of white space replaced by another."""
        text, origin, inside = [], [], False
        for character, at in zip(self.text, self.origin, strict=True):
            if not character.isspace():
                text.append(character)
                origin.append(at)
                inside = False
            elif not inside:
                gap = choose()
                text += gap
                origin += [None] * len(gap)
                inside = True
        return Copy("".join(text), origin)

    def with_furniture(self, at: int, words: str) -> Copy:
        """A paragraph put in at the next white space behind ``at``."""
        while at < len(self.text) and not self.text[at].isspace():
            at += 1
        piece = f"\n\n{words}\n\n"
        return Copy(self.text[:at] + piece + self.text[at:], self.origin[:at] + [None] * len(piece) + self.origin[at:])

    def without(self, start: int, end: int) -> Copy:
        return Copy(self.text[:start] + self.text[end:], self.origin[:start] + self.origin[end:])


@st.composite
def copies(draw, text: str, most: int = 4, drop: bool = True) -> Copy:
    """A copy with other white space and quotation marks, furniture put in, and lines dropped."""
    copy = Copy.of(text)
    own_words = text.split()
    for _ in range(draw(st.integers(0, most))):
        mixed = st.lists(st.sampled_from(own_words), min_size=1, max_size=7).map(" ".join)
        copy = copy.with_furniture(draw(st.integers(0, len(copy.text))), draw(st.sampled_from(FURNITURE) | mixed))
    if drop and draw(st.booleans()):
        lines = [0, *(i + 1 for i, c in enumerate(copy.text) if c == "\n"), len(copy.text)]
        number = draw(st.integers(0, len(lines) - 2))
        copy = copy.without(lines[number], lines[number + 1])
    if draw(st.booleans()):
        copy = copy.straightened()
    if draw(st.booleans()):
        copy = copy.respaced(lambda: draw(st.sampled_from([" ", "  ", "\n", "\u00a0", "\n\n"])))
    return copy
