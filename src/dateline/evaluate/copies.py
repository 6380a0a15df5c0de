"""Pairs of reports in: whether one is a copy of the other, cut, headed, updated or misread."""

from collections.abc import Iterable
from typing import Any

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import percent, prf
from dateline.evaluate.reports import document
from dateline.merge import copies as groups_of_copies

NEEDS = ("duplicate", "other")


def copies(records: Iterable[Record]) -> Measured:
    """Precision, recall and F1 of pairs called copies; recall by `gold.kind` where it is given."""
    rows = list(records)
    gold = [bool(row["gold"]["duplicate"]) for row in rows]
    found = [is_copy(row) for row in rows]
    hits = sum(g and f for g, f in zip(gold, found, strict=True))
    kinds: dict[str, list[bool]] = {}
    for row, is_gold, called in zip(rows, gold, found, strict=True):
        if is_gold:
            kinds.setdefault(str(row["gold"].get("kind") or "any"), []).append(called)
    figures: dict[str, Any] = {
        **prf(hits, sum(found), sum(gold)),
        "kinds": {
            kind: percent(sum(called), len(called)) for kind, called in sorted(kinds.items())
        },
        "documents": 2 * len(rows),
    }
    predicted = [
        {"id": row["id"], "duplicate": called} for row, called in zip(rows, found, strict=True)
    ]
    return Measured(figures, predicted)


def is_copy(row: Record) -> bool:
    """Whether the two reports of a pair are taken for copies."""
    pair = {"left": document("left", row["text"]), "right": document("right", row["gold"]["other"])}
    group = groups_of_copies(pair)
    return group["left"] == group["right"]
