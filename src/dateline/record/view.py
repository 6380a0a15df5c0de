"""The view: a DuckDB file of flat tables and events, built from the tables, disposable.

It is built beside the old one and put in its place in one step, so that readers always see a
whole view; readers open it read-only, with no way out to other files or the network.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import batched, groupby
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from dateline.errors import NotFoundError, UsageError
from dateline.model import Actor, Claim, Document, Judgement, Merger, Problem, Query
from dateline.record.carry import carried_over, find_carried
from dateline.record.facts import make_facts
from dateline.record.schema import arrow_schema, from_row, to_row, to_table

VIEW_VERSION = "6"
ROWS_A_READ = 2_000
TABLES = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")
KEPT_BY = {
    "documents": "id",
    "claims": "id",
    "events": "id",
    "actors": "id",
    "facts": "id",
    "members": "claim",
}

Known = Callable[[str, str], Actor | None]  # an actor of the lexicon by id and name


def nobody(key: str, name: str) -> None:
    """No actor: what reports tell of somebody is all."""


@dataclass(frozen=True, slots=True)
class Merging:
    """How events are made of claims: by which merger, under which judgements.

    `mark` names the merger and the lexicon it knows, so that others rebuild the view. `named` are
    claims of decisions that were undone; they are carried over too.
    """

    merger: Merger
    judgements: Sequence[Judgement] = ()
    mark: str = ""
    named: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a view is built from: the two tables' datasets, and which coder ran last."""

    documents: Any
    codings: Any
    coders: Sequence[str]
    problems: Sequence[Problem]
    stamp: str


