"""The list of documents: which are asked for, what was found in each, and how they spread."""

from dataclasses import dataclass

from dateline.analyse.browse import NONE, day
from dateline.analyse.keyset import Keyset
from dateline.model import Query

# What a document of a list has: all but its text.
BRIEF = (
    "id", "origin", "sha256", "url", "title", "outlet", "author", "published", "retrieved",
    "language", "words", "syndicated_from",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Which documents: words in title or text, outlet, language, published from and until.

    Outlet and language are given whole, or as `none` where there is none.
    """

    q: str = ""
    outlet: str = ""
    language: str = ""
    after: str = ""
    before: str = ""

    def where(self) -> tuple[str, tuple[object, ...]]:
        """The condition on documents, with its parameters."""
        terms: list[tuple[str, tuple[object, ...]]] = []
        if self.q:
            told = "contains(lower({}), lower(?))"
            either = f"({told.format('text')} OR {told.format("coalesce(title, '')")})"
            terms.append((either, (self.q, self.q)))
        for name, value in (("outlet", self.outlet), ("language", self.language)):
            if value:
                terms.append((f"coalesce({name}, '{NONE}') = ?", (value,)))
        for sign, name, value in ((">=", "after", self.after), ("<=", "before", self.before)):
            if value:
                terms.append((f"substr(published, 1, 10) {sign} ?", (day(value, name),)))
        sql = " AND ".join(sql for sql, _ in terms) or "true"
        return sql, tuple(value for _, values in terms for value in values)

    def keyset(self, *, text: bool = False) -> Keyset:
        """The documents, newest first, with or without their text."""
        where, parameters = self.where()
        names = ", ".join(f'"{name}"' for name in (*BRIEF, *(("text",) if text else ())))
        sql = f"SELECT {names}, coalesce(published, '') AS sort_key FROM documents WHERE {where}"  # noqa: S608 - ours
        keys = {"sort_key": str, "id": str}
        return Keyset(sql=sql, parameters=parameters, keys=keys, down=True)

    def page(self, limit: int, token: str = "") -> Query:
        """A page of documents with the number of claims and events found in each.

        There is one more where there is a next page.
        """
        held = self.keyset()
        page = held.page(limit, token)
        sql = (
            f"WITH page AS ({page.sql}), "  # noqa: S608 - ours
            "told AS (SELECT document, count(*) AS claims, count(DISTINCT event) AS events "
            "FROM claims LEFT JOIN members ON members.claim = claims.id "
            "WHERE document IN (SELECT id FROM page) GROUP BY document) "
            "SELECT page.*, coalesce(claims, 0) AS claims, coalesce(events, 0) AS events FROM page "
            f"LEFT JOIN told ON told.document = page.id ORDER BY {held.order}"
        )
        return Query(sql=sql, parameters=page.parameters)


def spread(column: str, limit: int = 200) -> Query:
    """The outlets or languages of reports, with counts."""
    checked_column = {"outlet": "outlet", "language": "language"}[column]
    sql = (
        f"SELECT coalesce({checked_column}, 'none') AS value, count(*) AS documents FROM documents "  # noqa: S608
        f"GROUP BY value ORDER BY documents DESC, value LIMIT {limit:d}"
    )
    return Query(sql=sql)
