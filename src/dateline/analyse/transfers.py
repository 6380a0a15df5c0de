"""Who gives what to whom: aid with the items and quantities told of it."""

from dataclasses import replace

from dateline.analyse.scope import Scope
from dateline.model import Query

GIVING = "AID"
COLUMNS = (
    "period", "giver", "receiver", "what", "class", "unit", "events", "reports", "low", "best",
    "high", "unstated", "joint", "disputed", "first", "last", "event_ids",
)  # fmt: skip
COUNTED = """
    list_filter(quantity, lambda q: NOT list_contains(list_transform(actor, lambda p: p.name),
        coalesce(q.text, '')))
"""
GOODS = f"""
    list_transform({COUNTED}, lambda q: {{
        'what': coalesce(q.item, nullif(q.unit, ''), 'something counted'), 'unit': q.unit,
        'class': list_filter(item, lambda i: i.name = q.item)[1].class,
        'low': q.low, 'best': q.best, 'high': q.high
    }}) || list_transform(
        list_filter(item, lambda i: NOT list_contains(list_transform(quantity, lambda q:
            coalesce(q.item, '')), i.name)),
        lambda i: {{'what': i.name, 'unit': '', 'class': i.class,
                    'low': NULL::DOUBLE, 'best': NULL::DOUBLE, 'high': NULL::DOUBLE}}
    )
"""
NOTHING = """[{'what': 'not stated', 'unit': '', 'class': NULL::VARCHAR,
    'low': NULL::DOUBLE, 'best': NULL::DOUBLE, 'high': NULL::DOUBLE}]"""


def transfers(scope: Scope) -> Query:
    """What actors give recipients, by period: a row for each giver, receiver and thing.

    Events of type AID count unless another type is asked for. `low`, `best` and `high` add up
    the bounds and the best number of each event that gives one, as an interval: the least and
    most that the reports allow if they tell of different gifts. `unstated` counts the events
    that give no number for the thing; `disputed` those whose reports disagree on a number;
    `joint` those with several givers or receivers, whose amounts stand, undivided, in several
    rows. What is counted but no known item is named by its unit ("troops").
    A number that counts the givers ("dozens of countries") is nothing given.
    """
    search = scope.search
    scope = replace(scope, search=replace(search, type=search.type or GIVING))
    sql, parameters = scope.chosen()
    givers, of_givers = scope.parties("actor", search.actor)
    receivers, of_receivers = scope.parties("recipient", search.recipient)
    sql += (
        f", told AS (SELECT *, {GOODS} AS goods, {givers} AS givers, {receivers} AS receivers, "  # noqa: S608
        "len(list_filter(contradictions, lambda c: c.field LIKE 'quantity%')) > 0 AS disputed, "
        "len(actor) > 1 OR len(recipient) > 1 AS joint FROM chosen), "
        f"things AS (SELECT *, unnest(CASE WHEN len(goods) > 0 THEN goods ELSE {NOTHING} END) "
        "AS thing FROM told), given AS (SELECT *, unnest(givers) AS giver FROM things), "
        "received AS (SELECT *, unnest(receivers) AS receiver FROM given) "
        "SELECT period, giver, receiver, thing.what AS what, any_value(thing.class) AS class, "
        "thing.unit AS unit, count(DISTINCT id) AS events, sum(reports)::BIGINT AS reports, "
        "sum(thing.low) AS low, sum(thing.best) AS best, sum(thing.high) AS high, "
        "count(DISTINCT id) FILTER (thing.low IS NULL) AS unstated, "
        "count(DISTINCT id) FILTER (joint) AS joint, "
        "count(DISTINCT id) FILTER (disputed AND thing.low < thing.high) AS disputed, "
        "min(day)::VARCHAR AS first, max(day)::VARCHAR AS last, "
        "list(DISTINCT id ORDER BY id) AS event_ids FROM received "
        "GROUP BY period, giver, receiver, thing.what, thing.unit "
        "ORDER BY period, giver, receiver, events DESC, what, unit"
    )
    return Query(sql=sql, parameters=(*parameters, *of_givers, *of_receivers), columns=COLUMNS)
