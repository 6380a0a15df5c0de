"""Heads of state of more than one land: the offices that a table of realms adds to theirs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Actor, Kind, Office, Realm


def with_realms(actors: Sequence[Actor], realms: Sequence[Realm]) -> tuple[Actor, ...]:
    """Actors with the offices that they hold elsewhere because of the one at home.

    The offices at home stay first, the others follow in the order of the table.
    """
    by_head: dict[tuple[str, str], list[Realm]] = defaultdict(list)
    for realm in realms:
        for head in realm.heads:
            by_head[realm.state, head].append(realm)
    return tuple(
        replace(actor, offices=(*actor.offices, *added)) if added else actor
        for actor in actors
        for added in [tuple(elsewhere(actor, by_head))]
    )


def elsewhere(actor: Actor, by_head: dict[tuple[str, str], list[Realm]]) -> Iterator[Office]:
    """The offices of a person in other lands."""
    if actor.kind is not Kind.PERSON:
        return
    for held in actor.offices:
        for realm in by_head.get((held.country or "", held.office), ()):
            since = max(held.since or "", realm.since or "")
            until = min(held.until or "9999", realm.until or "9999")
            if since < until:
                yield replace(
                    held, office=realm.office or held.office, country=realm.iso3,
                    since=since or None, until=None if until == "9999" else until,
                )  # fmt: skip
