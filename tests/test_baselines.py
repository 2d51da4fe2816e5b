import re

import pytest

from conftest import ROOT, TINY
from retold import Corpus, RetoldError
from retold.baselines import BASELINES, TRAINED, TRIVIAL
from retold.baselines.lexicon import Lexicon, Names
from retold.baselines.tagger import Stretch, Tagger
from retold.baselines.times import value
from retold.cli import main
from retold.leaderboard import answers, entries, leaderboard
from retold.schema import problems
from retold.tasks import TASKS


@pytest.fixture(scope="module")
def some(corpus):
    """A few documents to learn from and a few to answer for."""
    return list(corpus.split("train"))[:5], list(corpus.split("validation"))[:2]


def test_every_task_has_a_trivial_and_a_trained_baseline():
    assert BASELINES.keys() == TASKS.keys()
    for made in BASELINES.values():
        assert {b.kind for b in made} == {TRIVIAL, TRAINED}
        assert len({b.name for b in made}) == len(made)


@pytest.mark.parametrize(("task", "name"), [(task, b.name) for task, made in BASELINES.items() for b in made])
def test_a_baseline_answers_in_the_form_of_its_task_and_the_same_twice(task, name, some, corpus):
    train, documents = some
    baseline = next(b for b in BASELINES[task] if b.name == name)
    found = baseline.fit(train, corpus.registry)(documents)
    assert set(found) == {d.id for d in documents}
    for document, items in found.items():
        line = {"document": document, TASKS[task].items: list(items)}
        assert list(problems(line, f"predictions/{task}", "answers")) == []
    assert baseline.fit(train, corpus.registry)(documents) == found


def test_a_tagger_finds_what_it_learnt(corpus):
    train = list(corpus.split("train"))[:3]
    tagger = Tagger((d, [Stretch(m.start, m.end, m.type) for m in d.mentions if m.form == "name"]) for d in train)
    found = {(s.start, s.end) for s in tagger.find(train[0])}
    gold = {(m.start, m.end) for m in train[0].mentions if m.form == "name"}
    assert len(found & gold) > 0.8 * len(gold)


def test_a_lexicon_takes_the_longest_match_and_leaves_what_is_mostly_something_else():
    lexicon = Lexicon(
        [("space station", "VEH"), ("Space", "ORG"), ("it", "VEH")], least=0.5, texts=["it it it", "Space"]
    )
    assert lexicon.find("The Space Station, it said") == [(4, 17, "VEH")]
    assert lexicon.get("SPACE") == "ORG"
    assert lexicon.get("nowhere") is None


def test_names_are_found_in_any_case_ending(corpus):
    names = Names(corpus.registry)
    assert names.entity("Дмитрий Рогозин") == names.entity("Рогозина") == "rogozin"
    assert names.entity("Qwertz") is None


VALUES = {
    "DATE": {"2 April 2022": "2022-04-02", "24 февраля": "2022-02-24", "17 de marzo": "2022-03-17", "March": "2022-03"}
    | {"December": "2021-12", "yesterday": "2022-03-16", "Wednesday": "2022-03-16", "2030": "2030", "some day": None},
    "DURATION": {"355 days": "P355D", "un mes": "P1M", "ages": None},
    "TIME": {"14:28": "2022-03-17T14:28", "noon": None},
}


@pytest.mark.parametrize(("kind", "surface"), [(kind, surface) for kind, found in VALUES.items() for surface in found])
def test_times_are_valued_by_rule(kind, surface, corpus):
    document = corpus["exomars-wire-01"]
    assert document.published == "2022-03-17"
    assert value(document, surface, kind) == VALUES[kind][surface]


def test_trained_baselines_are_compared_with_the_best_trivial_one(corpus):
    found = list(entries("fidelity", corpus))
    assert [e.baseline.name for e in found] == [b.name for b in BASELINES["fidelity"]]
    assert [e.ahead is None for e in found] == [e.baseline.kind == TRIVIAL for e in found]


def test_the_leaderboard_shows_what_a_run_gives(corpus):
    page = (ROOT / "LEADERBOARD.md").read_text(encoding="utf-8")
    assert re.findall(r"^### (.+)$", page, re.MULTILINE) == list(TASKS)
    for task in ("timex", "fidelity"):
        for entry in entries(task, corpus):
            assert f"| {entry.baseline.name} | {entry.baseline.kind} | {entry.score.value} |" in page


def test_a_leaderboard_is_written_in_place(tiny):
    with pytest.raises(RetoldError, match="LEADERBOARD"):
        leaderboard(tiny)


def test_predictions_of_a_baseline_can_be_scored(tmp_path, capsys):
    assert main(["baseline", "noise-repair", "--predict", "rules"]) == 0
    path = tmp_path / "predictions.jsonl"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["score", "noise-repair", str(path)]) == 0
    assert main(["baseline", "noise-repair"]) == main(["baseline", "noise-repair", "--json"]) == 0
    assert main(["baseline", "noise-repair", "--predict", "rule"]) == 2
    assert "There are: rules, crf" in capsys.readouterr().err
    with pytest.raises(RetoldError):
        answers("no-task", "rules", Corpus.open(TINY), [])
