"""Which rows of a table are wanted: filters by type, actor, date and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Query

PEOPLE = ("actor", "recipient", "attendee")
TEXT_OF = {
    "documents": "text",
    "claims": "sentence.text",
    "quotes": "text",
    "assessments": "sentence.text",
    "actors": "name",
    "problems": "what",
}
DAY_OF = {"documents": "published", "claims": "published", "events": '"when".first'}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Filters; an empty one lets everything through.

    `actor`, `recipient` and `attendee` are part of a name or an ISO 3166 alpha-3 code; `after`
    and `before` are ISO dates, both included.
    """

    words: str = ""
    type: str = ""
    mode: str = ""
    actor: str = ""
    recipient: str = ""
    attendee: str = ""
    country: str = ""
    source: str = ""
    standing: str = ""
    document: str = ""
    after: str = ""
    before: str = ""

    def query(self, table: str, order: str, limit: int | None = None) -> Query:
        """The query for the rows of a table; filters that it has no column for are left out."""
        terms = list(self.terms(table))
        where = " AND ".join(sql for sql, _ in terms) or "true"
        parameters = tuple(value for _, values in terms for value in values)
        ending = f" LIMIT {limit:d}" if limit is not None else ""
        sql = f"SELECT * FROM {table} WHERE {where} ORDER BY {order}{ending}"  # noqa: S608 - ours
        return Query(sql=sql, parameters=parameters)

    def terms(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """SQL conditions with their parameters."""
        coded = table in ("claims", "events")
        yield from self.said(table)
        for name in ("type", "mode", "standing"):
            value = getattr(self, name)
            if value and (coded and (name != "standing" or table == "events")):
                yield f"{name} = ?", (value.upper() if name == "type" else value,)
        for role in PEOPLE:
            value = getattr(self, role)
            if value and coded:
                yield somebody(role), (f"%{value}%", value.upper())
        if self.country and coded:
            yield "len(list_filter(place, lambda p: p.country = ?)) > 0", (self.country.upper(),)
        if self.source and table == "claims":
            yield somebody("attribution.source"), (f"%{self.source}%", self.source.upper())
        if self.source and table in ("quotes", "assessments"):
            yield somebody("source"), (f"%{self.source}%", self.source.upper())
        if self.document and table in ("claims", "quotes", "assessments"):
            yield "document = ?", (self.document,)
        yield from self.days(table)

    def said(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Conditions on the words; an event has those of its claims' sentences."""
        if self.words and table in TEXT_OF:
            yield f"{TEXT_OF[table]} ILIKE ?", (f"%{self.words}%",)
        if self.words and table == "events":
            told = "SELECT id FROM claims WHERE sentence.text ILIKE ?"
            yield f"list_has_any(claims, (SELECT list(id) FROM ({told})))", (f"%{self.words}%",)  # noqa: S608

    def days(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Conditions on the date."""
        day = DAY_OF.get(table)
        if day and self.after:
            yield f"{day} >= ?", (self.after,)
        if day and self.before:
            yield f"substr({day}, 1, 10) <= ?", (self.before,)


def somebody(field: str) -> str:
    """The condition that one of a list of participants bears a name or is of a country."""
    return f"len(list_filter({field}, lambda p: p.name ILIKE ? OR p.country = ?)) > 0"
