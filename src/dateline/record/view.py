"""The view: flat tables and events to be asked; a file that is disposable, and what lies over it.

Readers open the file read-only, with no way out to other files or the network. What was decided
since it was built is worked out in memory, and laid over it.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from dateline.errors import NotFoundError, UsageError
from dateline.model import Judgement, Query
from dateline.record.build import Merging
from dateline.record.carry import carried_over
from dateline.record.overlay import attach, lay
from dateline.record.schema import arrow_schema
from dateline.record.settle import ROWS_A_READ

TABLES = ("documents", "claims", "quotes", "assessments", "events", "actors", "problems")


class View:
    """The flat tables of a record, ready to be asked."""

    def __init__(self, path: Path) -> None:
        """Open a built view."""
        self.path = path
        self.connection = attach(path)
        told = self.connection.execute("SELECT stamp, last FROM base.stamp").fetchall()[0]
        self.stamp: str = told[0]
        self.last: int = told[1]

    def catch_up(self, merging: Merging) -> None:
        """Lay over it what was decided since."""
        named = merging.since(self.last)
        if named:
            lay(self.connection, merging, named)
        self.last = merging.last

    def beside(self) -> "View":
        """The same view for another thread, over a connection of its own."""
        other = copy(self)
        other.connection = self.connection.cursor()
        return other

    def close(self) -> None:
        """Stop what another thread may still be asking, and let go of the file."""
        self.connection.interrupt()
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, query: Query) -> list[dict[str, Any]]:
        """The rows that answer a query, as plain values."""
        return self.table(query).to_pylist()

    def table(self, query: Query) -> pa.Table:
        """The answer to a query as an Arrow table.

        Raises:
            UsageError: if it is not SQL that reads, or its values are of the wrong kind.
        """
        answer = self.run(query.sql, query.parameters)
        try:
            return arrow_table(answer)
        except duckdb.Error as error:
            raise not_running(error) from error

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
            raise not_running(error) from error

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
            Query(sql="SELECT id FROM machine WHERE list_contains(?, id)", parameters=(asked,))
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


def not_running(error: duckdb.Error) -> UsageError:
    """What is said of a query that the database refuses."""
    return UsageError(
        "the query does not run",
        why=str(error).split("\n\n")[0].replace("\n", " "),
        fix=f"the tables are {', '.join(TABLES)}; see their columns with: DESCRIBE claims",
        code="query/wrong",
    )


def arrow_table(answer: duckdb.DuckDBPyRelation) -> pa.Table:
    """The answer of a statement as an Arrow table; one without columns where it gives none."""
    found = answer.to_arrow_table()
    return pa.table({}) if found is None else found


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
