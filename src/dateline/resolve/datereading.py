"""What a time expression of each form means, seen from the day of publication."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from dateline.resolve.timex import (
    DECEMBER,
    PER_YEAR,
    Period,
    Timex,
    coarser,
    day_of,
    period,
)

VAGUE = "X"
CENTURY = 100
# Days that a verb's tense reaches: farther off, the nearest date is meant.
WEEK = 7
REACH = 280


@dataclass(slots=True)
class Hit:
    """A time expression found: its letters and words, and what its meaning depends on.

    `today` is the day of publication; `told` the date named last, `last` the same as written;
    `quarter` the quarter named lately; `lean` says whether it lies ahead (1) or behind (-1), as
    far as the verb tells.
    """

    form: str
    letters: str
    values: list[str]
    blank: Timex
    today: Period | None
    told: Period | None
    quarter: Period | None
    last: Timex | None
    lean: Callable[[], int]
    meaning: Period | None = None

    def pick(self, letters: str) -> str | None:
        """The value of the first word of any of these classes."""
        for letter, value in zip(self.letters, self.values, strict=True):
            if letter in letters:
                return value
        return None

    def picks(self, letters: str) -> list[str]:
        """The values of all words of these classes."""
        pairs = zip(self.letters, self.values, strict=True)
        return [value for letter, value in pairs if letter in letters]

    def mean(self, meaning: Period | None, value: str = "") -> Timex | None:
        """The expression with its meaning, if it has one."""
        if meaning is None or not meaning.exists():
            return replace(self.blank, value=value)
        self.meaning = meaning
        return meaning.dates(self.blank)

    def base(self, *, told: bool) -> Period | None:
        """The day of publication, or the date named last where the words point back to it.

        None where that date is more than a hundred years from publication: no news goes on from
        there, and it may be a number misread.
        """
        if not told or self.told is None:
            return self.today
        if self.today and abs(self.told.first().year - self.today.first().year) > CENTURY:
            return None
        return self.told

    def amount(self) -> float | None:
        """The number told; None for a vague one."""
        if VAGUE in self.picks("q"):
            return None
        values = [float(value) for value in self.picks("n2#Yq")]
        if "/" in self.letters:
            return values[0] + values[1] / values[2]
        if not values:
            return 1.0
        total = 0.0
        for value in values:
            total = total * value if total and value >= CENTURY else total + value
        return total


def which(hit: Hit, options: Callable[[int], Period | None]) -> Period | None:
    """The one of a row of dates that is meant: -1 is the last before now, 0 now, 1 the next.

    "last" and "next" decide, then the verb's tense, then which is nearest.
    """
    today = hit.today
    if today is None:
        return None
    row = [option for k in (-1, 0, 1) if (option := options(k)) is not None and option.exists()]
    here = [option for option in row if option == coarser(option.grain, today)]
    before = [option for option in row if option.last() < today.first()]
    after = [option for option in row if option.first() > today.last()]
    if hit.pick("li") is not None:
        return before[-1] if before else None
    if hit.pick("xj") is not None:
        return after[0] if after else None
    if here and hit.pick("h") is None:
        return here[0]
    lean, day = hit.lean(), today.order
    row.sort(key=lambda option: abs(option.first().toordinal() - day))
    leaning = before[-1:] if lean < 0 else after[:1] if lean > 0 else row[:1]
    if leaning and abs(leaning[0].first().toordinal() - day) <= REACH:
        return leaning[0]
    return row[0] if row else None


def nearest(hit: Hit, row: list[Period]) -> Period | None:
    """The one nearest to the day of publication."""
    if hit.today is None:
        return None
    here = hit.today
    return min(row, key=lambda option: abs(option.order - coarser(option.grain, here).order))


def year_told(hit: Hit) -> int | None:
    """The year written, or the one that "last year" and the like mean."""
    written = hit.pick("Y")
    if written is not None and hit.form != "ago":
        return int(written)
    if hit.today is not None and "u" in hit.letters and hit.form != "week_of":
        return coarser("Y", hit.today).shift(step(hit)).order
    return None


def step(hit: Hit) -> int:
    """How many periods on or back the words say."""
    return int(hit.pick("lJxhijzr") or 0)


def read_iso(hit: Hit) -> Timex | None:
    """2025-10-10."""
    year, month, day = (int(value) for value in hit.picks("Y2"))
    return hit.mean(day_of(year, month, day))


def read_slashes(hit: Hit) -> Timex | None:
    """10/13/2025, 13/10/2025, 2025/10/13; what may be either is left open."""
    parts = [int(value) for value in hit.picks("Y2")]
    if hit.letters[0] == "Y":
        return hit.mean(day_of(*parts))
    one, two, year = parts
    if one != two and max(one, two) <= DECEMBER:
        return hit.mean(None)
    return hit.mean(day_of(year, min(one, two), max(one, two)))


def dated(hit: Hit, month: str, day: str) -> Period | None:
    """A month and a day, with the year written or the one that fits best."""
    year = year_told(hit)
    if year is not None:
        return day_of(year, int(month), int(day))
    today = hit.today
    if today is None:
        return None
    here = today.first().year
    return which(hit, lambda k: day_of(here + k, int(month), int(day)))


def read_day(hit: Hit) -> Timex | None:
    """Oct. 10; 10 October 2025; Friday, October 10th."""
    month, day = hit.pick("Mm") or "1", hit.pick("2Oo") or "1"
    if not 1 <= int(day) <= 31:  # noqa: PLR2004 - days of a month
        return None
    return hit.mean(dated(hit, month, day), f"XXXX-{int(month):02d}-{int(day):02d}")


def read_days(hit: Hit) -> Timex | None:
    """Oct. 10-12; 10-12 October; Jan. 24-Nov. 20, 2022."""
    months, days = hit.picks("Mm"), hit.picks("2")
    one, two = dated(hit, months[0], days[0]), dated(hit, months[-1], days[1])
    return between(hit, one, two)


def between(hit: Hit, one: Period | None, two: Period | None) -> Timex | None:
    """An expression for all from one period to another."""
    start, end = hit.mean(one), hit.mean(two)
    if start is None or end is None or not start.first or not end.last or start.first > end.last:
        return hit.mean(None)
    return replace(start, value=f"{start.value}/{end.value}", last=end.last)


def read_months(hit: Hit) -> Timex | None:
    """January-March 2020."""
    one, two = (month_of(hit, value) for value in hit.picks("M"))
    return between(hit, one, two)


def month_of(hit: Hit, value: str) -> Period | None:
    """A month, with the year written or the one that fits best."""
    month, year = int(value) - 1, year_told(hit)
    if year is not None:
        return Period("M", year * 12 + month)
    if hit.today is None:
        return None
    here = hit.today.first().year
    return which(hit, lambda k: Period("M", (here + k) * 12 + month))


def read_month(hit: Hit) -> Timex | None:
    """October; last October; early October 2025; October last year."""
    month = hit.pick("Mm") or "1"
    return hit.mean(month_of(hit, month), f"XXXX-{int(month):02d}")


def read_week_of(hit: Hit) -> Timex | None:
    """The week of March 6."""
    day = dated(hit, hit.pick("Mm") or "1", hit.pick("2") or "1")
    return hit.mean(coarser("W", day)) if day else hit.mean(None)


def read_quarter(hit: Hit) -> Timex | None:
    """The third quarter; third-quarter; Q3 2025; next year's first quarter."""
    number = int(hit.pick("oW") or 1) - 1
    if not 0 <= number < PER_YEAR["Q"]:
        return None
    year = year_told(hit) if "Y" in hit.letters or hit.pick("lx") else None
    if year is not None:
        return hit.mean(Period("Q", year * 4 + number))
    if hit.today is None:
        return hit.mean(None, f"XXXX-Q{number + 1}")
    here = hit.today.first().year
    return hit.mean(nearest(hit, [Period("Q", (here + k) * 4 + number) for k in (-1, 0, 1)]))


