import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.span import Span
from strategies import surfaces, texts


@st.composite
def spans(draw):
    start = draw(st.integers(0, 30))
    return Span(start=start, end=draw(st.integers(start + 1, 40)))


@given(spans(), spans())
def test_span_algebra_agrees_with_sets_of_positions(a, b):
    of_a, of_b = set(range(a.start, a.end)), set(range(b.start, b.end))
    assert a.overlaps(b) == bool(of_a & of_b)
    assert (b in a) == (of_b <= of_a)
    assert a.crosses(b) == (bool(of_a & of_b) and not of_a <= of_b and not of_b <= of_a)
    both = a & b
    assert (set(range(both.start, both.end)) if both else set()) == of_a & of_b
    assert all((i in a) == (i in of_a) for i in range(42))


@given(st.data())
def test_foreign_offsets_come_back_unchanged(data):
    text = data.draw(texts())
    told = data.draw(surfaces(text))
    span = Span(start=told["start"], end=told["end"])
    assert Span.from_utf16(text, *span.to_utf16(text)) == span
    assert Span.from_bytes(text, *span.to_bytes(text)) == span
    start, end = span.to_bytes(text)
    assert text.encode()[start:end].decode() == span.of(text)


def test_foreign_offsets_count_as_their_world_does():
    text = "a\r\n👩🏽‍🚀e\u0301"
    span = Span(start=3, end=len(text))
    assert span.to_utf16(text) == (3, 12)
    assert span.to_bytes(text) == (3, 21)


def test_an_offset_inside_a_character_is_refused():
    with pytest.raises(ValueError, match="split a character"):
        Span.from_bytes("🚀", 0, 2)
    with pytest.raises(ValueError, match="split a character"):
        Span.from_utf16("🚀", 0, 1)
