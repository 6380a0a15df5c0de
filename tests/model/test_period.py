"""Periods: every day is in one of each kind, and they follow each other without a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import period_end, period_start, periods
from dateline.model.period import label_like

KINDS = ("2025-10-10", "2025-W41", "2025-10", "2025-Q4", "2025")
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))


@given(days, st.sampled_from(KINDS))
def test_a_day_lies_in_the_period_that_bears_its_label(day, kind):
    label = label_like(kind, day)
    assert period_start(label) <= day < period_end(label)
    assert label_like(kind, period_end(label) - timedelta(days=1)) == label


@given(days, st.integers(0, 400), st.sampled_from(KINDS))
def test_periods_follow_each_other_without_a_gap(first, later, kind):
    last = first + timedelta(days=later)
    labels = list(periods(label_like(kind, first), label_like(kind, last)))
    ends = [period_end(label) for label in labels]
    assert [period_start(label) for label in labels[1:]] == ends[:-1]
    assert labels[0] == label_like(kind, first)
    assert labels[-1] == label_like(kind, last)
    assert labels == sorted(set(labels))


@pytest.mark.parametrize("wrong", ["", "2025-Q5", "October", "2025-1", "20251010"])
def test_what_is_no_label_is_refused(wrong):
    with pytest.raises(ValueError, match="is no period"):
        period_start(wrong)
