"""What stretches of time mean: units, years, seasons, durations, sets, and what is long ago."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dateline.resolve.datereading import (
    Hit,
    between,
    read_clock,
    read_day,
    read_days,
    read_deictic,
    read_iso,
    read_month,
    read_months,
    read_quarter,
    read_slashes,
    read_some_quarter,
    read_week_of,
    read_weekday,
    step,
    which,
    year_told,
)
from dateline.resolve.timex import (
    SEASONS,
    Period,
    Timex,
    coarser,
    day_of,
    months_on,
    nth_weekday,
    period,
)

WEEKS = {"W": 7, "F": 14}
CLOCK = {"h": "H", "m": "M"}
MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
DAYS = {"D": 1, "W": 7, "F": 14, "K": 7}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CENTURY = 100
LATEST = 2029
FIRST_SPELLED, LAST_SPELLED = 11, 20
NOW = "PRESENT_REF"


def read_age(_: Hit) -> Timex | None:
    """An age or an anniversary is no time."""
    return None


def read_ago(hit: Hit) -> Timex | None:
    """Three weeks ago; a year earlier; two days later."""
    unit = hit.pick("uUQC") or "Y"
    back = -1 if hit.pick("geK") is not None else 1
    base = hit.base(told=hit.pick("eLK") is not None)
    count = hit.amount() if hit.letters[0] != "U" else None
    if count is None or base is None:
        return replace(hit.blank, value="PAST_REF" if back < 0 else "FUTURE_REF")
    if unit == "Y" and count == 1 and hit.quarter is not None and back < 0:
        return hit.mean(hit.quarter.shift(-4))
    if unit in CLOCK:
        return hit.mean(coarser("D", base))
    made = hit.mean(moved(base, unit, back * count))
    if made is not None and unit in WEEKS and base.grain == "D":
        # Counted back from a day: a week of that day, not of the calendar.
        day = base.shift(round(back * count * WEEKS[unit])).text()
        return replace(made, first=day, last=day)
    return made


def moved(base: Period, unit: str, count: float) -> Period:
    """The period so many units on or back, as finely as the unit tells."""
    if unit == "F":
        unit, count = "W", 2 * count
    if count != int(count) and unit == "Y":
        unit, count = "M", count * 12
    grain = "W" if unit == "K" else unit
    return coarser(grain, base).shift(int(count))


def read_span(hit: Hit) -> Timex | None:
    """The past two months; the last few days; the next year or so; the first nine months."""
    made = read_duration(hit)
    way = step(hit)
    if made is None or hit.today is None or not way or hit.letters[0] == "r":
        return made
    count, unit = hit.amount(), hit.pick("uUQC") or "D"
    if count is None or not set("n2#YaqJl") & set(hit.letters):
        return made
    today = hit.today.first()
    far = reach(today, unit, way * count)
    if far is None:
        return made
    first, last = sorted((today, far))
    return replace(made, first=first.isoformat(), last=last.isoformat())


def reach(day: date, unit: str, count: float) -> date | None:
    """The day so many units from another."""
    moved_day = Period("D", day.toordinal()).shift(round(DAYS.get(unit, 0) * count))
    months = round(MONTHS.get(unit, 0) * count)
    if not moved_day.exists() or not period("M", moved_day.first()).shift(months).exists():
        return None
    return months_on(moved_day.first(), months)


def read_unit(hit: Hit) -> Timex | None:
    """Last week; earlier this year; the same day; the following month; the year; year-end."""
    unit = hit.pick("uQC") or "D"
    pointing = hit.pick("ijz") is not None or (unit == "D" and hit.pick("x") is not None)
    base = hit.base(told=pointing)
    if unit in CLOCK:
        return hit.mean(None, NOW)
    if base is None:
        return hit.mean(None)
    if set(hit.letters) <= set("tuQF") and unit not in "KQ":
        return hit.mean(coarser(unit, base)) if "F" in hit.letters else bare_unit(hit, unit)
    if unit == "Q" and hit.quarter is not None:
        base = hit.quarter
    if unit == "K" and hit.pick("lxijz") is None:
        return hit.mean(weekend(hit, base))
    return hit.mean(moved(base, unit, step(hit)))


def weekend(hit: Hit, today: Period) -> Period:
    """The weekend now, or the last one, or the next where the verb looks ahead."""
    here = coarser("K", today)
    ahead = here.first() > today.first()
    return here.shift(-1) if ahead and hit.lean() <= (0 if hit.letters[0] != "h" else -1) else here


def bare_unit(hit: Hit, unit: str) -> Timex | None:
    """Of "the year" and "the week": told of before or understood, hardly ever a date of its own."""
    return replace(hit.blank, kind="duration", value=length(1, unit)) if unit in "YW" else None


def length(count: float | None, unit: str) -> str:
    """A duration as TIMEX3 writes it.

    >>> length(3, "D"), length(None, "Y"), length(2.5, "h")
    ('P3D', 'PXY', 'PT2.5H')
    """
    if unit == "F":
        unit, count = "W", None if count is None else 2 * count
    if unit == "K":
        unit, count = "D", None if count is None else 2 * count
    if unit == "Y" and count is not None and count != int(count):
        return f"P{int(count)}Y{round(count % 1 * 12)}M"
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{CLOCK[unit]}" if unit in CLOCK else f"P{number}{unit}"


def read_duration(hit: Hit) -> Timex | None:
    """Three days; a week; several months; years."""
    plural = hit.letters.endswith("U") and "n2#Yaq".find(hit.letters[-2:-1] or "-") < 0
    count = None if plural and hit.letters in ("U", "JU", "lU", "xU", "rU", "toU") else hit.amount()
    unit = hit.pick("uUQC") or "D"
    return replace(hit.blank, kind="duration", value=length(count, unit))


def read_season(hit: Hit) -> Timex | None:
    """Last spring; the summer of 2019; this winter."""
    number, year = SEASONS.index(hit.pick("s") or "SP"), year_told(hit)
    if year is not None:
        return hit.mean(Period("S", year * 4 + number))
    if hit.today is None:
        return hit.mean(None)
    here = hit.today.first().year
    return hit.mean(which(hit, lambda k: Period("S", (here + k) * 4 + number)))


def holiday(year: int, rule: str) -> Period | None:
    """A holiday in a year, by its rule: "12-25", or "11-thu-4" for the fourth Thursday."""
    month, day, which_one = [*rule.split("-", 2), ""][:3]
    if day in WEEKDAYS:
        return nth_weekday(year, int(month), WEEKDAYS.index(day), int(which_one))
    return day_of(year, int(month), int(day))


def read_holiday(hit: Hit) -> Timex | None:
    """Christmas; Thanksgiving Day 2019."""
    rule, year = hit.pick("H") or "1-1", year_told(hit)
    if year is not None:
        return hit.mean(holiday(year, rule))
    if hit.today is None:
        return hit.mean(None)
    here = hit.today.first().year
    return hit.mean(which(hit, lambda k: holiday(here + k, rule)))


def read_set(hit: Hit) -> Timex | None:
    """Every day; daily; Mondays."""
    blank = replace(hit.blank, kind="set")
    if "v" in hit.letters:
        return replace(blank, value=hit.pick("v") or "")
    weekday = hit.pick("dD")
    if weekday is not None:
        return replace(blank, value=f"XXXX-WXX-{int(weekday) + 1}")
    unit = hit.pick("uQ")
    return replace(blank, value=length(1, unit) if unit else "")


def read_years(hit: Hit) -> Timex | None:
    """1945-1950; 1945-50."""
    one, two = hit.picks("Y2")
    two = one[: 4 - len(two)] + two
    return between(hit, Period("Y", int(one)), Period("Y", int(two)))


def read_year(hit: Hit) -> Timex | None:
    """2025; fiscal 2025; late 2024; nineteen ninety-six."""
    year = hit.pick("Y")
    if year is not None:
        return hit.mean(Period("Y", int(year)))
    values = [int(float(value)) for value in hit.picks("n")]
    if (
        not FIRST_SPELLED <= values[0] <= LAST_SPELLED
        or not FIRST_SPELLED <= sum(values[1:]) < CENTURY
    ):
        return read_round_year(hit, values) if "u" in hit.letters else None
    return hit.mean(Period("Y", values[0] * CENTURY + sum(values[1:])))


def read_round_year(hit: Hit, values: list[int]) -> Timex | None:
    """The year two thousand."""
    year = values[0] * values[1] + sum(values[2:])
    return hit.mean(Period("Y", year)) if year > CENTURY else None


def read_decade(hit: Hit) -> Timex | None:
    """The 1990s; the '90s; the early nineties."""
    digits = int(hit.pick("E") or 0)
    if digits < CENTURY:
        latest = hit.today.first().year if hit.today else LATEST
        digits += latest - latest % CENTURY
        digits -= CENTURY if digits > latest else 0
    return hit.mean(Period("E", digits // 10))


def read_century(hit: Hit) -> Timex | None:
    """The 20th century."""
    return hit.mean(Period("C", int(hit.pick("oO") or 1) - 1))


def read_reference(hit: Hit) -> Timex | None:
    """Now; recently; soon; at the time."""
    if "X" in hit.letters:
        return told_again(hit)
    value = hit.pick("R") or ""
    if value == NOW and hit.today is not None:
        return replace(hit.today.dates(hit.blank), value=value)
    return replace(hit.blank, value=value)


def told_again(hit: Hit) -> Timex:
    """The time that was named last, with its dates."""
    last = hit.last
    if last is None:
        return hit.blank
    return replace(hit.blank, value=last.value, first=last.first, last=last.last, grain=last.grain)


READERS: Mapping[str, Callable[[Hit], Timex | None]] = {
    "iso": read_iso, "slashes": read_slashes, "days": read_days, "clock": read_clock,
    "day": read_day, "months": read_months, "month": read_month, "week_of": read_week_of,
    "quarter": read_quarter, "some_quarter": read_some_quarter, "weekday": read_weekday,
    "deictic": read_deictic, "age": read_age, "ago": read_ago, "span": read_span,
    "unit": read_unit, "season": read_season, "holiday": read_holiday, "set": read_set,
    "years": read_years, "duration": read_duration, "year": read_year, "decade": read_decade,
    "century": read_century, "reference": read_reference,
}  # fmt: skip
