"""The screen of sources: who is cited for what, how often, as what kind, and by whom."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from dateline.analyse import CITED_BY, SOURCE_KINDS, Cited, Search
from dateline.analyse.scope import checked
from dateline.serve.desk import Desk
from dateline.serve.doors import READER
from dateline.serve.names import countries
from dateline.serve.show import APART, desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])

OWN = ("words", "kind", "country", "outlet", "after", "before", "by")
ABOUT = ("type", "mode", "actor", "recipient")
ROWS = 200


@router.get("/sources")
def sources(request: Request) -> Response:
    """Who is cited, as the query string asks."""
    desk = desk_of(request)
    told = told_by(request)
    by = told.get("by", "source")
    rows = desk.ask(asked_of(desk, told).query())
    return page(
        request, "sources.html", rows=rows[:ROWS], all=len(rows), told=told, by=by, **APART,
        kinds=SOURCE_KINDS, ways=tuple(CITED_BY), types=desk.ontology.types, most=ROWS,
        countries=countries(desk),
    )  # fmt: skip


def told_by(request: Request) -> dict[str, str]:
    """What a query string asks for of sources; empty values are left out."""
    query = request.query_params
    told = {name: value for name in (*OWN, *ABOUT) if (value := query.get(name, "").strip())}
    for name in ("after", "before"):
        checked(told.get(name, ""), name)
    return told


def asked_of(desk: Desk, told: Mapping[str, str]) -> Cited:
    """The citations that are asked for."""
    words = desk.lexicon.words
    return Cited(
        **{name: told[name] for name in OWN if name in told},
        about=Search(**{name: told[name] for name in ABOUT if name in told}),
        media=words.get("attribute.media", ()), anonymous=words.get("attribute.anonymous", ()),
    )  # fmt: skip
