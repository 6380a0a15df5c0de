"""The names of those who take part, by the keys that facts hold of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.analyse.listing import names_of
from dateline.serve.shelf import Shelf

SIDES = ("actors", "recipients", "attendees")


def named(
    shelf: Shelf, rows: Iterable[Mapping[str, Any]], sides: Sequence[str] = SIDES
) -> dict[str, str]:
    """The names of the actors with an id among the parties of some facts."""
    keys = {key for row in rows for side in sides for key in row[side] or () if key[:2] == "a-"}
    return {row["id"]: row["name"] for row in shelf.ask(names_of(sorted(keys)))} if keys else {}
