"""The first screen: what there is, what is new since the last visit, and whom one watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.analyse.browse import Filter
from dateline.analyse.news import (
    DAYS,
    Spans,
    busiest,
    compared,
    direction,
    last_day,
    totals,
    touched,
)
from dateline.record.since import Mark, coded_between, commits
from dateline.run import history
from dateline.serve.desk import Desk
from dateline.serve.doors import ADMIN, READER
from dateline.serve.example import empty_record, start
from dateline.serve.links import link
from dateline.serve.names import countries, named
from dateline.serve.show import desk_of, fragment, page

router = APIRouter(include_in_schema=False, dependencies=[READER])

WATCHED, MOST = 6, 20  # pairs shown where none is chosen, and at most
SHOWN = 8
LINKED = 80  # events that fit into an address
SIGNS = {"up": "↗", "down": "↘", "side": "→"}
MEANINGS = {"up": "more conflict", "down": "less conflict", "side": "no clear change"}


@router.get("/")
def first(request: Request) -> Response:
    """The first screen."""
    desk = desk_of(request)
    shelf = desk.shelf
    counts = shelf.ask(totals())[0]
    if not counts["events"]:
        return page(request, "start.html", empty=True, **empty_record(request))
    query = request.query_params
    return page(
        request, "start.html", counts=counts, last=next(iter(commits(desk.record, 1)), None),
        runs=list(desk.record.journal.entries("run"))[-1:], mark=str(Mark.of(shelf.view)),
        watched=watched(desk, query.getlist("watch")), chosen=query.getlist("watch"), days=DAYS,
        **(news(desk, query["since"]) if query.get("since") else {"news": None}),
    )  # fmt: skip


@router.get("/start/changes")
def changes(request: Request, since: str) -> Response:
    """What came after a mark, alone: for a page that kept the mark of the last visit."""
    return fragment(request, "parts/changes.html", **news(desk_of(request), since))


@router.get("/start/watched")
def watching(request: Request) -> Response:
    """The watched pairs alone: for a page that kept which ones."""
    chosen = request.query_params.getlist("watch")
    told = watched(desk_of(request), chosen)
    return fragment(request, "parts/watched.html", watched=told, chosen=chosen, days=DAYS)


@router.post("/example", dependencies=[ADMIN])
def example(request: Request) -> Response:
    """Begin to read and code the bundled example, where the record holds nothing."""
    if empty_record(request)["example"]:
        start(request)
    return RedirectResponse("/", 303)


def news(desk: Desk, since: str) -> dict[str, Any]:
    """The events that are new, changed or contradicted since a mark."""
    shelf = desk.shelf
    old, new = Mark.read(since), Mark.of(shelf.view)
    documents = coded_between(desk.record, old, new)
    decided = [one for one in history(desk.record) if one.seq > old.journal]
    claims = sorted({claim for one in decided for claim in one.claims})
    if documents is None:
        return {"news": {"unknown": True, "since": since}}
    rows = shelf.ask(touched(documents, claims)) if documents or claims else []
    groups = (
        ("new", [row for row in rows if row["fresh"]]),
        ("changed", [row for row in rows if not row["fresh"]]),
        ("contradicted", [row for row in rows if row["contradicted"]]),
    )
    told = [(name, len(found), found[:SHOWN], listed(found)) for name, found in groups]
    counts = {"documents": len(documents), "decisions": len(decided)}
    return {
        "news": {"since": since, "groups": told, **counts},
        "names": named(shelf, [row for _, _, some, _ in told for row in some]),
    }


def listed(rows: Sequence[dict[str, Any]]) -> str:
    """The address of a list of these events; none where they are too many for one."""
    if not rows or len(rows) > LINKED:
        return ""
    return link(Filter(tuple(("id", row["id"], False) for row in rows)))


@dataclass(frozen=True, slots=True)
class Watched:
    """A pair of parties, and how it fares: a sign, its meaning, and one line of reason."""

    dyad: str
    names: tuple[str, str]
    way: str
    sign: str
    meaning: str
    reason: str
    link: str


def watched(desk: Desk, chosen: Sequence[str]) -> list[Watched]:
    """The pairs that were chosen, else the busiest ones."""
    shelf = desk.shelf
    last = shelf.ask(last_day())[0]["day"]
    pairs = list(dict.fromkeys(chosen))[:MOST]
    if not pairs:
        pairs = [f"{row['one']}~{row['two']}" for row in shelf.ask(busiest(WATCHED))]
    spans = Spans.to(last) if last else None
    return [fares(desk, pair, spans) for pair in pairs]


def fares(desk: Desk, dyad: str, spans: Spans | None) -> Watched:
    """How a pair fares in the last 90 days that the record tells of, against the 90 before."""
    known = countries(desk)
    one, _, two = dyad.partition("~")
    asked = Filter().adding("dyad", dyad)
    if spans is None:
        row = {"events": 0}
    else:
        row = desk.ask(compared(dyad, spans))[0]
        asked = asked.adding("after", spans.before).adding("before", spans.last)
    now, before = row.get("conflict_now", 0), row.get("conflict_before", 0)
    way = direction(now, before)
    names = (known.get(one, one), known.get(two, two))
    if not any(number for name, number in row.items() if name != "events"):
        reason = f"nothing dated in these {2 * DAYS} days; events in all: {row['events']}"
        return Watched(dyad, names, way, "–", "", reason, link(Filter().adding("dyad", dyad)))
    reason = (
        f"conflict {now} after {before}, cooperation {row['cooperation_now']} after "
        f"{row['cooperation_before']}"
    )
    return Watched(dyad, names, way, SIGNS[way], MEANINGS[way], reason, link(asked))
