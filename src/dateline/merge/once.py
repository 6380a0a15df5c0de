"""The reports of an event in, those that count as one report out, and what they have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.merge.copies import CONTAINED, containment, root, runs_of, unite
from dateline.merge.credits import Wires
from dateline.merge.support import origins, together
from dateline.model import Claim, Document


@dataclass(frozen=True, slots=True)
class Once:
    """Reports that count once: their ids, the agency that all are credited to, and likeness.

    `share` is the largest share of a shorter report's runs of words that another has too, 0 to 1;
    below a half the reports are one because they carry one dispatch or one statement.
    """

    documents: tuple[str, ...]
    wire: str | None
    share: float

    @property
    def why(self) -> str:
        """What the reports have in common, in words."""
        if self.share >= CONTAINED:
            return f"{self.share:.0%} the same words"
        if self.wire:
            return f"dispatches of one agency, {self.wire}"
        return "they carry the same statement, word for word"


def counted_once(
    claims: Sequence[Claim], documents: Mapping[str, Document], wires: Wires
) -> list[Once]:
    """The groups of two or more reports that are one, in the order of their ids."""
    parent = {claim.document: claim.document for claim in claims}
    for some in together(claims, origins(documents, wires)):
        first, *rest = some
        for other in rest:
            unite(parent, first, other)
    groups: dict[str, list[str]] = {}
    for key in sorted(parent):
        groups.setdefault(root(parent, key), []).append(key)
    return [
        Once(tuple(keys), wire_of([documents[key] for key in keys], wires), likeness(
            [documents[key].text for key in keys]
        ))
        for keys in groups.values() if len(keys) > 1
    ]  # fmt: skip


def wire_of(documents: Sequence[Document], wires: Wires) -> str | None:
    """The agency that all of some reports are credited to, if it is one."""
    found = {wires.of_document(doc) for doc in documents}
    return found.pop() if len(found) == 1 else None


def likeness(texts: Sequence[str]) -> float:
    """The share of words in common, of the two texts that are most alike."""
    runs = [runs_of(text) for text in texts]
    return max((containment(left, right) for left, right in combinations(runs, 2)), default=0.0)
