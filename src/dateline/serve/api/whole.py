"""Whole results: streamed as they are read, with no cap on rows and never all in memory.

Every stream reads over a cursor of its own, some hundred rows at a time. When the reader goes away
the query is stopped. Text of CSV and TSV that a spreadsheet would run is made harmless.
"""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

import anyio.to_thread
import pyarrow as pa
from fastapi import Response
from fastapi.responses import StreamingResponse

from dateline.analyse.items import Decided, events_by_id
from dateline.analyse.keyset import Keyset
from dateline.export import csv_lines, geojson_lines, jsonl_lines, write_parquet
from dateline.model import Query
from dateline.record import View
from dateline.serve.api.answer import Asker, tag_of
from dateline.serve.problem import refusals
from dateline.serve.shelf import Rows

ROWS = 500  # a thousand events of many claims are some megabytes
BYTES = 1 << 18
KEY = "sort_key"


class Form(StrEnum):
    """The forms of whole results."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    GEOJSON = "geojson"
    PARQUET = "parquet"


class Table(StrEnum):
    """The forms of what is in no place."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"


MEDIA: Mapping[str, str] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Whole:
    """All rows of a list.

    `table` names its columns in CSV; `name` is that of the file. With `decided` the rows of the
    list are ids of events, each of which is given whole.
    """

    name: str
    table: str
    query: Query
    decided: Decided | None = None

    @classmethod
    def of(cls, name: str, table: str, held: Keyset) -> "Whole":
        """All rows of a keyset list."""
        return cls(name, table, held.whole())

    def tables(self, view: View) -> Iterator[pa.Table]:
        """The rows, some hundred at a time."""
        reader = view.run(self.query.sql, self.query.parameters).to_arrow_reader(ROWS)
        nothing = pa.Table.from_batches([], schema=reader.schema)
        parts = (pa.Table.from_batches([batch]) for batch in reader)
        first = next(parts, nothing)
        # A cursor of its own, for the one at hand is reading the ids.
        with view.beside() as other:
            touched = other.ask(self.decided.touched()) if self.decided else []
        for some in chain([first], parts):
            whole = some
            if self.decided is not None:
                whole = events_in_order(view, [str(key) for key in some["id"].to_pylist()], touched)
            yield whole.drop_columns([name for name in (KEY,) if name in whole.column_names])


def events_in_order(view: View, ids: list[str], touched: Rows) -> pa.Table:
    """The events with these ids, in their order; `touched` as `events_by_id` takes it."""
    # A cursor of its own, for the one at hand is still reading the ids.
    with view.beside() as other:
        found = other.table(events_by_id(ids, touched))
    place = {key: i for i, key in enumerate(found["id"].to_pylist())}
    return found.take(pa.array([place[key] for key in ids if key in place], pa.int64()))


def stream(asker: Asker, whole: Whole, form: str) -> Response:
    """A whole result in a form."""
    view = asker.shelf.view.beside()
    tables = whole.tables(view)
    # The first rows are read before the reply begins, so that what goes wrong is told as a problem.
    held = chain([next(tables)], tables)
    told = {"query": asker.request.url.query, "snapshot": asker.shelf.snapshot}
    lines = WRITERS[form](held, whole.table, told)
    name = f'attachment; filename="{whole.name}.{form}"'
    headers = {"ETag": tag_of(asker.shelf), "Content-Disposition": name}
    return StreamingResponse(sent(lines, view), media_type=MEDIA[form], headers=headers)


async def sent(lines: Iterator[bytes], view: View) -> AsyncIterator[bytes]:
    """The lines, gathered to chunks; the query is stopped when nobody takes them any more."""
    ended = b""
    chunks = gathered(lines)
    try:
        while True:
            chunk = await anyio.to_thread.run_sync(next, chunks, ended, abandon_on_cancel=True)
            if chunk is ended:
                return
            yield chunk
    finally:
        view.close()


def gathered(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Lines as chunks of some size."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BYTES:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def rows_of(tables: Iterator[pa.Table]) -> Iterator[dict[str, Any]]:
    """Tables as rows."""
    for table in tables:
        yield from table.to_pylist()


def as_jsonl(tables: Iterator[pa.Table], _: str, __: Mapping[str, str]) -> Iterator[bytes]:
    """JSON Lines."""
    return jsonl_lines(rows_of(tables))


def as_csv(tables: Iterator[pa.Table], table: str, _: Mapping[str, str]) -> Iterator[bytes]:
    """CSV."""
    return csv_lines(rows_of(tables), table, safe=True)


def as_tsv(tables: Iterator[pa.Table], table: str, _: Mapping[str, str]) -> Iterator[bytes]:
    """Tab-separated values."""
    return csv_lines(rows_of(tables), table, safe=True, tabs=True)


def as_geojson(tables: Iterator[pa.Table], _: str, told: Mapping[str, str]) -> Iterator[bytes]:
    """GeoJSON."""
    return geojson_lines(rows_of(tables), **told)


def as_parquet(tables: Iterator[pa.Table], _: str, __: Mapping[str, str]) -> Iterator[bytes]:
    """Parquet, whose end tells where everything is: by way of a file, which is then sent."""
    first = next(tables)
    batches = (
        batch for one in chain([first], tables) for batch in one.cast(first.schema).to_batches()
    )
    with tempfile.TemporaryFile() as file:
        write_parquet(batches, first.schema, file)
        file.seek(0)
        while chunk := file.read(BYTES):
            yield chunk


Writer = Callable[[Iterator[pa.Table], str, Mapping[str, str]], Iterator[bytes]]
WRITERS: Mapping[str, Writer] = {
    "jsonl": as_jsonl, "csv": as_csv, "tsv": as_tsv, "geojson": as_geojson, "parquet": as_parquet,
}  # fmt: skip


def streams() -> dict[Any, dict[str, Any]]:
    """The documented answers of a call that gives a whole result."""
    text = {"schema": {"type": "string"}}
    kinds = {kind.split(";")[0]: text for kind in MEDIA.values()}
    kinds[MEDIA["geojson"]] = {"schema": {"$ref": "#/components/schemas/FeatureCollection"}}
    told: dict[Any, dict[str, Any]] = {
        200: {"description": "All of it, as it is read", "content": kinds},
        304: {"description": "Nothing has changed since the tag that the asker has"},
    }
    return {**told, **refusals(400, 404)}
