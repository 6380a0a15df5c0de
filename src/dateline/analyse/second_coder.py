"""What a second coder says of a claim: another coder of the same words, or the classifier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analyse.wording import (
    amount,
    certainty,
    days,
    kind,
    people,
    person,
    place,
    source,
    thing,
)
from dateline.model import Backing, Mark

Row = Mapping[str, Any]
LOW = 0.5
NO_EVENT = "no event"
# Fields in the order of the screen: what each is called there, and how it is read.
READ: Mapping[str, tuple[str, Callable[[Row], str]]] = {
    "type": ("type", kind),
    "actor": ("actor", lambda c: "; ".join(person(who) for who in c["actor"])),
    "recipient": ("recipient", lambda c: "; ".join(person(who) for who in c["recipient"])),
    "attendee": ("attendee", lambda c: "; ".join(person(who) for who in c["attendee"])),
    "when": ("when", lambda c: days(c["when"])),
    "place": ("place", lambda c: "; ".join(place(one) for one in c["place"])),
    "quantity": ("how many", lambda c: "; ".join(amount(one) for one in c["quantity"])),
    "item": ("equipment", lambda c: "; ".join(thing(one) for one in c["item"])),
    "factuality": ("how sure", certainty),
    "attribution": ("who says so", lambda c: people(c["attribution"]["source"]) or source(c)),
}
KEYS = 9  # the first fields have a key: 1 to 9


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the classifier makes of the words of a claim: a type, none, and in words how it differs.

    `type` is None where it says nothing of the type.
    """

    type: str | None
    agrees: bool
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A field as two coders have it; `second` is None where there is no second one."""

    field: str
    name: str
    key: str
    machine: str
    second: str | None
    differs: bool


def opinion(pattern: str, types: Mapping[str, str]) -> Opinion:
    """The opinion that a claim's pattern bears.

    >>> opinion("retreat.resign-encoder.none", {}).words
    'the classifier sees no event here'

    Args:
        pattern: The claim's pattern.
        types: The type of each pattern of the lexicon, by its id.
    """
    mark = Mark.read(pattern)
    match mark.backing:
        case Backing.SAME:
            return Opinion(None, agrees=True, words="the classifier says the same")
        case Backing.OTHER if mark.sees_nothing:
            return Opinion(NO_EVENT, agrees=False, words="the classifier sees no event here")
        case Backing.OTHER:
            words = f"the classifier reads it as {mark.seen}"
            return Opinion(mark.seen, agrees=False, words=words)
        case Backing.OVERRULED:
            words = f"the classifier overruled the pattern {mark.pattern}"
            return Opinion(types.get(mark.pattern, mark.pattern), agrees=False, words=words)
        case Backing.ALONE:
            return Opinion(NO_EVENT, agrees=False, words="no pattern knows these words")
        case Backing.UNASKED:
            return Opinion(None, agrees=True, words="the classifier was not asked")


def compared(claim: Row, other: Row | None, mark: Opinion) -> list[Compared]:
    """The fields of a claim beside those of another coder's, or beside the classifier's type."""
    found = []
    for i, (field, (name, read)) in enumerate(READ.items(), 1):
        machine = read(claim)
        second: str | None = None
        if other is not None:
            second = read(other)
        elif field == "type":
            second = machine if mark.agrees and mark.type is None else mark.type
        differs = second is not None and second.casefold() != machine.casefold()
        key = str(i) if i <= KEYS else ""
        found.append(Compared(field, name, key, machine, second, differs))
    return found


def at_the_same_words(claim: Row, others: Sequence[Row]) -> Row | None:
    """Another coder's claim whose anchor overlaps, the one that overlaps most."""
    start, end = claim["anchor"]["start"], claim["anchor"]["end"]

    def shared(other: Row) -> int:
        return int(min(end, other["anchor"]["end"]) - max(start, other["anchor"]["start"]))

    best = max(others, key=lambda one: (shared(one), one["type"] == claim["type"]), default=None)
    return best if best is not None and shared(best) > 0 else None


def because(claim: Row, fact: Row, mark: Opinion) -> list[str]:
    """Why a claim is doubtful, in words; the same reasons that order the queue."""
    found = []
    if claim["score"] < LOW:
        found.append(f"its score is low ({claim['score']:.2f})")
    if not mark.agrees:
        found.append(mark.words)
    if fact["contradicted"]:
        found.append(f"claims of the event differ on {', '.join(fact['contradictions'])}")
    if claim["factuality"] not in ("CT+", "CT-"):
        found.append(f"the source {certainty(claim)}")
    return found
