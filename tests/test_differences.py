import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TINY
from retold import Corpus, RetoldError, check
from retold.cli import main
from retold.differences import differences, numbered, winner
from retold.document import DECISIONS, Document, Pass
from retold.editing import file_decisions
from retold.source import Folder
from strategies import documents
from test_agreement import NEWS, passed  # noqa: F401

GOLD = Corpus.open(TINY)[NEWS]


def pass_over(document: Document, annotator: str, **layers) -> Pass:
    """The document's own annotation as a pass, some layers replaced."""
    data = document.to_json() | layers
    return Pass.from_json(document.entry, data, document.text, annotator=annotator)


@given(documents())
def test_a_document_does_not_differ_from_itself(document):
    assert list(differences(document, document)) == []


@given(documents(), st.data())
def test_what_one_side_lacks_differs_and_the_other_wins(document, data):
    layers = [name for name, items in document.layers() if items and name not in ("mentions", "times", "events")]
    if not layers:
        return
    layer = data.draw(st.sampled_from(layers))
    rows = document.to_json()[layer]
    first = pass_over(document, "a", **{layer: rows[1:]})
    (difference,) = differences(first, document)
    assert difference.layer == layer
    assert winner(difference, first, document, document) == "second"
    (back,) = differences(document, first)
    assert winner(back, document, first, document) == "first"


def changed(layer, index, **values):
    data = GOLD.to_json()
    data[layer][index] |= values
    return data[layer]


def test_a_field_and_a_span_that_differ_are_named():
    first = pass_over(GOLD, "a", events=changed("events", 0, modality="actual", tense="past"))
    (difference,) = differences(first, GOLD)
    assert difference.fields == ("modality", "tense")
    mention = GOLD.mentions[0]
    shorter = changed("mentions", 0, end=mention.end - 1, text=mention.text[:-1])
    (difference,) = [d for d in differences(pass_over(GOLD, "a", mentions=shorter), GOLD) if d.layer == "mentions"]
    assert difference.fields == ("span",)


def test_neither_wins_where_something_else_stands():
    first, second = (pass_over(GOLD, n, times=changed("times", 0, value=v)) for n, v in (("a", "2021"), ("b", "2020")))
    (difference,) = differences(first, second)
    assert winner(difference, first, second, GOLD) == "neither"


def test_lines_that_a_pass_added_are_compared_by_what_they_stand_for():
    entity = GOLD.mentions[0].entity
    rows = GOLD.to_json()["mentions"]
    renamed = [row | {"entity": "new-place"} if row["entity"] == entity else row for row in rows]
    assert list(differences(GOLD, pass_over(GOLD, "b", mentions=renamed))) == []


def test_reasons_are_recorded_once_all_are_there(passed, tmp_path):  # noqa: F811
    corpus = Corpus.open(passed)
    made = [corpus.passes[annotator][NEWS] for annotator in "ab"]
    reasons = {name: "as the day says" for name in numbered(*made)}
    path = tmp_path / "reasons.json"
    path.write_text(json.dumps(dict(list(reasons.items())[1:])))
    assert list(file_decisions(corpus, NEWS, path)) == list(reasons)[:1]
    assert not (passed / DECISIONS).exists()
    path.write_text(json.dumps(reasons))
    assert file_decisions(corpus, NEWS, path) == {}
    assert {d.id: d.winner for d in Corpus.open(passed).decisions} == dict.fromkeys(reasons, "first")
    assert "decision" not in {p.code for p in check(Folder(passed))}
    assert main(["adjudicate", NEWS, "--reasons", str(path), "--root", str(passed)]) == 0


def test_a_decision_that_the_annotation_belies_is_reported(passed, tmp_path):  # noqa: F811
    corpus = Corpus.open(passed)
    path = tmp_path / "reasons.json"
    path.write_text(json.dumps({name: "so it is" for name in numbered(*[corpus.passes[a][NEWS] for a in "ab"])}))
    file_decisions(corpus, NEWS, path)
    rows = [json.loads(line) for line in (passed / DECISIONS).read_text().splitlines()]
    (passed / DECISIONS).write_text("".join(json.dumps(row | {"winner": "neither"}) + "\n" for row in rows[:-1]))
    assert [p.pointer for p in check(Folder(passed)) if p.code == "decision"] == ["/0", ""]


def test_reasons_for_places_without_a_difference_are_refused(passed, tmp_path):  # noqa: F811
    path = tmp_path / "reasons.json"
    path.write_text(json.dumps({f"{NEWS}/mentions:0-1": "no"}))
    with pytest.raises(RetoldError, match="do not differ at"):
        file_decisions(Corpus.open(passed), NEWS, path)
    with pytest.raises(RetoldError, match="has 0 passes"):
        main_error(["adjudicate", "tiny-ru-01", "--root", str(passed)])


def main_error(argv):
    from retold.editing import passes_of

    return passes_of(Corpus.open(argv[-1]), argv[1])


def test_the_places_are_listed(passed, capsys):  # noqa: F811
    assert main(["adjudicate", NEWS, "--root", str(passed)]) == 0
    out = capsys.readouterr().out
    assert "2022-05-01" in out
    assert "marked by one" in out
