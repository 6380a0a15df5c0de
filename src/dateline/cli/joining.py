"""Why claims are one event: the comparisons that joined them, and how its numbers were told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from dateline.cli.output import shown
from dateline.merge import Clustering, compare, series
from dateline.merge.compare import ENOUGH
from dateline.model import Claim, Judgement
from dateline.record import from_row

MOST = 30


def nouns(rows: Sequence[Mapping[str, Any]]) -> list[Claim]:
    """Rows of claims as claims."""
    return [from_row(row, Claim) for row in rows]


def joins(claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Iterator[Text]:
    """The pairs of claims that joined an event, with every term of their comparison."""
    held = {claim.id: claim for claim in claims}
    clustering = Clustering(judgements)
    clustering.add(claims)
    found = list(clustering.joins())
    for join in found[:MOST]:
        yield Text()
        if join.judged:
            said = next(j for j in judgements if {j.left, j.right} == {join.left, join.right})
            yield Text(f"joined {join.left} and {join.right}: judged the same by {said.user}")
            if said.why:
                yield Text(f"  {shown(said.why)}")
            continue
        made = compare(held[join.left], held[join.right])
        yield Text(f"joined {join.left} and {join.right}: {made.score:+g}, {ENOUGH:g} is enough")
        for term in made.terms:
            yield Text(f"  {term.weight:+5.1f}  {term.name:<10} {shown(term.said)}")
    if len(found) > MOST:
        yield Text(f"and {len(found) - MOST} more")


def over_time(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """The numbers of an event that changed with the day of publication: unit, and what was told."""
    for one in series(claims):
        told = "; ".join(
            f"{t.day} " + " to ".join(dict.fromkeys(f"{n:,.15g}" for n in (t.low, t.high)))
            for t in one.told
        )
        yield f"{one.unit} {one.item}".strip(), told
