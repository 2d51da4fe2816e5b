from hypothesis import given, settings
from hypothesis import strategies as st

from retold.proof import WINDOW, Prover, key_of, seal, unlock, words
from retold.span import Span
from strategies import texts, word_edges

long_texts = texts(min_words=WINDOW, max_words=120)


@given(st.data())
def test_every_span_of_words_is_proven_where_it_stands(data):
    text = data.draw(texts())
    found = words(text)
    if not found:
        return
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    span = Span(start=found[first].start, end=found[last].end)
    prover = Prover(key_of(text), text)
    digest = prover.digest(span)
    _, left, right = digest.split(":")
    assert prover.places(digest) == ([] if (left, right) == ("-", "-") else [span])


@given(long_texts)
def test_a_copy_opens_the_fingerprint_and_another_text_does_not(text):
    if len(words(text)) < WINDOW:
        return
    fingerprint = seal(text)
    assert unlock(fingerprint, text) == key_of(text)
    assert unlock(fingerprint, "furniture " * 10 + text.replace("\n", "  ") + " more furniture") == key_of(text)
    assert unlock(fingerprint, "another text altogether " * 20) is None


@settings(max_examples=20)
@given(long_texts)
def test_what_ships_does_not_depend_on_white_space_or_quotation_marks(text):
    other = " ".join(text.split()).replace("“", '"').replace("”", '"').replace("’", "'")
    assert seal(other) == seal(text)


def test_the_key_is_no_hash_of_a_guessable_word():
    text = " ".join(f"word{i}" for i in range(60))
    mine, theirs = Prover(key_of(text), text), Prover(key_of(text + " more"), text)
    span = Span(start=0, end=5)
    assert mine.digest(span).split(":")[0] == theirs.digest(span).split(":")[0] == "1"
    assert mine.digest(span) != theirs.digest(span)


def test_a_span_that_cuts_a_word_has_no_proof():
    import pytest

    prover = Prover(key_of("space agency"), "space agency")
    with pytest.raises(ValueError, match="edge of a word"):
        prover.digest(Span(start=1, end=5))


def test_word_edges_agree_with_white_space():
    assert word_edges("a  bc\n") == [(0, 1), (3, 5)]
