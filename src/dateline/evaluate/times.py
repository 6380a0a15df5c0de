"""Time expressions: a report with its date in, TIMEX3 spans and values out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import Place, prf, span_hits
from dateline.evaluate.stages import Reports, lexicon
from dateline.model import Document
from dateline.resolve.dates import Dates

NEEDS = ("dct", "timex")
type Values = Mapping[Place, str]


def times(records: Iterable[Record]) -> Measured:
    """F1 of spans (`span` exact, `span_overlap` lenient), and `value` as in TempEval-3.

    A value counts when a predicted expression overlaps the gold one and has its value.
    """
    rows = list(records)
    dates = Dates.build(lexicon())
    reports = Reports([document(row) for row in rows])
    found = reports.each(
        lambda _, reading: {(one.start, one.end): one.value for one in dates.find(reading.parse)}
    )
    n: Counter[str] = Counter()
    predicted = []
    for row, values in zip(rows, found, strict=True):
        gold, said = marked(row), values or {}
        n["span"] += span_hits(list(gold), list(said))
        n["span_overlap"] += span_hits(list(gold), list(said), lenient=True)
        n["value"] += same_values(gold, said)
        n["said"] += len(said)
        n["gold"] += len(gold)
        predicted.append(shown(row, said))
    figures: Record = {
        name: prf(n[name], n["said"], n["gold"])["f1"] for name in ("span", "span_overlap", "value")
    }
    figures |= {"n": n["gold"], "documents": len(rows), "failed": reports.failed}
    return Measured(figures, predicted)


def document(row: Record) -> Document:
    """A record as a document published on the day that it was made."""
    published = (row["gold"]["dct"] or "")[:10] or None
    return Document.of(row["text"], origin=row["id"], published=published)


def marked(row: Record) -> Values:
    """The gold's expressions that stand in the text, with their values."""
    return {
        (one["start"], one["end"]): one["value"]
        for one in row["gold"]["timex"]
        if one.get("start") is not None
    }


def shown(row: Record, said: Values) -> Record:
    """What was predicted for a record, in the form of the gold."""
    return {
        "id": row["id"],
        "timex": [
            {"start": start, "end": end, "text": row["text"][start:end], "value": value}
            for (start, end), value in sorted(said.items())
        ],
    }


def same_values(gold: Values, said: Values) -> int:
    """How many overlapping pairs, one to one, have the same value."""
    left = dict(gold)
    hits = 0
    for (start, end), value in sorted(said.items()):
        match = next((at for at in sorted(left) if at[0] < end and start < at[1]), None)
        if match is not None:
            hits += left.pop(match) == value
    return hits
