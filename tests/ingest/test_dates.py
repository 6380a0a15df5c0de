"""Publication dates, as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.dates import iso_date


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2025-10-11", "2025-10-11"),
        ("20251011", "2025-10-11"),
        ("2025/10/11", "2025-10-11"),
        ("2025-10-11T09:30:00Z", "2025-10-11T09:30:00+00:00"),
        ("2025-10-11T09:30:00.123+09:00", "2025-10-11T09:30:00+09:00"),
        ("2009-03-20 12:24:52.002364-05", "2009-03-20T12:24:52-05:00"),
        ("2025-10-11 09:30:00", "2025-10-11"),
        ("2025-10-11 09:30:00 UTC", "2025-10-11T09:30:00+00:00"),
        ("Sat, 11 Oct 2025 09:30:00 +0000", "2025-10-11T09:30:00+00:00"),
        ("Sat, 11 Oct 2025 09:30:00 EST", "2025-10-11T09:30:00-05:00"),
        ("11 Oct 2025 09:30:00", "2025-10-11"),
        ("October 11, 2025", "2025-10-11"),
        ("Oct. 11, 2025", "2025-10-11"),
        ("Saturday, 11th of October, 2025", "2025-10-11"),
        ("9:55 AM ET, Sun January 4, 2015", "2015-01-04"),
        ("11.10.2025", "2025-10-11"),
        ("13/10/2025", "2025-10-13"),
        ("10/13/2025", "2025-10-13"),
        ("11/11/2025", "2025-11-11"),
    ],
)
def test_forms(said, date):
    assert iso_date(said) == date


@pytest.mark.parametrize(
    "said",
    ["", "soon", "2025", "2025-10", "10/11/2025", "2025-02-30", "31 June 2025", "1700000000",
     "May 1, 2025 or June 2, 2025", "x" * 500, "0000-00-00", "99/99/9999"],
)  # fmt: skip
def test_no_date(said):
    assert iso_date(said) is None


@given(st.text(max_size=90))
def test_never_fails(said):
    iso_date(said)


@given(st.dates(min_value=__import__("datetime").date(1000, 1, 1)))
def test_iso_stays(day):
    assert iso_date(day.isoformat()) == day.isoformat()
