"""A page of events, how many there are, and how they spread over time.

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
    "date": "began",
    "reports": "independent",
    "score": "score",
    "id": "id",
}
KINDS: Mapping[str, type] = {"reports": int, "score": float}


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
    # Of a short column that the condition reads anyway: `*` reads the ids as well.
    sql = f"SELECT count(status) AS events FROM facts WHERE {where}"  # noqa: S608 - ours
    return Query(sql=sql, parameters=parameters)


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
