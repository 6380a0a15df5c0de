"""Rows as CSV: nested values flattened to named columns, lists joined by "; ".

A spreadsheet may run a cell that begins like a formula; `excel` makes such text harmless with a
leading apostrophe and adds a byte order mark. Numbers are never changed.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

JOINED_BY = "; "
BOM = "\ufeff".encode()
BREAKS = re.compile("[\\t\\n\\v\\f\\r\\x1c-\\x1e\\x85\u2028\u2029]+")
FORMULA = ("=", "+", "-", "@", "\t", "\r")

PEOPLE = ("text", "name", "country", "sector", "office", "kind", "id")
PLACE = ("text", "name", "country", "admin1", "geonames", "latitude", "longitude", "grain")
WHEN = ("text", "first", "last", "grain", "basis")
QUANTITY = ("text", "low", "high", "hedge", "unit", "item")
ITEM = ("text", "name", "class", "maker")


def under(parent: str, fields: Iterable[str]) -> tuple[str, ...]:
    """Dotted paths of fields under a parent."""
    return tuple(f"{parent}.{field}" for field in fields)


CLAIM_PATHS = (
    "id", "document", "outlet", "published", "sentence.number", "sentence.text",
    "sentence.start", "sentence.end", "anchor.text", "anchor.start", "anchor.end", "type", "mode",
    "context", "cameo", "quad", "intensity", *under("actor", PEOPLE),
    *under("recipient", PEOPLE), *under("attendee", PEOPLE), *under("place", PLACE),
    *under("when", WHEN), *under("quantity", QUANTITY), *under("item", ITEM),
    "attribution.kind", *under("attribution.source", PEOPLE), "attribution.cue.text",
    "attribution.content.text", "factuality", "aux", "score", "coder", "pattern", "stamp",
)  # fmt: skip

EVENT_PATHS = (
    "id", "revision", "type", "mode", "context", *under("actor", PEOPLE),
    *under("recipient", PEOPLE), *under("attendee", PEOPLE), *under("place", PLACE),
    *under("when", WHEN), *under("item", ITEM), *under("quantity", (*QUANTITY, "best")),
    "claims", "support.documents", "support.independent", "support.outlets",
    "support.sources", "standing", "contradictions.field", "merged_into",
)  # fmt: skip

ACTOR_PATHS = (
    "id", "name", "kind", "country", "sector", "wikidata", "aliases",
    *under("offices", ("office", "country", "sector", "from", "until", "source")),
)  # fmt: skip

PATHS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "id", "origin", "sha256", "url", "title", "outlet", "author", "published", "retrieved",
        "language", "words", "syndicated_from", "text",
    ),
    "claims": CLAIM_PATHS,
    "quotes": (
        "id", "document", "sentence.number", "sentence.text", "text", "start", "end", "direct",
        *under("source", PEOPLE), "cue.text", "claims",
    ),
    "assessments": (
        "id", "document", "sentence.number", "sentence.text", "content.text", "content.start",
        "content.end", "cue.text", *under("source", PEOPLE), "kind",
    ),
    "events": EVENT_PATHS,
    # What the page and the API give has more columns than the nouns.
    "listed_events": (
        *EVENT_PATHS, "quad", "intensity", "score", "status", "updated_at", "permalink",
    ),
    "listed_claims": ("event", *CLAIM_PATHS),
    "listed_actors": (*ACTOR_PATHS, "events"),
    "edges": (
        "source", "target", "source_label", "target_label", "events", "reports", "cooperation",
        "conflict", "net", "mean", "first", "last",
    ),
    "actors": ACTOR_PATHS,
    "problems": ("document", "origin", "stage", "code", "what"),
}  # fmt: skip


def columns_of(table: str) -> tuple[str, ...]:
    """The CSV columns of a table, in order; the same in every file."""
    return tuple(path.replace(".", "_") for path in PATHS[table])


def write_csv(
    rows: Iterable[Mapping[str, object]], table: str, out: BinaryIO, *, excel: bool = False
) -> int:
    """Write rows with a header; returns how many. See `columns_of` for the columns."""
    if excel:
        out.write(BOM)
    count = -1
    for line in csv_lines(rows, table, safe=excel):
        out.write(line)
        count += 1
    return count


def csv_lines(
    rows: Iterable[Mapping[str, object]], table: str, *, safe: bool = False, tabs: bool = False
) -> Iterator[bytes]:
    """A header and a line for each row, as they come.

    Args:
        rows: The rows.
        table: Which columns they have; see `columns_of`.
        safe: Make text harmless that a spreadsheet would run.
        tabs: Separate by tabs; a tab or line break inside a cell becomes a blank, for readers
            of such files know no quotes.
    """
    yield line_of(columns_of(table), tabs=tabs)
    paths = [path.split(".") for path in PATHS[table]]
    for row in rows:
        cells = [cell(values_at(row, path)) for path in paths]
        yield line_of([harmless(one) for one in cells] if safe else cells, tabs=tabs)


def line_of(cells: Iterable[object], *, tabs: bool) -> bytes:
    """One line."""
    if tabs:
        plain_cells = (" ".join(BREAKS.split(str(one))) for one in cells)
        return ("\t".join(plain_cells) + "\n").encode()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def values_at(node: object, path: list[str]) -> list[object]:
    """The values at a dotted path, through lists; an absent value is None."""
    if isinstance(node, list | tuple):
        return [value for item in node for value in values_at(item, path)]
    if not path:
        return [node]
    if not isinstance(node, Mapping):
        return [None]
    return values_at(node.get(path[0]), path[1:])


def cell(values: list[object]) -> object:
    """One cell: a single value as it is, several joined; lists keep empty places."""
    if not values:
        return ""
    if len(values) == 1:
        return "" if values[0] is None else plain(values[0])
    return JOINED_BY.join("" if value is None else str(plain(value)) for value in values)


def plain(value: object) -> object:
    """A value as CSV shows it: booleans as true/false, text without NUL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value


def harmless(value: object) -> object:
    """Text that a spreadsheet will not run as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def datapackage(table: str, file_name: str) -> str:
    """A `datapackage.json` that names the columns of a CSV file (Frictionless Data Package)."""
    numbers = ("latitude", "longitude", "low", "high", "best", "intensity", "score")
    integers = ("start", "end", "words", "number", "documents", "independent")
    fields = [
        {"name": name, "type": kind(name.rsplit("_", 1)[-1], numbers, integers)}
        for name in columns_of(table)
    ]
    resource = {"name": table, "path": file_name, "encoding": "utf-8", "schema": {"fields": fields}}
    return json.dumps({"name": f"dateline-{table}", "resources": [resource]}, indent=2) + "\n"


def kind(last: str, numbers: Iterable[str], integers: Iterable[str]) -> str:
    """The column type by the last word of its name; joined lists are text."""
    if last in integers:
        return "integer"
    return "number" if last in numbers else "string"
