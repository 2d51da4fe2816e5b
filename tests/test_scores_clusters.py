"""Cluster scores against the cases of the CoNLL reference scorer and against searches by hand."""

from fractions import Fraction as F
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.scores.clusters import COLUMNS, METRICS, align, aligned, conll, rates

clusterings = st.dictionaries(st.integers(0, 15), st.integers(0, 4), max_size=14)


def clustering(text):
    """``"ab c"`` is {a, b} and {c}."""
    return {mention: name for name, members in enumerate(text.split()) for mention in members}


def scores(key, response):
    return rates(aligned(key, response).across().sums().sum(axis=0))


def f1(recall, precision):
    return 2 * recall * precision / (recall + precision) if recall + precision else F(0)


A, M, N = "a bc def", "abcdef", "a b c d e f"
CASES = {
    # name: key, response, and recall and precision of each metric that the scorer's authors worked out
    "A1": (A, A, dict.fromkeys(METRICS, (1, 1))),
    "A2": (A, "a de", {"muc": (F(1, 3), 1), "b_cubed": (F(7, 18), 1), "ceaf_m": (F(1, 2), 1),
                       "ceaf_e": (F(3, 5), F(9, 10)), "lea": (F(1, 3), 1), "blanc": (F(19, 88), 1)}),
    "A3": (A, "a bcx defy z", {"muc": (1, F(3, 5)), "b_cubed": (1, F(55, 108)), "ceaf_m": (1, F(2, 3)),
                               "ceaf_e": (F(93, 105), F(93, 140)), "lea": (1, F(4, 9)), "blanc": (1, F(23, 54))}),
    "A4": (A, "a bcx dy z", {"muc": (F(1, 3), F(1, 3)), "b_cubed": (F(5, 9), F(17, 42)), "ceaf_m": (F(2, 3), F(4, 7)),
                             "ceaf_e": (F(11, 15), F(11, 20)), "lea": (F(1, 2), F(2, 7)),
                             "blanc": (F(31, 88), F(37, 136))}),
    "A5": (A, "a bcxB dy z", {"muc": (F(1, 3), F(1, 4)), "b_cubed": (F(5, 9), F(5, 16)), "ceaf_m": (F(2, 3), F(1, 2)),
                              "ceaf_e": (F(31, 45), F(31, 60)), "lea": (F(1, 2), F(5, 24)),
                             "blanc": (F(31, 88), F(4, 21))}),
    "A6": (A, "a bcx dy Bz", {"muc": (F(1, 3), F(1, 4)), "b_cubed": (F(5, 9), F(17, 48)), "ceaf_m": (F(2, 3), F(1, 2)),
                              "ceaf_e": (F(11, 15), F(11, 20)), "lea": (F(1, 2), F(1, 4)),
                             "blanc": (F(31, 88), F(24, 115))}),
    "A10": (A, "a b c d e f", {"muc": (0, 0), "b_cubed": (F(1, 2), 1), "lea": (F(1, 6), F(1, 6)),
                               "blanc": (F(1, 2), F(11, 30))}),
    "A11": (A, "abcdef", {"muc": (1, F(3, 5)), "b_cubed": (1, F(7, 18)), "lea": (F(5, 6), F(4, 15)),
                          "blanc": (F(1, 2), F(2, 15))}),
    "A12": (A, "a x y c d e z", {"muc": (0, 0), "b_cubed": (F(13, 36), F(4, 7)), "lea": (F(1, 6), F(1, 7)),
                                 "blanc": (F(5, 22), F(5, 42))}),
    "A13": (A, "axycdez", {"muc": (F(1, 3), F(1, 6)), "b_cubed": (F(17, 36), F(6, 49)), "lea": (F(1, 6), F(1, 21)),
                           "blanc": (F(1, 8), F(1, 42))}),
    "B1": ("ab cde", "bcx de", {"blanc": (F(7, 24), F(7, 24)), "lea": (F(1, 5), F(2, 5))}),
    "C1": ("ab cde fg", "bcx de fg", {"blanc": (F(41, 80), F(41, 80)), "lea": (F(3, 7), F(4, 7))}),
    "D1": ("12345 67 89ABC", "12345 6789ABC", {"muc": (1, F(9, 10)), "b_cubed": (1, F(16, 21)), "lea": (1, F(26, 36))}),
    "E1": ("12345 67 89ABC", "1234589ABC 67", {"muc": (1, F(9, 10)), "b_cubed": (1, F(7, 12)), "lea": (1, F(29, 54))}),
    "F1": ("ABCD", "AB CD", {"muc": (F(2, 3), 1), "lea": (F(1, 3), 1)}),
    "G1": ("AB CD", "ABCD", {"muc": (1, F(2, 3)), "lea": (1, F(1, 3))}),
    "H1": ("ABCD", "ABCD", {"muc": (1, 1), "lea": (1, 1)}),
    "I1": ("ABCD", "AB CD", {"muc": (F(2, 3), 1), "lea": (F(1, 3), 1)}),
    "J1": ("ABC", "AC", {"muc": (F(1, 2), 1), "lea": (F(1, 3), 1)}),
    "K1": ("BCDEGHJ", "ABC DEF GHI", {"muc": (F(1, 2), F(1, 2)), "lea": (F(1, 7), F(1, 3))}),
    "L1": ("ABC DEFG", "AB CD FGH", {"muc": (F(2, 5), F(1, 2)), "lea": (F(5, 21), F(3, 7))}),
    "M1": (M, M, dict.fromkeys(METRICS, (1, 1))),
    "M2": (M, N, {"muc": (0, 0), "blanc": (0, 0), "lea": (0, 0)}),
    "M3": (M, "ab cde f", {"blanc": (F(4, 15), 1), "lea": (F(4, 15), F(5, 6))}),
    "M4": (M, "abcxyz", {"blanc": (F(1, 5), F(1, 5)), "lea": (F(1, 5), F(1, 5))}),
    "M5": (M, "a b c x y z", {"muc": (0, 0), "blanc": (0, 0), "lea": (0, 0)}),
    "M6": (M, "ab cxy z", {"blanc": (F(1, 15), F(1, 4)), "lea": (F(1, 15), F(1, 3))}),
    "N1": (N, N, dict.fromkeys(METRICS, (1, 1)) | {"muc": (0, 0)}),
    "N2": (N, M, {"muc": (0, 0), "blanc": (0, 0), "lea": (0, 0)}),
    "N3": (N, "ab cde f", {"blanc": (F(11, 15), 1), "lea": (F(1, 6), F(1, 6))}),
    "N4": (N, "a b c x y z", {"muc": (0, 0), "blanc": (F(1, 5), F(1, 5)), "lea": (F(1, 2), F(1, 2))}),
    "N5": (N, "abcxyz", {"blanc": (0, 0), "lea": (0, 0)}),
    "N6": (N, "ab cxy z", {"blanc": (F(2, 15), F(2, 11)), "lea": (0, 0)}),
}  # fmt: skip
"""Test cases of the CoNLL reference scorer (TestCases.README and its test configuration), as sets of mentions. A7, A8
and A9 repeat a mention; once the later one is dropped, as that scorer does, they are A4."""


