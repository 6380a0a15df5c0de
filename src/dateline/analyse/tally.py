"""How events are counted for lists, drawings and programs: one set of counts, whatever the group.

`reports` are independent ones; `cooperation` and `conflict` count events of these halves of the
quad classes.
"""

GRAINS = ("day", "week", "month", "quarter", "year", "decade")
COOPERATION = "count(*) FILTER (quad LIKE '% cooperation') AS cooperation"
CONFLICT = "count(*) FILTER (quad LIKE '% conflict') AS conflict"
REPORTS = "sum(independent)::BIGINT AS reports"
TALLY = f"count(*) AS events, {REPORTS}, {COOPERATION}, {CONFLICT}"


def grains(per: str) -> tuple[str, ...]:
    """The grains of dates that are fine enough to belong to one period of a kind."""
    return GRAINS[: GRAINS.index(per) + 1]


def fine(per: str) -> str:
    """The SQL of whether the date of an event is fine enough for that.

    >>> fine("week")
    "grain IN ('day', 'week')"
    """
    return f"grain IN {among(grains(per))}"


def among(values: tuple[str, ...]) -> str:
    """Words of ours as a list in SQL."""
    return f"({', '.join(repr(value) for value in values)})"
