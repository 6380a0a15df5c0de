"""The claims of an event in, how its numbers were told over time out: "600 killed", then "900"."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Claim

DAY = len("2025-10-11")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a number on one day of publication: lowest, highest, by which claims."""

    day: str
    low: float
    high: float
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A number of an event (its unit, and the item that it counts) by day of publication."""

    unit: str
    item: str
    told: tuple[Told, ...]


def series(claims: Sequence[Claim]) -> list[Series]:
    """The numbers that were told on more than one day and not the same each time."""
    held: dict[tuple[str, str], dict[str, list[tuple[float, float, str]]]] = {}
    for claim in claims:
        for q in claim.quantity:
            if claim.published and q.low is not None and q.high is not None:
                days = held.setdefault((q.unit, q.item or ""), defaultdict(list))
                days[claim.published[:DAY]].append((q.low, q.high, claim.id))
    found = []
    for (unit, item), days in sorted(held.items()):
        told = tuple(
            Told(day, min(low for low, _, _ in some), max(high for _, high, _ in some),
                 tuple(sorted({key for _, _, key in some})))
            for day, some in sorted(days.items())
        )  # fmt: skip
        if len({(one.low, one.high) for one in told}) > 1:
            found.append(Series(unit, item, told))
    return found
