"""The last decision on each claim in, how often the machine was right out, by type."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ACCEPTED, CORRECTED, REJECTED = "accepted", "corrected", "rejected"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many claims of a type were accepted as they stood, corrected, and rejected."""

    type: str
    accepted: int
    corrected: int
    rejected: int

    @property
    def right(self) -> float:
        """The share that was accepted as it stood, 0 to 1."""
        return self.accepted / max(self.accepted + self.corrected + self.rejected, 1)


def agreement(decided: Iterable[tuple[str, str]]) -> list[Agreement]:
    """Agreement by type, the most decided first, then of all together.

    >>> agreement([("AID", "accepted"), ("AID", "rejected")])[0].right
    0.5

    Args:
        decided: For each claim that was decided on, the type the machine gave it and the verdict.
    """
    counts: dict[str, Counter[str]] = {}
    for kind, verdict in decided:
        if verdict not in (ACCEPTED, CORRECTED, REJECTED):
            continue  # an analyst's own claim
        for name in (kind, ALL):
            counts.setdefault(name, Counter())[verdict] += 1
    rows = [
        Agreement(name, count[ACCEPTED], count[CORRECTED], count[REJECTED])
        for name, count in counts.items()
    ]
    return sorted(rows, key=lambda row: (row.type == ALL, -counts[row.type].total(), row.type))
