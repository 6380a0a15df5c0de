"""The view of a record, with events merged under the judgements of its journal."""

from dateline.model import Lexicon, Merger
from dateline.record import Merging, Record, View
from dateline.run.decisions import judgements_of
from dateline.run.stages import stage

MERGER = "rules.v1"


def open_view(record: Record, lexicon: Lexicon) -> View:
    """The view, rebuilt first if anything has changed."""
    merger: Merger = stage(MERGER).build(lexicon)
    merging = Merging(merger, judgements_of(record), f"{MERGER}:{lexicon.digest}")
    return record.view(merging, lexicon.actors)
