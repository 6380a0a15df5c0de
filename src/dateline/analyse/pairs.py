"""Who deals with whom, counted on facts: parties, their ties, what surrounds one of them.

A party is a country, with whom has none standing for themselves, or each actor alone. An event of
two actors and three recipients stands under six pairs, once in each; what a party does to itself
is left out. Keys are those that the filters `actor`, `recipient` and `dyad` take.
"""

from collections.abc import Iterable, Mapping

from dateline.analyse.browse import Filter
from dateline.analyse.keyset import Keyset
from dateline.analyse.scope import Parameters, choice
from dateline.analyse.tally import CONFLICT, TALLY, fine
from dateline.model import Query

# The columns of a fact that hold the parties of each side.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "country": ("actor_parties", "recipient_parties"),
    "actor": ("actors", "recipients"),
}
# The ways in which ties are shown.
VIEWS = ("matrix", "graph", "table")
MOST_TIES = 20_000
COUNTS = f"{TALLY}, round(sum(intensity), 2) AS net, min(first) AS first, max(first) AS last"


def known_view(view: str) -> None:
    """Check that ties are shown in that way.

    Raises:
        UsageError: if they are not.
    """
    choice("view", view, VIEWS, "view")


def paired(columns: str, where: str, between: str, *, mutual: bool = True) -> str:
    """The SQL of a row for every event and pair of `one` and `other`, beside columns of facts.

    With `mutual` the two are in alphabetical order, and an event told both ways has one row.
    """
    choice("party", between, COLUMNS, "between")
    actors, recipients = COLUMNS[between]
    one, other, twice = "a", "b", "true"
    if mutual:
        one, other = "least(a, b)", "greatest(a, b)"
        twice = "NOT (several AND a > b AND list_contains(acting, b) AND list_contains(acted, a))"
    # Two steps, as two unnest in one SELECT go side by side.
    return (
        f"SELECT * EXCLUDE (a, b, acting, acted, several), {one} AS one, {other} AS other FROM "  # noqa: S608 - ours
        f"(SELECT *, unnest(acted) AS b FROM (SELECT {columns}, {actors} AS acting, "
        f"{recipients} AS acted, len({actors}) > 1 AND len({recipients}) > 1 AS several, "
        f"unnest({actors}) AS a FROM facts WHERE {where})) WHERE a <> b AND {twice}"
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
        f"WITH sided AS (SELECT quad, {actors} AS a, {recipients} AS b FROM facts WHERE {where} "  # noqa: S608 - ours
        "AND NOT (len(a) = 1 AND len(b) = 1 AND a[1] = b[1])), told AS (SELECT quad, unnest(a) "
        "AS party FROM sided UNION ALL SELECT quad, party FROM (SELECT quad, a, unnest(b) AS party "
        "FROM sided) WHERE NOT list_contains(a, party)) "
        f"SELECT party, count(*) AS events, {CONFLICT} FROM told "
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
    held, parameters = tied(asked, between, mutual=mutual, among=among)
    return strongest(held, parameters, limit)


def around(asked: Filter, between: str, of: Iterable[str], limit: int) -> Query:
    """The ties that some parties have with anybody, without direction; columns as in `ties`."""
    held, parameters = tied(asked, between, of=of)
    return strongest(held, parameters, limit)


def strongest(held: str, parameters: Parameters, limit: int) -> Query:
    """Ties in their order: those of most events first."""
    sql = f"{held} ORDER BY events DESC, one, other LIMIT {limit:d}"
    return Query(sql=sql, parameters=parameters)


def edges(
    asked: Filter, between: str, *, among: Iterable[str] | None = None,
    of: Iterable[str] | None = None,
) -> Keyset:  # fmt: skip
    """All ties with direction as a list of edges, for programs: from `source` to `target`.

    Beside the counts of `ties` an edge has the names of both ends, and the mean of intensities.
    `among` and `of` keep the edges between, and the edges of, some parties.
    """
    held, parameters = tied(asked, between, mutual=False, among=among, of=of)
    sql = (
        "SELECT one AS source, other AS target, coalesce(a.name, one) AS source_label, "  # noqa: S608 - ours
        "coalesce(b.name, other) AS target_label, edges.* EXCLUDE (one, other) "
        f"FROM ({held}) AS edges LEFT JOIN actors AS a ON a.id = one "
        "LEFT JOIN actors AS b ON b.id = other"
    )
    keys = {"events": int, "source": str, "target": str}
    return Keyset(sql=sql, parameters=parameters, keys=keys, down=True)


def tied(
    asked: Filter, between: str, *, mutual: bool = True, among: Iterable[str] | None = None,
    of: Iterable[str] | None = None,
) -> tuple[str, Parameters]:  # fmt: skip
    """The SELECT of pairs of parties; `among` has both ends, `of` at least one end of them."""
    actors, recipients, where, parameters = sided(asked, between)
    if of is not None:
        kept, parties = "OR", tuple(sorted(of))
        # Before pairs are made of them, which are many.
        where += f" AND (list_has_any({actors}, ?) OR list_has_any({recipients}, ?))"
        parameters = (*parameters, parties, parties, parties, parties)
    elif among is not None:
        kept, parties = "AND", tuple(sorted(among))
        parameters = (*parameters, parties, parties)
    else:
        kept = ""
    ends = f"WHERE list_contains(?, one) {kept} list_contains(?, other) " if kept else ""
    rows = paired("quad, intensity, independent, first", where, between, mutual=mutual)
    sql = (
        f"SELECT one, other, {COUNTS}, round(avg(intensity), 2) AS mean FROM ({rows}) "  # noqa: S608 - ours
        f"{ends}GROUP BY one, other"
    )
    return sql, parameters


def quarters(asked: Filter, one: str, other: str) -> Query:
    """What two parties did to each other in each quarter that has any: `quarter` as 2025-Q4.

    Events whose date is coarser than a quarter are not counted.
    """
    where, parameters = between_two(asked, one, other).where()
    sql = (
        f"SELECT strftime(day, '%Y') || '-Q' || quarter(day) AS quarter, {COUNTS} FROM "  # noqa: S608 - ours
        f"(SELECT *, TRY_CAST(first AS DATE) AS day FROM facts WHERE {where} "
        f"AND {fine('quarter')}) WHERE day IS NOT NULL "
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
    return without_sides(asked).adding("dyad", f"{one}~{other}")


def done_to(asked: Filter, one: str, other: str) -> Filter:
    """The filter with what one side does to the other, in place of what it says of sides."""
    return without_sides(asked).adding("actor", one).adding("recipient", other)


def without_sides(asked: Filter) -> Filter:
    """The filter without what it says of sides."""
    return asked.without("dyad").without("actor").without("recipient")
