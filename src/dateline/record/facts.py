"""One flat row for every event: what lists, counts, maps and timelines are made from.

The nouns of events are deep, and a page that counts a million of them cannot open each. A fact
has the columns that are filtered, counted and drawn by, with lists of plain text where an event
has many.
"""

NAMED = "list_distinct(list_filter(list_transform({}, lambda p: {}), lambda v: v IS NOT NULL))"
SIDES = ("actor", "recipient", "attendee")
# The words by which somebody without an id is one and the same.
KEY = "coalesce(p.id, nullif(p.name, ''))"
NAME = "nullif(p.name, '')"
# The day by which events are put in order; no null, so that the newest are found without the rest.
BEGAN = """coalesce("when".first, '')"""
# The party that somebody acts for: a country, or who has none for themselves.
PARTY = f"coalesce(p.country, {KEY})"


def listed(field: str, value: str) -> str:
    """The SQL of a list of distinct values of a list of structs, without those missing."""
    return NAMED.format(field, value)


def columns() -> list[str]:
    """The SQL of the columns of a fact, from `events` and what its claims add up to (`told`)."""
    sides = []
    for side in SIDES:
        sides += [
            f"{listed(side, KEY)} AS {side}s",
            f"{listed(side, NAME)} AS {side}_names",
            f"{listed(side, 'p.country')} AS {side}_countries",
            f"{listed(side, PARTY)} AS {side}_parties",
        ]
    located = "list_filter(place, lambda p: p.latitude IS NOT NULL)[1]"
    return [
        "events.id AS id", "revision", "type", "mode", "told.quad AS quad",
        "told.intensity AS intensity", "standing", f"{BEGAN} AS began",
        '"when".first AS first', '"when".last AS last', '"when".grain AS grain',
        '"when".basis AS basis', *sides,
        f"{listed('place', 'p.country')} AS countries",
        f"{listed('place', NAME)} AS places",
        f"{located}.name AS place", f"{located}.grain AS place_grain",
        f"{located}.latitude AS latitude", f"{located}.longitude AS longitude",
        "support.documents AS documents", "support.independent AS independent",
        "support.outlets AS outlets", "support.sources AS sources",
        "len(contradictions) > 0 AS contradicted",
        "list_transform(contradictions, lambda c: c.field) AS contradictions",
        "told.score AS score", "told.kinds AS kinds", "told.documents AS document_ids",
        "len(events.claims) AS claims", "told.coded_at AS coded_at", "status",
    ]  # fmt: skip


def facts_sql(events: str, claims: str) -> str:
    """The SELECT that makes facts of a table of events and of the claims in them."""
    return (
        "SELECT " + ", ".join(columns()) + f" FROM {events} AS events JOIN ("  # noqa: S608 - ours
        "SELECT member.event AS event, any_value(claim.quad) AS quad, "
        "any_value(claim.intensity) AS intensity, min(claim.score) AS score, "
        "list_sort(list(DISTINCT claim.attribution.kind)) AS kinds, "
        "list_sort(list(DISTINCT claim.document)) AS documents, max(coded.coded_at) AS coded_at "
        f"FROM (SELECT id AS event, unnest(claims) AS claim FROM {events}) AS member "
        f"JOIN {claims} AS claim ON claim.id = member.claim "
        "LEFT JOIN coded ON coded.document = claim.document GROUP BY member.event) AS told "
        "ON told.event = events.id"
    )
