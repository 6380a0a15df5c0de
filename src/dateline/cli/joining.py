"""Why claims are one event: the comparisons that joined them, and how its numbers were told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from dateline.cli.output import shown
from dateline.merge import reasons, series
from dateline.merge.compare import ENOUGH
from dateline.model import Claim, Judgement
from dateline.record import from_row

MOST = 30


def nouns(rows: Sequence[Mapping[str, Any]]) -> list[Claim]:
    """Rows of claims as claims."""
    return [from_row(row, Claim) for row in rows]


def joins(claims: Sequence[Claim], judgements: Sequence[Judgement]) -> Iterator[Text]:
    """The pairs of claims that joined an event, with every term of their comparison."""
    found = list(reasons(claims, judgements))
    for one in found[:MOST]:
        yield Text()
        if one.judgement is not None:
            said = one.judgement
            yield Text(f"joined {one.left} and {one.right}: judged the same by {said.user}")
            if said.why:
                yield Text(f"  {shown(said.why)}")
        if one.comparison is not None:
            told = f"{one.comparison.score:+g}, {ENOUGH:g} is enough"
            yield Text(f"joined {one.left} and {one.right}: {told}")
            for term in one.comparison.terms:
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
