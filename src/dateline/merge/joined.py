"""The claims of an event in, why they are one event out: the comparisons that joined them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.merge.cluster import Clustering
from dateline.merge.compare import Comparison, compare
from dateline.model import Claim, Judgement


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two claims are one event: a judgement, or a comparison with all its terms."""

    left: str
    right: str
    comparison: Comparison | None = None
    judgement: Judgement | None = None


def reasons(claims: Sequence[Claim], judgements: Sequence[Judgement] = ()) -> Iterator[Reason]:
    """The pairs of claims that join an event, each with its reason; one fewer than claims."""
    held = {claim.id: claim for claim in claims}
    clustering = Clustering(judgements)
    clustering.add(claims)
    for join in clustering.joins():
        if join.judged:
            said = next(j for j in judgements if {j.left, j.right} == {join.left, join.right})
            yield Reason(join.left, join.right, judgement=said)
        else:
            made = compare(held[join.left], held[join.right])
            yield Reason(join.left, join.right, comparison=made)
