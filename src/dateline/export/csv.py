"""Rows as CSV: nested values flattened to named columns, lists joined by "; ".

A spreadsheet may run a cell that begins like a formula; `excel` makes such text harmless with a
leading apostrophe and adds a byte order mark. Numbers are never changed.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

JOINED_BY = "; "
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
    "events": (
        "id", "revision", "type", "mode", "context", *under("actor", PEOPLE),
        *under("recipient", PEOPLE), *under("attendee", PEOPLE), *under("place", PLACE),
        *under("when", WHEN), *under("item", ITEM), *under("quantity", (*QUANTITY, "best")),
        "claims", "support.documents", "support.independent", "support.outlets",
        "support.sources", "standing", "contradictions.field", "merged_into",
    ),
    "actors": (
        "id", "name", "kind", "country", "sector", "wikidata", "aliases",
        *under("offices", ("office", "country", "sector", "from", "until", "source")),
    ),
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
        out.write("\ufeff".encode())
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns_of(table))
    count = 0
    for row in rows:
        cells = [cell(values_at(row, path.split("."))) for path in PATHS[table]]
        writer.writerow([harmless(c) if excel else c for c in cells])
        count += 1
    text.flush()
    text.detach()
    return count


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
