"""Who stood with whom: pairs of those present at one event."""

from dataclasses import replace

from dateline.analyse.scope import Parameters, Scope
from dateline.model import Query

NEEDS = "len(attendee) > 0"
COLUMNS = ("period", "one", "other", "events", "reports", "beside", "hosted", "first", "last",
           "event_ids")  # fmt: skip


def attendance(scope: Scope) -> Query:
    """Pairs of parties present at the same events, by period.

    An event counts if somebody attends it, neither doing nor done to; present are its attendees
    and its actors, who hold it. `beside` counts the events that both attend, `hosted` those that
    at least one of the two holds; together they are `events`. A state and somebody of that state
    are no pair, nor are two actors of an event. `search.attendee` keeps the pairs in which one
    bears that name. This is the projection of the network of affiliation on those present
    (Breiger 1974, Social Forces 53).
    """
    wanted = scope.search.attendee
    scope = replace(scope, search=replace(scope.search, attendee=""))
    sql, parameters = scope.chosen()
    guests, _ = scope.parties("attendee")
    hosts, _ = scope.parties("actor")
    kept, of_wanted = "true", Parameters()
    if wanted:
        matching, of_wanted = scope.parties("attendee || actor", wanted)
        kept = f"len(list_intersect({matching}, [one, other])) > 0"
    own = state_and_own() if scope.between == "actor" else "[]"
    sql += (
        f", present AS (SELECT *, {guests} AS guests, {hosts} AS hosts, {own} AS own "  # noqa: S608
        f"FROM chosen WHERE {NEEDS}), "
        "company AS (SELECT *, list_distinct(guests || hosts) AS company FROM present), "
        "first_side AS (SELECT *, unnest(company) AS one FROM company), "
        "both_sides AS (SELECT *, unnest(company) AS other FROM first_side), "
        "together AS (SELECT *, list_contains(guests, one) AND list_contains(guests, other) "
        "AS as_guests FROM both_sides WHERE one < other "
        "AND (list_contains(guests, one) OR list_contains(guests, other)) "
        f"AND NOT list_contains(own, [one, other]) AND {kept}) "
        "SELECT period, one, other, count(*) AS events, sum(reports)::BIGINT AS reports, "
        "count(*) FILTER (as_guests) AS beside, count(*) FILTER (NOT as_guests) AS hosted, "
        "min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, "
        "list(id ORDER BY day, id) AS event_ids FROM together "
        "GROUP BY ALL ORDER BY period, events DESC, beside DESC, one, other"
    )
    return Query(sql=sql, parameters=(*parameters, *of_wanted), columns=COLUMNS)


def state_and_own() -> str:
    """SQL of the pairs of a state and one of its own, in the order of the alphabet."""
    states = "list_filter(attendee || actor, lambda p: p.kind = 'state')"
    own = "list_filter(attendee || actor, lambda q: q.kind <> 'state' AND q.country = p.country)"
    pairs = (
        f"list_transform({own}, lambda q: list_sort([p.name, q.name || ' (' || q.country || ')']))"
    )
    return f"flatten(list_transform({states}, lambda p: {pairs}))"
