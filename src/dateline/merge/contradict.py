"""Where the claims of an event differ, field by field, with who says what."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dateline.model import (
    Claim,
    Contradiction,
    ContradictionValue,
    Factuality,
    Grain,
    Kind,
    Participant,
)

DENIALS = (Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT)
TOLERANCE = 0.1


def contradictions(claims: Sequence[Claim]) -> tuple[Contradiction, ...]:
    """Where claims differ: numbers, days, places, names in one role, claim against denial."""
    return (
        *numbers(claims), *days(claims), *places(claims), *names(claims), *denials(claims)
    )  # fmt: skip


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


def places(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Countries, or else cities, of which no claim names two and no claim links one to another.

    A square and its city, or a city and its country, are no contradiction.
    """
    for grain in ("country", "city"):
        told = []
        for claim in claims:
            found = {
                (place.country if grain == "country" else place.geonames or place.name)
                for place in claim.place
                if (place.country if grain == "country" else place.grain == grain)
            }
            told += [(found, claim)] if found else []
        parts = linked([found for found, _ in told])
        if len(parts) > 1:
            yield grouped("place", [
                (", ".join(sorted({place.name for place in told[i][1].place})), told[i][1].id)
                for part in parts for i in part
            ])  # fmt: skip
            return


def linked[T](sets: Sequence[set[T]]) -> list[list[int]]:
    """The numbers of sets by parts: those that have something in common, however far, are one."""
    parts: list[tuple[set[T], list[int]]] = []
    for i, one in enumerate(sets):
        touched = [part for part in parts if part[0] & one]
        parts = [part for part in parts if not part[0] & one]
        whole = one.union(*(part[0] for part in touched))
        parts.append((whole, sorted([i, *(j for part in touched for j in part[1])])))
    return [members for _, members in parts]


def names(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """People whom reports put in one another's place: "Li Qiang" here, "Li Keqiang" there.

    They are of one country and share a part of the name or the office; the parts of one name do not
    all stand in the other ("Kim" is "Kim Jong Un"); and no report names both in that role.
    """
    for role in ("actor", "recipient", "attendee"):
        told: dict[tuple[str, str | None], list[tuple[Participant, Claim]]] = defaultdict(list)
        for claim in claims:
            for who in getattr(claim, role):
                if who.kind is Kind.PERSON:
                    told[who.name, who.country].append((who, claim))
        rivals = [pair for pair in combinations(sorted(told.values(), key=name_of), 2)
                  if exchanged(*pair)]  # fmt: skip
        for part in linked([{name_of(one), name_of(two)} for one, two in rivals]):
            values = {
                (who.name, claim.id)
                for i in part for side in rivals[i] for who, claim in side
            }  # fmt: skip
            yield grouped(role, sorted(values))


def name_of(told: Sequence[tuple[Participant, Claim]]) -> str:
    """The name of somebody who is told of."""
    return told[0][0].name


def exchanged(
    left: Sequence[tuple[Participant, Claim]], right: Sequence[tuple[Participant, Claim]]
) -> bool:
    """Whether two people stand for one another in reports of the same."""
    one, two = left[0][0], right[0][0]
    words, others = set(one.name.casefold().split()), set(two.name.casefold().split())
    if one.country != two.country or words <= others or others <= words:
        return False
    alike = bool(words & others) or bool(one.office and one.office == two.office)
    return alike and {c.document for _, c in left}.isdisjoint(c.document for _, c in right)


def denials(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    """Those who say that it happened against those who say that it did not."""
    no = [("did not happen", claim.id) for claim in claims if claim.factuality in DENIALS]
    yes = [("happened", claim.id) for claim in claims if claim.factuality is Factuality.CERTAIN]
    if no and yes:
        yield grouped("factuality", [*yes, *no])
