from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.scores.matches import COLUMNS, SCHEMES, rates, spans, sums

labelled = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8), st.sampled_from("AB")).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=6,
)


def score(*documents):
    labels = {}
    key, response = (spans([pair[side] for pair in documents], labels) for side in (0, 1))
    return sums(key, response, len(documents))


def weight(scheme, a, b):
    overlap = a[0] < b[1] and b[0] < a[1]
    same = a[:2] == b[:2]
    return {
        "strict": float(same and a[2] == b[2]),
        "exact": float(same),
        "partial": 1.0 if same else 0.5 if overlap else 0.0,
        "type": float(overlap and a[2] == b[2]),
        "overlap": float(overlap),
    }[scheme]


@given(labelled, labelled)
def test_every_scheme_is_the_best_matching_there_is(key, response):
    found = score((key, response))[0]
    ours, theirs = sorted(set(key)), sorted(set(response))
    assert found[:2].tolist() == [len(ours), len(theirs)]
    small, large = sorted((ours, theirs), key=len)
    for n, scheme in enumerate(SCHEMES):
        best = max(
            sum(weight(scheme, a, b) for a, b in zip(small, chosen, strict=False))
            for chosen in permutations(large, len(small))
        )
        assert found[2 + n] == pytest.approx(best), scheme


@given(st.lists(st.tuples(labelled, labelled), min_size=1, max_size=4), st.randoms())
def test_documents_add_and_order_changes_nothing(documents, chance):
    found = score(*documents)
    assert found.shape == (len(documents), COLUMNS)
    shuffled = [(chance.sample(key, len(key)), chance.sample(response, len(response))) for key, response in documents]
    assert score(*shuffled).tolist() == found.tolist()
    assert found.tolist() == [score(pair)[0].tolist() for pair in documents]


@given(labelled)
def test_a_key_scores_itself_one_and_nothing_scores_nothing(key):
    for scheme, value in rates(score((key, key)).sum(axis=0)).items():
        assert float(value.f1) == pytest.approx(float(bool(key))), scheme
    for scheme, value in rates(score((key, [])).sum(axis=0)).items():
        assert float(value.f1) == 0.0, scheme


def test_the_schemes_differ_where_they_should():
    key = [(0, 4, "PER"), (10, 20, "ORG"), (30, 35, "LOC")]
    response = [(0, 4, "ORG"), (12, 20, "ORG"), (30, 35, "LOC"), (40, 44, "PER")]
    found = rates(score((key, response)).sum(axis=0))
    told = {name: (float(r.recall), float(r.precision)) for name, r in found.items()}
    assert told == {
        "strict": (pytest.approx(1 / 3), 0.25),
        "exact": (pytest.approx(2 / 3), 0.5),
        "partial": (pytest.approx(2.5 / 3), 0.625),
        "type": (pytest.approx(2 / 3), 0.5),
        "overlap": (1.0, 0.75),
    }


def test_halves_are_not_lost_when_documents_are_added():
    half = ([(0, 10, "A")], [(0, 5, "A")])
    one, two = (rates(score(*[half] * n).sum(axis=0))["partial"] for n in (1, 2))
    assert float(one.f1) == float(two.f1) == 0.5


def test_samples_are_scored_at_once():
    found = score(([(0, 1, "A")], [(0, 1, "A")]), ([(0, 1, "A")], []))
    weights = np.array([[1, 1], [2, 0], [0, 2]])
    assert rates(weights @ found)["strict"].f1.tolist() == [pytest.approx(2 / 3), 1.0, 0.0]
