"""How alike two claims are, term by term: every term can be shown.

A term weighs for (positive) or against (negative) one happening; a `veto` ends the matter.
Weights are set by hand on the project's own examples; they are not fitted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from dateline.model import Aux, Basis, Claim, Grain, Kind, Participant, Place

SAME_ACTOR, SAME_SIDE, SAME_RECIPIENT = 3.0, 2.0, 2.0
SAME_DAY, SAME_TIME, NEXT_DAY = 2.0, 1.0, -0.5
SAME_PLACE, SAME_COUNTRY = 2.0, 0.5
SAME_MODE, OTHER_MODE = 1.0, -1.0
SAME_ITEM, TOLD_ON, SAME_WORDS = 1.0, 3.0, 2.0
ENOUGH = 4.5
RETOLD = "words.code."
STAND_FOR_STATE = (Kind.STATE, Kind.PERSON, Kind.OFFICE, Kind.BODY)


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
            return float("-inf")
        return sum(term.weight for term in self.terms)

    @property
    def same(self) -> bool:
        """Whether the two claims tell of one happening."""
        return self.score >= ENOUGH


def compare(left: Claim, right: Claim) -> Comparison:
    """Compare two claims; the order of the two does not count."""
    terms = [
        typed(left, right),
        sides("actor", left.actor, right.actor, SAME_ACTOR),
        sides("recipient", left.recipient, right.recipient, SAME_RECIPIENT),
        times(left, right),
        places(left.place, right.place),
        modes(left, right),
        items(left, right),
        told_on(left, right),
        same_words(left, right),
    ]
    return Comparison(tuple(term for term in terms if term is not None))


def typed(left: Claim, right: Claim) -> Term | None:
    """Forbid other types, and history against news."""
    if left.type != right.type:
        return Term("type", f"{left.type} / {right.type}", 0, veto=True)
    unlike = {Aux.HISTORICAL, Aux.FUTURE, Aux.HYPOTHETICAL}
    if set(left.aux) & unlike != set(right.aux) & unlike:
        return Term("aux", f"{','.join(left.aux)} / {','.join(right.aux)}", 0, veto=True)
    return None


def keys(people: Iterable[Participant]) -> set[str]:
    """What identifies participants: their ids, or their names where they have none."""
    return {who.id or who.name.casefold() for who in people if who.id or who.name}


def sides(
    name: str, left: tuple[Participant, ...], right: tuple[Participant, ...], weight: float
) -> Term | None:
    """Compare two lists of participants: the same one, the same side, or different ones."""
    if not left or not right:
        return None
    shared = keys(left) & keys(right)
    if shared:
        names = sorted({who.name for who in left if (who.id or who.name.casefold()) in shared})
        return Term(name, ", ".join(names), weight)
    one = {who.country for who in left if who.country}
    two = {who.country for who in right if who.country}
    both = ", ".join(who.name for who in (left[0], right[0]))
    if one & two and (stands_for_state(left) or stands_for_state(right)):
        return Term(name, both, min(weight, SAME_SIDE))
    return Term(name, both, 0, veto=True)


def stands_for_state(people: Iterable[Participant]) -> bool:
    """Whether one of them is a state, or acts for one."""
    return any(who.kind in STAND_FOR_STATE and (not who.sector or "GOV" in who.sector
               or "MIL" in who.sector) for who in people)  # fmt: skip


@cache
def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text[:10])


def times(left: Claim, right: Claim) -> Term | None:
    """Compare dates: the same day, an overlap, a day's slip, or apart."""
    one, two = left.when, right.when
    if not (one.first and one.last and two.first and two.last):
        return None
    said = f"{one.first}..{one.last} / {two.first}..{two.last}"
    gap = max((day(two.first) - day(one.last)).days, (day(one.first) - day(two.last)).days)
    if gap > 1:
        return Term("when", said, 0, veto=True)
    if gap == 1:
        loose = Basis.PUBLISHED in (one.basis, two.basis)
        return Term("when", said, SAME_TIME if loose else NEXT_DAY)
    sharp = one.grain is Grain.DAY and two.grain is Grain.DAY
    return Term("when", said, SAME_DAY if sharp else SAME_TIME)


def places(left: tuple[Place, ...], right: tuple[Place, ...]) -> Term | None:
    """Compare places: the same, in the same country, or elsewhere."""
    if not left or not right:
        return None
    said = f"{left[0].name} / {right[0].name}"
    one = {place.geonames or place.name.casefold() for place in left}
    if one & {place.geonames or place.name.casefold() for place in right}:
        return Term("place", said, SAME_PLACE)
    countries = {place.country for place in left if place.country}
    others = {place.country for place in right if place.country}
    if not countries or not others:
        return None
    if countries & others:
        cities = {"city"} == {p.grain for p in (*left, *right)}
        return Term("place", said, -SAME_PLACE if cities else SAME_COUNTRY)
    return Term("place", said, 0, veto=True)


def modes(left: Claim, right: Claim) -> Term | None:
    """Compare modes where both have one."""
    if not left.mode or not right.mode:
        return None
    weight = SAME_MODE if left.mode == right.mode else OTHER_MODE
    return Term("mode", f"{left.mode} / {right.mode}", weight)


def items(left: Claim, right: Claim) -> Term | None:
    """Count a shared item of equipment or goods."""
    shared = {i.name.casefold() for i in left.item} & {i.name.casefold() for i in right.item}
    return Term("item", ", ".join(sorted(shared)), SAME_ITEM) if shared else None


def told_on(left: Claim, right: Claim) -> Term | None:
    """Count a sentence of one report that tells on what an earlier one told."""
    if left.document != right.document:
        return None
    retold = left.pattern.startswith(RETOLD) or right.pattern.startswith(RETOLD)
    return Term("told on", "the same report", TOLD_ON) if retold else None


def same_words(left: Claim, right: Claim) -> Term | None:
    """Count a sentence that two reports share to the letter, as copies do."""
    if left.document == right.document or left.sentence.text != right.sentence.text:
        return None
    return Term("words", "the same sentence", SAME_WORDS)
