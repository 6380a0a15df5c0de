"""Claims to events: connected by comparison, corrected by judgements, free of order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dateline.merge.assemble import assemble
from dateline.merge.block import pairs
from dateline.merge.compare import compare
from dateline.merge.credits import Wires
from dateline.merge.support import origins
from dateline.model import Claim, Document, Event, Judgement, Lexicon

SAME, DIFFERENT = "same", "different"
NO_WIRES = Wires({})


@dataclass(frozen=True, slots=True)
class RulesMerger:
    """The merger of the view: `merge` with the news agencies of a lexicon."""

    wires: Wires

    @classmethod
    def build(cls, lexicon: Lexicon) -> Self:
        """Take what it needs of a lexicon."""
        return cls(Wires.build(lexicon))

    def __call__(
        self,
        claims: Iterable[Claim],
        documents: Mapping[str, Document],
        judgements: Sequence[Judgement] = (),
        /,
    ) -> list[Event]:
        """The events that claims make."""
        return merge(claims, documents, judgements, self.wires)


def merge(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    judgements: Sequence[Judgement] = (),
    wires: Wires = NO_WIRES,
) -> list[Event]:
    """The events that claims make, in order of date and id.

    Claims are joined when a comparison says that they tell of one happening; what an analyst
    judged `same` is joined, what an analyst judged `different` is never joined directly. The
    result does not depend on the order of the claims.
    """
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: claim.id)
    come_from = origins(documents, wires)
    clusters = clustered(ordered, judgements)
    events = [assemble(cluster, come_from) for cluster in clusters]
    return sorted(events, key=lambda event: (event.when.first or "", event.id))


def clustered(claims: Sequence[Claim], judgements: Sequence[Judgement]) -> list[list[Claim]]:
    """Groups of claims that tell of one happening, best matches joined first.

    Two groups are joined only if no pair between them is vetoed, so that a chain of likenesses
    cannot join what differs. Ties are broken by ids, never by order of arrival.
    """
    parent = {claim.id: claim.id for claim in claims}
    members = {claim.id: [claim] for claim in claims}
    apart = {frozenset((j.left, j.right)) for j in judgements if j.verdict == DIFFERENT}
    for judgement in judgements:
        if judgement.verdict == SAME and {judgement.left, judgement.right} <= parent.keys():
            join(parent, members, judgement.left, judgement.right)
    scored = [(-made.score, a.id, b.id) for a, b in pairs(claims) if (made := compare(a, b)).same]
    for _, left, right in sorted(scored):
        one, two = root(parent, left), root(parent, right)
        if one != two and compatible(members[one], members[two], apart):
            join(parent, members, one, two)
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[root(parent, claim.id)].append(claim)
    return list(found.values())


def root(parent: dict[str, str], key: str) -> str:
    """The name of the group that a claim is in."""
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def join(parent: dict[str, str], members: dict[str, list[Claim]], left: str, right: str) -> None:
    """Make one group of two; the smaller id names it."""
    one, two = sorted((root(parent, left), root(parent, right)))
    if one != two:
        parent[two] = one
        members[one] = members[one] + members.pop(two)


def compatible(left: Sequence[Claim], right: Sequence[Claim], apart: set[frozenset[str]]) -> bool:
    """Whether nothing between two groups forbids joining them."""
    return not any(
        frozenset((a.id, b.id)) in apart or compare(a, b).score == float("-inf")
        for a in left
        for b in right
    )