class View:
    """The flat tables of a record, ready to be asked."""

    def __init__(self, path: Path) -> None:
        """Open a built view, read-only."""
        self.path = path
        self.connection = duckdb.connect(str(path), read_only=True)
        self.connection.execute("SET enable_external_access = false")
        self.connection.execute("SET lock_configuration = true")
        self.stamp: str = self.connection.execute("SELECT stamp FROM stamp").fetchall()[0][0]

    def beside(self) -> "View":
        """The same view for another thread, over a connection of its own."""
        other = copy(self)
        other.connection = self.connection.cursor()
        return other

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, query: Query) -> list[dict[str, Any]]:
        """The rows that answer a query, as plain values."""
        return self.table(query).to_pylist()

    def table(self, query: Query) -> pa.Table:
        """The answer to a query as an Arrow table."""
        return arrow_table(self.run(query.sql, query.parameters))

    def run(self, sql: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyRelation:
        """Run one reading statement.

        Raises:
            UsageError: if it is not SQL that reads, or names what is not there.
        """
        try:
            statements = self.connection.extract_statements(sql)
            reading = len(statements) == 1 and statements[0].type in (
                duckdb.StatementType.SELECT,
                duckdb.StatementType.EXPLAIN,
            )
            if not reading:
                raise UsageError(
                    "this is not a single SELECT",
                    why="the record is read-only here: what was coded is never changed",
                    fix='ask with one SELECT: dateline query "SELECT type, mode FROM claims"',
                    code="query/not-a-select",
                )
            return self.connection.sql(sql, params=list(parameters))
        except duckdb.Error as error:
            raise UsageError(
                "the query does not run",
                why=str(error).split("\n\n")[0].replace("\n", " "),
                fix=f"the tables are {', '.join(TABLES)}; see their columns with: DESCRIBE claims",
                code="query/wrong",
            ) from error

    def rows(self, table: str, where: str = "", *parameters: object) -> Iterator[dict[str, Any]]:
        """The rows of a table, in order of time and id, as plain values."""
        reader = self.run(ordered(table, where), parameters).to_arrow_reader(ROWS_A_READ)
        for batch in reader or ():
            yield from batch.to_pylist()

    def arrow(self, table: str) -> Iterator[pa.RecordBatch]:
        """A table in its usual order, as Arrow record batches."""
        schema = arrow_schema(table)
        reader = self.run(ordered(table)).to_arrow_reader(ROWS_A_READ)
        for batch in reader or ():
            yield from pa.Table.from_batches([batch]).cast(schema).to_batches()

    def one(self, table: str, key: str) -> dict[str, Any]:
        """The row with an id.

        Raises:
            NotFoundError: if there is none.
        """
        found = list(self.rows(table, "WHERE id = ?", key))
        if not found:
            raise NotFoundError(
                f"there is no {key} in this record",
                why=f"none of its {table} has that id",
                fix=f"list them with: dateline {table}",
            )
        return found[0]

    def carried(self) -> dict[str, str]:
        """Judged claims of an earlier coder, and which claim each is now."""
        rows = self.connection.execute("SELECT id, now FROM carried").fetchall()
        return {old: new for old, new in rows}  # noqa: C416 - the rows are untyped tuples

    def judged(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """Judgements on the claims that this view holds."""
        return carried_over(judgements, self.carried())

    def lost(self, claims: Iterable[str]) -> set[str]:
        """Which of these claims are not in this view, nor carried over to one that is."""
        asked = sorted(set(claims))
        held = self.ask(
            Query(sql="SELECT id FROM claims WHERE list_contains(?, id)", parameters=(asked,))
        )
        return set(asked) - {row["id"] for row in held} - set(self.carried())


ORDER = {
    "documents": "published NULLS LAST, id",
    "claims": "published NULLS LAST, document, anchor.start, id",
    "quotes": 'document, "start", id',
    "assessments": "document, content.start, id",
    "events": '"when".first NULLS LAST, id',
    "actors": "name, id",
    "problems": "origin, stage, code",
}

# How the reason of a participant begins whose words only point to somebody ("it", "the ministry").
POINTS_BACK = "^[\"'].*, named before"


def arrow_table(answer: duckdb.DuckDBPyRelation) -> pa.Table:
    """The answer of a statement as an Arrow table; an empty one where it gives no rows."""
    return answer.to_arrow_table() or pa.table({})


def ordered(table: str, where: str = "") -> str:
    """The SQL of a table's rows in their usual order."""
    if table not in TABLES:
        raise UsageError(
            f"there is no table {table!r}",
            why=f"the tables are {', '.join(TABLES)}",
            fix="name one of them",
            code="query/no-table",
        )
    return f"SELECT * FROM {table} {where} ORDER BY {ORDER[table]}"  # noqa: S608 - names are ours


def stamp_of(path: Path) -> str | None:
    """What a view was built from; None where there is none that can be read."""
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            row = connection.execute("SELECT stamp FROM stamp").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None


def build(path: Path, source: Source, merging: Merging, known: Known) -> None:
    """Build a view beside the old one, then put it in its place."""
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    with duckdb.connect(str(fresh)) as connection:
        judgements = fill(connection, source, merging)
        merge(connection, replace(merging, judgements=judgements))
        make_facts(connection)
        put(connection, "actors", [to_row(actor) for actor in actors_in(connection, known)])
        for table, key in KEPT_BY.items():
            connection.execute(f"CREATE INDEX {table}_key ON {table} ({key})")
        connection.execute("CREATE TABLE stamp AS SELECT ? AS stamp", [source.stamp])
    fresh.replace(path)


def fill(
    connection: duckdb.DuckDBPyConnection, source: Source, merging: Merging
) -> list[Judgement]:
    """Copy the documents, and what the coder that ran last on each wrote down.

    Returns:
        The judgements, on the claims of that coder where they were on those of an earlier one.
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
        connection.execute(
            f"CREATE TABLE {table} AS SELECT one.* FROM "  # noqa: S608 - names are ours
            f"(SELECT unnest({table}) AS one FROM current)"
        )
    held = find_carried(connection, merging.judgements, merging.named)
    unread = to_table([to_row(problem) for problem in source.problems], arrow_schema("problems"))
    connection.register("unread", unread)
    connection.execute("INSERT INTO problems SELECT * FROM unread")
    for name in ("all_documents", "all_codings", "coders", "unread"):
        connection.unregister(name)
    return held


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Make a table of nouns."""
    connection.register("fresh", to_table(rows, arrow_schema(table)))
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM fresh")  # noqa: S608
    connection.unregister("fresh")


def merge(connection: duckdb.DuckDBPyConnection, merging: Merging) -> None:
    """Make the events: which claims belong together, then each group read in its turn."""
    groups = merging.merger.groups(
        read_claims(connection, "SELECT * FROM claims"), merging.judgements
    )
    ids: list[str] = []
    numbers: list[int] = []
    for number, group in enumerate(groups):
        ids += group
        numbers += [number] * len(group)
    connection.register("grouped", pa.table({"id": pa.array(ids, pa.string()), "number": numbers}))
    connection.execute("CREATE TABLE members AS SELECT * FROM grouped")
    connection.unregister("grouped")
    place = dict(zip(ids, numbers, strict=True))
    told = read_claims(
        connection, "SELECT claims.* FROM claims JOIN members USING (id) ORDER BY number, claims.id"
    )
    together = (list(group) for _, group in groupby(told, key=lambda claim: place[claim.id]))
    put(connection, "events", [])
    events = merging.merger.events(together, read_documents(connection))
    for some in batched(events, ROWS_A_READ):
        rows = to_table([to_row(event) for event in some], arrow_schema("events"))
        connection.register("fresh", rows)
        connection.execute("INSERT INTO events SELECT * FROM fresh")
        connection.unregister("fresh")
    connection.execute("DROP TABLE members")


def read_claims(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[Claim]:
    """The claims that a statement gives, as nouns."""
    answer = connection.cursor().execute(sql)
    names = [column[0] for column in answer.description or ()]
    while rows := answer.fetchmany(ROWS_A_READ):
        for row in rows:
            yield from_row(dict(zip(names, row, strict=True)), Claim)


def read_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, Document]:
    """The documents as nouns, by id."""
    found = arrow_table(connection.cursor().sql("SELECT * FROM documents")).to_pylist()
    return {row["id"]: from_row(row, Document) for row in found}


def actors_in(connection: duckdb.DuckDBPyConnection, known: Known) -> list[Actor]:
    """Everybody who takes part or is cited: as the lexicon knows them, or as the reports tell.

    Aliases are names: no words without a capital, and none that only point back to a name.
    """
    told = connection.execute(
        "SELECT who.id, any_value(who.name), any_value(who.kind), any_value(who.country), "
        "any_value(who.sector), list(DISTINCT who.text) FILTER "
        "(who.text <> lower(who.text) AND NOT regexp_matches(coalesce(who.why, ''), ?)) FROM ("
        "SELECT unnest(actor || recipient || attendee || attribution.source || attribution.chain) "
        "AS who FROM claims UNION ALL SELECT unnest(source) FROM quotes "
        "UNION ALL SELECT unnest(source) FROM assessments"
        ") WHERE who.id IS NOT NULL GROUP BY who.id ORDER BY who.id",
        [POINTS_BACK],
    ).fetchall()
    out = []
    for key, name, kind, country, sector, texts in told:
        row = {"id": key, "name": name, "kind": kind, "country": country, "sector": sector}
        row["aliases"] = sorted(text for text in texts or () if text != name)
        out.append(known(key, name) or from_row(row, Actor))
    return out
