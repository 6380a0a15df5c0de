"""Which signatures are worth comparing: same type, the same sides, near in time.

A signature stands in a few buckets, by type, sides and month, and is compared with those in the
buckets where a match may be. What has both an actor and a recipient is looked up by the pair of
them: most of a large record is about a few states, but not about the same two.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product

from dateline.merge.signature import Signature

MONTHS = 24
type Bucket = tuple[str, str, str, str, int]


class Blocks:
    """Signatures by number, and where to look for those that may match another."""

    def __init__(self) -> None:
        """Nothing is held yet."""
        self.held: dict[Bucket, list[tuple[int, int, int]]] = defaultdict(list)

    def add(self, number: int, sig: Signature) -> None:
        """Hold a signature under a number."""
        entry = (*spread(sig), number)
        for month in months(sig):
            for kind, one, two in stands(sig):
                self.held[kind, sig.type, one, two, month].append(entry)

    def near(self, sig: Signature) -> set[int]:
        """The numbers of those that may match: at most a day apart, or both without a date."""
        first, last = spread(sig)
        found: set[int] = set()
        for month in months(sig):
            for kind, one, two in looks(sig):
                for begin, end, number in self.held.get((kind, sig.type, one, two, month), ()):
                    if begin - 1 <= last and first - 1 <= end:
                        found.add(number)
        return found


def spread(sig: Signature) -> tuple[int, int]:
    """First and last day; the same for all without a date."""
    return (sig.first or 0, sig.last or 0)


def months(sig: Signature) -> Iterator[int]:
    """The months that a signature is looked up by, a day's slip counted; 0 without a date."""
    if sig.first is None or sig.last is None:
        yield 0
        return
    first, last = month(sig.first - 1), month(sig.last + 1)
    if last - first < MONTHS:
        yield from range(first, last + 1)
    else:
        yield from (first, last)


def month(day: int) -> int:
    """The month that a day is in, counted from year 0."""
    told = date.fromordinal(day)
    return told.year * 12 + told.month


def stands(sig: Signature) -> Iterator[tuple[str, str, str]]:
    """Where a signature is held: by actor and recipient, or the one that it has."""
    actors, recipients = sorted(sig.actor.blocks), sorted(sig.recipient.blocks)
    if actors and recipients:
        yield from (("both", one, two) for one, two in product(actors, recipients))
        yield from (("its actor", one, "") for one in actors)
        yield from (("its recipient", two, "") for two in recipients)
    elif actors or recipients:
        yield from (("actor", one, "") for one in actors)
        yield from (("recipient", two, "") for two in recipients)
    else:
        yield ("nobody", "", "")


def looks(sig: Signature) -> Iterator[tuple[str, str, str]]:
    """Where matches of a signature may be held."""
    for place in stands(sig):
        kind, one, _ = place
        match kind:
            case "its actor":
                yield ("actor", one, "")
            case "its recipient":
                yield ("recipient", one, "")
            case "actor" | "recipient":
                yield place
                yield (f"its {kind}", one, "")
            case _:
                yield place
