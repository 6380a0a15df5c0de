"""The view of a record, with events merged under the judgements of its journal."""

from collections.abc import Iterator, Mapping

from dateline.model import Claim, Document, Event, Judgement, Lexicon, Merger
from dateline.record import Record, View
from dateline.run.stages import stage

MERGER = "rules.v1"


def judgements_of(record: Record) -> list[Judgement]:
    """What analysts said of pairs of claims, oldest first."""
    return [
        Judgement(
            left=entry.body["left"], right=entry.body["right"], verdict=entry.body["verdict"],
            user=entry.user, why=entry.body.get("why", ""),
        )
        for entry in record.journal.entries("judgement")
    ]  # fmt: skip


def open_view(record: Record, lexicon: Lexicon) -> View:
    """The view, rebuilt first if anything has changed."""
    judgements = judgements_of(record)
    merge: Merger = stage(MERGER).build(lexicon)

    def merged(claims: Iterator[Claim], documents: Mapping[str, Document]) -> list[Event]:
        return merge(claims, documents, judgements)

    return record.view(merged, lexicon.actors, f"{MERGER}:{lexicon.digest}")
