"""Who somebody is, apart from the words used: an identity, and the office held on a date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day  # noqa: N812 - dates here are strings
from datetime import timedelta

from dateline.model import Actor, Country, Kind, Office, Participant, content_id

FORMER_SECTOR = "ELI"
JUST_LEFT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Identity:
    """All that a participant says about somebody, without the words it was read from."""

    name: str = ""
    id: str | None = None
    kind: Kind = Kind.UNKNOWN
    country: str | None = None
    sector: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    why: str = ""

    def because(self, why: str) -> "Identity":
        """The same identity, with another reason."""
        return replace(self, why=why)

    def at(self, text: str, start: int, end: int) -> Participant:
        """A participant with this identity and the words that stand for it."""
        return Participant(
            text=text, start=start, end=end, name=self.name or text, id=self.id, kind=self.kind,
            country=self.country, sector=self.sector, office=self.office,
            wikidata=self.wikidata, why=self.why,
        )  # fmt: skip


NOBODY = Identity()


def actor_id(name: str, country: str | None) -> str:
    """The id of a named actor: the same name and country give the same id in every report.

    Nothing but case is folded, so names that only look alike stay apart.
    """
    return content_id("a", name.casefold(), country or "")


def state(country: Country) -> Identity:
    """A state, as its government acts for it."""
    return Identity(
        name=country.name, id=actor_id(country.name, country.iso3), kind=Kind.STATE,
        country=country.iso3, sector=("GOV",), wikidata=country.wikidata, why="name of a state",
    )  # fmt: skip


def listed(actor: Actor) -> Identity:
    """An actor of the lists, whatever the date."""
    return Identity(
        name=actor.name, id=actor.id, kind=actor.kind, country=actor.country,
        sector=actor.sector, wikidata=actor.wikidata, why="in the actor lists",
    )  # fmt: skip


def day(published: str | None) -> str | None:
    """The day of a publication date or time."""
    return published[:10] if published else None


def on_date(actor: Actor, date: str | None, heads: Mapping[str, int]) -> Identity:
    """An actor of the lists with the office held on a date, or the latest where there is no date.

    Whoever has left their last office, or has none yet, is a notable without office; for the days
    of news about the leaving it is still theirs. Of several offices one in the actor's own country
    goes before those elsewhere, then the highest of the `heads` (their ranks; `actors.heads` in the
    lexicon).
    """
    base = listed(actor)
    if not actor.offices:
        return base
    if date is None:
        open_ones = [o for o in actor.offices if o.until is None]
        last = foremost(at_home(actor, open_ones or at_home(actor, actor.offices)[-1:]), heads)
        who = holding(base, last, f"latest office known ({span_of(last)}); no publication date")
        ended = last.until is not None
        return replace(who, sector=joined(who.sector, (FORMER_SECTOR,))) if ended else who
    held = [office for office in actor.offices if is_held(office, date)]
    held = held or [office for office in actor.offices if is_just_left(office, date)]
    if held:
        best = foremost(at_home(actor, held), heads)
        return holding(base, best, f"office on {date} ({span_of(best)})")
    past = at_home(actor, [o for o in actor.offices if (o.since or "") <= date])
    if past:
        last = past[-1]
        why = f"no office on {date}; {last.office} until {last.until}"
        return replace(base, sector=(FORMER_SECTOR,), why=why)
    first = actor.offices[0]
    why = f"no office known on {date}; {first.office} from {first.since}"
    return replace(base, sector=(FORMER_SECTOR,), why=why)


def at_home(actor: Actor, offices: Sequence[Office]) -> Sequence[Office]:
    """Those of some offices that are of the actor's own country; all where none is."""
    return [o for o in offices if o.country in (None, actor.country)] or offices


def foremost(held: Sequence[Office], heads: Mapping[str, int]) -> Office:
    """Of several offices the highest of a head of state or government, else the latest."""
    first = [office for office in held if office.office.lower() in heads]
    return min(first, key=lambda office: heads[office.office.lower()]) if first else held[-1]


def is_held(office: Office, date: str) -> bool:
    """Whether an office is held on a day; a missing bound is open."""
    return (office.since or "") <= date and (office.until is None or date < office.until)


def is_just_left(office: Office, date: str) -> bool:
    """Whether an office was left a few days before, so that a report still tells of it."""
    until = office.until or ""
    try:
        left = Day.fromisoformat(date) - Day.fromisoformat(until)
    except ValueError:  # a month or a year is not known so closely, and a date may be none
        return until == date
    return timedelta() <= left <= JUST_LEFT


def span_of(office: Office) -> str:
    """The dates of an office in words."""
    return f"{office.since or 'unknown'} to {office.until or 'now or unknown'}"


def holding(base: Identity, office: Office, why: str) -> Identity:
    """An identity with an office."""
    return replace(
        base, country=office.country or base.country, sector=office.sector or base.sector,
        office=office.office, why=why,
    )  # fmt: skip


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Sector codes of several groups, each once, in order."""
    return tuple(dict.fromkeys(code for group in groups for code in group))
