"""Lists beside that of events: reports as they came in, one actor, and what went wrong."""

from dataclasses import dataclass

from dateline.analyse.browse import Filter
from dateline.analyse.scope import checked
from dateline.model import Query

SIDES = ("actor", "recipient", "attendee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Which reports are listed: `words` of the title or text, `outlet` and `language` whole.

    The newest are first, those without a date last; `after_id` is the last one of the page before.
    """

    words: str = ""
    outlet: str = ""
    language: str = ""
    after: str = ""
    before: str = ""
    limit: int = 100
    after_id: str = ""

    def where(self) -> tuple[str, tuple[object, ...]]:
        """The condition on documents, with its parameters."""
        terms: list[str] = ["true"]
        values: list[object] = []
        if self.words:
            terms.append("(contains(lower(title), lower(?)) OR contains(lower(text), lower(?)))")
            values += [self.words, self.words]
        for name in ("outlet", "language"):
            if told := getattr(self, name):
                terms.append(f"coalesce({name}, 'none') = ?")
                values.append(told)
        checked(self.after, "after")
        checked(self.before, "before")
        if self.after:
            terms.append("substr(published, 1, 10) >= ?")
            values.append(self.after)
        if self.before:
            terms.append("substr(published, 1, 10) <= ?")
            values.append(self.before)
        return " AND ".join(terms), tuple(values)

    def query(self) -> Query:
        """A page of reports, and one more where there is a next page."""
        where, parameters = self.where()
        if self.after_id:
            key = "(SELECT (coalesce(published, ''), id) FROM documents WHERE id = ?)"
            where += f" AND (coalesce(published, ''), id) < {key}"
            parameters += (self.after_id,)
        sql = (
            "WITH page AS (SELECT id, origin, title, outlet, author, language, words, published, "  # noqa: S608 - ours
            f"syndicated_from, url FROM documents WHERE {where} "
            f"ORDER BY coalesce(published, '') DESC, id DESC LIMIT {self.limit + 1:d}), "
            "told AS (SELECT document, count(*) AS claims, count(DISTINCT event) AS events "
            "FROM claims LEFT JOIN members ON members.claim = claims.id "
            "WHERE document IN (SELECT id FROM page) GROUP BY document) "
            "SELECT page.*, coalesce(claims, 0) AS claims, coalesce(events, 0) AS events FROM page "
            "LEFT JOIN told ON told.document = page.id "
            "ORDER BY coalesce(published, '') DESC, page.id DESC"
        )
        return Query(sql=sql, parameters=parameters)

    def counted(self) -> Query:
        """How many reports there are."""
        where, parameters = self.where()
        sql = f"SELECT count(*) AS documents FROM documents WHERE {where}"  # noqa: S608 - ours
        return Query(sql=sql, parameters=parameters)


def spread(column: str, limit: int = 200) -> Query:
    """The outlets or languages of reports, with counts."""
    checked_column = {"outlet": "outlet", "language": "language"}[column]
    sql = (
        f"SELECT coalesce({checked_column}, 'none') AS value, count(*) AS documents FROM documents "  # noqa: S608
        f"GROUP BY value ORDER BY documents DESC, value LIMIT {limit:d}"
    )
    return Query(sql=sql)


def kinds() -> Query:
    """The kinds of actors, with counts."""
    return Query(
        sql="SELECT kind AS value, count(*) AS actors FROM actors WHERE kind <> '' "
        "GROUP BY kind ORDER BY actors DESC, kind"
    )


def actor(key: str) -> Query:
    """An actor by its id."""
    return Query(sql="SELECT * FROM actors WHERE id = ?", parameters=(key,))


def parts_taken(key: str) -> Query:
    """How many events somebody takes part in, as what."""
    columns = ", ".join(f"count(*) FILTER (list_contains({side}s, ?)) AS {side}" for side in SIDES)
    sql = f"SELECT {columns} FROM facts WHERE status <> 'rejected'"  # noqa: S608 - ours
    return Query(sql=sql, parameters=(key,) * len(SIDES))


def types_of(asked: Filter) -> Query:
    """The types of some events, with their class."""
    where, parameters = asked.where()
    sql = (
        f"SELECT type, quad, count(*) AS events FROM facts WHERE {where} "  # noqa: S608 - ours
        "GROUP BY type, quad ORDER BY events DESC, type"
    )
    return Query(sql=sql, parameters=parameters)


def partners(key: str, limit: int = 30) -> Query:
    """With whom somebody has to do: on whom it acts (`done`), and who acts on it (`suffered`)."""
    sql = (
        "WITH met AS ("  # noqa: S608 - ours
        "SELECT id, unnest(recipients) AS who, 1 AS done, 0 AS suffered, quad FROM facts "
        "WHERE list_contains(actors, ?) AND status <> 'rejected' UNION ALL "
        "SELECT id, unnest(actors), 0, 1, quad FROM facts "
        "WHERE list_contains(recipients, ?) AND status <> 'rejected') "
        "SELECT who, coalesce(any_value(actors.name), who) AS name, "
        "bool_or(actors.id IS NOT NULL) AS known, count(DISTINCT met.id) AS events, "
        "sum(done)::BIGINT AS done, sum(suffered)::BIGINT AS suffered, "
        "count(*) FILTER (quad LIKE '%conflict') AS conflict, "
        "count(*) FILTER (quad LIKE '%cooperation') AS cooperation "
        "FROM met LEFT JOIN actors ON actors.id = who WHERE who <> ? GROUP BY who "
        f"ORDER BY events DESC, name LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=(key, key, key))


def recent(key: str, limit: int = 20) -> Query:
    """The last events in which somebody takes part."""
    sql = (
        "SELECT * FROM facts WHERE (list_contains(actors, ?) OR list_contains(recipients, ?) OR "  # noqa: S608 - ours
        "list_contains(attendees, ?)) AND status <> 'rejected' "
        f"ORDER BY coalesce(first, '') DESC, id LIMIT {limit:d}"
    )
    return Query(sql=sql, parameters=(key, key, key))


def problems_by_code() -> Query:
    """What went wrong, by its code."""
    return Query(
        sql="SELECT code, stage, count(*) AS problems FROM problems GROUP BY code, stage "
        "ORDER BY problems DESC, code"
    )


def problems(code: str = "", limit: int = 200) -> Query:
    """What went wrong with which report, of one code or all."""
    where, parameters = ("WHERE code = ?", (code,)) if code else ("", ())
    sql = f"SELECT * FROM problems {where} ORDER BY origin, stage, code LIMIT {limit:d}"  # noqa: S608
    return Query(sql=sql, parameters=parameters)