def read_some_quarter(hit: Hit) -> Timex | None:
    """The quarter; the latest quarter; the year-earlier period; the 1988 quarter."""
    base = hit.quarter or (hit.today and coarser("Q", hit.today))
    if base is None:
        return hit.mean(None)
    year = hit.pick("Y")
    if year is not None:
        return hit.mean(Period("Q", int(year) * 4 + base.order % 4))
    if "u" in hit.letters:
        return hit.mean(base.shift(-4))
    if hit.pick("lx") is not None and hit.today is not None:
        return hit.mean(coarser("Q", hit.today).shift(step(hit)))
    return hit.mean(base.shift(step(hit)))


def timed(timex: Timex | None, time: str) -> Timex | None:
    """An expression on a day, with the time of day."""
    if timex is None or not timex.first or not time:
        return timex
    return replace(timex, kind="time", value=f"{timex.value}T{time}")


def read_weekday(hit: Hit) -> Timex | None:
    """Friday; last Friday; Friday night; Monday of last week."""
    weekday, today = int(hit.pick("d") or 0), hit.today
    if today is None:
        return hit.mean(None, f"XXXX-WXX-{weekday + 1}")
    if hit.pick("ij") is not None and hit.told is not None:
        base = hit.base(told=True)
        if base is None:
            return hit.mean(None, f"XXXX-WXX-{weekday + 1}")
        today = coarser("D", base)
        hit = replace(hit, today=today)
    week = period("W", today.first())
    if "u" in hit.letters:
        return hit.mean(on_weekday(week.shift(step(hit)), weekday))
    day = which(hit, lambda k: on_weekday(week.shift(k), weekday))
    # With a time of day the day after the report is meant, seen from another time zone: "Saturday
    # night" in one of Friday. Of six days back no report tells the time of day.
    if day and hit.pick("lxh") is None and hit.lean() <= 0:
        ahead = day.order - today.order
        near = hit.pick("py") is not None
        day = day.shift(7 if near and ahead == 1 - WEEK else -7 if ahead > near else 0)
    return timed(hit.mean(day), hit.pick("p") or "")


