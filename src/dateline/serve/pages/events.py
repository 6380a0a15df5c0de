"""The screen of events: a filtered list, how it spreads, and ways to take it along."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.analyse.browse import Filter
from dateline.analyse.listing import Page, by_year, counted, histogram, token_of
from dateline.analyse.search_box import asked_in_words
from dateline.serve.bars import Chart, by_month, chart
from dateline.serve.doors import READER
from dateline.serve.example import empty_record
from dateline.serve.facets import AT_ONCE, PATIENCE, Counter
from dateline.serve.links import Chip, link
from dateline.serve.names import active, named
from dateline.serve.shelf import Shelf
from dateline.serve.show import desk_of, fragment, page

router = APIRouter(include_in_schema=False, dependencies=[READER])

ROWS = 100
FORM = ("after", "before")
MANY = 200_000  # events, of which lists are looked through after the page is there
HINT = 1.0  # seconds for saying what one filter less would find


@router.get("/events")
def events(request: Request, sort: str = "-date", next: str = "") -> Response:  # noqa: A002 - the name in the URL
    """A page of the events that the query string asks for."""
    asked = Filter.parse(request.query_params.multi_items())
    plain = asked_in_words(asked)
    if plain != asked:
        return RedirectResponse(link(plain, sort="" if sort == "-date" else sort), 303)
    shelf = desk_of(request).shelf
    everything = shelf.ask(counted(Filter()))[0]["events"]
    if not everything and not asked.chosen:
        return page(request, "events.html", empty=True, **empty_record(request))
    told = listing(request, asked, sort, next)
    told |= beside(request, asked, sort, brief=everything > MANY)
    return page(request, "events.html", all=everything, **told)


@router.get("/facets")
def facets(request: Request, sort: str = "-date") -> Response:
    """The facets alone, for a page that did not wait for them."""
    asked = Filter.parse(request.query_params.multi_items())
    groups = counter(request, asked, PATIENCE, sort).groups()
    return fragment(request, "parts/facets.html", groups=groups, patience=PATIENCE)


def listing(request: Request, asked: Filter, sort: str, token: str) -> dict[str, Any]:
    """What the list shows."""
    desk = desk_of(request)
    shelf = desk.shelf
    rows = shelf.ask(Page(filter=asked, sort=sort, limit=ROWS, token=token).query())
    more = len(rows) > ROWS
    rows = rows[:ROWS]
    total = shelf.ask(counted(asked))[0]["events"]
    found = active(desk, asked)
    return {
        "rows": rows, "names": named(shelf, rows), "asked": asked, "sort": sort,
        "paged": bool(token), "total": total, "chips": found,
        "sort_told": "" if sort == "-date" else sort, "next": token_of(rows[-1]) if more else "",
        "hints": [] if total else hints(shelf, found),
        "chart": spread(shelf, asked),
        "kept": [pair for pair in asked.pairs() if pair[0] not in FORM],
    }  # fmt: skip


def spread(shelf: Shelf, asked: Filter) -> Chart:
    """How the events spread over months; over years where those are too many or there are none."""
    rows = shelf.ask(histogram(asked))
    return chart(rows, asked) if by_month(rows) else chart(shelf.ask(by_year(asked)), asked, "year")


def beside(request: Request, asked: Filter, sort: str, *, brief: bool) -> dict[str, Any]:
    """The facets that can be counted at once, and where the page gets those that cannot."""
    groups = counter(request, asked, AT_ONCE, sort, brief=brief).groups()
    late = any(group.values is None for group in groups)
    told = "" if sort == "-date" else sort
    again = link(asked, "/facets", sort=told) if late else ""
    return {"groups": groups, "facets_from": again, "patience": None}


def counter(
    request: Request, asked: Filter, seconds: float, sort: str, *, brief: bool = False
) -> Counter:
    """What counts the facets: those that the query string names with `count` have no limit."""
    query = request.query_params
    return Counter(
        desk_of(request), asked, seconds, query.getlist("more"), query.getlist("count"),
        "" if sort == "-date" else sort, brief,
    )  # fmt: skip


def hints(shelf: Shelf, found: list[Chip]) -> list[tuple[Chip, int | None]]:
    """How many events there would be without each filter; those first that bring most."""
    told = []
    for chip in found:
        rows = shelf.ask_within(counted(chip.without), HINT)
        told.append((chip, rows[0]["events"] if rows is not None else None))
    return sorted(told, key=lambda pair: -(pair[1] or 0))
