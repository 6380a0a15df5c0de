"""The measures against values worked out by hand."""

import pytest

from dateline.evaluate import measures


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold():
    assert measures.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == 66.7


def test_span_hits_count_each_span_once():
    assert measures.span_hits([(0, 4), (0, 4)], [(0, 4)]) == 1
    assert measures.span_hits([(0, 4)], [(2, 6), (3, 5)], lenient=True) == 1
    assert measures.span_hits([(0, 4)], [(4, 6)], lenient=True) == 0


@pytest.mark.parametrize("measure", [measures.b_cubed, measures.muc, measures.ceaf_e])
def test_perfect_clusters_score_a_hundred(measure):
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert measure(gold, {"a": "x", "b": "x", "c": "y", "d": "y"}) == 100


def test_b_cubed_as_worked_by_hand():
    gold = {"a": 1, "b": 1, "c": 2}
    everything = dict.fromkeys("abc", "one")
    # precision (2/3 + 2/3 + 1/3) / 3 = 5/9, recall 1
    assert measures.b_cubed(gold, everything) == pytest.approx(71.4)


def test_singletons_have_no_links():
    assert measures.muc({"a": 1, "b": 1}, {"a": 1, "b": 2}) == 0


def test_pearson_of_a_constant_is_nothing():
    assert measures.pearson([1, 2, 3], [2, 2, 2]) == 0
    assert measures.pearson([1, 2, 3], [2, 4, 6]) == 1


def test_distance_from_paris_to_london():
    assert measures.distance_km((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(344, abs=2)
