"""Periods by their labels: `2025-10-10`, `2025-W41`, `2025-10`, `2025-Q4`, `2025`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

LABEL = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


def period_start(label: str) -> date:
    """The first day of a period.

    >>> period_start("2025-W41"), period_start("2025-Q4")
    (datetime.date(2025, 10, 6), datetime.date(2025, 10, 1))

    Raises:
        ValueError: if it is no label of a period.
    """
    found = LABEL.fullmatch(label)
    if found is None:
        raise ValueError(f"{label!r} is no period")
    year = int(found["year"])
    if found["week"]:
        return date.fromisocalendar(year, int(found["week"]), 1)
    if found["quarter"]:
        return date(year, 3 * int(found["quarter"]) - 2, 1)
    return date(year, int(found["month"] or 1), int(found["day"] or 1))


def period_end(label: str) -> date:
    """The day after the last day of a period, which is the first of the next."""
    first = period_start(label)
    if "W" in label:
        return first + timedelta(days=7)
    if "Q" in label:
        return month_after(first, 3)
    parts = label.count("-")
    if parts == 2:  # noqa: PLR2004 - year, month, day
        return first + timedelta(days=1)
    return month_after(first, 1 if parts else 12)


def month_after(first: date, months: int) -> date:
    """The first of a month some months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def label_like(label: str, day: date) -> str:
    """The period of a day, of the same kind as another label.

    >>> label_like("2025-Q1", date(2025, 12, 3))
    '2025-Q4'
    """
    if "W" in label:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if "Q" in label:
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: len(label)]


def periods(first: str, last: str) -> Iterator[str]:
    """All periods from one to another of the same kind, both included.

    >>> list(periods("2024-11", "2025-02"))
    ['2024-11', '2024-12', '2025-01', '2025-02']
    """
    day, end = period_start(first), period_start(last)
    while day <= end:
        label = label_like(first, day)
        yield label
        day = period_end(label)