@pytest.mark.parametrize("name", CASES)
def test_the_reference_cases_give_their_fractions(name):
    key, response, expected = CASES[name]
    found = scores(clustering(key), clustering(response))
    for metric, (recall, precision) in expected.items():
        told = tuple(map(float, found[metric]))
        if metric != "blanc":
            assert told == pytest.approx(tuple(map(float, (recall, precision, f1(recall, precision)))), abs=1e-12), (
                metric
            )
        else:
            assert told[:2] == pytest.approx((float(recall), float(precision)), abs=1e-12)


@pytest.mark.parametrize(("name", "value"), [("A2", 0.35385), ("A3", 0.59717), ("A4", 0.30357), ("A5", 0.24716),
    ("A6", 0.25817), ("A10", 0.42308), ("A11", 0.21053), ("A12", 0.15625), ("A13", 0.04), ("B1", 7 / 24),
    ("C1", 0.5125),
    ("M3", 0.42105), ("M6", 0.10526), ("N3", 0.84615), ("N6", 0.15385)])  # fmt: skip
def test_blanc_is_the_mean_of_two_f_scores(name, value):
    key, response, _ = CASES[name]
    assert float(scores(clustering(key), clustering(response))["blanc"].f1) == pytest.approx(value, abs=5e-6)


@given(clusterings, clusterings, st.permutations(range(5)))
def test_scores_are_symmetric_and_blind_to_names_and_order(key, response, names):
    renamed = {mention: names[name] for mention, name in reversed(response.items())}
    found, back, same = scores(key, response), scores(response, key), scores(key, renamed)
    for metric in METRICS:
        assert 0 <= found[metric].f1 <= 1 + 1e-12
        assert tuple(map(float, same[metric])) == pytest.approx(tuple(map(float, found[metric])))
        if metric != "blanc":
            assert float(found[metric].recall) == pytest.approx(float(back[metric].precision))
            assert float(found[metric].f1) == pytest.approx(float(back[metric].f1))


