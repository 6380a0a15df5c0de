"""The view of a record, with events merged under the judgements of its journal."""

from collections.abc import Callable, Iterator, Mapping

from dateline.model import Actor, Claim, Document, Event, Judgement, Lexicon, Merger
from dateline.model.names import name_key
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
    merge: Merger = stage(MERGER)

    def merged(claims: Iterator[Claim], documents: Mapping[str, Document]) -> list[Event]:
        return merge(claims, documents, judgements)

    return record.view(merged, known_of(lexicon), f"{MERGER}:{lexicon.digest}")


def known_of(lexicon: Lexicon) -> Callable[[str, str], Actor | None]:
    """What finds an actor of the lexicon, or of its imports, by id and name."""
    listed = {actor.id: actor for actor in lexicon.actors}

    def known(key: str, name: str) -> Actor | None:
        if key in listed:
            return listed[key]
        found = (actor for roster in lexicon.rosters for actor in roster.find(name_key(name)))
        return next((actor for actor in found if actor.id == key), None)

    return known
