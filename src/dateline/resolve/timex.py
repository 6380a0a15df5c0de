"""Time expressions and the calendar: periods of a grain, counted, shifted and written as TIMEX3.

A period is its grain's letter and its order, so that the next one is the order plus one: `D` days,
`W` weeks from Monday, `K` weekends, `M` months, `Q` quarters, `S` seasons, `Y` years, `E` decades,
`C` centuries.
"""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from typing import Literal, NamedTuple

from dateline.model import Grain, Span

type TimexKind = Literal["date", "time", "duration", "set"]

SEASONS = ("SP", "SU", "FA", "WI")
YEARS_IN = {"Y": 1, "E": 10, "C": 100}
PER_YEAR = {"M": 12, "Q": 4, "S": 4}
DECEMBER = 12
SATURDAY = 5
GRAINS = {
    "D": Grain.DAY, "W": Grain.WEEK, "K": Grain.WEEK, "M": Grain.MONTH, "Q": Grain.QUARTER,
    "S": Grain.QUARTER, "Y": Grain.YEAR, "E": Grain.DECADE, "C": Grain.DECADE,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression: tokens `[left, right)`, offsets `[start, end)`, and what it means.

    `value` is in the form of TIMEX3, "" when it could not be resolved; `first` to `last` are ISO
    dates, both included, and null where the expression does not tell them.
    """

    left: int
    right: int
    start: int
    end: int
    kind: TimexKind = "date"
    value: str = ""
    first: str | None = None
    last: str | None = None
    grain: Grain = Grain.NONE

    def span(self, text: str) -> Span:
        """The span in the document's text."""
        return Span(text=text[self.start : self.end], start=self.start, end=self.end)


class Period(NamedTuple):
    """A stretch of the calendar, such as a day, a week or a quarter."""

    grain: str
    order: int

    def shift(self, steps: int) -> "Period":
        """The period so many steps later.

        >>> period("M", date(2025, 1, 31)).shift(-1).text()
        '2024-12'
        """
        return Period(self.grain, self.order + steps)

    def first(self) -> date:
        """The first day."""
        match self.grain:
            case "D":
                return date.fromordinal(self.order)
            case "W":
                return date.fromordinal(7 * self.order + 1)
            case "K":
                return date.fromordinal(7 * self.order + 1 + SATURDAY)
            case "M":
                return date(self.order // 12, self.order % 12 + 1, 1)
            case "Q":
                return date(self.order // 4, self.order % 4 * 3 + 1, 1)
            case "S":
                return date(self.order // 4, self.order % 4 * 3 + 3, 1)
            case _:
                return date(max(1, self.order * YEARS_IN[self.grain]), 1, 1)

    def last(self) -> date:
        """The last day."""
        if self.grain == "K":
            return self.first() + timedelta(days=1)
        return self.shift(1).first() - timedelta(days=1)

    def exists(self) -> bool:
        """Whether the calendar reaches that far."""
        try:
            return self.first() <= self.last()
        except (ValueError, OverflowError):
            return False

    def text(self) -> str:
        """The period as TIMEX3 writes it.

        >>> period("W", date(2025, 10, 10)).text(), period("E", date(2014, 1, 1)).text()
        ('2025-W41', '201')
        """
        first = self.first()
        match self.grain:
            case "D":
                return first.isoformat()
            case "W" | "K":
                year, week, _ = first.isocalendar()
                return f"{year}-W{week:02d}" + ("-WE" if self.grain == "K" else "")
            case "M":
                return f"{first:%Y-%m}"
            case "Q":
                return f"{first.year:04d}-Q{self.order % 4 + 1}"
            case "S":
                return f"{first.year:04d}-{SEASONS[self.order % 4]}"
            case "Y":
                return f"{first.year:04d}"
            case _:
                return f"{self.order:0{3 if self.grain == 'E' else 2}d}"

    def dates(self, timex: Timex) -> Timex:
        """A time expression that means this period."""
        if not self.exists():
            return timex
        return replace(
            timex,
            value=self.text(),
            first=self.first().isoformat(),
            last=self.last().isoformat(),
            grain=GRAINS[self.grain],
        )


def period(grain: str, day: date) -> Period:
    """The period of a grain that a day lies in."""
    match grain:
        case "D":
            return Period("D", day.toordinal())
        case "W" | "K":
            return Period(grain, (day.toordinal() - 1) // 7)
        case "M":
            return Period("M", day.year * 12 + day.month - 1)
        case "Q":
            return Period("Q", day.year * 4 + (day.month - 1) // 3)
        case "S":
            return Period("S", day.year * 4 + (day.month - 3) // 3)
        case _:
            return Period(grain, day.year // YEARS_IN[grain])


def day_of(year: int, month: int, day: int) -> Period | None:
    """A day, if the calendar has it."""
    try:
        return Period("D", date(year, month, day).toordinal())
    except ValueError:
        return None


def nth_weekday(year: int, month: int, weekday: int, which: int) -> Period | None:
    """The first, second ... (or with -1 the last) of a weekday in a month."""
    if not 1 <= year < MAXYEAR:
        return None
    days = period("M", date(year, month, 1))
    if which < 0:
        last = days.last()
        return period("D", last - timedelta(days=(last.weekday() - weekday) % 7))
    first = days.first()
    return period("D", first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1)))


def coarser(grain: str, other: Period) -> Period:
    """The period of a grain in which another one begins."""
    return period(grain, other.first())


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day."""
    month = period("M", day).shift(months)
    return min(month.first() + timedelta(days=day.day - 1), month.last())
