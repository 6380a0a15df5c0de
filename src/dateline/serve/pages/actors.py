"""The list of actors, and the screen of one: who it is, its offices, and whom it deals with."""

from fastapi import APIRouter, Request, Response

from dateline.analyse import details, one_actor
from dateline.analyse.browse import SIDES, Filter
from dateline.analyse.cited import Cited
from dateline.analyse.items import Actors
from dateline.errors import NotFoundError
from dateline.serve.doors import READER
from dateline.serve.names import countries, named
from dateline.serve.show import APART, desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])


NAMES = ("q", "country", "kind")
ROWS = 100


@router.get("/actors")
def actors(request: Request, next: str = "") -> Response:  # noqa: A002 - the name in the URL
    """A page of the actors that the query string asks for, those of most events first."""
    desk = desk_of(request)
    shelf, query = desk.shelf, request.query_params
    told = {name: value for name in NAMES if (value := query.get(name, "").strip())}
    held = Actors(**told).keyset()
    rows = shelf.ask(held.page(ROWS, next))
    more = len(rows) > ROWS
    rows = rows[:ROWS]
    return page(
        request, "actors.html", rows=rows, told=told, **APART, paged=bool(next),
        total=shelf.ask(held.counted())[0]["rows"], next=held.token(rows[-1]) if more else "",
        kinds=shelf.ask(one_actor.kinds()), countries=countries(desk),
    )  # fmt: skip


@router.get("/actors/{key}")
def actor(request: Request, key: str) -> Response:
    """An actor of the record.

    Raises:
        NotFoundError: if there is none with that id.
    """
    desk = desk_of(request)
    shelf = desk.shelf
    found = shelf.ask(details.one("actors", key))
    if not found:
        raise NotFoundError(
            f"there is no actor {key} in this record",
            why="nobody with that id takes part in an event or is cited",
            fix="list the actors with: dateline actors",
        )
    rows = shelf.ask(one_actor.recent(key))
    sides = shelf.ask(one_actor.parts_taken(key))[0]
    lexicon = desk.lexicon
    cited = Cited(
        words=found[0]["name"], media=lexicon.words.get("attribute.media", ()),
        anonymous=lexicon.words.get("attribute.anonymous", ()),
    )  # fmt: skip
    return page(
        request, "actor.html", actor=found[0], sides=sides, rows=rows, names=named(shelf, rows),
        types={
            side: shelf.ask(one_actor.types_of(Filter().adding(side, key))) for side in SIDES
        },
        partners=shelf.ask(one_actor.partners(key)), countries=countries(desk),
        sectors=lexicon.sectors,
        cited=next((row for row in shelf.ask(cited.query(50)) if row["id"] == key), None),
    )  # fmt: skip
