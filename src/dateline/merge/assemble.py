"""One event from the claims of a cluster: every value with the claims and sources that give it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from dateline.merge.contradict import contradictions
from dateline.merge.support import Origins, sources_of, support_of
from dateline.model import (
    Aux,
    Basis,
    Claim,
    Event,
    EventItem,
    EventParticipant,
    EventPlace,
    EventQuantity,
    EventWhen,
    Factuality,
    Grain,
    Item,
    Participant,
    Place,
    Quantity,
    SourceKind,
    Standing,
    content_id,
)

GRAINS = (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE, Grain.NONE)
NOT_HAPPENED = (Factuality.CERTAINLY_NOT, Factuality.PROBABLY_NOT, Factuality.POSSIBLY_NOT)


def assemble(claims: Sequence[Claim], come_from: Origins) -> Event:
    """The event of a cluster; `come_from` says where each document has its words from."""
    told = sorted(claims, key=lambda c: (c.published or "", c.document, c.anchor.start or 0, c.id))
    ids = sorted(claim.id for claim in told)
    return Event(
        id=content_id("e", ids[0]),
        revision=content_id("r", *ids),
        type=told[0].type,
        mode=most_common(claim.mode for claim in told),
        context=tuple(sorted({context for claim in told for context in claim.context})),
        actor=gathered(told, lambda c: c.actor),
        recipient=gathered(told, lambda c: c.recipient),
        attendee=gathered(told, lambda c: c.attendee),
        place=places(told),
        when=when(told),
        item=items(told),
        quantity=quantities(told),
        claims=tuple(claim.id for claim in told),
        support=support_of(told, come_from),
        standing=standing(told),
        contradictions=contradictions(told),
    )


def most_common(values: Iterable[str]) -> str:
    """The most frequent non-empty value; among equals the first in the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default="")


def given[T](
    claims: Iterable[Claim], values: Callable[[Claim], Iterable[T]], key: Callable[[T], str]
) -> dict[str, list[tuple[T, Claim]]]:
    """Values by identity, each with the claims that give it, in the order told."""
    found: dict[str, list[tuple[T, Claim]]] = {}
    for claim in claims:
        for value in values(claim):
            found.setdefault(key(value), []).append((value, claim))
    return found


def gathered(
    claims: Sequence[Claim], role: Callable[[Claim], tuple[Participant, ...]]
) -> tuple[EventParticipant, ...]:
    """The participants of a role over all claims, each identity once."""
    by_key = given(claims, role, lambda who: who.id or f"{who.name.casefold()}/{who.country}")
    out = []
    for told in by_key.values():
        who = fullest(told)
        out.append(
            EventParticipant(
                text=who.text, start=who.start, end=who.end, name=who.name, id=who.id,
                kind=who.kind, country=who.country, sector=who.sector, office=who.office,
                wikidata=who.wikidata, why=who.why, **behind(told),
            )
        )  # fmt: skip
    return tuple(out)


def fullest(told: Sequence[tuple[Participant, Claim]]) -> Participant:
    """The telling that says most: with an office, then the longest words."""
    return max((who for who, _ in told), key=lambda w: (bool(w.office), bool(w.country)))


def behind[T](told: Sequence[tuple[T, Claim]]) -> dict[str, tuple[str, ...]]:
    """The claims and sources that give a value."""
    claims = [claim for _, claim in told]
    return {"claims": tuple(dict.fromkeys(c.id for c in claims)), "sources": sources_of(claims)}


def places(claims: Sequence[Claim]) -> tuple[EventPlace, ...]:
    """The places of an event, finest grain first."""
    order = {"site": 0, "city": 1, "admin2": 2, "admin1": 3, "country": 4, "region": 5}

    def key(place: Place) -> str:
        return place.geonames or place.name.casefold()

    by_key = given(claims, lambda c: c.place, key)
    out = [
        EventPlace(
            text=p.text, start=p.start, end=p.end, name=p.name, country=p.country,
            admin1=p.admin1, geonames=p.geonames, latitude=p.latitude, longitude=p.longitude,
            grain=p.grain, why=p.why, **behind(told),
        )
        for told in by_key.values()
        for p in [told[0][0]]
    ]  # fmt: skip
    return tuple(sorted(out, key=lambda p: (order.get(p.grain or "", 9), -len(p.claims), p.name)))


def when(claims: Sequence[Claim]) -> EventWhen:
    """The date that most claims state, a fine one before a coarse; else the day of publication.

    Claims that look back count only where no other has a date.
    """
    dated = [claim for claim in claims if claim.when.first]
    dated = [claim for claim in dated if Aux.HISTORICAL not in claim.aux] or dated
    if not dated:
        return EventWhen()

    def key(claim: Claim) -> str:
        return f"{claim.when.first}/{claim.when.last}"

    counted = Counter((claim.when.basis, key(claim)) for claim in dated)
    best = min(
        dated,
        key=lambda c: (c.when.basis is not Basis.STATED, GRAINS.index(c.when.grain),
                       -counted[c.when.basis, key(c)], key(c)),
    )  # fmt: skip
    told = [(best.when, claim) for claim in dated if key(claim) == key(best)]
    w = best.when
    return EventWhen(
        text=w.text, start=w.start, end=w.end, first=w.first, last=w.last, grain=w.grain,
        basis=w.basis, **behind(told),
    )  # fmt: skip


def items(claims: Sequence[Claim]) -> tuple[EventItem, ...]:
    """The items of an event, each name once."""

    def key(item: Item) -> str:
        return item.name.casefold()

    by_key = given(claims, lambda c: c.item, key)
    return tuple(
        EventItem(
            text=i.text, start=i.start, end=i.end, name=i.name, class_=i.class_, maker=i.maker,
            **behind(told),
        )
        for told in by_key.values()
        for i in [told[0][0]]
    )  # fmt: skip


def quantities(claims: Sequence[Claim]) -> tuple[EventQuantity, ...]:
    """What was counted: over all claims the lowest, the highest, and the most told number."""

    def key(quantity: Quantity) -> str:
        return f"{quantity.unit}/{quantity.item or ''}"

    out = []
    for told in given(claims, lambda c: c.quantity, key).values():
        numbers = [q for q, _ in told if q.low is not None and q.high is not None]
        counted = Counter((q.low, q.high) for q in numbers)
        best = min(counted, key=lambda n: (-counted[n], n), default=(None, None))
        first = told[0][0]
        out.append(
            EventQuantity(
                text=first.text, start=first.start, end=first.end, unit=first.unit,
                hedge=first.hedge, item=first.item, best=best[0],
                low=min((q.low for q in numbers if q.low is not None), default=None),
                high=max((q.high for q in numbers if q.high is not None), default=None),
                **behind(told),
            )
        )  # fmt: skip
    return tuple(out)


def standing(claims: Sequence[Claim]) -> Standing:
    """How the event stands.

    `denied`: everybody says it did not happen. `disputed`: some say so. `planned`: all tell it
    as future. `reported`: an outlet says so itself. `claimed`: only sources say so.
    """
    no = [claim for claim in claims if claim.factuality in NOT_HAPPENED]
    if len(no) == len(claims):
        return Standing.DENIED
    if no:
        return Standing.DISPUTED
    if all(Aux.FUTURE in claim.aux or Aux.HYPOTHETICAL in claim.aux for claim in claims):
        return Standing.PLANNED
    own = any(
        c.attribution.kind is SourceKind.OUTLET and c.factuality is Factuality.CERTAIN
        for c in claims
    )
    return Standing.REPORTED if own else Standing.CLAIMED
