"""Actors as CSV: our own columns in any order, or OpenSanctions' `targets.simple.csv`.

A row is one line; the same actor on several rows has several offices.
"""

import csv
from collections.abc import Iterator

from dateline.lexicon.drafts import Draft, Post, RowReader, Sectors, date, pairs
from dateline.lexicon.rows import listed
from dateline.model import Kind, Lexicon, content_id

SAME: dict[str, str] = {
    "caption": "name", "countries": "country", "nationality": "country", "position": "office",
    "since": "from", "start": "from", "end": "until", "alias": "aliases", "qid": "wikidata",
    "wikidata_id": "wikidata", "sectors": "sector",
}  # fmt: skip


class Sheet(RowReader):
    """Reads the rows below a header."""

    def __init__(self, lexicon: Lexicon, source: str, sectors: Sectors, header: bytes) -> None:
        """Take the header.

        Raises:
            ValueError: if no column is called `name`.
        """
        super().__init__(lexicon, source, sectors)
        self.header = header
        said = [cell.strip().lower() for cell in cells(header)]
        self.columns = [SAME.get(name, name) for name in said]
        if "name" not in self.columns:
            raise ValueError(f"no column is called name; there are {', '.join(said)}")
        self.schemata = pairs(lexicon, "import.ftm.schema")

    def pieces(self, line: bytes) -> Iterator[tuple[str, Draft]]:
        """The actor of a row."""
        if line == self.header or not line.strip():
            return
        values = cells(line)
        if len(values) != len(self.columns):
            raise ValueError(f"has {len(values)} cells, the header {len(self.columns)}")
        row = dict(zip(self.columns, (value.strip() for value in values), strict=True))
        if not row["name"]:
            raise ValueError("has no name")
        if row.get("schema") and row["schema"] not in self.schemata:
            return
        draft = self.draft(row)
        key = row.get("id") or row.get("wikidata") or ""
        yield key or content_id("a", draft.name.casefold(), draft.country or ""), draft

    def draft(self, row: dict[str, str]) -> Draft:
        """A row as a draft."""
        country = self.home(row.get("country", ""))
        told = self.schemata.get(row.get("schema", ""), (row.get("kind") or "unknown",))
        sector = (*listed(row.get("sector", "")), *told[1:])
        for code in sector:
            if code not in self.known_sectors:
                raise ValueError(f"has an unknown sector {code!r}")
        posts: tuple[Post, ...] = ()
        if row.get("office"):
            since, until = row.get("from", ""), row.get("until", "")
            posts = (Post(office=row["office"], country=country, since=dated(since),
                          until=dated(until)),)  # fmt: skip
        key = row.get("id", "")
        known = row.get("wikidata") or (key if key[:1] == "Q" and key[1:].isdigit() else None)
        return Draft(
            name=row["name"], kind=Kind(told[0].replace("_", " ")), country=country, sector=sector,
            wikidata=known, aliases=listed(row.get("aliases", "")), posts=posts,
        )  # fmt: skip

    def home(self, said: str) -> str | None:
        """The first country of a cell.

        Raises:
            ValueError: if there is one that is not known.
        """
        codes = listed(said)
        found = [code for one in codes if (code := self.country(one))]
        if codes and not found:
            raise ValueError(f"has an unknown country {said!r}")
        return found[0] if found else None


def dated(said: str) -> str | None:
    """A date of a cell.

    Raises:
        ValueError: if the cell holds something else.
    """
    found = date(said)
    if said and not found:
        raise ValueError(f"has no ISO date but {said!r}")
    return found


def cells(line: bytes) -> list[str]:
    """The cells of a line.

    Raises:
        ValueError: if it is not UTF-8, or a cell does not end on its line.
    """
    try:
        return next(csv.reader([line.decode("utf-8-sig").rstrip("\r\n")], strict=True), [])
    except csv.Error as error:
        raise ValueError(f"is not CSV on one line: {error}") from error
