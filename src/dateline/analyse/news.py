"""What a reader comes back for: what is new, and whether two parties get on better or worse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.analyse.browse import Filter
from dateline.analyse.scope import HAPPENED
from dateline.analyse.tally import fine
from dateline.model import Query

DAYS = 90
FINE = fine("month")
TELLING = 2  # conflicts more or fewer that are the least to be called a change


def totals() -> Query:
    """How much a record holds of each noun, and how many events of each kind."""
    nouns = ("documents", "claims", "quotes", "assessments", "actors", "problems")
    counts = ", ".join(f"(SELECT count(*) FROM {noun}) AS {noun}" for noun in nouns)  # noqa: S608 - ours
    sql = (
        f"SELECT {counts}, count(*) AS events, count(*) FILTER (contradicted) AS contradicted, "  # noqa: S608 - ours
        "count(*) FILTER (status = 'machine') AS waiting, min(first) AS first, max(last) AS last "
        "FROM facts WHERE status <> 'rejected'"
    )
    return Query(sql=sql)


def last_day() -> Query:
    """The last day on which the record says that something happened, as far as it dates it."""
    return Query(sql=f"SELECT max(last) AS day FROM facts WHERE {HAPPENED} AND {FINE}")  # noqa: S608 - ours


def busiest(limit: int) -> Query:
    """The pairs of countries with most events between them, in either direction."""
    sql = (
        "SELECT one, two, count(DISTINCT id) AS events FROM ("  # noqa: S608 - ours
        "SELECT id, least(a, r) AS one, greatest(a, r) AS two FROM ("
        "SELECT id, a, unnest(recipient_countries) AS r FROM ("
        "SELECT id, unnest(actor_countries) AS a, recipient_countries FROM facts "
        f"WHERE {HAPPENED} AND status <> 'rejected')) WHERE a <> r) "
        f"GROUP BY one, two ORDER BY events DESC, one, two LIMIT {limit:d}"
    )
    return Query(sql=sql)


@dataclass(frozen=True, slots=True)
class Spans:
    """Two spans of days that are compared, one after the other; ISO dates, ends included."""

    before: str
    between: str
    after: str
    last: str

    @classmethod
    def to(cls, last: str) -> "Spans":
        """The 90 days up to a day, and the 90 before."""
        end = date.fromisoformat(last)
        start = end - timedelta(days=DAYS - 1)
        earlier = start - timedelta(days=DAYS)
        yesterday = start - timedelta(days=1)
        return cls(earlier.isoformat(), yesterday.isoformat(), start.isoformat(), last)


def compared(dyad: str, spans: Spans) -> Query:
    """Conflict and cooperation between two parties in both spans.

    Counts: `conflict_now`, `conflict_before`, `cooperation_now`, `cooperation_before` of what
    happened, as exactly dated as a month; `events` is all of them, as any list has them.
    """
    where, parameters = Filter().adding("dyad", dyad).where()
    columns, values = [], []
    for name, first, last in (
        ("now", spans.after, spans.last),
        ("before", spans.before, spans.between),
    ):
        for kind in ("conflict", "cooperation"):
            columns.append(
                f"count(*) FILTER (first BETWEEN ? AND ? AND {HAPPENED} AND {FINE} "
                f"AND quad LIKE '%{kind}') "
                f"AS {kind}_{name}"
            )
            values += [first, last]
    sql = f"SELECT {', '.join(columns)}, count(*) AS events FROM facts WHERE {where}"  # noqa: S608 - ours
    return Query(sql=sql, parameters=(*values, *parameters))


def direction(now: int, before: int) -> str:
    """Whether conflict grew: `up`, `down` or `side`.

    Two counts of the same process differ by about the root of their sum; what is no more than
    that, or fewer than two events, is no change.

    >>> direction(9, 2), direction(4, 3), direction(0, 1)
    ('up', 'side', 'side')
    """
    change = now - before
    if abs(change) < TELLING or change * change <= now + before:
        return "side"
    return "up" if change > 0 else "down"


def touched(documents: Sequence[str], claims: Sequence[str]) -> Query:
    """The events that rest on some documents or hold some claims, those most reported first.

    `fresh` tells whether an event rests on these documents alone.
    """
    sql = (
        "WITH told AS (SELECT DISTINCT unnest(?::VARCHAR[]) AS document), "
        "touched AS (SELECT id, count(told.document) AS new, count(*) AS held FROM "
        "(SELECT id, unnest(document_ids) AS document FROM facts) AS held "
        "LEFT JOIN told USING (document) GROUP BY id) "
        "SELECT facts.*, new > 0 AND new = held AS fresh FROM facts JOIN touched USING (id) "
        "WHERE (new > 0 OR id IN (SELECT event FROM members WHERE "
        "list_contains(?::VARCHAR[], claim))) AND status <> 'rejected' "
        "ORDER BY independent DESC, first DESC NULLS LAST, id"
    )
    return Query(sql=sql, parameters=(list(documents), list(claims)))