def on_weekday(week: Period, weekday: int) -> Period:
    """A weekday of a week."""
    return period("D", week.first() + timedelta(days=weekday))


def read_deictic(hit: Hit) -> Timex | None:
    """Yesterday; tonight; this morning; last night; the next morning."""
    part = hit.pick("pN") or ""
    if hit.pick("T") is not None:
        base, days = hit.today, int(hit.pick("T") or 0)
    else:
        told = hit.pick("ij") is not None or (hit.pick("x") is not None) or "K" in hit.letters
        base, days = hit.base(told=told), -1 if "K" in hit.letters else step(hit)
    if base is None or base.grain != "D":
        return hit.mean(None)
    return timed(hit.mean(base.shift(days)), part)


def read_clock(hit: Hit) -> Timex | None:
    """10 p.m. Wednesday; 13:40 local time; noon; 4 in the morning."""
    day = day_in(hit)
    blank = replace(hit.blank, kind="time")
    time = clock_time(hit)
    if time is None:
        return None
    if day is None or not day.first:
        return replace(blank, value=f"XXXX-XX-XXT{time}")
    return replace(day, kind="time", value=f"{day.value}T{time}")


def day_in(hit: Hit) -> Timex | None:
    """The day that a time of day is on: the one beside it, or the one named last."""
    if "T" in hit.letters:
        return read_deictic(hit)
    if "M" in hit.letters or "m" in hit.letters:
        at = min(hit.letters.find(k) for k in "Mm" if k in hit.letters)
        rest = replace_words(hit, at)
        made = read_day(rest)
        hit.meaning = rest.meaning
        return made
    if "d" in hit.letters:
        return read_weekday(hit)
    told = hit.told if hit.told is not None and hit.told.grain == "D" else hit.today
    return hit.mean(told)


def replace_words(hit: Hit, at: int) -> Hit:
    """The rest of a hit from one of its words on."""
    return replace(hit, letters=hit.letters[at:], values=hit.values[at:])


def clock_time(hit: Hit) -> str | None:
    """The time of day as hours and minutes."""
    named = hit.pick("k")
    if named is not None:
        return named
    digits = hit.pick("2#") or "0"
    hour, _, rest = digits.partition(".")
    minute = rest
    if ":" in hit.letters:
        minute = hit.picks("2")[1]
    half = int(hit.pick("c") or 0)
    if "p" in hit.letters and "I" in hit.letters:
        half = 0 if hit.pick("p") == "MO" else 12
    hours = int(hour) % 12 + half if half or "c" in hit.letters else int(hour)
    if hours > 24 or int(minute or 0) > 59:  # noqa: PLR2004 - the clock
        return None
    return f"{hours:02d}:{int(minute or 0):02d}"
