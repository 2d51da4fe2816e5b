import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import TINY
from retold import Corpus, check
from retold.cli import main
from retold.document import LAYERS, dump_lines
from retold.readings import READINGS, Rate, Reading, rates, sample
from retold.source import Folder


def test_a_sample_is_the_same_for_the_same_seed(corpus):
    documents = list(corpus.split("test"))
    drawn = sample(documents, size=5, seed=3)
    assert drawn == sample(reversed(documents), size=5, seed=3)
    assert drawn != sample(documents, size=5, seed=4)
    assert all(sum(layer == name for _, name, _ in drawn) == 5 for layer in LAYERS)
    assert len({(d.id, layer, a.id) for d, layer, a in drawn}) == len(drawn)


@given(st.integers(1, 400), st.data())
def test_the_interval_holds_the_rate(read, data):
    rate = Rate("all", read, data.draw(st.integers(0, read)))
    low, high = rate.interval
    assert 0 <= low <= rate.right / rate.read + 1e-9
    assert rate.right / rate.read - 1e-9 <= high <= 1


def test_the_interval_is_wilsons():
    assert Rate("mentions", 30, 29).interval == pytest.approx((0.833, 0.994), abs=0.001)


def test_rates_are_counted_a_layer_and_in_all():
    made = [Reading(id=f"d/{layer}/x{n}", surface="x", told="", verdict=v) for layer, n, v in (
        ("times", 1, "right"), ("mentions", 1, "right"), ("mentions", 2, "wrong"))]  # fmt: skip
    assert [(r.layer, r.read, r.right) for r in rates(made)] == [("mentions", 2, 1), ("times", 1, 1), ("all", 3, 2)]


def test_readings_are_part_of_the_corpus(tiny, capsys):
    assert main(["sample", "--root", str(tiny), "--size", "1", "--json"]) == 0
    drawn = json.loads(capsys.readouterr().out)
    assert main(["sample", "--root", str(tiny), "--size", "1"]) == 0
    rows = [row | {"verdict": "right"} for row in drawn]
    (tiny / READINGS).write_bytes(dump_lines(rows))
    assert not [p for p in check(Folder(tiny)) if p.file == READINGS]
    assert {r.verdict for r in Corpus.open(tiny).readings} == {"right"}
    (tiny / READINGS).write_text(json.dumps(rows[0] | {"verdict": "wrong"}) + "\n")
    assert [p.code for p in check(Folder(tiny)) if p.file == READINGS] == ["json-schema"]
    assert Corpus.open(TINY).readings == []
