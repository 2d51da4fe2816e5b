import json

import msgspec
import pytest
from hypothesis import given

from retold.document import LAYERS, Document, dumps, place
from strategies import documents


@given(documents())
def test_json_and_values_are_one(document):
    data = json.loads(dumps(document.to_json()))
    assert Document.from_json(document.entry, data, document.text) == document
    assert dumps(data) == dumps(document.to_json())


@given(documents())
def test_layers_are_ordered_by_place(document):
    for rows in document.to_json().values():
        if isinstance(rows, list):
            assert rows == sorted(rows, key=place)


def test_documents_cannot_be_changed(corpus):
    document = next(iter(corpus.values()))
    with pytest.raises(AttributeError):
        document.title = "other"
    with pytest.raises(AttributeError):
        document.mentions[0].start = 0


def test_an_unknown_key_is_refused(corpus):
    document = next(iter(corpus.values()))
    data = document.to_json()
    data["mentions"][0]["colour"] = "red"
    with pytest.raises(msgspec.ValidationError, match="colour"):
        Document.from_json(document.entry, data, document.text)


def test_every_layer_has_its_name(corpus):
    for document in corpus.values():
        assert [name for name, _ in document.layers()] == list(LAYERS)
        assert all(kind.id in document.annotations() for _, items in document.layers() for kind in items)
