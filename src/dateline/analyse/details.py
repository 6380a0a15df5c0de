"""What to ask for the page of one event or one report: its rows, and those beside it."""

from collections.abc import Sequence

from dateline.analyse.browse import REJECTED, Filter
from dateline.model import Query

STARTS = {"claims": "anchor.start", "quotes": '"start"', "assessments": "content.start"}
NEAR = 12
KIN = 40
DAYS = 4


def one(table: str, key: str) -> Query:
    """The row of a table with an id."""
    return Query(sql=f"SELECT * FROM {table} WHERE id = ?", parameters=(key,))  # noqa: S608 - ours


def some(table: str, keys: Sequence[str], columns: str = "*") -> Query:
    """The rows of a table with any of some ids."""
    sql = f"SELECT {columns} FROM {table} WHERE list_contains(?, id) ORDER BY id"  # noqa: S608 - ours
    return Query(sql=sql, parameters=(list(keys),))


def claims_of(keys: Sequence[str]) -> Query:
    """Claims as corrected, also those that were rejected, as they were told over time."""
    sql = (
        "SELECT * FROM told WHERE list_contains(?, id) "
        "ORDER BY published NULLS LAST, document, anchor.start, id"
    )
    return Query(sql=sql, parameters=(list(keys),))


def in_report(table: str, document: str) -> Query:
    """The claims, quotes or assessments of a report, in the order of its text."""
    sql = f"SELECT * FROM {table} WHERE document = ? ORDER BY {STARTS[table]}, id"  # noqa: S608 - ours
    return Query(sql=sql, parameters=(document,))


def marked_claims(document: str) -> Query:
    """The claims of a report, each with the `event` that it is in."""
    sql = (
        "SELECT claims.*, members.event AS event FROM claims "
        "LEFT JOIN members ON members.claim = claims.id WHERE document = ? "
        "ORDER BY anchor.start, claims.id"
    )
    return Query(sql=sql, parameters=(document,))


def events_in(document: str) -> Query:
    """The facts of the events that a report tells of, each with its claims there, in text order."""
    sql = (
        "SELECT facts.*, told.claims AS told, told.numbers AS numbers FROM facts JOIN ("
        "SELECT members.event AS event, list(claims.id ORDER BY claims.anchor.start) AS claims, "
        "list(claims.sentence.number ORDER BY claims.anchor.start) AS numbers, "
        "min(claims.anchor.start) AS start FROM claims JOIN members ON members.claim = claims.id "
        "WHERE claims.document = ? GROUP BY members.event) AS told ON told.event = facts.id "
        "ORDER BY told.start, facts.id"
    )
    return Query(sql=sql, parameters=(document,))


def problems_of(document: str) -> Query:
    """What went wrong with a report."""
    sql = "SELECT * FROM problems WHERE document = ? ORDER BY stage, code"
    return Query(sql=sql, parameters=(document,))


def kin(document: str) -> Query:
    """Reports that may be copies: they share a sentence that was coded, an event, or an origin."""
    sql = (
        "WITH here AS (SELECT DISTINCT sentence.text AS words FROM claims WHERE document = ?), "  # noqa: S608
        "events AS (SELECT event FROM members JOIN claims ON id = claim WHERE document = ?), "
        "near AS (SELECT document FROM claims WHERE sentence.text IN (SELECT words FROM here) "
        "UNION SELECT document FROM claims JOIN members ON claim = id "
        "WHERE event IN (SELECT event FROM events)) "
        "SELECT * FROM documents WHERE id <> ? AND (id IN (SELECT document FROM near) "
        "OR syndicated_from = ? OR id = (SELECT syndicated_from FROM documents WHERE id = ?)) "
        f"ORDER BY id LIMIT {KIN:d}"
    )
    return Query(sql=sql, parameters=(document,) * 5)


def candidates(event: str) -> Query:
    """Facts of events that may be the same one: of its type, about its days, with a party shared.

    The more they share the earlier they stand.
    """
    shared = (
        "len(list_intersect(f.actors, me.actors)) * 3 + "
        "len(list_intersect(f.recipients, me.recipients)) * 2 + "
        "len(list_intersect(f.places, me.places)) * 2 + "
        "CAST(f.mode = me.mode AND f.mode <> '' AS INTEGER)"
    )
    sql = (
        f"SELECT f.*, {shared} AS alike FROM facts AS f, "  # noqa: S608 - ours
        "(SELECT * FROM facts WHERE id = ?) AS me "
        f"WHERE f.id <> me.id AND f.type = me.type AND f.status <> '{REJECTED}' AND "
        f"(f.first IS NULL OR me.first IS NULL OR (TRY_CAST(f.first AS DATE) - {DAYS:d} <= "
        f"TRY_CAST(me.last AS DATE) AND TRY_CAST(f.last AS DATE) + {DAYS:d} >= "
        "TRY_CAST(me.first AS DATE))) "
        f"AND {shared} > 0 ORDER BY alike DESC, f.first DESC NULLS LAST, f.id LIMIT {NEAR:d}"
    )
    return Query(sql=sql, parameters=(event,))


def beside(asked: Filter, event: str, *, later: bool) -> Query:
    """The id of the next event up or down the list of events, which is newest first."""
    where, parameters = asked.where()
    sign, way = (">", "ASC") if later else ("<", "DESC")
    sql = (
        f"SELECT id FROM facts WHERE {where} AND (began, id) {sign} "  # noqa: S608
        "(SELECT (began, id) FROM facts WHERE id = ?) "
        f"ORDER BY began {way}, id {way} LIMIT 1"
    )
    return Query(sql=sql, parameters=(*parameters, event))


def event_of(claim: str) -> Query:
    """The event that a claim is in."""
    return Query(sql="SELECT event FROM members WHERE claim = ?", parameters=(claim,))


def search_events(asked: Filter) -> Query:
    """A few events that filters find, newest first."""
    where, parameters = asked.where()
    sql = f"SELECT * FROM facts WHERE {where} ORDER BY first DESC NULLS LAST, id LIMIT {NEAR:d}"  # noqa: S608
    return Query(sql=sql, parameters=parameters)
