"""Who deals with whom, counted on facts: parties, their ties, what surrounds one of them.

A party is a country, with whom has none standing for themselves, or each actor alone. An event of
two actors and three recipients stands under six pairs, once in each; what a party does to itself
is left out. Keys are those that the filters `actor`, `recipient` and `dyad` take.
"""

from collections.abc import Iterable, Mapping

from dateline.analyse.browse import Filter
from dateline.analyse.scope import Parameters, choice
from dateline.model import Query

# The columns of a fact that hold the parties of each side.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "country": ("actor_parties", "recipient_parties"),
    "actor": ("actors", "recipients"),
}
MOST_TIES = 20_000
CROSSED = (
    "list_distinct(list_filter(flatten(list_transform({{actors}}, lambda a: list_transform("
    "{{recipients}}, lambda b: {pair}))), lambda p: p IS NOT NULL))"
)
PAIR_TEXTS = CROSSED.format(
    pair="CASE WHEN a < b THEN a || '~' || b WHEN b < a THEN b || '~' || a END"
)
DIRECTED = CROSSED.format(pair="CASE WHEN a <> b THEN {{one: a, other: b}} END")
MUTUAL = CROSSED.format(
    pair="CASE WHEN a <> b THEN {{one: least(a, b), other: greatest(a, b)}} END"
)
COUNTS = (
    "count(*) AS events, sum(independent)::BIGINT AS reports, "
    "count(*) FILTER (quad LIKE '% cooperation') AS cooperation, "
    "count(*) FILTER (quad LIKE '% conflict') AS conflict, "
    "round(sum(intensity), 2) AS net, min(first) AS first, max(first) AS last"
)


def sided(asked: Filter, between: str) -> tuple[str, str, str, Parameters]:
    """The columns of both sides, and the condition on events that have both."""
    choice("party", between, COLUMNS, "between")
    actors, recipients = COLUMNS[between]
    where, parameters = asked.where()
    return (
        actors,
        recipients,
        f"{where} AND len({actors}) > 0 AND len({recipients}) > 0",
        parameters,
    )


def busiest(asked: Filter, between: str, limit: int) -> Query:
    """The parties with most events that others have part in: `party`, `events`, `conflict`."""
    actors, recipients, where, parameters = sided(asked, between)
    sql = (
        "SELECT party, count(*) AS events, count(*) FILTER (quad LIKE '% conflict') AS conflict "  # noqa: S608 - ours
        "FROM (SELECT quad, unnest(parties) AS party FROM (SELECT quad, "
        f"list_distinct({actors} || {recipients}) AS parties FROM facts WHERE {where}) "
        "WHERE len(parties) > 1) "
        f"GROUP BY party ORDER BY events DESC, party LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=parameters)


def ties(
    asked: Filter,
    between: str,
    *,
    mutual: bool = True,
    among: Iterable[str] | None = None,
    limit: int = MOST_TIES,
) -> Query:
    """Pairs of parties with their events, most first; those alone that are among some parties.

    Columns are `one`, `other` (with `mutual` in alphabetical order, else actor and recipient),
    `events`, `reports` (independent ones), `cooperation`, `conflict`, `net` (the sum of
    intensities), `first`, `last`.
    """
    return _ties(asked, between, mutual, among, "AND", limit)


def around(asked: Filter, between: str, of: Iterable[str], limit: int) -> Query:
    """The ties that some parties have with anybody, without direction; columns as in `ties`."""
    return _ties(asked, between, mutual=True, among=of, joined="OR", limit=limit)


def _ties(
    asked: Filter, between: str, mutual: bool, among: Iterable[str] | None, joined: str, limit: int
) -> Query:
    actors, recipients, where, parameters = sided(asked, between)
    pair = (MUTUAL if mutual else DIRECTED).format(actors=actors, recipients=recipients)
    kept = ""
    if among is not None:
        parties = sorted(among)
        kept = f"WHERE list_contains(?, pair.one) {joined} list_contains(?, pair.other)"
        parameters = (*parameters, parties, parties)
    sql = (
        f"SELECT pair.one AS one, pair.other AS other, {COUNTS} FROM (SELECT quad, "  # noqa: S608 - ours
        f"intensity, independent, first, unnest({pair}) AS pair FROM facts WHERE {where}) {kept} "
        f"GROUP BY ALL ORDER BY events DESC, one, other LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=parameters)


def named(keys: Iterable[str]) -> Query:
    """The names of those among some keys that are ids of actors: `key`, `name`, `country`."""
    return Query(
        sql="SELECT id AS key, name, country FROM actors WHERE list_contains(?, id) ORDER BY id",
        parameters=(sorted(keys),),
    )


def quarters(asked: Filter, one: str, other: str) -> Query:
    """What two parties did to each other in each quarter that has any: `quarter` as 2025-Q4.

    Events whose date is coarser than a quarter are not counted.
    """
    where, parameters = between_two(asked, one, other).where()
    sql = (
        f"SELECT strftime(day, '%Y') || '-Q' || quarter(day) AS quarter, {COUNTS} FROM "  # noqa: S608 - ours
        f"(SELECT *, TRY_CAST(first AS DATE) AS day FROM facts WHERE {where} "
        "AND grain IN ('day', 'week', 'month', 'quarter')) WHERE day IS NOT NULL "
        "GROUP BY quarter ORDER BY quarter"
    )
    return Query(sql=sql, parameters=parameters)


def totals(asked: Filter) -> Query:
    """All counts of the events that a filter lets through, with `dated`, those with a date."""
    where, parameters = asked.where()
    sql = f"SELECT {COUNTS}, count(first) AS dated FROM facts WHERE {where}"  # noqa: S608 - ours
    return Query(sql=sql, parameters=parameters)


def between_two(asked: Filter, one: str, other: str) -> Filter:
    """The filter with the two sides in either direction, in place of what it says of sides."""
    kept = asked
    for name in ("dyad", "actor", "recipient"):
        kept = kept.without(name)
    return kept.adding("dyad", f"{one}~{other}")
