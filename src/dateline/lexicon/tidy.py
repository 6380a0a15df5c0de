"""One form for lexicon files, so that differences between versions are small.

TOML: entries in order of id, keys in the order of their noun, comments kept. CSV: rows sorted,
cells trimmed.
"""

import csv
import io
from dataclasses import fields
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from dateline.lexicon.load import TABLES


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
    """TOML with entries in order of id and keys in the order of their noun."""
    document = tomlkit.parse(text)
    for table, noun in TABLES.items():
        entries = document.get(table)
        if isinstance(entries, AoT):
            order = [field.name for field in fields(noun)]
            document[table] = ordered(entries, order)
    return tomlkit.dumps(document).strip() + "\n"


def ordered(entries: AoT, order: list[str]) -> AoT:
    """Entries sorted by id, each with its keys in order and a blank line after it."""
    out = tomlkit.aot()
    for entry in sorted(entries, key=lambda entry: str(entry.get("id", ""))):
        table = tomlkit.table()
        for key in sorted(entry, key=lambda key: order.index(key) if key in order else len(order)):
            table.append(key, entry[key])
        table.add(tomlkit.nl())
        out.append(table)
    return out
