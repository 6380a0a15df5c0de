"""Connections to DuckDB, set as all of ours are."""

from pathlib import Path

import duckdb


def connected(path: Path | None = None, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to a database file, or to one in memory, that prints nothing by itself.

    In a program without a file of its own (`python -c`, a process that another one started)
    DuckDB draws a bar on standard output when a statement takes over two seconds. Cursors of the
    connection draw none either.
    """
    connection = duckdb.connect(str(path) if path else ":memory:", read_only=read_only)
    connection.execute("SET enable_progress_bar = false")
    return connection
