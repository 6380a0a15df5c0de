"""The screen of one event: what it says and who says so, its history, and how to cite it."""

import re
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from dateline.analyse import details
from dateline.analyse.browse import ID, Filter
from dateline.analyse.wording import heading
from dateline.errors import NotFoundError
from dateline.export.cite import STYLES, cite
from dateline.run.deciding import history
from dateline.run.event_by_id import became
from dateline.run.revisions import as_it_was, decisions_on, revisions
from dateline.serve.desk import Desk
from dateline.serve.doors import READER
from dateline.serve.event_page import citation, evidence, merged_from, past, reference, seen
from dateline.serve.forms import said_by
from dateline.serve.links import query_string
from dateline.serve.options import options_of
from dateline.serve.show import desk_of, page

router = APIRouter(include_in_schema=False, dependencies=[READER])
EVENT = re.compile(r"e-[a-z2-7]{16}")
FILES = {ending: (style, kind) for style, (_, ending, kind) in STYLES.items()}


@router.get("/events/{key}")
def event(request: Request, key: str, near: str = "") -> Response:
    """An event, at a revision where one is named after `@`."""
    name, _, revision = key.partition("@")
    desk = desk_of(request)
    found = event_row(desk, name)
    if isinstance(found, str):
        return moved(request, found)
    if revision and revision != found["revision"]:
        return old(request, found, revision)
    if found["status"] == "rejected":
        return gone(request, found)
    return page(request, "event.html", **shown(request, found, near), old=False)


@router.get("/events/{key}/history")
def past_of(request: Request, key: str) -> Response:
    """What was decided of an event, by whom, when and why."""
    desk = desk_of(request)
    found = event_row(desk, key)
    if isinstance(found, str):
        return moved(request, found, "/history")
    with desk.reading() as view:
        told = past(desk, view, found)
        rows = decisions_on(view, history(desk.record), found["claims"])
    return page(
        request, "history.html", key=key, told=done(request), title=heading(found), history=told,
        revision=found["revision"], revisions=revisions(rows, key, found["revision"]),
        read_only=desk.read_only,
    )  # fmt: skip


@router.get("/events/{key}/cite.{ending}")
def cited(request: Request, key: str, ending: str, rev: str = "") -> Response:
    """An event as a reference, in a file of a citation style; of the revision of now."""
    desk = desk_of(request)
    found = event_row(desk, key)
    if isinstance(found, str):
        return moved(request, found, f"/cite.{ending}")
    if ending not in FILES:
        raise NotFoundError(
            f"there is no citation {ending!r}", why=f"there are {', '.join(FILES)}",
            fix=f"see /events/{key}", code="cite/no-style",
        )  # fmt: skip
    if rev and rev != found["revision"]:
        then = row_at(desk, found, rev)
        found = then
    style, kind = FILES[ending]
    told = cite(reference(desk, found, address(request, found)), style)
    name = f"{key}.{ending}"
    disposition = {} if style == "text" else {
        "Content-Disposition": f'attachment; filename="{name}"'
    }  # fmt: skip
    return PlainTextResponse(told, media_type=f"{kind}; charset=utf-8", headers=disposition)


def event_row(desk: Desk, key: str) -> dict[str, Any] | str:
    """The event with an id, rejected ones as well; the id of the one that it was merged into.

    Raises:
        NotFoundError: if there is and was none.
    """
    rows = desk.ask(details.one("all_events", key)) if EVENT.fullmatch(key) else []
    if rows:
        return dict(rows[0])
    if EVENT.fullmatch(key):
        with desk.reading() as view:
            now_at = became(view, key)
        if now_at:
            return now_at[1]
    raise NotFoundError(
        f"there is no event {key} in this record", why="none has, or had, that id",
        fix="find it in the list of events: /events",
    )  # fmt: skip


