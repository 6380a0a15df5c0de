"""Whether a record still says what it said: every span, every hash, every link of the journal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deltalake.exceptions import DeltaError
from pyarrow import ArrowException

from dateline.errors import RecordError
from dateline.model import content_id
from dateline.record.journal import TELLING
from dateline.record.record import Record
from dateline.record.schema import row_digest, sha
from dateline.record.tables import damaged_files, open_table, rows


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: where, and what."""

    where: str
    what: str


def verify(record: Record) -> Iterator[Finding]:
    """Everything that does not hold in a record; nothing where all is well.

    Files are summed again, documents and rows are hashed again, every span of every claim, quote
    and assessment is quoted again from its document, the journal's chain is followed.
    """
    texts: dict[str, str] = {}
    for table in (record.documents_path, record.codings_path):
        for name, what in damaged_files(table):
            yield Finding(f"{table.name}/{name}", what)
    yield from guarded("documents", documents(record, texts))
    yield from guarded("codings", codings(record, texts))
    yield from guarded("journal", (Finding("journal", fault) for fault in record.journal.faults()))
    yield from guarded("journal", tellings(record, texts))


def guarded(where: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings, and a table that cannot be read at all as one more."""
    try:
        yield from findings
    except (RecordError, DeltaError, ArrowException, OSError, ValueError) as error:
        yield Finding(where, f"cannot be read: {str(error).splitlines()[0]}")


def documents(record: Record, texts: dict[str, str]) -> Iterator[Finding]:
    """Check the documents; fills `texts` by id."""
    for row in rows(open_table(record.documents_path)):
        key = row["id"]
        if key in texts:
            yield Finding(key, "is stored twice")
        texts[key] = row["text"]
        if sha(row["text"].encode()) != row["sha256"]:
            yield Finding(key, "the text is not the one that was read (sha256 differs)")
        made = content_id("d", row["text"], row["outlet"] or "", row["published"] or "")
        if made != key:
            yield Finding(key, "the id does not follow from text, outlet and date")
        if row_digest(row) != row["digest"]:
            yield Finding(key, "the stored row was changed")


def codings(record: Record, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Check what was coded."""
    seen: set[tuple[str, str]] = set()
    for row in rows(open_table(record.codings_path)):
        key = (row["coder"], row["document"])
        if key in seen:
            yield Finding(row["document"], f"was coded twice by {row['coder']}")
        seen.add(key)
        if row_digest(row) != row["digest"]:
            yield Finding(row["document"], f"its coding by {row['coder']} was changed")
        text = texts.get(row["document"])
        if text is None:
            yield Finding(row["document"], "was coded but is not stored")
            continue
        for table in ("claims", "quotes", "assessments"):
            for item in row[table]:
                yield from misquotes(item, text, item["id"])


def tellings(record: Record, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Check the claims that analysts told."""
    for entry in record.journal.entries(TELLING):
        claim = entry.body["claim"]
        if claim["document"] not in texts:
            yield Finding(claim["id"], "was told of a report that is not stored")
        else:
            yield from misquotes(claim, texts[claim["document"]], claim["id"])


def misquotes(node: Any, text: str, where: str) -> Iterator[Finding]:  # noqa: ANN401 - plain values
    """Spans whose text does not stand at their offsets."""
    if isinstance(node, Mapping):
        start, end, said = node.get("start"), node.get("end"), node.get("text")
        if isinstance(start, int) and isinstance(end, int) and text[start:end] != said:
            yield Finding(where, f"characters {start} to {end} do not say {said!r}")
        for value in node.values():
            yield from misquotes(value, text, where)
    elif isinstance(node, list):
        for value in node:
            yield from misquotes(value, text, where)


def size_of(path: Path) -> int:
    """The bytes that a folder's files take."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
