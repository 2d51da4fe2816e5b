import json

import numpy as np
import pytest

from conftest import TINY
from retold import Corpus, RetoldError
from retold.cli import main
from retold.predictions import Unusable, lines_of, read
from retold.scores.resampling import jackknife
from retold.scoring import compare, score, task_of
from retold.tasks import TASKS


@pytest.fixture(scope="module")
def held(corpus):
    return [d for d in corpus.values() if d.text is not None][:10]


def golden(task, documents):
    return {d.id: task.gold(d) for d in documents}


def test_intervals_hold_the_value_and_come_out_twice(held):
    task = TASKS["ner"]
    answers = {d.id: task.gold(d)[n:] for n, d in enumerate(held)}
    found = score("ner", held, answers, resamples=200)
    assert found == score("ner", held[::-1][::-1], answers, resamples=200)
    assert found.value.low <= found.value.value <= found.value.high < 1.0
    assert found.answered == found.documents == len(held)
    assert next(iter(found.measures)) == task.main


@pytest.mark.parametrize("name", ["ner", "entity-coreference"])
def test_systems_are_compared(name, held):
    task = TASKS[name]
    gold = golden(task, held)
    worse = {document: items[: len(items) // 2] for document, items in gold.items()}
    same = compare(name, held, gold, gold, resamples=200)
    assert (same.value, same.p) == (0.0, 1.0)
    ahead = compare(name, held, gold, worse, resamples=200)
    behind = compare(name, held, worse, gold, resamples=200)
    assert ahead.value == pytest.approx(-behind.value)
    assert ahead.low > 0
    assert ahead.p == pytest.approx(behind.p, abs=0.02)
    assert ahead.p < 0.05
    assert ahead.test == ("permutation" if name == "ner" else "jackknife")


def test_an_interval_of_links_holds_its_value(held):
    nothing = {d.id: [{"id": m.id, "entity": f"{d.id} {m.id}"} for m in d.mentions] for d in held}
    found = score("entity-coreference", held, nothing)
    for name, measure in found.measures.items():
        assert measure.low <= measure.value <= measure.high, name
    assert found.value.high - found.value.low < 0.5


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([0.1, 0.4, 0.35, 0.8, 0.55])
    means = np.array([np.delete(values, n).mean() for n in range(5)])
    low, high = jackknife(values.mean(), means)
    assert (high - low) / 3.92 == pytest.approx(values.std(ddof=1) / 5**0.5)


def test_a_predictions_file_comes_back_as_it_was(tmp_path, held):
    for task in TASKS.values():
        path = tmp_path / "predictions.jsonl"
        path.write_text(lines_of(task, golden(task, held)), encoding="utf-8")
        assert read(path, task, held) == golden(task, held)


WRONG = {
    "json-syntax": "{half",
    "json-schema": '{"document": "letters-newsletter-01", "mentions": [{"start": 0, "end": 3, "type": "PERSON"}]}',
    "prediction-document": '{"document": "letters-newsleter-01", "mentions": []}',
    "span-bounds": '{"document": "letters-newsletter-01", "mentions": [{"start": 0, "end": 99999, "type": "PER"}]}',
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_with_a_line_is_told_with_its_place(code, tmp_path, corpus):
    path = tmp_path / "predictions.jsonl"
    path.write_text('\n{"document": "exomars-wire-01", "mentions": []}\n' + WRONG[code] + "\n", encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        read(path, TASKS["ner"], list(corpus.split("test")))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.pointer.startswith("/2")


def test_documents_must_be_there_once_unless_partial(tmp_path, held):
    path = tmp_path / "predictions.jsonl"
    row = json.dumps({"document": held[0].id, "mentions": []}) + "\n"
    path.write_text(row)
    with pytest.raises(Unusable, match="no line for"):
        read(path, TASKS["ner"], held)
    assert read(path, TASKS["ner"], held, partial=True) == {held[0].id: []}
    path.write_text(row + row)
    with pytest.raises(Unusable, match="has a line before"):
        read(path, TASKS["ner"], held, partial=True)
    with pytest.raises(RetoldError, match="Name a predictions file"):
        read(tmp_path / "none.jsonl", TASKS["ner"], held)


def test_ids_must_be_given_ones_and_answered_once(tmp_path, held):
    path, task = tmp_path / "predictions.jsonl", TASKS["fidelity"]
    answer = {"id": task.gold(held[0])[0]["id"], "fidelity": "faithful"}
    line = {"document": held[0].id, "claims": [answer, answer, answer | {"id": "c9999"}]}
    path.write_text(json.dumps(line) + "\n")
    with pytest.raises(Unusable) as caught:
        read(path, task, held, partial=True)
    assert [p.code for p in caught.value.problems] == ["id-unique", "prediction-id"]


def test_the_command_scores_and_compares(tmp_path, corpus, capsys):
    task, documents = TASKS["timex"], list(corpus.split("test"))
    best, worse = tmp_path / "best.jsonl", tmp_path / "worse.jsonl"
    best.write_text(lines_of(task, golden(task, documents)), encoding="utf-8")
    worse.write_text(lines_of(task, {d.id: task.gold(d)[:1] for d in documents}), encoding="utf-8")
    assert main(["score", "timex", str(best), "--against", str(worse), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["measures"][told["main"]]["value"] == 1.0
    assert told["against"]["value"] > 0
    assert told["scorer"].startswith("retold ")
    assert "sha256:" in told["data"]
    assert main(["score", "timex", str(worse), "--against", str(best)]) == 0
    assert "permutation" in capsys.readouterr().out
    worse.write_text("{\n")
    assert main(["score", "timex", str(worse)]) == 1
    assert "nothing was scored" in capsys.readouterr().err
    assert main(["score", "timexes", str(best)]) == 2
    assert "Did you mean timex" in capsys.readouterr().err
    assert main(["tasks"]) == main(["tasks", "--json"]) == 0


def test_unknown_tasks_and_absent_documents_are_refused():
    with pytest.raises(RetoldError, match="Did you mean ner"):
        task_of("nerr")
    with pytest.raises(RetoldError, match="no documents"):
        score("ner", [], {})
    assert score("ner", [Corpus.open(TINY)["tiny-ru-01"]], {}, resamples=5).answered == 0
