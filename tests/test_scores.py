"""Expected values are worked by hand, from the papers' own examples where there are any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.scores.labels import alpha, observed
from retold.scores.spans import NOTHING, Counts, exact, overlapping

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


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
