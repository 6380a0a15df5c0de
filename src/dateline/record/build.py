"""Building a view: a DuckDB file of flat tables and events, from the tables of a record.

It is built beside the old one and put in its place in one step, so that readers always see a
whole view. What was decided since is laid over it by `dateline.record.overlay`.
"""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dateline.model import Actor, Decided, Merger, Problem, Telling
from dateline.record.carry import carry_over, make_carried
from dateline.record.database import connected
from dateline.record.facts import BEGAN, facts_sql
from dateline.record.schema import arrow_schema, from_row, to_row, to_table
from dateline.record.settle import make_tables, read_documents, settled

FORGOTTEN = 3600  # seconds
VIEW_VERSION = "10"  # raise it whenever the view is built otherwise than before
VIEW_SHAPE = "10:9ac46aadfb169a6d"  # the version, and a hash of all columns: a test compares them
KEPT_BY = {
    "documents": "id", "machine": "id", "all_events": "id", "actors": "id", "facts": "id",
    "members": "claim", "origins": "document",
}  # fmt: skip
# How the reason of a participant begins whose words only point to somebody ("it", "the ministry").
POINTS_BACK = "^[\"'].*, named before"
SPEAKERS = (
    "SELECT unnest(source) AS who FROM quotes UNION ALL SELECT unnest(source) FROM assessments"
)
TOLD = (
    "SELECT * FROM machine WHERE id NOT IN (SELECT id FROM corrected) "
    "UNION ALL SELECT * FROM corrected"
)

Known = Callable[[str, str], Actor | None]  # an actor of the lexicon by id and name


def nobody(key: str, name: str) -> None:
    """No actor: what reports tell of somebody is all."""


@dataclass(frozen=True, slots=True)
class Merging:
    """How events are made of claims: by which merger, under which decisions.

    `mark` names the merger and the lexicon it knows, so that others rebuild the view. `named` are
    the claims of all decisions, undone ones as well; `since` gives those named by decisions, or
    by what undid them, after a number of the journal. `last` is the newest such number.
    """

    merger: Merger
    decided: Decided = field(default_factory=Decided)
    mark: str = ""
    named: Sequence[str] = ()
    since: Callable[[int], Sequence[str]] = lambda _: ()
    last: int = 0
    known: Known = nobody


@dataclass(frozen=True, slots=True)
class Source:
    """What a view is built from: the two tables' datasets, and which coder ran last.

    `coded` has a row for every document and coder, with the time at which it was coded.
    """

    documents: Any
    codings: Any
    coded: pa.Table
    coders: Sequence[str]
    problems: Sequence[Problem]
    stamp: str


def stamp_of(path: Path) -> tuple[str, int] | None:
    """What a view was built from, and the newest decision it knows; None where none can be read."""
    if not path.exists():
        return None
    try:
        with connected(path, read_only=True) as connection:
            row = connection.execute("SELECT stamp, last FROM stamp").fetchone()
    except duckdb.Error:
        return None
    return (row[0], row[1]) if row else None


def readable(path: Path) -> bool:
    """Whether a view is there that this version can read, of whatever state of the record."""
    built = stamp_of(path)
    return built is not None and built[0].startswith(f"{VIEW_VERSION}/")


def build(path: Path, source: Source, merging: Merging) -> None:
    """Build a view beside the old one, then put it in its place."""
    path.parent.mkdir(exist_ok=True)
    clear_half_built(path)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with connected(fresh) as connection:
        fill(connection, source)
        put_told(connection, merging.decided.tellings)
        decided = carry_over(merging.decided, make_carried(connection, merging.named))
        connection.unregister("all_codings")
        put_origins(connection, merging.merger)
        make_tables(connection)
        for some in settled(connection, "SELECT * FROM machine", merging.merger, decided):
            some.write(connection, "")
        put_in_order(connection)
        connection.execute(
            f"CREATE TABLE facts AS {facts_sql('all_events', f'({TOLD})')} "
            "ORDER BY began DESC, id DESC"
        )
        people = f"{people_of(TOLD)} UNION ALL {SPEAKERS}"
        put(connection, "actors", [to_row(one) for one in actors_in(connection, people, merging)])
        for table, key in KEPT_BY.items():
            connection.execute(f"CREATE INDEX {table}_key ON {table} ({key})")
        connection.execute(
            "CREATE TABLE stamp AS SELECT ? AS stamp, ?::BIGINT AS last",
            [source.stamp, merging.last],
        )
    fresh.replace(path)


def clear_half_built(path: Path) -> None:
    """Remove what killed processes left of views that they were building.

    Whoever still builds has written within the hour, on whichever machine.
    """
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError):
            if left.is_file() and time.time() - left.stat().st_mtime > FORGOTTEN:
                left.unlink()