def moved(request: Request, event: str, under: str = "") -> Response:
    """The way to the event that holds now what was asked for; the reply is for ever."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/events/{event}{under}{query}", 308)


def address(request: Request, event: dict[str, Any]) -> str:
    """The address of an event at its revision."""
    return f"{request.url.scheme}://{request.url.netloc}/events/{event['id']}@{event['revision']}"


def shown(request: Request, event: dict[str, Any], near: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the page of an event shows, with all that can be decided of it."""
    desk = desk_of(request)
    asked = Filter.parse(request.query_params.multi_items())
    again = query_string(asked)
    with desk.reading() as view:
        told = seen(desk, view, event)
        decided = past(desk, view, event)
        merged = merged_from(view, event)
    beside = [
        next((row["id"] for row in desk.ask(details.beside(asked, event["id"], later=later))), "")
        for later in (True, False)
    ]
    close = desk.ask(details.candidates(event["id"]))
    return {
        **told, "history": decided, "merged": merged, "near": close,
        "found": picked(desk, event, near, close), "searched_near": near,
        "before": beside[0], "after": beside[1], "again": f"?{again}" if again else "",
        "citation": citation(desk, event, address(request, event)),
        "options": options_of(desk, told["claims"]), "read_only": desk.read_only,
        "typed": None, "opened": "merge" if near else "", "told": done(request),
        "back": f"/events/{event['id']}{f'?{again}' if again else ''}", **more,
    }  # fmt: skip


def done(request: Request) -> str:
    """What was just done."""
    return said_by(request.query_params)


def picked(
    desk: Desk, event: dict[str, Any], near: str, close: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The events to merge with: by id, by words, else those that are near."""
    if not near.strip():
        return close
    name = "id" if ID.fullmatch(near.strip()) else "q"
    rows = desk.ask(details.search_events(Filter(((name, near.strip(), False),))))
    return [row for row in rows if row["id"] != event["id"]]


def row_at(desk: Desk, now: dict[str, Any], revision: str) -> dict[str, Any]:
    """The event as it was at a revision.

    Raises:
        NotFoundError: if no decision was made on that revision; it says which can be seen.
    """
    with desk.reading() as view:
        then = as_it_was(desk.record, view, desk.lexicon, now["id"], revision)
        if then is not None:
            then[0].close()
            return then[1]
    raise no_revision(desk, now, revision)


def no_revision(desk: Desk, now: dict[str, Any], revision: str) -> NotFoundError:
    """What is said of a revision that cannot be shown."""
    there = revisions(history(desk.record), now["id"], now["revision"])
    return NotFoundError(
        f"there is no revision {revision} of {now['id']}",
        why=f"those that can be shown are {', '.join(there)}: the one of now, and each on which "
        "somebody decided", fix=f"see /events/{now['id']}@{now['revision']}",
        code="event/no-revision",
    )  # fmt: skip


def old(request: Request, now: dict[str, Any], revision: str) -> Response:
    """The page of an event as it was."""
    desk = desk_of(request)
    with desk.reading() as view:
        then = as_it_was(desk.record, view, desk.lexicon, now["id"], revision)
    if then is None:
        raise no_revision(desk, now, revision)
    with then[0] as past_view:
        told = seen(desk, past_view, then[1])
    return page(
        request, "event.html", **told, old=True, history=[], merged=[], near=[], found=[],
        before="", after="", again="", told="", read_only=True,
        citation=citation(desk, then[1], address(request, then[1])),
    )  # fmt: skip


def gone(request: Request, event: dict[str, Any]) -> Response:
    """The page of a rejected event: who rejected it and why, and the way to take that back."""
    desk = desk_of(request)
    with desk.reading() as view:
        claims = view.ask(details.claims_of(event["claims"]))
        ids = sorted({claim["document"] for claim in claims})
        documents = {row["id"]: row for row in view.ask(details.some("documents", ids))}
        decided = past(desk, view, event)
    rejections = [one for one in decided if one.said == "rejected" and one.can_undo]
    return page(
        request, "gone.html", 410, event=event, title=heading(event), claims=claims,
        documents=documents, evidence=evidence(claims), rejections=rejections,
        read_only=desk.read_only, told=done(request),
    )  # fmt: skip
