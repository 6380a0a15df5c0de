"""What claims add up to (events, derived), and what people decide (judgements, corrections)."""

from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model.claim import Claim, Item, Kind, Participant, Place, Quantity, When


class Standing(StrEnum):
    """How an event stands, from the claims that make it."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DISPUTED = "disputed"
    DENIED = "denied"
    PLANNED = "planned"


class Status(StrEnum):
    """How far analysts have seen to an event: nobody, one of them, several; or it is none."""

    MACHINE = "machine"
    REVIEWED = "reviewed"
    ADJUDICATED = "adjudicated"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParticipant(Participant):
    """A participant of an event, with the sources and claims that give it."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace(Place):
    """A place of an event, with the sources and claims that give it."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWhen(When):
    """The date of an event, with the sources and claims that give it."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventItem(Item):
    """An item of an event, with the sources and claims that give it."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuantity(Quantity):
    """A number of an event: `low`, `best`, `high` over all claims that count the same thing."""

    best: float | None = None
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What an event rests on: copies and near-copies count once in `independent`."""

    documents: int = 0
    independent: int = 0
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionValue:
    """One of the values that disagree, with the claims that give it."""

    value: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A field in which the claims of an event disagree."""

    field: str
    values: tuple[ContradictionValue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The set of claims about one happening; derived, and can be dropped and rebuilt.

    The id comes from the smallest claim id in it, so that order of arrival does not count.
    """

    id: str
    revision: str
    type: str
    mode: str = ""
    context: tuple[str, ...] = ()
    actor: tuple[EventParticipant, ...] = ()
    recipient: tuple[EventParticipant, ...] = ()
    attendee: tuple[EventParticipant, ...] = ()
    place: tuple[EventPlace, ...] = ()
    when: EventWhen = field(default_factory=EventWhen)
    item: tuple[EventItem, ...] = ()
    quantity: tuple[EventQuantity, ...] = ()
    claims: tuple[str, ...] = ()
    support: Support = field(default_factory=Support)
    standing: Standing = Standing.REPORTED
    contradictions: tuple[Contradiction, ...] = ()
    status: Status = Status.MACHINE
    merged_into: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office held from `since` to `until` (ISO dates; None: not known, or still held).

    `since` is written as `from` in exports, which Python does not allow as a name.
    """

    office: str
    country: str | None = None
    sector: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who takes part in public affairs: one identity under all its names."""

    id: str
    name: str
    kind: Kind = Kind.UNKNOWN
    country: str | None = None
    sector: tuple[str, ...] = ()
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An analyst says of two claims that they are one event: `same`, `different` or `unsure`."""

    left: str
    right: str
    verdict: str
    user: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An analyst changes a field of a claim, with a reason; `old` and `new` are JSON."""

    claim: str
    field: str
    old: str
    new: str
    user: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An analyst says of a claim, as it stands, that it is `accepted`, or `rejected` as none."""

    claim: str
    verdict: str
    user: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An analyst writes down a claim that a report makes and the coder did not find."""

    claim: Claim
    user: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What analysts decided and holds, oldest first: on pairs of claims, on fields, on claims.

    `tellings` are the claims that they added themselves.
    """

    judgements: tuple[Judgement, ...] = ()
    corrections: tuple[Correction, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    tellings: tuple[Telling, ...] = ()
