"""The screen of events: a filtered list, how it spreads, and ways to take it along."""

from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse.browse import Filter
from dateline.analyse.listing import FACETS, Page, counted, facet, histogram, token_of
from dateline.serve.doors import READER
from dateline.serve.show import desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])


@router.get("/events")
def events(request: Request, sort: str = "-date", next: str = "") -> Response:  # noqa: A002 - the name in the URL
    """A page of the events that the query string asks for."""
    asked = Filter.parse(request.query_params.multi_items())
    return page(request, "events.html", **listing(request, asked, sort, next))


def listing(request: Request, asked: Filter, sort: str, token: str) -> dict[str, Any]:
    """What the screen shows."""
    shelf = desk_of(request).shelf
    rows = shelf.ask(Page(filter=asked, sort=sort, token=token).query())
    more = len(rows) > 100  # noqa: PLR2004
    rows = rows[:100]
    return {
        "rows": rows, "asked": asked, "sort": sort, "next": token_of(rows[-1]) if more else "",
        "total": shelf.ask(counted(asked))[0]["events"],
        "facets": {name: shelf.ask(facet(asked, name)) for name in FACETS},
        "months": shelf.ask(histogram(asked)),
    }  # fmt: skip
