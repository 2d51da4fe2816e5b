import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold import RetoldError
from retold.draft import anchor, dumps, locate, quote, unanchor
from retold.span import Span
from strategies import documents, surfaces, texts


@given(documents())
def test_a_draft_brings_the_document_back(document):
    assert anchor(unanchor(document), document.text) == document


def test_the_shipped_documents_come_back_from_their_drafts(corpus):
    for document in corpus.values():
        if document.text is not None:
            assert anchor(unanchor(document), document.text) == document, document.id


@given(st.data())
def test_a_quote_names_its_span(data):
    text = data.draw(texts())
    told = data.draw(surfaces(text))
    span = Span(start=told["start"], end=told["end"])
    assert locate(text, quote(text, span)) == span


@given(st.data())
def test_a_quote_that_fits_two_places_is_refused(data):
    text = data.draw(texts())
    told = data.draw(surfaces(text))
    with pytest.raises(RetoldError, match="more than once"):
        locate(
            text + text, told["text"].replace("\\", "\\\\").replace("⟦", "\\⟦").replace("⟧", "\\⟧").replace("⟨", "\\⟨")
        )


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("absent", "is not in the text"),
        ("the", "more than once"),
        ("a ⟦b", "is no quote"),
        ("⟦⟧x", "is no quote"),
        ("lifts⟨…⟩", "is no quote"),
        ("fee⟨…⟩lifts", "before the start"),
    ],
)
def test_a_bad_quote_is_refused_with_its_reason(said, complaint):
    with pytest.raises(RetoldError, match=complaint):
        locate("the council lifts the fee", said)


def test_a_gap_spans_first_to_last_words():
    text = "one two three two four"
    assert locate(text, "one⟨…⟩three").of(text) == "one two three"
    assert locate(text, "three ⟦two⟨…⟩four⟧").of(text) == "two four"


DRAFT = {
    "document": {
        "id": "toy-01",
        "tier": "open",
        "title": "Toy",
        "outlet": "Toy",
        "published": None,
        "language": "en",
        "register": "news-report",
        "story": "toy",
        "split": "train",
    },
    "mentions": [{"quote": "NASA", "every": True, "type": "ORG", "entity": "nasa"}],
    "events": [
        {"quote": "said", "type": "SAY", "tense": "past", "arguments": [{"role": "agent", "quote": "⟦NASA⟧ said"}]},
    ],
}


def test_every_marks_whole_words_and_arguments_find_their_mention():
    document = anchor(DRAFT, "NASA said NASAL things of NASA.\n")
    assert [(m.id, m.start) for m in document.mentions] == [("m1", 0), ("m2", 26)]
    assert document.events[0].arguments[0].ref_id == "m1"


def test_all_that_is_wrong_is_said_at_once():
    draft = DRAFT | {"times": [{"quote": "Monday"}, {"quote": "Tuesday"}], "moods": []}
    draft["events"] = [DRAFT["events"][0] | {"arguments": [{"role": "agent", "quote": "things"}]}]
    with pytest.raises(RetoldError) as caught:
        anchor(draft, "NASA said things.\n")
    message = str(caught.value)
    assert "times[0]" in message
    assert "times[1]" in message
    assert "'moods'" in message
    assert "0 of the mentions and events, not one" in message


def test_a_draft_is_printed_as_json(corpus):
    import json

    document = next(d for d in corpus.values() if d.text is not None)
    assert json.loads(dumps(unanchor(document))) == unanchor(document)
