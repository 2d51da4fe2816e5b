import json

from conftest import ROOT, TINY
from retold import Corpus
from retold.cli import main
from retold.leakage import LONG, NEAR, across, leakage, longest


def test_the_longest_run_is_counted_in_words():
    assert longest("one two, THREE four", "zero one two three five") == 3
    assert longest("one", "two") == 0


def test_what_splits_share_is_measured(tiny):
    news = (tiny / "corpus" / "open" / "tiny-news-01.txt").read_text(encoding="utf-8")
    other = tiny / "corpus" / "open" / "tiny-ru-01.txt"
    other.write_text(news, encoding="utf-8")
    (twins,) = across(Corpus.open(tiny).values())
    assert twins.shared == 1.0
    row = next(r for r in leakage(Corpus.open(tiny).values()) if (r.first, r.second) == ("train", "test"))
    assert row.most_alike == 1.0
    assert row.longest_run > LONG
    assert row.links["entity"][0] > 0


def test_the_shipped_splits_keep_apart(corpus):
    for row in leakage(corpus.values()):
        assert row.most_alike < NEAR
        assert row.longest_run < LONG
        for name in ("statement", "fact"):
            shared, total = row.links[name]
            assert shared <= 0.5 * total, name


def test_the_command_prints_what_the_datasheet_says(capsys, corpus):
    assert main(["leakage", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [r["first"] for r in rows] == ["train", "train", "validation"]
    sheet = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")
    assert all("| " + " | ".join(row.cells()) + " |" in sheet for row in leakage(corpus.values()))
    assert main(["leakage", "--root", str(TINY)]) == 0
