"""What must hold of every task: its gold scores one, nothing scores nothing, order and names change nothing."""

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.schema import load, problems
from retold.tasks import NAMES, TASKS

LINKS = ("entity", "event", "statement")


@pytest.fixture(scope="module")
def held(corpus):
    """Four documents with something in every layer."""
    found = [d for d in corpus.values() if d.text is not None and d.noise and d.times and d.quotations][:4]
    assert len(found) == 4
    return found


def scores(task, gold, answers):
    return {name: float(value[0]) for name, value in task.score(gold, answers).scores(np.ones((1, len(gold)))).items()}


@pytest.mark.parametrize("name", TASKS)
def test_the_gold_scores_one_and_nothing_scores_nothing(name, held):
    task = TASKS[name]
    gold = [task.gold(d) for d in held]
    right, nothing = scores(task, gold, gold), scores(task, gold, [[] for _ in gold])
    assert right[task.main] == pytest.approx(1.0)
    assert nothing[task.main] == 0.0
    assert all(0 <= value <= 1 + 1e-9 for name, value in right.items() if name != "mcc")


@pytest.mark.parametrize("name", TASKS)
def test_the_gold_is_a_prediction_of_its_schema(name, held):
    task = TASKS[name]
    assert load(f"predictions/{name}")["required"] == ["document", task.items]
    for document in held:
        line = json.loads(json.dumps({"document": document.id, task.items: task.gold(document)}))
        assert list(problems(line, f"predictions/{name}", "gold")) == []


@settings(max_examples=8)
@given(st.integers(0, 2**16))
@pytest.mark.parametrize("name", TASKS)
def test_order_and_names_change_nothing(name, held, seed):
    task, chance = TASKS[name], random.Random(seed)
    gold = [task.gold(d) for d in held]
    answers = [damaged(items, chance) for items in gold]
    names = {}

    def renamed(item):
        return {k: names.setdefault(v, f"x{len(names)}") if k in LINKS else v for k, v in item.items()}

    other = [[renamed(i) for i in chance.sample(items, len(items))] for items in answers]
    turned = list(range(len(gold)))
    chance.shuffle(turned)
    first = scores(task, gold, answers)
    for again in (
        scores(task, [chance.sample(list(items), len(items)) for items in gold], other),
        scores(task, [gold[n] for n in turned], [answers[n] for n in turned]),
    ):
        assert again == pytest.approx(first)


def damaged(items, chance):
    """Some items dropped, some moved or given another name."""
    kept = [dict(item) for item in items if chance.random() < 0.8]
    for item in kept:
        if chance.random() < 0.3 and "start" in item:
            item["start"] -= item["start"] > 0
        for field in LINKS:
            if field in item and chance.random() < 0.3:
                item[field] = "another"
    return kept


@pytest.mark.parametrize("name", TASKS)
def test_weights_score_samples_as_repeated_documents(name, held):
    task, chance = TASKS[name], random.Random(3)
    gold = [task.gold(d) for d in held]
    answers = [damaged(items, chance) for items in gold]
    scored = task.score(gold, answers)
    both = scored.scores(np.array([[1.0, 1, 1, 1], [2.0, 2, 2, 2]]))
    whole = scores(task, gold, answers)
    for measure, values in both.items():
        assert float(values[0]) == pytest.approx(whole[measure]), measure
    if not hasattr(scored, "every"):
        assert float(both[task.main][1]) == pytest.approx(whole[task.main])


def test_ner_asks_for_names_alone(held):
    gold = TASKS["ner"].gold(held[0])
    assert len(gold) == sum(m.form in NAMES for m in held[0].mentions) < len(held[0].mentions)


def test_a_claim_without_an_answer_is_wrong():
    task = TASKS["fidelity"]
    told = {"id": "c1", "fidelity": "faithful", "distortions": []}
    gold = [[told, {"id": "c2", "fidelity": "distorted", "distortions": ["time"]}]]
    half = scores(task, gold, [[gold[0][0]]])
    assert half["accuracy"] == 0.5
    assert half["macro f1"] == 0.5
    assert half["distortions.recall"] == 0.0
    bent = scores(task, gold, [[gold[0][0], {"id": "c2", "fidelity": "distorted", "distortions": ["time", "place"]}]])
    assert bent["macro f1"] == bent["mcc"] == 1.0
    assert bent["distortions.precision"] == 0.5


def test_timex_counts_values_only_where_spans_overlap():
    gold = [
        [
            {"start": 0, "end": 6, "type": "DATE", "value": "2022"},
            {"start": 9, "end": 12, "type": "DATE", "value": "2021"},
        ]
    ]
    answer = [
        [
            {"start": 0, "end": 4, "type": "DATE", "value": "2022"},
            {"start": 20, "end": 22, "type": "DATE", "value": "2021"},
        ]
    ]
    found = scores(TASKS["timex"], gold, answer)
    assert (found["strict.f1"], found["relaxed.f1"], found["value.f1"], found["type.f1"]) == (0.0, 0.5, 0.5, 0.5)


def test_quotations_are_right_with_speaker_and_overlap():
    part = {"start": 10, "end": 30}
    gold = [
        [{"content": [part], "source": {"start": 0, "end": 4}, "cue": {"start": 5, "end": 9}, "speaker": "rogozin"}]
    ]
    shorter = {"start": 12, "end": 30}
    found = scores(TASKS["quotations"], gold, [[{"content": [shorter], "speaker": "rogozin"}]])
    assert (found["attributed.f1"], found["attributed strictly.f1"]) == (1.0, 0.0)
    assert (found["content overlap.f1"], found["content exact.f1"], found["source exact.f1"]) == (1.0, 0.0, 0.0)
    other = scores(TASKS["quotations"], gold, [[{"content": [part], "speaker": "nelson"}]])
    assert (other["attributed.f1"], other["content exact.f1"]) == (0.0, 1.0)


def test_arguments_need_their_trigger():
    gold = [[{"start": 0, "end": 4, "type": "SAY", "arguments": [{"start": 5, "end": 9, "role": "agent"}]}]]
    found = scores(TASKS["events"], gold, [[gold[0][0] | {"type": "REQUEST"}]])
    assert (found["trigger.f1"], found["trigger span.f1"], found["argument.f1"], found["events"]) == (
        0.0,
        1.0,
        0.0,
        0.0,
    )
    found = scores(TASKS["events"], gold, [[gold[0][0] | {"arguments": []}]])
    assert (found["trigger.f1"], found["argument.f1"], found["events"]) == (1.0, 0.0, 0.5)
