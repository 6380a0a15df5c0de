"""The view of a record, with events merged under the judgements of its journal."""

from collections.abc import Callable

from dateline.model import Actor, Lexicon, Merger
from dateline.model.names import name_key
from dateline.record import Merging, Record, View
from dateline.run.decisions import decisions, judgements_of
from dateline.run.stages import stage

MERGER = "rules.v1"


def open_view(record: Record, lexicon: Lexicon) -> View:
    """The view, rebuilt first if anything has changed."""
    merger: Merger = stage(MERGER).build(lexicon)
    named = [key for one in decisions(record) for pair in one.pairs for key in pair]
    mark = f"{MERGER}:{lexicon.digest}"
    merging = Merging(merger, judgements_of(record), mark, named)
    return record.view(merging, known_of(lexicon))


def known_of(lexicon: Lexicon) -> Callable[[str, str], Actor | None]:
    """What finds an actor of the lexicon, or of its imports, by id and name."""
    listed = {actor.id: actor for actor in lexicon.actors}

    def known(key: str, name: str) -> Actor | None:
        if key in listed:
            return listed[key]
        found = (actor for roster in lexicon.rosters for actor in roster.find(name_key(name)))
        return next((actor for actor in found if actor.id == key), None)

    return known
