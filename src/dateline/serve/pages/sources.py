"""The screen of sources: who is cited for what, how often, as what kind, and by whom."""

from fastapi import APIRouter, Request, Response

from dateline.analyse import CITED_BY, SOURCE_KINDS, Cited, Search
from dateline.analyse.scope import checked
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
    query, lexicon = request.query_params, desk.lexicon
    told = {name: value for name in (*OWN, *ABOUT) if (value := query.get(name, "").strip())}
    for name in ("after", "before"):
        checked(told.get(name, ""), name)
    by = told.get("by", "source")
    asked = Cited(
        **{name: told[name] for name in OWN if name in told},
        about=Search(**{name: told[name] for name in ABOUT if name in told}),
        media=lexicon.words.get("attribute.media", ()),
        anonymous=lexicon.words.get("attribute.anonymous", ()),
    )
    rows = desk.ask(asked.query(ROWS + 1))
    return page(
        request, "sources.html", rows=rows[:ROWS], cut=len(rows) > ROWS, told=told, by=by, **APART,
        kinds=SOURCE_KINDS, ways=tuple(CITED_BY), types=desk.ontology.types, most=ROWS,
        countries=countries(desk),
    )  # fmt: skip
