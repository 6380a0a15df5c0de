"""Whole reports in: which of them, over outlets, tell of the same event."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import b_cubed, percent
from dateline.merge import copies
from dateline.merge.stories import stories
from dateline.model import Document

NEEDS = ("event_id",)


def reports(records: Iterable[Record]) -> Measured:
    """B3 F1 of reports grouped by event, and the share of such reports wrongly called copies.

    `b3` uses the dates of publication (`meta.date` or `meta.published`) where the file has them;
    `b3_undated` is without them. `copies` is the share of pairs of different reports of one event
    that are taken for copies, in percent.
    """
    rows = list(records)
    gold = {row["id"]: row["gold"]["event_id"] for row in rows}
    found = stories(documents_of(rows))
    copy = copies(documents_of(rows))
    pairs = [(a, b) for a, b in combinations(gold, 2) if gold[a] == gold[b]]
    called = sum(copy[a] == copy[b] for a, b in pairs)
    predicted = [{"id": key, "event_id": found[key], "copy_of": copy[key]} for key in gold]
    return Measured(
        {
            "b3": b_cubed(gold, found),
            "b3_undated": b_cubed(gold, stories(documents_of(rows, dated=False))),
            "copies": percent(called, len(pairs)),
            "stories": len(set(found.values())),
            "n": len(set(gold.values())),
            "documents": len(rows),
        },
        predicted,
    )


def documents_of(rows: Sequence[Record], *, dated: bool = True) -> dict[str, Document]:
    """The reports of a gold file by their ids."""
    return {row["id"]: document(row["id"], row["text"], day(row) if dated else None)
            for row in rows}  # fmt: skip


def document(key: str, text: str, published: str | None = None) -> Document:
    """A report under the gold's own id."""
    return Document(id=key, origin=key, sha256="", text=text, published=published)


def day(row: Record) -> str | None:
    """The day of publication, if the file has it."""
    meta = row.get("meta") or {}
    return str(meta.get("published") or meta.get("date") or "")[:10] or None
