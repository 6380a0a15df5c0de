"""The view of a record, with events merged under the decisions of its journal."""

from collections.abc import Callable

from dateline.model import Actor, Lexicon, Merger, content_id
from dateline.model.names import name_key
from dateline.record import Merging, Record, View, readable
from dateline.run.deciding import decided, history, named_since
from dateline.run.stages import stage

MERGER = "rules.v1"


def open_view(record: Record, lexicon: Lexicon) -> View:
    """The view: built first if anything was coded since, with all decisions laid over it."""
    return record.view(merging_of(record, lexicon))


def latest_view(record: Record, lexicon: Lexicon) -> View:
    """The view that was built last, with all decisions laid over it.

    Coding may have gone on since. It is built only if there is none that this version can read.
    """
    if not readable(record.view_path):
        return open_view(record, lexicon)
    opened = View(record.view_path)
    opened.catch_up(merging_of(record, lexicon))
    return opened


def merging_of(record: Record, lexicon: Lexicon, until: int | None = None) -> Merging:
    """How events are made of claims now, or as of an entry of the journal."""
    merger: Merger = stage(MERGER).build(lexicon)
    found = history(record, until)
    return Merging(
        merger=merger,
        decided=decided(found),
        mark=mark_of(lexicon),
        named=[key for one in found for key in one.claims],
        since=named_since(found),
        last=found[-1].seq if found else 0,
        known=known_of(lexicon),
    )


def short_name(view: View) -> str:
    """What a view was made from, in seven characters: coding and decisions change it."""
    return content_id("", f"{view.stamp} {view.last}", digest="hex")[:7]


def mark_of(lexicon: Lexicon) -> str:
    """What names the merger and the lexicon it knows."""
    return f"{MERGER}:{lexicon.digest}"


def known_of(lexicon: Lexicon) -> Callable[[str, str], Actor | None]:
    """What finds an actor of the lexicon, or of its imports, by id and name."""
    listed = {actor.id: actor for actor in lexicon.actors}

    def known(key: str, name: str) -> Actor | None:
        if key in listed:
            return listed[key]
        found = (actor for roster in lexicon.rosters for actor in roster.find(name_key(name)))
        return next((actor for actor in found if actor.id == key), None)

    return known
