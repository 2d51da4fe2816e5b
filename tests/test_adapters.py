import pytest

from retold.adapters import LABELS, from_pipeline, from_spacy
from retold.schema import labels, problems


def row(**more):
    return {"entity_group": "PER", "start": 0, "end": 3, "score": 0.9, "word": "Ann"} | more


def test_labels_are_ours():
    assert set(LABELS.values()) == set(labels("entity_type"))


def test_what_has_no_counterpart_is_left_out():
    found = from_pipeline(
        [row(), row(entity_group="MISC"), row(start=4, end=8, entity_group="ROCKET")], LABELS | {"ROCKET": "VEH"}
    )
    assert found == [{"start": 0, "end": 3, "type": "PER"}, {"start": 4, "end": 8, "type": "VEH"}]
    assert list(problems({"document": "x", "mentions": found}, "predictions/ner", "x")) == []


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [({"entity": "B-PER", "start": 0, "end": 1}, "aggregation_strategy"), (row(start=None), "fast tokenizer")],
)
def test_output_without_offsets_is_refused(wrong, complaint):
    with pytest.raises(ValueError, match=complaint):
        from_pipeline([wrong])


def test_spacy_offsets_are_code_points(corpus):
    import spacy

    document = corpus["announcement-agency-ru-01"]
    nlp = spacy.blank("ru")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Рогозин"}])
    found = from_spacy(nlp(document.text))
    assert found
    assert {document.text[i["start"] : i["end"]] for i in found} == {"Рогозин"}
