"""Rates against what was read: intervals, a trend, change points."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruptures.base import BaseCost
from ruptures.detection.pelt import Pelt

from dateline.analyse import coverage, measure, series
from dateline.analyse.changes import changes, deviance, dispersion_of
from dateline.analyse.rates import fit, rate_interval, ratio_interval
from dateline.errors import UsageError

READ = np.array([100, 150, 90, 200, 160, 210, 120, 260, 190, 300, 150, 330.0])


class Cost(BaseCost):
    """Our cost in the form that ruptures takes."""

    model, min_size = "poisson", 2

    def __init__(self, dispersion: float) -> None:
        self.dispersion = dispersion

    def fit(self, signal):
        self.signal = signal
        return self

    def error(self, start, end):
        count, read = self.signal[start:end].sum(axis=0)
        return float(deviance(count, read)) / self.dispersion


def test_the_limits_of_a_rate_are_garwood_s():
    # R 4: poisson.test(10)$conf.int is 4.795389 18.39036; of 0 it is 0 and 3.688879
    assert rate_interval(10, 2) == pytest.approx((4.795389 / 2, 18.39036 / 2), rel=1e-6)
    assert rate_interval(0, 1) == pytest.approx((0, 3.688879), rel=1e-6)


def test_the_fit_is_that_of_statsmodels():
    # statsmodels 0.15: GLM(counts, add_constant(times), Poisson(), offset=log(READ))
    # .fit(scale="X2", use_t=True). It is no dependency: it needs pandas, which pyarrow loads
    # where it is installed, and every command would start half a second later.
    counts = np.array([3, 17, 2, 12, 19, 5, 8, 40, 14, 5, 31, 30.0])
    fitted = fit(counts, READ, np.arange(12.0))
    assert (fitted.level, fitted.slope) == pytest.approx((-2.7873831, 0.04353686), rel=1e-6)
    assert fitted.slope_interval() == pytest.approx((-0.09490928, 0.181983), rel=1e-6)
    assert fitted.dispersion == pytest.approx(7.650710274565597)


def test_counts_that_vary_less_than_a_poisson_process_widen_nothing():
    counts = np.array([3, 7, 4, 12, 9, 15, 8, 20, 14, 25, 11, 30.0])
    fitted = fit(counts, READ, np.arange(12.0))
    assert (fitted.level, fitted.slope) == pytest.approx((-3.10811124, 0.06599614), rel=1e-6)
    assert fitted.dispersion == 1.0
    low, middle, high = next(fitted.rates())
    assert middle == pytest.approx(0.04468528)
    assert low < middle < high


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 90)), min_size=4, max_size=40))
@settings(max_examples=60, deadline=None)
def test_changes_are_those_that_pelt_finds(drawn):
    counts, read = (np.array(column, dtype=float) for column in zip(*drawn, strict=True))
    cost = Cost(dispersion_of(counts, read))
    signal = np.column_stack([counts, read])
    penalty = 2 * np.log(len(counts))
    theirs = Pelt(custom_cost=cost, min_size=2, jump=1).fit(signal).predict(pen=penalty)

    def total(ends):
        bounds = [0, *ends]
        return sum(cost.error(a, b) + penalty for a, b in zip(bounds, ends, strict=False))

    ours = [*changes(counts, read), len(counts)]
    assert total(ours) == pytest.approx(total(theirs), abs=1e-6)


def test_more_reports_read_is_no_change_and_more_events_is():
    dice = np.random.default_rng(3)
    read = np.where(np.arange(48) < 24, 100.0, 400.0)
    steady = dice.poisson(0.2 * read).astype(float)
    risen = dice.poisson(np.where(np.arange(48) < 30, 0.1, 0.3) * read).astype(float)
    assert changes(steady, read) == []
    assert changes(risen, read) == [30]


def test_a_series_without_a_change_seldom_shows_one():
    dice = np.random.default_rng(1)
    wrong = 0
    for _ in range(100):
        read = dice.integers(50, 400, 60).astype(float)
        wrong += bool(changes(dice.poisson(read * 0.04).astype(float), read))
    assert wrong <= 10


def test_the_interval_of_a_ratio_holds_it_and_widens_with_dispersion():
    ratio, low, high = ratio_interval((20, 100), (60, 100))
    _, lower, higher = ratio_interval((20, 100), (60, 100), 4)
    assert lower < low < ratio < high < higher
    assert ratio == pytest.approx(60.5 / 20.5)
    assert all(np.isfinite(ratio_interval((0, 10), (0, 10))))


def days_of(counts: dict[str, int]) -> list[str]:
    """So many days in each month."""
    return [f"{month}-{1 + i % 28:02}" for month, count in counts.items() for i in range(count)]


def months(count: int) -> list[str]:
    first = date(2023, 1, 1)
    return sorted({(first + timedelta(days=15 + 30 * i)).isoformat()[:7] for i in range(count)})


def test_a_record_becomes_a_series_with_what_was_read(ask, event, scope):
    read = dict.fromkeys(months(12), 10)
    told = {month: 2 if month < "2023-07" else 9 for month in read}
    made = [event(f"{i:03}", actor=["CHN"], day=day) for i, day in enumerate(days_of(told))]
    made.append(event("early", actor=["CHN"], day="1999-01-01"))
    asked = scope("month", type="AID")
    rows, documents = ask(made, series(asked), coverage(asked), days=days_of(read))
    found = measure("trend")(rows, documents)
    assert [row["events"] for row in found.rows] == list(told.values())
    assert {row["documents"] for row in found.rows} == {10}
    assert found.rows[0]["rate"] == 20
    assert [row["period"] for row in found.changes] == ["2023-07"]
    assert [row["level"] for row in found.rows] == [20.0] * 6 + [90.0] * 6
    assert found.summary["outside"] == 1
    assert found.summary["change"] > 0
    assert sum(len(row["event_ids"]) for row in found.rows) == found.summary["events"]


def test_months_in_which_nothing_was_read_have_no_rate(ask, event, scope):
    asked = scope("month")
    made = [event("a", actor=["CHN"], day="2024-02-03")]
    rows, documents = ask(
        made, series(asked), coverage(asked), days=["2024-01-05", "2024-03-05", "2024-03-06"]
    )
    found = measure("trend")(rows, documents)
    assert [(r["period"], r["documents"], r["rate"]) for r in found.rows] == [
        ("2024-01", 1, 0.0), ("2024-02", 0, None), ("2024-03", 2, 0.0),
    ]  # fmt: skip
    assert (found.summary["unread"], found.summary["outside"]) == (1, 1)
    assert found.summary["change"] is None


def test_a_quad_class_or_half_of_one_can_be_asked_for(ask, event, scope):
    made = [event("a", "AID"), event("b", "ASSAULT"), event("c", "ACCUSE")]
    asked = scope("month")
    material, conflict, everything = ask(
        made, series(asked, "material"), series(asked, "conflict"), series(asked)
    )
    assert material[0]["event_ids"] == ["e-a", "e-b"]
    assert conflict[0]["event_ids"] == ["e-b", "e-c"]
    assert everything[0]["events"] == 3
    with pytest.raises(UsageError, match="no quad"):
        series(asked, "war")


def test_coverage_is_of_the_time_asked_for(ask, scope):
    days = ["2024-01-05", "2024-02-05", "2024-03-05", None]
    rows = ask([], coverage(scope("month", after="2024-02-01", before="2024-02-28")), days=days)
    assert rows == [{"period": "2024-02", "documents": 1}]


def test_a_type_that_the_lexicon_does_not_have_counts_without_a_class(ask, event, scope):
    made = [event("a", "HOUSEWARMING")]
    everything, conflict = ask(made, series(scope("month")), series(scope("month"), "conflict"))
    assert [row["event_ids"] for row in everything] == [["e-a"]]
    assert conflict == []
