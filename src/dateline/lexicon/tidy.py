"""One form for lexicon files, so that differences between versions are small.

TOML: patterns in order of id, keys in the order of their noun; a comment stays with the entry
below it. Cues, hedges and views stay in the order given, because the first that fits wins. CSV:
rows sorted, cells trimmed.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from dateline.lexicon.load import TABLES

SORTED = ("pattern",)
ENTRY = re.compile(r"\[\[(\w+)\]\]\s*")


def tidy(path: Path) -> str:
    """The file's text in the one form; the same text comes back for a tidy file."""
    text = path.read_text(encoding="utf-8")
    return tidy_csv(text) if path.suffix == ".csv" else tidy_toml(text)


def tidy_csv(text: str) -> str:
    """CSV with sorted rows and trimmed cells; the header stays first."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines()) if any(row)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([*rows[:1], *sorted(rows[1:])])
    return out.getvalue()


def tidy_toml(text: str) -> str:
    """TOML with patterns in order of id, and keys in the order of their noun."""
    opening, *entries = blocks(text)
    made = [tidy_entry(entry) for entry in entries]
    if all(table in SORTED for table, _, _ in made):
        made.sort()
    parts = [opening.strip(), *(entry for _, _, entry in made)]
    return "\n\n".join(part for part in parts if part) + "\n"


def blocks(text: str) -> Iterator[str]:
    """What stands before the entries of a file, then each entry with the comments above it."""
    held: list[str] = []
    for line in text.splitlines():
        if ENTRY.fullmatch(line):
            above = len(held)
            while above and held[above - 1].startswith("#"):
                above -= 1
            yield "\n".join(held[:above])
            held = held[above:]
        held.append(line)
    yield "\n".join(held)


def tidy_entry(text: str) -> tuple[str, str, str]:
    """One entry: its table and id, by which it is sorted, and its text."""
    document = tomlkit.parse(text)
    name, entries = next((k, v) for k, v in document.items() if isinstance(v, AoT))
    key = str(entries[0].get("id", ""))
    inner = text[text.index("[[") :]
    if name in TABLES and "\n#" not in inner and "[[" not in inner[2:]:
        order = [field.name for field in fields(TABLES[name])]
        entries[0] = in_order(entries[0], order)
        text = tomlkit.dumps(document)
    return name, key, text.strip()


def in_order(entry: Table, order: list[str]) -> Table:
    """A table with its keys in an order; unknown ones stay last."""
    table = tomlkit.table()
    for key in sorted(entry, key=lambda key: order.index(key) if key in order else len(order)):
        table.append(key, entry[key])
    return table
