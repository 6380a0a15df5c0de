"""The view of a record, with events merged under the judgements of its journal."""

from dateline.model import Judgement, Lexicon, Merger
from dateline.record import Merging, Record, View
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
    merger: Merger = stage(MERGER).build(lexicon)
    merging = Merging(merger, judgements_of(record), f"{MERGER}:{lexicon.digest}")
    return record.view(merging, lexicon.actors)
