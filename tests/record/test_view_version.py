"""The view's version: another set of columns needs another, or old views are read as new ones."""

import hashlib

import duckdb
import pytest

from dateline.lexicon import load
from dateline.record import Record
from dateline.record.build import VIEW_SHAPE, VIEW_VERSION
from dateline.run import open_view

COLUMNS = (
    "SELECT table_name, column_name, data_type FROM duckdb_columns() "
    "WHERE NOT internal ORDER BY table_name, column_index"
)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Table, column and type of all that is in a built view."""
    record = Record.create(tmp_path_factory.mktemp("shape") / "empty.dateline")
    open_view(record, load()).close()
    with duckdb.connect(str(record.view_path), read_only=True) as connection:
        return connection.execute(COLUMNS).fetchall()


def shape(columns: list[tuple[str, str, str]]) -> str:
    return f"{VIEW_VERSION}:{hashlib.sha256(repr(columns).encode()).hexdigest()[:16]}"


def test_other_columns_have_another_version(columns: list[tuple[str, str, str]]) -> None:
    assert shape(columns) == VIEW_SHAPE, (
        f"the columns of the view have changed: raise VIEW_VERSION above {VIEW_VERSION}, so that "
        "views that are there are built anew, then set VIEW_SHAPE to what stands on the left"
    )


def test_every_table_and_column_counts(columns: list[tuple[str, str, str]]) -> None:
    assert {"documents", "machine", "facts", "all_events", "members", "actors"} <= {
        table for table, _, _ in columns
    }
    for i, (table, name, kind) in enumerate(columns):
        for other in ((table, f"{name}2", kind), (table, name, f"{kind}[]")):
            assert shape([*columns[:i], other, *columns[i + 1 :]]) != VIEW_SHAPE
