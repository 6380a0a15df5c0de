"""The timeline: events and independent reports, in bins of time, one lane for each kind of event.

Bins are days, weeks, months, years or decades, the finest of which there are not too many to draw.
An event stands in the bin of its first day; one whose date is coarser than the bins stands in none,
as in the analyses (see `scope.Scope`), and is counted apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dateline.analyse.browse import Filter
from dateline.analyse.faceting import FACETS
from dateline.analyse.pairs import COLUMNS, paired
from dateline.analyse.scope import PERIODS, Parameters, choice
from dateline.analyse.tally import CONFLICT, REPORTS, TALLY, fine, grains
from dateline.analyse.unusual import unusual
from dateline.model import Query

# What a lane can be: the SQL of its keys, and the filter by which its events are listed.
LANES: Mapping[str, tuple[str, str]] = {
    "type": ("type", "type"),
    "quad": ("coalesce(nullif(quad, ''), 'none')", "quad"),
    "actor": ("unnest({actors})", "actor"),
    "recipient": ("unnest({recipients})", "recipient"),
    "dyad": ("one || '~' || other", "dyad"),
    "country": ("unnest(countries)", "country"),
}
# The periods of bins, with the days in one.
BINS: Mapping[str, float] = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}
MOST_LANES = 16
MOST_BINS = 900
DAYS_AS_DAYS = 120
SINGLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """What a timeline shows: `by` is one of `LANES`, `between` one of `pairs.COLUMNS`.

    `first` and `last` are the days at its ends, `per` one of `BINS`.

    Raises:
        UsageError: if there is no such lane, party or period.
    """

    filter: Filter
    first: date
    last: date
    by: str = "type"
    per: str = "week"
    between: str = "country"

    def __post_init__(self) -> None:
        """Check the choices."""
        choice("lane", self.by, LANES, "lanes")
        choice("party", self.between, COLUMNS, "between")
        choice("period", self.per, BINS, "per")

    @property
    def grains(self) -> tuple[str, ...]:
        """How fine a date has to be to stand in a bin."""
        return grains(self.per)

    def _placed(self) -> tuple[str, Parameters]:
        # Events in bins, with the key of their lane.
        where, parameters = self.filter.where()
        actors, recipients = COLUMNS[self.between]
        key = LANES[self.by][0].format(actors=actors, recipients=recipients)
        columns = "id, TRY_CAST(first AS DATE) AS day, quad, independent"
        where += f" AND first BETWEEN ? AND ? AND {fine(self.per)}"
        rows = f"SELECT {columns}, {key} AS lane FROM facts WHERE {where}"  # noqa: S608 - ours
        if self.by == "dyad":
            rows = f"SELECT *, {key} AS lane FROM ({paired(columns, where, self.between)})"  # noqa: S608
        return rows, (*parameters, self.first.isoformat(), self.last.isoformat())

    def bins(self) -> Query:
        """For each of the busiest lanes, its bins that have events: these are few or many.

        Columns are `lane`, `bin` (its first day), `events`, `reports` (independent ones),
        `conflict` (events of a class of conflict).
        """
        placed, parameters = self._placed()
        sql = (
            f"WITH told AS (SELECT lane, date_trunc('{self.per}', day)::DATE AS bin, "  # noqa: S608 - ours
            f"count(*) AS events, {REPORTS}, {CONFLICT} "
            f"FROM ({placed}) WHERE day IS NOT NULL GROUP BY ALL), busiest AS (SELECT lane, "
            "sum(events) AS total FROM told GROUP BY lane ORDER BY total DESC, lane "
            f"LIMIT {MOST_LANES}) SELECT told.* REPLACE (bin::VARCHAR AS bin) FROM told "
            "JOIN busiest USING (lane) ORDER BY total DESC, lane, bin"
        )
        return Query(sql=sql, parameters=parameters)

    def single(self) -> Query:
        """The events of the bins one by one; a row more than `SINGLE` where they are too many."""
        placed, parameters = self._placed()
        sql = (
            "SELECT lane, day::VARCHAR AS day, id, facts.type AS type, facts.quad AS quad, "  # noqa: S608 - ours
            f"actor_names, recipient_names, places FROM ({placed}) AS placed JOIN facts USING (id) "
            f"ORDER BY day, id, lane LIMIT {SINGLE + 1}"
        )
        return Query(sql=sql, parameters=parameters)

    def coarse(self) -> Query:
        """How many events of the time have a date that is too coarse for the bins."""
        where, parameters = self.filter.where()
        sql = (
            f"SELECT count(*) AS events FROM facts WHERE {where} AND first <= ? AND last >= ? "  # noqa: S608 - ours
            f"AND NOT {fine(self.per)}"
        )
        return Query(
            sql=sql, parameters=(*parameters, self.last.isoformat(), self.first.isoformat())
        )


def by_period(asked: Filter, per: str, by: str = "") -> Query:
    """All events by period, and by the values of a facet: for programs, which have room for all.

    `per` is one of `PERIODS`, `by` one of `FACETS` or empty, and `value` null then. An event that
    stands in no period is counted under the period null.
    """
    choice("period", per, PERIODS, "per")
    value = "NULL"
    if by:
        choice("facet", by, FACETS, "by")
        column, is_list = FACETS[by]
        value = f"unnest({column})" if is_list else f"nullif({column}, '')"
    where, parameters = asked.where()
    sql = (
        f"SELECT CASE WHEN day IS NOT NULL AND {fine(per)} THEN {PERIODS[per]} END AS period, "  # noqa: S608 - ours
        f"value, {TALLY} FROM (SELECT *, {value} AS value, TRY_CAST(first AS DATE) AS day "
        f"FROM facts WHERE {where}) GROUP BY 1, 2 ORDER BY 1 NULLS LAST, events DESC, 2"
    )
    return Query(sql=sql, parameters=parameters)


def extent(asked: Filter) -> Query:
    """The first and the last day of events, and those between which half of them begin."""
    where, parameters = asked.where()
    sql = (
        "SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, "  # noqa: S608 - ours
        "quantile_disc(day, 0.25)::VARCHAR AS low, quantile_disc(day, 0.75)::VARCHAR AS high, "
        "count(day) AS dated, count(*) AS events FROM (SELECT TRY_CAST(first AS DATE) AS day "
        f"FROM facts WHERE {where})"
    )
    return Query(sql=sql, parameters=parameters)


def finest(first: date, last: date, wanted: str = "") -> str:
    """The finest bins of which there are not too many, no finer than those wanted.

    >>> finest(date(2024, 1, 1), date(2024, 3, 1)), finest(date(2010, 1, 1), date(2026, 1, 1))
    ('day', 'week')
    """
    days = (last - first).days + 1
    for per, length in BINS.items():
        most = DAYS_AS_DAYS if per == "day" and not wanted else MOST_BINS
        skipped = wanted in BINS and list(BINS).index(per) < list(BINS).index(wanted)
        if not skipped and days / length <= most:
            return per
    return "decade"


def starts(first: date, last: date, per: str) -> Iterator[date]:
    """The first days of the bins that cover a time, as `date_trunc` makes them.

    >>> [str(day) for day in starts(date(2024, 1, 3), date(2024, 1, 16), "week")]
    ['2024-01-01', '2024-01-08', '2024-01-15']
    """
    day = {
        "day": first,
        "week": first - timedelta(days=min(first.weekday(), (first - date.min).days)),
        "month": first.replace(day=1),
        "year": first.replace(month=1, day=1),
        "decade": date(max(first.year // 10 * 10, 1), 1, 1),
    }[per]
    while day <= last:
        yield day
        if day == (day := after(day, per)):
            return


def after(day: date, per: str) -> date:
    """The first day of the next bin; the last day that there is, where there is none."""
    try:
        if per in ("year", "decade"):
            return date(day.year // 10 * 10 + 10 if per == "decade" else day.year + 1, 1, 1)
        if per == "month":
            return (day + timedelta(days=31)).replace(day=1)
        return day + timedelta(days=7 if per == "week" else 1)
    except (OverflowError, ValueError):
        return date.max


def gathered(rows: Iterable[Mapping[str, Any]], days: Sequence[date]) -> list[dict[str, Any]]:
    """The lanes of the rows of `Lanes.bins`, busiest first, with what is unusual in each.

    A lane has its key (`lane`), `events` and `bins`: number of the bin, events, reports,
    conflict, and for an unusual bin what was usual before and how many spreads it lies above (see
    `unusual.unusual`), else two zeros.

    Args:
        rows: Counts by lane and bin.
        days: The first days of all bins, in order.
    """
    place = {day.isoformat(): number for number, day in enumerate(days)}
    lanes: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["bin"] in place:
            lanes.setdefault(row["lane"], []).append(row)
    out = []
    for key, told in lanes.items():
        counts = [0] * len(days)
        for row in told:
            counts[place[row["bin"]]] = row["events"]
        far = unusual(counts)
        bins = [
            [place[row["bin"]], row["events"], row["reports"], row["conflict"],
             *far.get(place[row["bin"]], (0, 0))]
            for row in told
        ]  # fmt: skip
        out.append({"lane": key, "events": sum(counts), "bins": bins})
    return sorted(out, key=lambda lane: (-lane["events"], lane["lane"]))
