"""What things are called: actors by their ids, countries by their codes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.analyse.browse import CODE, ID, Filter
from dateline.analyse.listing import names_of
from dateline.serve.desk import Desk
from dateline.serve.links import Chip, chips
from dateline.serve.shelf import Shelf

WITH_NAMES = ("actor", "recipient", "attendee", "dyad", "country")
SIDES = ("actors", "recipients", "attendees")


def countries(desk: Desk) -> Mapping[str, str]:
    """The names of countries by their codes, as the lexicon has them."""
    return {one.iso3: one.name for one in desk.lexicon.countries}


def actors(shelf: Shelf, keys: Iterable[str]) -> dict[str, str]:
    """The names of actors, for those of some keys that are ids of actors with a name."""
    ids = sorted({key for key in keys if ID.fullmatch(key)})
    rows = shelf.ask(names_of(ids)) if ids else ()
    return {row["id"]: row["name"] for row in rows if row["name"]}


def labels(desk: Desk, keys: Iterable[str]) -> dict[str, str]:
    """The names of parties, of which a filter has many: actors by id, countries by code.

    Keys that name themselves are left out.
    """
    wanted = set(keys)
    known = countries(desk)
    found = {key: known[key] for key in wanted if CODE.fullmatch(key) and key in known}
    return found | actors(desk.shelf, wanted)


def named(
    shelf: Shelf, rows: Iterable[Mapping[str, Any]], sides: Sequence[str] = SIDES
) -> dict[str, str]:
    """The names of the actors with an id among the parties of some facts."""
    return actors(shelf, (key for row in rows for side in sides for key in row[side] or ()))


def active(desk: Desk, asked: Filter) -> list[Chip]:
    """The filters that hold, each with the names of the parties in it."""
    values = {value for name, value, _ in asked.chosen if name in WITH_NAMES}
    names = labels(desk, (part for value in values for part in value.split("~")))
    shown = {
        value: " – ".join(names.get(part, part) for part in value.split("~")) for value in values
    }
    return chips(asked, shown)
