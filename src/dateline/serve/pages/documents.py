"""The list of documents: what was read, from whom, and how much was found in it."""

from fastapi import APIRouter, Request, Response

from dateline.analyse.reports import Documents, spread
from dateline.serve.doors import READER
from dateline.serve.example import empty_record
from dateline.serve.show import APART, desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])

NAMES = ("q", "outlet", "language", "after", "before")
ROWS = 100


@router.get("/docs")
def documents(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the URL
    """A page of the documents that the query string asks for."""
    shelf = desk_of(request).shelf
    query = request.query_params
    told = {name: value for name in NAMES if (value := query.get(name, "").strip())}
    asked = Documents(**told)
    rows = shelf.ask(asked.page(ROWS, next))
    more = len(rows) > ROWS
    rows = rows[:ROWS]
    if not rows and not told and not next:
        return page(request, "documents.html", empty=True, **APART, **empty_record(request))
    return page(
        request, "documents.html", rows=rows, told=told, **APART, paged=bool(next),
        total=shelf.ask(asked.keyset().counted())[0]["rows"],
        next=asked.keyset().token(rows[-1]) if more else "",
        outlets=shelf.ask(spread("outlet")), languages=shelf.ask(spread("language")),
    )  # fmt: skip
