"""How alike two claims are, term by term: every term can be shown.

A term weighs for (positive) or against (negative) one happening; a `veto` ends the matter.
Weights are set by hand on the project's own examples; they are not fitted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.merge.signature import Side, Signature, signature
from dateline.model import Aux, Claim

SAME_ACTOR, SAME_SIDE, SAME_RECIPIENT = 3.0, 2.0, 2.0
SAME_DAY, SAME_TIME, NEXT_DAY = 2.0, 1.0, -0.5
SAME_PLACE, SAME_COUNTRY = 2.0, 0.5
SAME_MODE, OTHER_MODE = 1.0, -1.0
SAME_ITEM, TOLD_ON, SAME_WORDS = 1.0, 3.0, 2.0
LOOKED_BACK = -2.0
ENOUGH = 4.5
VETO = float("-inf")
RETOLD = "words.code."
NOT_NEWS = frozenset((Aux.HISTORICAL,))


@dataclass(frozen=True, slots=True)
class Term:
    """One reason for or against: its name, what was compared, its weight."""

    name: str
    said: str
    weight: float
    veto: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All terms of a comparison and their sum."""

    terms: tuple[Term, ...]

    @property
    def score(self) -> float:
        """The sum of the weights; minus infinity when a term forbids the match."""
        if any(term.veto for term in self.terms):
            return VETO
        return sum(term.weight for term in self.terms)

    @property
    def same(self) -> bool:
        """Whether the two claims tell of one happening."""
        return self.score >= ENOUGH


def compare(left: Claim, right: Claim) -> Comparison:
    """Compare two claims; the order of the two does not count."""
    one, two = signature(left), signature(right)
    terms = []
    for name, weigh, told in PARTS:
        weight = weigh(one, two)
        if weight is not None:
            said = " / ".join(dict.fromkeys((told(left), told(right))))
            terms.append(Term(name, said, 0.0 if weight == VETO else weight, weight == VETO))
    if told_on(left, right):
        terms.append(Term("told on", "the same report", TOLD_ON))
    if left.document != right.document and left.sentence.text == right.sentence.text:
        terms.append(Term("words", "the same sentence", SAME_WORDS))
    return Comparison(tuple(terms))


def score(left: Signature, right: Signature) -> float:
    """The sum of the weights that two signatures give; minus infinity when one forbids it.

    No claim is more like another than like itself, so that claims whose signature is not enough
    for itself (`score(s, s) < ENOUGH`) are joined by the words of their reports or not at all.
    """
    total = 0.0
    for _, weigh, _ in PARTS:
        weight = weigh(left, right)
        if weight is not None:
            if weight == VETO:
                return VETO
            total += weight
    return total


def types(left: Signature, right: Signature) -> float | None:
    """Forbid other types."""
    return VETO if left.type != right.type else None


def outlooks(left: Signature, right: Signature) -> float | None:
    """Forbid plans and suppositions against what happened; history is linked where it is dated.

    A report that looks back ("in March the two had fought") is of the event that was news then. A
    date coarser than a month fits many, so that it takes more to be the same.
    """
    if left.times == right.times:
        return None
    if left.times ^ right.times != NOT_NEWS:
        return VETO
    back = left if Aux.HISTORICAL in left.times else right
    if back.first is None or not back.stated:
        return VETO
    return 0.0 if back.sharp else LOOKED_BACK


def actors(left: Signature, right: Signature) -> float | None:
    """Compare those who act."""
    return sides(left.actor, right.actor, SAME_ACTOR)


def recipients(left: Signature, right: Signature) -> float | None:
    """Compare those acted upon."""
    return sides(left.recipient, right.recipient, SAME_RECIPIENT)


def sides(left: Side, right: Side, weight: float) -> float | None:
    """Compare those in a role: the same one, the same side, or different ones."""
    if not left.keys or not right.keys:
        return None
    if not left.keys.isdisjoint(right.keys):
        return weight
    if (left.state or right.state) and not left.countries.isdisjoint(right.countries):
        return min(weight, SAME_SIDE)
    return VETO


def dates(left: Signature, right: Signature) -> float | None:
    """Compare dates: the same day, an overlap, a day's slip, or apart."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return None
    gap = max(right.first - left.last, left.first - right.last)
    if gap > 1:
        return VETO
    if gap == 1:
        return NEXT_DAY if left.stated and right.stated else SAME_TIME
    return SAME_DAY if left.to_the_day and right.to_the_day else SAME_TIME


def places(left: Signature, right: Signature) -> float | None:
    """Compare places: the same, in the same country, or elsewhere."""
    if not left.places or not right.places:
        return None
    if not left.places.isdisjoint(right.places):
        return SAME_PLACE
    if not left.countries or not right.countries:
        return None
    if left.countries.isdisjoint(right.countries):
        return VETO
    return -SAME_PLACE if left.cities and right.cities else SAME_COUNTRY


def modes(left: Signature, right: Signature) -> float | None:
    """Compare modes where both have one."""
    if not left.mode or not right.mode:
        return None
    return SAME_MODE if left.mode == right.mode else OTHER_MODE


def items(left: Signature, right: Signature) -> float | None:
    """Count a shared item of equipment or goods."""
    return None if left.items.isdisjoint(right.items) else SAME_ITEM


def told_on(left: Claim, right: Claim) -> bool:
    """Whether one tells on, in the same report, what was told before it."""
    retold = left.pattern.startswith(RETOLD) or right.pattern.startswith(RETOLD)
    return retold and left.document == right.document


def names(of: Sequence[str]) -> str:
    """Some names in a few words."""
    return ", ".join(dict.fromkeys(name for name in of if name)) or "nobody"


type Part = tuple[str, Callable[[Signature, Signature], float | None], Callable[[Claim], str]]
PARTS: tuple[Part, ...] = (
    ("type", types, lambda c: c.type),
    ("aux", outlooks, lambda c: ",".join(c.aux) or "happened"),
    ("actor", actors, lambda c: names([who.name for who in c.actor])),
    ("recipient", recipients, lambda c: names([who.name for who in c.recipient])),
    ("when", dates, lambda c: "..".join(dict.fromkeys((c.when.first or "", c.when.last or "")))),
    ("place", places, lambda c: names([place.name for place in c.place])),
    ("mode", modes, lambda c: c.mode),
    ("item", items, lambda c: names([item.name for item in c.item])),
)