@given(clusterings)
def test_a_clustering_scores_itself_one_where_it_has_links(key):
    found = scores(key, key)
    linked = len(set(key.values())) < len(key)
    assert float(found["muc"].f1) == float(linked)
    if key:
        assert [float(found[m].f1) for m in ("b_cubed", "ceaf_m", "ceaf_e", "lea")] == pytest.approx([1.0] * 4)
        assert float(found["blanc"].f1) == pytest.approx(float(len(key) > 1))


@given(clusterings, clusterings)
def test_alignments_are_the_best_there_are(key, response):
    ours, theirs = ([{m for m in c if c[m] == n} for n in set(c.values())] for c in (key, response))
    if not ours or not theirs:
        return
    small, large = sorted((ours, theirs), key=len)
    found = scores(key, response)
    for metric, alike in (
        ("ceaf_e", lambda a, b: 2 * len(a & b) / (len(a) + len(b))),
        ("ceaf_m", lambda a, b: len(a & b)),
    ):
        best = max(
            sum(alike(a, b) for a, b in zip(small, chosen, strict=False)) for chosen in permutations(large, len(small))
        )
        whole = len(ours) if metric == "ceaf_e" else len(key)
        assert float(found[metric].recall) == pytest.approx(best / whole)


@given(clusterings, clusterings)
def test_links_are_counted_as_by_hand(key, response):
    def links(c):
        return {frozenset(pair) for pair in combinations(sorted(c), 2) if c[pair[0]] == c[pair[1]]}

    def apart(c):
        return {frozenset(pair) for pair in combinations(sorted(c), 2) if c[pair[0]] != c[pair[1]]}

    sums = aligned(key, response).across().sums()[0, -6:]
    expected = [
        n for kind in (links, apart) for n in (len(kind(key) & kind(response)), len(kind(key)), len(kind(response)))
    ]
    assert sums.tolist() == expected


@given(clusterings, clusterings, st.lists(st.integers(0, 3), min_size=16, max_size=16))
def test_a_document_weighed_twice_counts_as_two(key, response, weights):
    def drawn(c):
        return {(m, copy): name for m, name in c.items() for copy in range(weights[m % 4])}

    found = aligned(key, response, document=lambda mention: mention % 4)
    weighed = rates(found.across(np.array(weights)[: found.documents]).sums().sum(axis=0))
    again = scores(drawn(key), drawn(response))
    for metric in ("muc", "b_cubed", "ceaf_m", "ceaf_e", "blanc"):
        assert float(weighed[metric].f1) == pytest.approx(float(again[metric].f1)), metric


@given(clusterings, clusterings)
def test_within_documents_sums_add(key, response):
    found = aligned(key, response, document=lambda mention: mention % 3)
    sums = found.within().sums()
    assert sums.shape == (found.documents, COLUMNS)
    for number in range(found.documents):
        own = [{m: n for m, n in c.items() if m % 3 == number} for c in (key, response)]
        assert sums[number].tolist() == pytest.approx(aligned(*own).across().sums()[0].tolist())


def test_arrays_and_mappings_give_the_same():
    chance = np.random.default_rng(1)
    mention, cluster, document = np.arange(500), chance.integers(0, 60, 500), chance.integers(0, 7, 500)
    other = np.where(chance.random(500) < 0.3, chance.integers(0, 60, 500), cluster)
    kept = chance.random(500) < 0.9
    found = align((mention, cluster, document), (mention[kept], other[kept], document[kept]), documents=7)
    maps = [
        dict(zip(m.tolist(), c.tolist(), strict=True)) for m, c in ((mention, cluster), (mention[kept], other[kept]))
    ]
    again = aligned(*maps, document=lambda m: int(document[m]))
    for a, b in ((found.within(), again.within()), (found.across(), again.across())):
        assert a.sums().tolist() == [pytest.approx(row) for row in b.sums().tolist()]


def test_empty_sides_score_nothing():
    for key, response in (({}, {}), ({}, {1: 1}), ({1: 1}, {})):
        assert float(conll(scores(key, response))) == 0.0
