"""Terms of office: who is, was or will soon be head of state or government on a date."""

from collections.abc import Iterable, Mapping

from dateline.model import Actor
from dateline.resolve.identity import is_held

YEARS_AFTER = 15
MONTHS_BEFORE = 7  # from an election, and the weeks before it, to the office


def held_on(actor: Actor, date: str | None) -> Iterable[str]:
    """The offices that somebody holds on a date, in small letters; with no date, the open ones."""
    for office in actor.offices:
        is_open = office.since is not None and office.until is None
        if is_held(office, date) if date and office.since else is_open:
            yield office.office.lower()


def is_head(actor: Actor, date: str | None, heads: Mapping[str, int]) -> bool:
    """Whether somebody is head of state or government on a date."""
    return any(office in heads for office in held_on(actor, date))


def will_be_head(actor: Actor, date: str | None, heads: Mapping[str, int]) -> bool:
    """Whether somebody becomes head of state or government soon after a date."""
    if date is None:
        return False
    years, month = divmod(int(date[5:7] or 1) - 1 + MONTHS_BEFORE, 12)
    last = f"{int(date[:4]) + years:04}-{month + 1:02}{date[7:]}"
    return any(
        office.office.lower() in heads and date < (office.since or "") <= last
        for office in actor.offices
    )


def was_head(actor: Actor, date: str | None, heads: Mapping[str, int]) -> bool:
    """Whether somebody was head of state or government in the years before a date."""
    year = int(date[:4]) if date else 0
    return any(
        office.office.lower() in heads
        and office.until is not None
        and (not year or year - YEARS_AFTER <= int(office.until[:4]) <= year)
        for office in actor.offices
    )
