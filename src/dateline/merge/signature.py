"""A claim in, what its comparison with others looks at out: small, hashable, and often the same.

Many claims of a large record tell the same in all that is compared; they share one signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from dateline.model import Aux, Basis, Claim, Grain, Kind, Participant

STAND_FOR_STATE = (Kind.STATE, Kind.PERSON, Kind.OFFICE, Kind.BODY)
TIMES = frozenset((Aux.HISTORICAL, Aux.FUTURE, Aux.HYPOTHETICAL))
KEPT = 100_000
SHARP = (Grain.DAY, Grain.WEEK, Grain.MONTH)


@dataclass(frozen=True, slots=True)
class Side:
    """Those in one role: what identifies them, their countries, whether one stands for a state.

    `blocks` are what they are looked up by: a country, or a name where there is none.
    """

    keys: frozenset[str]
    countries: frozenset[str]
    blocks: frozenset[str]
    state: bool

    def __bool__(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared of a claim. Days are ordinals; both are None when a date is missing."""

    type: str
    times: frozenset[Aux]
    actor: Side
    recipient: Side
    first: int | None
    last: int | None
    to_the_day: bool
    stated: bool
    sharp: bool
    places: frozenset[str]
    countries: frozenset[str]
    cities: bool
    mode: str
    items: frozenset[str]


@cache
def day(text: str) -> int:
    """A day as a number, from its ISO form."""
    return date.fromisoformat(text[:10]).toordinal()


def side(people: Iterable[Participant]) -> Side:
    """What is compared of the participants of a role: of those of whom something is known."""
    return side_of(tuple(
        (who.id or who.name.casefold(), who.country, who.country or who.name.casefold(),
         stands_for_state(who))
        for who in people if who.id or who.kind
    ))  # fmt: skip


@lru_cache(KEPT)
def side_of(told: tuple[tuple[str, str | None, str, bool], ...]) -> Side:
    """The side of each one's key, country, block and standing for a state; kept."""
    return Side(
        frozenset(key for key, _, _, _ in told),
        frozenset(country for _, country, _, _ in told if country),
        frozenset(block for _, _, block, _ in told),
        any(state for _, _, _, state in told),
    )


@cache
def times_of(aux: tuple[Aux, ...]) -> frozenset[Aux]:
    """The auxiliary modes that say when, or whether at all."""
    return TIMES.intersection(aux)


@lru_cache(KEPT)
def names_of(told: tuple[str, ...]) -> frozenset[str]:
    """Names as a set; the same object if known."""
    return frozenset(told)


def stands_for_state(who: Participant) -> bool:
    """Whether somebody is a state, or acts for one."""
    official = not who.sector or "GOV" in who.sector or "MIL" in who.sector
    return who.kind in STAND_FOR_STATE and official


def signature(claim: Claim) -> Signature:
    """What is compared of a claim."""
    when = claim.when
    dated = when.first and when.last
    return Signature(
        type=claim.type,
        times=times_of(claim.aux),
        actor=side(claim.actor),
        recipient=side(claim.recipient),
        first=day(when.first) if when.first and dated else None,
        last=day(when.last) if when.last and dated else None,
        to_the_day=when.grain is Grain.DAY,
        stated=when.basis is not Basis.PUBLISHED,
        sharp=when.grain in SHARP and when.basis is Basis.STATED,
        places=names_of(tuple(p.geonames or p.name.casefold() for p in claim.place if p.is_named)),
        countries=names_of(tuple(place.country for place in claim.place if place.country)),
        cities={place.grain for place in claim.place} == {"city"},
        mode=claim.mode,
        items=names_of(tuple(item.name.casefold() for item in claim.item)),
    )
