"""A page of events, how many there are, and how they spread over the values of a column.

Pages are keyset pages: a page begins after the last row of the one before, so that the hundredth
costs what the first does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.analyse.browse import Filter
from dateline.analyse.keyset import Keyset, token_for
from dateline.analyse.scope import choice
from dateline.analyse.tally import fine
from dateline.model import Query

# What events can be sorted by: the SQL of a key that is never null.
SORTS: Mapping[str, str] = {
    "date": "coalesce(first, '')",
    "reports": "independent",
    "score": "score",
    "id": "id",
}
KINDS: Mapping[str, type] = {"reports": int, "score": float}
# What events can be counted by: the column, and whether it holds a list.
FACETS: Mapping[str, tuple[str, bool]] = {
    "type": ("type", False),
    "mode": ("mode", False),
    "quad": ("quad", False),
    "standing": ("standing", False),
    "status": ("status", False),
    "grain": ("grain", False),
    "country": ("countries", True),
    "actor": ("actors", True),
    "recipient": ("recipients", True),
    "outlet": ("outlets", True),
    "source": ("sources", True),
    "kind": ("kinds", True),
    "contradicted": ("contradicted", False),
    "contradiction": ("contradictions", True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which page of facts: `sort` is a name of `SORTS`, with `-` before it downwards.

    `token` is what `token_of` made of the last row of the page before.
    """

    filter: Filter
    sort: str = "-date"
    limit: int = 100
    token: str = ""

    def query(self) -> Query:
        """The rows of the page, and one more where there is a next page.

        Which rows they are is found from a few columns, and the others are read for those alone.
        """
        listed = self.keyset("row, id", "facts_by_row")
        chosen = listed.page(self.limit, self.token)
        key = SORTS[self.sort.removeprefix("-")]
        sql = (
            f"SELECT * EXCLUDE (row), {key} AS sort_key FROM facts_by_row WHERE row IN "  # noqa: S608 - ours
            f"(SELECT row FROM ({chosen.sql})) ORDER BY {listed.order}"
        )
        return Query(sql=sql, parameters=chosen.parameters)

    def keyset(self, columns: str = "*", table: str = "facts") -> Keyset:
        """The whole list that the page is of, with all columns of facts or some."""
        name = self.sort.removeprefix("-")
        choice("sort", name, SORTS, "sort")
        where, parameters = self.filter.where()
        sql = f"SELECT {columns}, {SORTS[name]} AS sort_key FROM {table} WHERE {where}"  # noqa: S608 - ours
        keys = {"sort_key": KINDS.get(name, str), "id": str}
        return Keyset(sql=sql, parameters=parameters, keys=keys, down=self.sort.startswith("-"))


def token_of(row: Mapping[str, object]) -> str:
    """The token of the page after a row."""
    return token_for(row["sort_key"], row["id"])


def counted(asked: Filter) -> Query:
    """How many events there are."""
    where, parameters = asked.where()
    return Query(sql=f"SELECT count(*) AS events FROM facts WHERE {where}", parameters=parameters)  # noqa: S608


def facet(asked: Filter, name: str, limit: int = 30) -> Query:
    """The values of a column with counts, most first; its own filter is set aside.

    A missing value is counted as null. For actors and recipients `label` is the name.
    """
    choice("facet", name, FACETS, "facet")
    column, is_list = FACETS[name]
    where, parameters = asked.without(name).where()
    value = (
        f"unnest(CASE WHEN len({column}) = 0 THEN [NULL] ELSE {column} END)"
        if is_list
        else f"nullif({column}::VARCHAR, '')"
    )
    counts = (
        f"SELECT value, count(*) AS events FROM (SELECT {value} AS value FROM facts "  # noqa: S608 - ours
        f"WHERE {where}) GROUP BY value ORDER BY events DESC, value LIMIT {limit:d}"
    )
    if name in ("actor", "recipient"):
        counts = (
            f"SELECT value, events, coalesce(actors.name, value) AS label FROM ({counts}) "  # noqa: S608 - ours
            "LEFT JOIN actors ON actors.id = value ORDER BY events DESC, value"
        )
    return Query(sql=counts, parameters=parameters)


def at_least(asked: Filter, reports: Sequence[int]) -> Query:
    """How many events have so many independent reports: a column `at_N` for each number."""
    where, parameters = asked.without("min_reports").where()
    columns = ", ".join(f"count(*) FILTER (independent >= {n:d}) AS at_{n:d}" for n in reports)
    return Query(sql=f"SELECT {columns} FROM facts WHERE {where}", parameters=parameters)  # noqa: S608 - ours


def histogram(asked: Filter) -> Query:
    """Events a month, by the day that they began; those dated no finer than a quarter are left out.

    Else every year would have a peak in January.
    """
    return begun(asked, "month")


def by_year(asked: Filter) -> Query:
    """Events a year, by the day that they began, those dated to the quarter or year as well."""
    return begun(asked, "year")


def begun(asked: Filter, per: str) -> Query:
    """Events by the month or year that they began in: `period, events`."""
    letters = {"month": 7, "year": 4}[per]
    where, parameters = asked.where()
    sql = (
        f"SELECT substr(first, 1, {letters:d}) AS period, count(*) AS events FROM facts "  # noqa: S608 - ours
        f"WHERE {where} AND first IS NOT NULL AND {fine(per)} "
        "GROUP BY period ORDER BY period"
    )
    return Query(sql=sql, parameters=parameters)


def names_of(actors: Sequence[str]) -> Query:
    """The names of actors by their ids."""
    sql = "SELECT id, name FROM actors WHERE list_contains(?, id)"
    return Query(sql=sql, parameters=(sorted(actors),))
