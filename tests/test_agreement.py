import json
import shutil

import pytest

from conftest import TINY
from retold import Corpus, RetoldError, check
from retold.agreement import agreement, pairs
from retold.document import dump_lines, dumps
from retold.source import Folder

NEWS = "tiny-news-01"


@pytest.fixture
def passed(tiny):
    """The tiny corpus with two passes over one document, the second one differing in known ways."""
    for annotator in ("a", "b"):
        at = tiny / "annotations" / "passes" / annotator / "open"
        at.mkdir(parents=True)
        shutil.copy(TINY / "annotations" / "open" / f"{NEWS}.json", at)
    path = tiny / "annotations" / "passes" / "b" / "open" / f"{NEWS}.json"
    data = json.loads(path.read_bytes())
    data["mentions"][0]["entity"] = "new-island"  # Lindholm in the headline
    data["times"][0]["value"] = "2022-05-01"
    del data["mentions"][-1]
    path.write_bytes(dumps(data))
    registry = tiny / "annotations" / "passes" / "b" / "registry"
    registry.mkdir()
    (registry / "entities.jsonl").write_bytes(dump_lines([{"id": "new-island", "type": "GPE", "name": "an island"}]))
    return tiny


def value(rows, layer, measure, what):
    return next(r.value for r in rows if (r.layer, r.measure, r.what) == (layer, measure, what))


def test_passes_are_measured_against_each_other(passed):
    rows = agreement(pairs(Corpus.open(passed)))
    mentions = len(json.loads((TINY / "annotations" / "open" / f"{NEWS}.json").read_bytes())["mentions"])
    precision, recall = 1.0, (mentions - 1) / mentions
    assert value(rows, "mentions", "exact F1", "spans") == pytest.approx(2 * precision * recall / (precision + recall))
    assert value(rows, "segments", "exact F1", "spans") == 1.0
    assert value(rows, "mentions", "alpha", "type") == 1.0
    assert value(rows, "times", "alpha", "value") < 1.0
    # Every event is alone in its cluster: without links MUC is 0, as in the CoNLL scorer, and so the mean 2/3.
    assert value(rows, "events", "CoNLL F1", "event") == pytest.approx(2 / 3)
    assert value(rows, "mentions", "CoNLL F1", "entity") < 0.8
    assert value(rows, "noise", "exact F1", "spans") is None


def test_the_order_of_the_passes_changes_nothing(passed):
    corpus = Corpus.open(passed)
    forth, back = agreement(pairs(corpus, "a", "b")), agreement(pairs(corpus, "b", "a"))
    assert [r.value for r in forth] == [pytest.approx(r.value) if r.value is not None else None for r in back]


def test_passes_are_checked_with_the_lines_they_added(passed):
    assert [p.code for p in check(Folder(passed))] == ["time-resolves"]
    (passed / "annotations" / "passes" / "b" / "registry" / "entities.jsonl").unlink()
    (problem,) = [p for p in check(Folder(passed)) if p.code == "reference-unknown"]
    assert (problem.file, problem.pointer) == (f"annotations/passes/b/open/{NEWS}.json", "/mentions/0/entity")


def test_a_stray_file_among_the_passes_is_reported(passed):
    (passed / "annotations" / "passes" / "a" / "open" / "nobody-01.json").write_text("{}\n")
    assert ("file-stray", "annotations/passes/a/open/nobody-01.json") in {
        (p.code, p.file) for p in check(Folder(passed))
    }


def test_absent_passes_are_named():
    with pytest.raises(RetoldError, match="no pass a, b"):
        pairs(Corpus.open(TINY))
