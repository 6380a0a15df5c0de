"""What the commands print: rows as a table or as data on stdout, everything else on stderr."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.errors import DatelineError, UsageError

STDOUT = Console(highlight=False, soft_wrap=False)
STDERR = Console(stderr=True, highlight=False)
Row = Mapping[str, Any]
Cell = Callable[[Row], str]
WIDE = 200
TERMINAL_ROWS = 100
INVISIBLE = {
    code: "\ufffd"
    for code in (*range(32), *range(127, 160), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                 *range(0x2066, 0x206A), 0xFEFF)
    if code != ord("\n")
}  # fmt: skip


def shown(text: object) -> str:
    """Text as a terminal may show it: control and direction marks made visible."""
    return "" if text is None else str(text).translate(INVISIBLE)


def names(people: Sequence[Row] | None) -> str:
    """Participants in a few words."""
    return ", ".join(
        f"{shown(who['name'])} ({who['country']})" if who.get("country") and who["kind"] != "state"
        else shown(who["name"])
        for who in people or ()
    )  # fmt: skip


def kind_of_event(row: Row) -> str:
    """Type and mode in one cell."""
    return f"{row['type']}/{row['mode']}" if row["mode"] else row["type"]


def dates(when: Row) -> str:
    """First and last day in one cell."""
    first, last = when["first"] or "", when["last"] or ""
    return first if first == last else f"{first}..{last}"


def source_of(row: Row) -> str:
    """Who says so: the source, or the outlet."""
    told = row["attribution"]
    return names(told["source"]) or told["kind"]


COLUMNS: Mapping[str, Mapping[str, Cell]] = {
    "documents": {
        "id": lambda r: r["id"],
        "published": lambda r: shown(r["published"]),
        "outlet": lambda r: shown(r["outlet"]),
        "title": lambda r: shown(r["title"] or r["text"].strip().split("\n")[0][:70]),
        "words": lambda r: str(r["words"]),
    },
    "claims": {
        "id": lambda r: r["id"],
        "when": lambda r: dates(r["when"]),
        "type": kind_of_event,
        "actor": lambda r: names(r["actor"]),
        "anchor": lambda r: shown(r["anchor"]["text"]),
        "recipient": lambda r: names(r["recipient"]),
        "says who": source_of,
        "sure": lambda r: " ".join((r["factuality"], *r["aux"])),
    },
    "quotes": {
        "id": lambda r: r["id"],
        "source": lambda r: names(r["source"]),
        "cue": lambda r: shown(r["cue"]["text"]),
        "text": lambda r: shown(r["text"]),
    },
    "assessments": {
        "id": lambda r: r["id"],
        "kind": lambda r: r["kind"],
        "source": lambda r: names(r["source"]),
        "cue": lambda r: shown(r["cue"]["text"]),
        "content": lambda r: shown(r["content"]["text"]),
    },
    "events": {
        "id": lambda r: r["id"],
        "when": lambda r: dates(r["when"]),
        "type": kind_of_event,
        "actor": lambda r: names(r["actor"]),
        "recipient": lambda r: names(r["recipient"]),
        "place": lambda r: ", ".join(shown(p["name"]) for p in r["place"]),
        "reports": lambda r: str(r["support"]["independent"]),
        "standing": lambda r: r["standing"] + (" !" if r["contradictions"] else ""),
    },
    "actors": {
        "id": lambda r: r["id"],
        "name": lambda r: shown(r["name"]),
        "kind": lambda r: r["kind"],
        "country": lambda r: shown(r["country"]),
        "sector": lambda r: " ".join(r["sector"]),
    },
    "problems": {
        "origin": lambda r: shown(r["origin"]),
        "code": lambda r: r["code"],
        "what": lambda r: shown(r["what"]),
    },
}

CITED_COLUMNS: Mapping[str, Cell] = {
    "id": lambda r: shown(r["id"]),
    "source": lambda r: shown(r["name"]) + (f" ({r['country']})" if r["country"] else ""),
    "kind": lambda r: r["kind"],
    **{name: lambda r, name=name: str(r[name])  # type: ignore[misc]
       for name in ("cited", "claims", "quotes", "assessments", "documents")},
    "for": lambda r: " ".join(r["types"]),
    "outlets": lambda r: ", ".join(shown(outlet) for outlet in r["outlets"]),
}  # fmt: skip


def table_of(rows: Iterable[Row], columns: Mapping[str, Cell]) -> Table:
    """Rows as a table for people."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, no_wrap=name in ("id", "when", "published"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row)) for cell in columns.values()))
    return table


