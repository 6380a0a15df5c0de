"""Whole rows for programs: events with what is known about them, claims, actors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.analyse.browse import Filter
from dateline.analyse.keyset import Keyset
from dateline.model import Query

# What an event has beside its own fields, in the order in which it is given.
BESIDE = ("quad", "intensity", "score", "updated_at", "permalink")


@dataclass(frozen=True, slots=True)
class Decided:
    """Which claims were decided on, and when last (ISO 8601, UTC), in two lists of one length.

    `taken_back` are claims that analysts told and took back, with the times of that.
    """

    claims: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    taken_back: tuple[tuple[str, str], ...] = ()

    def touched(self) -> Query:
        """The events that were decided on: `id` and `decided_at`, the last time."""
        sql = (
            "SELECT members.event AS id, max(told.decided_at) AS decided_at FROM ("
            "SELECT coalesce(carried.now, said.claim) AS claim, said.decided_at FROM ("
            "SELECT unnest(?::VARCHAR[]) AS claim, unnest(?::VARCHAR[]) AS decided_at) AS said "
            "LEFT JOIN carried ON carried.id = said.claim) AS told "
            "JOIN members ON members.claim = told.claim GROUP BY members.event"
        )
        return Query(sql=sql, parameters=(self.claims, self.times))

    def dated(self) -> tuple[str, tuple[object, ...]]:
        """The SELECT of all facts with `updated_at`: last coded, or last decided on."""
        touched = self.touched()
        return dated_facts("facts", touched.sql), touched.parameters


def dated_facts(facts: str, touched: str) -> str:
    """The SELECT of facts with `updated_at`, given those decided on as `id` and `decided_at`."""
    return (
        "SELECT facts.*, greatest(coalesce(coded_at, ''), coalesce(touched.decided_at, '')) "  # noqa: S608 - ours
        f"AS updated_at FROM {facts} LEFT JOIN ({touched}) AS touched USING (id)"
    )


def events_by_id(ids: Sequence[str], touched: Iterable[Mapping[str, object]]) -> Query:
    """The events with these ids, in any order, each with `BESIDE`.

    `touched` is what `Decided.touched` found, of these events and of any others: finding it takes
    longer than all else here (80 ms on a million events), and it is the same for every page.
    """
    marks = ", ".join("?" for _ in ids) or "NULL"
    wanted = set(ids)
    mine = [(row["id"], row["decided_at"]) for row in touched if row["id"] in wanted]
    times = "SELECT unnest(?::VARCHAR[]) AS id, unnest(?::VARCHAR[]) AS decided_at"
    dated = dated_facts(f"(FROM facts WHERE id IN ({marks})) AS facts", times)
    known = ", ".join(f"known.{name}" for name in BESIDE[:-1])
    sql = (
        f"SELECT events.*, {known}, '/events/' || events.id || '@' || events.revision AS "  # noqa: S608 - ours
        f"permalink FROM (FROM all_events WHERE id IN ({marks})) AS events JOIN ({dated}) AS known "
        "ON known.id = events.id"
    )
    lists = ([key for key, _ in mine], [time for _, time in mine])
    return Query(sql=sql, parameters=(*ids, *ids, *lists))


def claims_of(event: str) -> Keyset:
    """The claims of an event."""
    sql = "SELECT * FROM told WHERE id IN (SELECT claim FROM members WHERE event = ?)"
    return Keyset(sql=sql, parameters=(event,), keys={"id": str})


def claims_told(asked: Filter) -> Keyset:
    """The claims of the events that filters ask for, each with the `event` that it is in."""
    where, parameters = asked.where()
    sql = (
        "SELECT claims.*, members.event AS event FROM told AS claims "  # noqa: S608 - ours
        "JOIN members ON members.claim = claims.id "
        f"WHERE members.event IN (SELECT id FROM facts WHERE {where})"
    )
    return Keyset(sql=sql, parameters=parameters, keys={"id": str})


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Which actors: part of a name, country, kind."""

    q: str = ""
    country: str = ""
    kind: str = ""
    id: str = ""

    def keyset(self) -> Keyset:
        """The actors with the number of events that they take part in, most first."""
        terms: list[tuple[str, tuple[object, ...]]] = []
        if self.q:
            names = "array_to_string(list_prepend(actors.name, actors.aliases), chr(10))"
            terms.append((f"contains(lower({names}), lower(?))", (self.q,)))
        for name, value in (
            ("country", self.country.upper()),
            ("kind", self.kind),
            ("id", self.id),
        ):
            if value:
                terms.append((f"actors.{name} = ?", (value,)))
        where = " AND ".join(sql for sql, _ in terms) or "true"
        sql = (
            "SELECT actors.*, coalesce(counted.events, 0) AS events FROM actors LEFT JOIN ("  # noqa: S608 - ours
            "SELECT who, count(*) AS events FROM (SELECT unnest(list_distinct("
            "actors || recipients || attendees)) AS who FROM facts WHERE status <> 'rejected') "
            f"GROUP BY who) AS counted ON counted.who = actors.id WHERE {where}"
        )
        parameters = tuple(value for _, values in terms for value in values)
        return Keyset(sql=sql, parameters=parameters, keys={"events": int, "id": str}, down=True)


def found(words: str, limit: int) -> Query:
    """Actors, documents and claims that words stand in, so many of each kind."""
    sql = (
        f"(SELECT 'actor' AS kind, id, name AS label, array_to_string(aliases[:5], '; ') AS text "  # noqa: S608 - ours
        "FROM actors WHERE contains(lower(array_to_string(list_prepend(name, aliases), chr(10))), "
        f"lower(?)) ORDER BY length(name), id LIMIT {limit:d}) UNION ALL "
        "(SELECT 'document', id, coalesce(title, origin), coalesce(outlet, '') FROM documents "
        "WHERE contains(lower(coalesce(title, '')), lower(?)) "
        f"ORDER BY published DESC NULLS LAST, id LIMIT {limit:d}) UNION ALL "
        "(SELECT 'event', members.event, any_value(claims.type), any_value(claims.sentence.text) "
        "FROM claims JOIN members ON members.claim = claims.id "
        "WHERE contains(lower(claims.sentence.text), lower(?)) "
        f"GROUP BY members.event ORDER BY members.event LIMIT {limit:d})"
    )
    return Query(sql=sql, parameters=(words, words, words))