def fill(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Copy the documents, and what the coder that ran last on each wrote down.

    The codings of all coders stay registered as `all_codings`.
    """
    connection.register("all_documents", source.documents)
    connection.register("all_codings", source.codings)
    names = ", ".join(f'"{name}"' for name in arrow_schema("documents").names)
    connection.execute(f"CREATE TABLE documents AS SELECT {names} FROM all_documents")  # noqa: S608
    order = pa.table(
        {"coder": pa.array(source.coders, pa.string()), "run": range(len(source.coders))}
    )
    connection.register("coders", order)
    connection.execute(
        "CREATE TEMP TABLE current AS SELECT * FROM all_codings JOIN coders USING (coder) "
        "QUALIFY row_number() OVER (PARTITION BY document ORDER BY run DESC) = 1"
    )
    for table in ("claims", "quotes", "assessments", "problems"):
        name = "machine" if table == "claims" else table
        connection.execute(
            f"CREATE TABLE {name} AS SELECT one.* FROM "  # noqa: S608 - names are ours
            f"(SELECT unnest({table}) AS one FROM current)"
        )
    note_times(connection, source)
    unread = to_table([to_row(problem) for problem in source.problems], arrow_schema("problems"))
    connection.register("unread", unread)
    connection.execute("INSERT INTO problems SELECT * FROM unread")
    for name in ("all_documents", "coders", "unread"):
        connection.unregister(name)


def note_times(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Make `coded`, when each document was last coded, and `former`, claims of earlier coders."""
    connection.register("times", source.coded)
    connection.execute(
        "CREATE TABLE coded AS SELECT document, max(coded_at) AS coded_at FROM current "
        "JOIN times USING (document, coder) GROUP BY document"
    )
    connection.unregister("times")
    told = "SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS document WHERE false"
    if len(source.coders) > 1:
        every = "SELECT document, unnest(claims) AS one FROM all_codings"
        told = f"SELECT one.id AS id, document FROM ({every})"  # noqa: S608 - ours
    connection.execute(
        f"CREATE TABLE former AS SELECT DISTINCT id AS claim, document FROM ({told}) "  # noqa: S608 - ours
        "WHERE id NOT IN (SELECT id FROM machine)"
    )


def put_told(connection: duckdb.DuckDBPyConnection, tellings: Sequence[Telling]) -> None:
    """Add the claims that analysts told of the documents that are there."""
    told = to_table([to_row(one.claim) for one in tellings], arrow_schema("claims"))
    connection.register("told", told)
    connection.execute(
        "INSERT INTO machine BY NAME "
        "SELECT * FROM told WHERE document IN (SELECT id FROM documents)"
    )
    connection.unregister("told")


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Make a table of nouns."""
    connection.register("fresh", to_table(rows, arrow_schema(table)))
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM fresh")  # noqa: S608
    connection.unregister("fresh")


def put_in_order(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the events in the order of lists, so that those of a page lie together."""
    connection.execute(
        f"CREATE TABLE in_order AS SELECT * FROM all_events ORDER BY {BEGAN} DESC, id DESC"  # noqa: S608
    )
    connection.execute("DROP TABLE all_events")
    connection.execute("ALTER TABLE in_order RENAME TO all_events")


def put_origins(connection: duckdb.DuckDBPyConnection, merger: Merger) -> None:
    """Make the table `origins`: where each document has its words from."""
    found = merger.origins(read_documents(connection))
    kinds = {"document": pa.string(), "origins": pa.list_(pa.string())}
    rows = {"document": list(found), "origins": [list(names) for names in found.values()]}
    connection.register("fresh", pa.table(rows, schema=pa.schema(kinds.items())))
    connection.execute("CREATE TABLE origins AS SELECT * FROM fresh")
    connection.unregister("fresh")


def people_of(claims: str) -> str:
    """The SQL of everybody (`who`) who takes part in claims or is cited for them."""
    return (
        "SELECT unnest(actor || recipient || attendee || attribution.source || attribution.chain) "  # noqa: S608 - ours
        f"AS who FROM ({claims})"
    )


def actors_in(connection: duckdb.DuckDBPyConnection, people: str, merging: Merging) -> list[Actor]:
    """The actors that `people` are: as the lexicon knows them, or as the reports tell.

    Aliases are names: no words without a capital, and none that only point back to a name.
    """
    told = connection.execute(
        "SELECT who.id, any_value(who.name), any_value(who.kind), any_value(who.country), "  # noqa: S608 - ours
        "any_value(who.sector), list(DISTINCT who.text) FILTER (who.text <> lower(who.text) "
        f"AND NOT regexp_matches(coalesce(who.why, ''), ?)) FROM ({people}) "
        "WHERE who.id IS NOT NULL GROUP BY who.id ORDER BY who.id",
        [POINTS_BACK],
    ).fetchall()
    out = []
    for key, name, kind, country, sector, texts in told:
        row = {"id": key, "name": name, "kind": kind, "country": country, "sector": sector}
        row["aliases"] = sorted(text for text in texts or () if text != name)
        out.append(merging.known(key, name) or from_row(row, Actor))
    return out
