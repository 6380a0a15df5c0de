"""The screen of one source: each claim, quote and assessment that it is cited for."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse.cited import PLACES
from dateline.analyse.said import said
from dateline.errors import NotFoundError
from dateline.serve.doors import READER
from dateline.serve.pages.sources import asked_of, told_by
from dateline.serve.show import APART, desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])
ROWS = 300
Row = Mapping[str, Any]


@router.get("/sources/said")
def saying(request: Request, who: str = "", of: str = "") -> Response:
    """What a source says: one with an id, else with a name and a country.

    Raises:
        NotFoundError: if nobody such is cited by what the query string asks for.
    """
    desk = desk_of(request)
    told = told_by(request)
    rows = desk.ask(asked_of(desk, {**told, "by": "source"}).query())
    row = meant(rows, who, of)
    if row is None:
        raise NotFoundError(
            f"nobody called {who!r} is cited" if who else "no source was named",
            why="no claim, quote or assessment that these filters ask for names that source",
            fix="find it in the list of sources: /sources",
        )
    parts = [(name, row[f"{name}s"], desk.ask(said(name, row[f"{name}_ids"], ROWS)))
             for name in PLACES]  # fmt: skip
    return page(request, "said.html", row=row, parts=parts, told=told, **APART)


def meant(rows: Sequence[Row], who: str, of: str) -> Row | None:
    """The source with an id, else with a name and country, else the first with that name."""
    called = [one for one in rows if one["name"].lower() == who.lower()]
    ranked = (
        [one for one in rows if who and one["id"] == who],
        [one for one in called if not one["id"] and (one["country"] or "") == of],
        [one for one in called if not of],
    )
    return next((found[0] for found in ranked if found), None)
