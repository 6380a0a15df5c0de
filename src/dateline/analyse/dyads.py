"""Who does what to whom: pairs of actor and recipient, with cooperation, conflict and intensity."""

from dateline.analyse.scope import Parameters, Scope
from dateline.model import Query

NEEDS = "len(actor) > 0 AND len(recipient) > 0"
MEASURES = ("events", "reports", "cooperation", "conflict", "net",
           "mean", "first", "last", "event_ids")  # fmt: skip


def pairs(scope: Scope) -> tuple[str, Parameters]:
    """SQL whose `pairs` has a row for each event and pair of its actors and recipients.

    An event of two actors and three recipients stands under six pairs, once in each. Events
    without an actor or without a recipient have no pair.
    """
    sql, parameters = scope.chosen()
    actors, of_actors = scope.parties("actor", scope.search.actor)
    recipients, of_recipients = scope.parties("recipient", scope.search.recipient)
    sql += (
        f", sided AS (SELECT *, {actors} AS actors, {recipients} AS recipients FROM chosen), "  # noqa: S608
        "given AS (SELECT *, unnest(actors) AS one FROM sided), "
        "pairs AS (SELECT * FROM (SELECT *, unnest(recipients) AS other FROM given)) "
    )
    return sql, (*parameters, *of_actors, *of_recipients)


def dyads(scope: Scope, *, mutual: bool = False, foreign: bool = False) -> Query:
    """Who to whom, by period: how much of it is cooperation and conflict, and how intense.

    `cooperation` and `conflict` count events by PLOVER's quad class. `net` is the sum and `mean`
    the mean of the events' intensities on PLOVER's scale, -10 to 10, whose summing over a dyad
    and a period goes back to Goldstein (1992, Journal of Conflict Resolution 36). `reports`
    counts independent reports, copies once. `event_ids` are the events counted.

    Args:
        scope: Which events count, and how they are put together.
        mutual: Take A to B and B to A together: pairs `one` and `other`, in alphabetical order.
        foreign: Leave out what a party does to itself, such as a state to its own people.
    """
    sql, parameters = pairs(scope)
    sides = "one AS actor, other AS recipient"
    names = ("one", "other") if mutual else ("actor", "recipient")
    if mutual:
        sides = "least(one, other) AS one, greatest(one, other) AS other"
    sql += (
        f"SELECT period, {sides}, count(*) AS events, "  # noqa: S608
        "sum(reports)::BIGINT AS reports, "
        "count(*) FILTER (quad LIKE '% cooperation') AS cooperation, "
        "count(*) FILTER (quad LIKE '% conflict') AS conflict, "
        "round(sum(intensity), 2) AS net, round(avg(intensity), 2) AS mean, "
        "min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, "
        "list(id ORDER BY day, id) AS event_ids "
        f"FROM {distinct(mutual=mutual)} WHERE {'one <> other' if foreign else 'true'} "
        "GROUP BY 1, 2, 3 ORDER BY period, events DESC, abs(net) DESC, 2, 3"
    )
    return Query(sql=sql, parameters=parameters, columns=("period", *names, *MEASURES))


def distinct(*, mutual: bool) -> str:
    """The pairs; where direction does not count, an event told both ways once."""
    if not mutual:
        return "pairs"
    kept = "PARTITION BY id, least(one, other), greatest(one, other)"
    return f"(SELECT * FROM pairs QUALIFY row_number() OVER ({kept}) = 1)"  # noqa: S608 - ours


def edges(scope: Scope) -> Query:
    """An edge for each event and each pair of its actors and recipients, in order of days.

    Names of columns are those of graph files: `plover` is the type, which has another meaning
    there; `start` and `end` are the days of the event.
    """
    sql, parameters = pairs(scope)
    sql += (
        "SELECT one AS source, other AS target, type AS plover, mode, quad, intensity, "
        "standing, reports, "
        'day::VARCHAR AS start, TRY_CAST("when".last AS DATE)::VARCHAR AS "end", id AS event_id, '
        "period FROM pairs ORDER BY day, id, source, target"
    )
    names = ("source", "target", "plover", "mode", "quad", "intensity", "standing", "reports",
             "start", "end", "event_id", "period")  # fmt: skip
    return Query(sql=sql, parameters=parameters, columns=names)
