"""Where the claims of an event differ, field by field, with who says what."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dateline.model import Claim, Contradiction, ContradictionValue, Factuality, Grain

DENIALS = (Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT)
TOLERANCE = 0.1


def contradictions(claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """Numbers out of each other's range, different days, claim against denial."""
    return (*numbers(claims), *days(claims), *denials(claims))


def grouped(field: str, values: Sequence[tuple[str, str]]) -> Contradiction:
    """A contradiction from (value, claim id) pairs."""
    held: dict[str, list[str]] = defaultdict(list)
    for value, claim in values:
        if claim not in held[value]:
            held[value].append(claim)
    return Contradiction(
        field=field,
        values=tuple(
            ContradictionValue(value=value, claims=tuple(ids))
            for value, ids in sorted(held.items())
        ),
    )


def numbers(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Counts of the same thing whose ranges do not meet.

    A hedged number ("about 15,000") reaches a tenth to either side.
    """
    told: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for claim in claims:
        for q in claim.quantity:
            if q.low is not None and q.high is not None and q.unit:
                slack = TOLERANCE * q.high if q.hedge else 0.0
                told[q.unit].append((q.low - slack, q.high + slack, claim.id))
    for unit, ranges in sorted(told.items()):
        if max(low for low, _, _ in ranges) > min(high for _, high, _ in ranges):
            by_claim = {
                (q.low, q.high, c.id): q for c in claims for q in c.quantity
                if q.unit == unit and q.low is not None
            }  # fmt: skip
            yield grouped(
                f"quantity.{unit}",
                [(shown(low, high), claim) for low, high, claim in by_claim],
            )


def shown(low: float | None, high: float | None) -> str:
    """A number or range as words."""
    bounds = [f"{n:,.15g}" for n in (low, high) if n is not None]
    return " to ".join(dict.fromkeys(bounds))


def days(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Stated days that differ."""
    told = [
        (claim.when.first, claim.id)
        for claim in claims
        if claim.when.first and claim.when.grain is Grain.DAY and claim.when.text is not None
    ]
    if len({value for value, _ in told}) > 1:
        yield grouped("when", told)


def denials(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Those who say that it happened against those who say that it did not."""
    no = [("did not happen", claim.id) for claim in claims if claim.factuality in DENIALS]
    yes = [("happened", claim.id) for claim in claims if claim.factuality is Factuality.CERTAIN]
    if no and yes:
        yield grouped("factuality", [*yes, *no])
