"""Attribution: a report in; who says what by which words out, as PolNeAR marks it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.attribute import Finder, Relation
from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import Place, prf, span_hits
from dateline.evaluate.stages import Reports, lexicon
from dateline.ingest.dates import iso_date
from dateline.model import Document, Span

NEEDS = ("attributions",)
PARTS = ("source", "cue", "content")


def polnear(records: Iterable[Record]) -> Measured:
    """F1 of source, cue and content spans, exact and (`_overlap`) lenient.

    Each piece of a part counts as a span of its own, once a report, as when tokens are tagged;
    an attribution without a source has none.
    """
    rows = list(records)
    finder = Finder.build(lexicon())
    reports = Reports([document(row) for row in rows])
    found = reports.each(lambda _, reading: [shown(one) for one in finder(reading)])
    n: Counter[str] = Counter()
    predicted = []
    for row, relations in zip(rows, found, strict=True):
        said = relations or []
        for part in PARTS:
            count(n, part, spans(row["gold"]["attributions"], part), spans(said, part))
        predicted.append({"id": row["id"], "attributions": said})
    figures: Record = {}
    for ending, hits in (("", "exact"), ("_overlap", "lenient")):
        for part in PARTS:
            whole = (n[f"{part}.{hits}"], n[f"{part}.said"], n[f"{part}.gold"])
            figures[part + ending] = prf(*whole)["f1"]
    figures |= {
        "n": sum(len(row["gold"]["attributions"]) for row in rows),
        "documents": len(rows), "failed": reports.failed,
    }  # fmt: skip
    return Measured(figures, predicted)


def document(row: Record) -> Document:
    """A record as the document it was published as."""
    meta = row.get("meta") or {}
    published = iso_date(str(meta.get("publication_date") or ""))
    return Document.of(
        row["text"], origin=row["id"], published=published, outlet=meta.get("publisher")
    )


def shown(relation: Relation) -> Record:
    """A relation in the form of the gold."""
    source = (relation.source_span,) if relation.source_span else ()
    parts: Sequence[Sequence[Span]] = (source, (relation.cue,), relation.content)
    return {
        part: [{"start": one.start, "end": one.end, "text": one.text} for one in pieces]
        for part, pieces in zip(PARTS, parts, strict=True)
    }


def spans(attributions: Iterable[Record], part: str) -> set[Place]:
    """All pieces of a part in a report."""
    return {(one["start"], one["end"]) for whole in attributions for one in whole[part]}


def count(n: Counter[str], part: str, gold: set[Place], said: set[Place]) -> None:
    """Count the spans of a part in one report."""
    n[f"{part}.exact"] += span_hits(gold, said)
    n[f"{part}.lenient"] += span_hits(gold, said, lenient=True)
    n[f"{part}.said"] += len(said)
    n[f"{part}.gold"] += len(gold)