def plain_columns(rows: Sequence[Row]) -> Mapping[str, Cell]:
    """Columns for rows of any kind: every key, as it is."""
    keys = list(rows[0]) if rows else []
    return {key: lambda row, key=key: as_text(row[key]) for key in keys}  # type: ignore[misc]


def as_text(value: object) -> str:
    """A value in a cell."""
    return as_json(value) if isinstance(value, dict | list) else shown(value)


def as_json(value: object, indent: int | None = None) -> str:
    """JSON; what it has no form for (dates, decimals of a query) as text."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def chosen_form(form: str | None) -> str:
    """The form asked for, else a table on a terminal and JSON Lines in a pipe."""
    return form or ("table" if sys.stdout.isatty() else "nl")


def emit(
    rows: Sequence[Row], *, columns: Mapping[str, Cell] | None = None, form: str | None = None,
    fields: str = "", meta: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    """Print rows in the form asked for: `table`, `json`, `nl`, `csv` or `tsv`."""
    rows = picked(rows, fields)
    columns = plain_columns(rows) if fields or columns is None else columns
    form = chosen_form(form)
    if form == "table":
        console = STDOUT if STDOUT.is_terminal else Console(width=WIDE, highlight=False)
        console.print(table_of(rows, columns))
    elif form == "json":
        said = {"meta": {"count": len(rows), **(meta or {})}, "items": rows}
        write(as_json(said, indent=2) + "\n")
    elif form == "nl":
        write("".join(as_json(row) + "\n" for row in rows))
    else:
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row) for cell in columns.values()] for row in rows)
        write(out.getvalue())


def picked(rows: Sequence[Row], fields: str) -> Sequence[Row]:
    """Only some fields of each row."""
    if not fields or not rows:
        return rows
    wanted = [field.strip() for field in fields.split(",") if field.strip()]
    for field in wanted:
        if field not in rows[0]:
            raise UsageError(
                f"there is no field {field!r}",
                why=f"the fields are {', '.join(rows[0])}",
                fix="name some of them: --fields id,type",
                code="cli/no-field",
            )
    return [{field: row[field] for field in wanted} for row in rows]


def write(text: str) -> None:
    """Put text on stdout as UTF-8, whatever the terminal's own encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def opened(path: Path, option: str = "-o") -> BinaryIO:
    """A file to write to, which was named with an option.

    Raises:
        UsageError: if it cannot be written.
    """
    try:
        return path.open("wb")
    except OSError as error:
        raise UsageError(
            f"cannot write {path}",
            why=str(error.strerror or error),
            fix=f"give another path with {option}",
            code="cli/cannot-write",
        ) from error


def complain(error: DatelineError) -> None:
    """Print an error in three lines: what failed, why, what to do."""
    STDERR.print(Text(f"error: {shown(error.what)}", style="bold red"), soft_wrap=True)
    if error.why:
        STDERR.print(Text(f"why:   {shown(error.why)}"), soft_wrap=True)
    if error.fix:
        STDERR.print(Text(f"do:    {shown(error.fix)}"), soft_wrap=True)


def note(text: str) -> None:
    """Say something on stderr."""
    STDERR.print(Text(shown(text)), soft_wrap=True)
