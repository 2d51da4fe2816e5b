"""Expected values are worked by hand, from the papers' own examples where there are any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.scores.clusters import b_cubed, ceaf_e, conll, muc
from retold.scores.labels import alpha, observed
from retold.scores.spans import NOTHING, Counts, exact, overlapping

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)
clusterings = st.dictionaries(st.integers(0, 15), st.integers(0, 4), max_size=14)


def test_counts_add_and_the_empty_cases_are_decided():
    assert Counts(1, 2, 1, 1) + Counts(0, 1, 0, 2) == Counts(1, 3, 1, 3)
    assert NOTHING.f1 == 1.0
    assert exact([(0, 1)], []).f1 == exact([], [(0, 1)]).f1 == 0.0


@given(spans, spans)
def test_span_scores_are_symmetric_and_exact_is_the_stricter(a, b):
    assert exact(a, b).f1 == pytest.approx(exact(b, a).f1)
    assert overlapping(a, b).f1 == pytest.approx(overlapping(b, a).f1)
    assert exact(a, b).f1 <= overlapping(a, b).f1 + 1e-12
    assert exact(a, a).f1 == overlapping(a, a).f1 == 1.0
    assert exact(a[::-1], b) == exact(a, b)


def test_alpha_agrees_with_krippendorff_s_example():
    # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", binary data, two observers: alpha = .095.
    a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(a, b, strict=True))) == pytest.approx(0.095, abs=5e-4)
    assert observed(list(zip(a, b, strict=True))) == 0.6


def test_alpha_is_undefined_where_one_label_is_all_there_is():
    assert alpha([("a", "a")] * 3) is None
    assert alpha([]) is None
    assert observed([]) is None


def clustering(*clusters):
    return {mention: name for name, members in enumerate(clusters) for mention in members}


def test_cluster_scores_of_a_worked_case():
    key, response = clustering("abc", "defg"), clustering("ab", "cd", "fghi")
    # MUC: recall links kept (ab)=1, (fg)=1 of 2+3; precision: ab 1 of 1, cd 0 of 1, fghi 1 of 3.
    assert muc(key, response) == pytest.approx(2 * 0.4 * 0.4 / 0.8)
    # B³: recall (2/3·2 + 1/3 + 1/4 + 2/4·2)/7, precision (2/2·2 + 1/2 + 1/2 + 2/4·2)/8.
    recall, precision = (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7, (2 + 0.5 + 0.5 + 1) / 8
    assert b_cubed(key, response) == pytest.approx(2 * recall * precision / (recall + precision))
    # CEAF-e: abc–ab 4/5, defg–fghi 4/8.
    recall, precision = 1.3 / 2, 1.3 / 3
    assert ceaf_e(key, response) == pytest.approx(2 * recall * precision / (recall + precision))


@given(clusterings, clusterings, st.permutations(range(5)))
def test_cluster_scores_are_symmetric_and_blind_to_names(key, response, names):
    renamed = {mention: names[name] for mention, name in response.items()}
    for score in (muc, b_cubed, ceaf_e, conll):
        assert score(key, response) == pytest.approx(score(response, key))
        assert score(key, response) == pytest.approx(score(key, renamed))
        assert score(key, key) == pytest.approx(1.0)
        assert 0 <= score(key, response) <= 1 + 1e-12


def test_one_empty_side_scores_nothing():
    assert conll({}, {}) == 1.0
    assert b_cubed({}, {1: 1}) == ceaf_e({1: 1}, {}) == 0.0
