"""Paths to documents: which files there are, what each holds, and who reads it."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from dateline.errors import UsageError
from dateline.ingest.dates import iso_date
from dateline.ingest.decode import beginning, decode, is_binary
from dateline.ingest.rows import LIMIT, Found, Usual, finished, of_row, of_text, problem, too_large
from dateline.ingest.streams import Rest, Row, csv_rows, json_lines, json_values
from dateline.model import Document, Problem

FORMS: Mapping[str, str] = MappingProxyType(
    {".txt": "text", ".html": "page", ".htm": "page", ".json": "json", ".jsonl": "lines",
     ".ndjson": "lines", ".csv": "csv"}
)  # fmt: skip
ROWS: Mapping[str, Callable[[BinaryIO, str], Iterator[Row]]] = MappingProxyType(
    {"json": json_values, "lines": json_lines, "csv": csv_rows}
)
HEAD = 65536
STANDARD_INPUT = "-"
RECORDS = ".dateline"
PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
OTHER = re.compile(r"<\?xml|<rss\b|<feed\b|<rdf:|<!DOCTYPE\b|WARC/\d|filedesc://", re.IGNORECASE)
OBJECT = re.compile(r"\{\s*[\"}]")
ARRAY = re.compile(r"\[\s*[{\]]")


def read(
    paths: Sequence[str | Path],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Iterator[Document | Problem]:
    """Read documents from files, folders and standard input ("-").

    Args:
        paths: What to read; folders are read whole, in the order of their paths.
        published: Publication date of the documents that give none.
        outlet: Outlet of the documents that give none.
        url: Address of the documents that give none.
        language: Language of the documents that give none.

    Returns:
        Documents and problems, as they are come upon; a problem stops nothing.

    Raises:
        UsageError: if `published` is not a date.
    """
    day = iso_date(published) if published else None
    if published and day is None:
        raise UsageError(
            f"{published!r} is not a date", why="a publication date was expected",
            fix="write it like 2025-10-11", code="ingest/bad-date",
        )  # fmt: skip
    usual = Usual(day, outlet or None, url or None, language or None)
    return (one for path in paths for one in from_path(str(path), usual))


def from_path(path: str, usual: Usual) -> Iterator[Document | Problem]:
    """Everything at one path."""
    if path == STANDARD_INPUT:
        yield from from_source(sys.stdin.buffer, path, None, usual)
    elif Path(path).is_dir():
        found = list(files_in(Path(path)))
        if not found:
            yield problem(path, "empty", f"the folder holds no {', '.join(FORMS)} files")
        for file in found:
            yield from from_file(file, usual)
    else:
        yield from from_file(Path(path), usual)


def files_in(folder: Path) -> Iterator[Path]:
    """The files of a folder that can be read, sorted; records in it are passed over."""
    found = []
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.endswith(RECORDS)]
        found += [Path(at, name) for name in files if Path(name).suffix.lower() in FORMS]
    return iter(sorted(found, key=lambda path: path.parts))


def from_file(path: Path, usual: Usual) -> Iterator[Document | Problem]:
    """The documents of one file."""
    origin = shown(path)
    try:
        with path.open("rb") as source:
            yield from from_source(source, origin, FORMS.get(path.suffix.lower()), usual)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        yield problem(origin, "unreadable", f"it cannot be read: {why}")


def shown(path: Path) -> str:
    """A path as text that any output can hold; names may be of any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def from_source(
    source: BinaryIO, origin: str, form: str | None, usual: Usual
) -> Iterator[Document | Problem]:
    """The documents of an open file, in a form that is known or seen from its beginning."""
    head = source.read(HEAD)
    if not head.strip():
        yield problem(origin, "empty", "it is empty")
        return
    if is_binary(head):
        yield problem(origin, "binary", "it is not text")
        return
    start = beginning(head)
    form = form or seen(start.text)
    if form == "other":
        what = "it is a feed, XML or a web archive; text, HTML, JSON and CSV are read"
        yield problem(origin, "unknown-form", what)
    elif form in ROWS:
        whole = io.BufferedReader(Rest(head, source, start.encoding))
        for row in ROWS[form](whole, origin):
            yield from from_row(row, usual)
    else:
        yield from from_whole(io.BufferedReader(Rest(head, source)), origin, form, usual)


def seen(head: str) -> str:
    """The form that a text seems to be in."""
    start = head.lstrip("\ufeff \t\r\n")
    first, _, rest = start.partition("\n")
    if PAGE.match(start):
        return "page"
    if OTHER.match(start):
        return "other"
    if ARRAY.match(start):
        return "json"
    if OBJECT.match(start):
        many = first.rstrip().endswith("}") and rest.lstrip().startswith("{")
        return "lines" if many else "json"
    columns = [name.strip(' "\r').lower() for name in first.split(",")]
    return "csv" if len(columns) > 1 and "text" in columns else "text"


def from_row(row: Row, usual: Usual) -> Iterator[Document | Problem]:
    """The document of a row."""
    yield from (row,) if isinstance(row, Problem) else one(of_row(row[1], row[0]), usual)


def from_whole(
    source: BinaryIO, origin: str, form: str, usual: Usual
) -> Iterator[Document | Problem]:
    """The one document of a text or a page."""
    data = source.read(LIMIT + 1)
    if len(data) > LIMIT:
        yield too_large(origin)
    elif is_binary(data):
        yield problem(origin, "binary", "it is not text")
    elif form == "page":
        from dateline.ingest.page import of_page  # noqa: PLC0415 - takes 0.15 s at every start

        yield from one(of_page(data, origin), usual)
    else:
        yield from one(of_text(decode(data), origin), usual)


def one(made: Found | Problem, usual: Usual) -> Iterator[Document | Problem]:
    """One document, or why there is none."""
    if isinstance(made, Problem):
        yield made
    else:
        yield from finished(made, usual)
