"""Events: a page of them, one, its claims, and what was decided on it."""

import json
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from dateline.analyse.faceting import facet
from dateline.analyse.items import BESIDE, claims_of, claims_told, events_by_id
from dateline.analyse.listing import SORTS, Page, counted, token_of
from dateline.analyse.living import whereabouts
from dateline.model import Query as Question
from dateline.record import arrow_schema
from dateline.run import Decision, history
from dateline.run.revisions import as_it_was
from dateline.serve.api.answer import Asker, asker_of, chosen
from dateline.serve.api.last_decided import decided_of, decided_until
from dateline.serve.api.parameters import FILTERED, UNFILTERED, Asked, Facets, Paged, fields_from
from dateline.serve.api.schema import gives
from dateline.serve.api.whole import Form, Table, Whole, stream, streams
from dateline.serve.problem import Refusal
from dateline.serve.show import desk_of

router = APIRouter(tags=["events"])

FIELDS = (*arrow_schema("events").names, *BESIDE)
SORTED = tuple(f"{way}{name}" for name in SORTS for way in ("-", ""))
Fields = Annotated[tuple[str, ...], Depends(fields_from(FIELDS))]
Sort = Annotated[
    str,
    Query(description="What comes first; `-` for downwards",
          json_schema_extra={"enum": list(SORTED)}),
]  # fmt: skip


@router.get("/events", responses=gives("Events"), openapi_extra=FILTERED)
def events(
    request: Request, asked: Asked, facets: Facets, fields: Fields, paging: Paged,
    sort: Sort = "-date",
) -> Response:  # fmt: skip
    """List events: a page of those that the filters ask for, with counts by `facet=`."""
    asker = asker_of(request)
    page = Page(filter=asked, sort=sort, limit=paging.limit, token=paging.token)
    rows = asker.shelf.ask(page.keyset("id").page(page.limit, page.token))
    kept = rows[: paging.limit]
    token = token_of(kept[-1]) if len(rows) > paging.limit else ""
    items = whole_events(asker, [row["id"] for row in kept])
    more = {"facets": {name: asker.shelf.ask(facet(asked, name)) for name in facets}}
    total = asker.shelf.ask(counted(asked))[0]["events"]
    return asker.page(chosen(items, fields), token, total, more if facets else None)


def whole_events(asker: Asker, ids: list[str]) -> list[dict[str, Any]]:
    """The events with these ids, in their order."""
    if not ids:
        return []
    touched = asker.shelf.ask(decided_of(desk_of(asker.request)).touched())
    found = asker.shelf.ask(events_by_id(ids, touched))
    by_id = {row["id"]: row for row in found}
    return [by_id[key] for key in ids if key in by_id]


@router.get("/events.{form}", responses=streams(), openapi_extra=FILTERED)
def all_events(request: Request, form: Form, asked: Asked, sort: Sort = "-date") -> Response:
    """Give all events that the filters ask for."""
    held = Page(filter=asked, sort=sort).keyset().whole()
    ids = Question(sql=f"SELECT id FROM ({held.sql})", parameters=held.parameters)  # noqa: S608 - ours
    whole = Whole("events", "listed_events", ids, decided_of(desk_of(request)))
    return stream(asker_of(request), whole, form)


@router.get("/claims.{form}", responses=streams(), openapi_extra=FILTERED)
def all_claims(request: Request, form: Table, asked: Asked) -> Response:
    """Give all claims of the events that the filters ask for, each with its event."""
    whole = Whole.of("claims", "listed_claims", claims_told(asked))
    return stream(asker_of(request), whole, form)


@router.get("/events/{id}", responses=gives("Event", 404, 410), openapi_extra=UNFILTERED)
def event(request: Request, id: str) -> Response:  # noqa: A002 - the name in the URL
    """Give one event, as it is now or, as `{id}@{revision}`, as it was."""
    asker = asker_of(request)
    key, _, revision = id.partition("@")
    if not revision:
        return asker.reply(event_at(asker, key))
    now = whole_events(asker, [key])
    if now and now[0]["revision"] == revision:
        return asker.reply(now[0])
    return asker.reply(earlier(asker, key, revision))


def earlier(asker: Asker, key: str, revision: str) -> dict[str, Any]:
    """The event as it was at a revision on which somebody decided something.

    Raises:
        Refusal: if there was none such: as `event_at` does where there is no event, else 404.
    """
    desk = desk_of(asker.request)
    found = as_it_was(desk.record, asker.shelf.view, desk.lexicon, key, revision)
    if found is None:
        now = event_at(asker, key)["revision"]
        raise Refusal(
            404, f"{key} has no revision {revision} here",
            detail=f"its revision is {now}; earlier ones can be read if somebody decided on them",
            code="api/no-revision", revision=now,
        )  # fmt: skip
    about = ((one.event, one.revision, one.seq) for one in history(desk.record))
    number = next(seq for event, rev, seq in about if (event, rev) == (key, revision))
    with found[0] as then:
        touched = then.ask(decided_until(desk.record, number - 1).touched())
        row: dict[str, Any] = then.ask(events_by_id([key], touched))[0]
    return row


def event_at(asker: Asker, key: str) -> dict[str, Any]:
    """The event with an id.

    Raises:
        Refusal: if there is none: 308 to the one that it was merged into, 410 if it was rejected
            or its reports were coded again, else 404.
    """
    found = whole_events(asker, [key])
    if found and found[0]["status"] != "rejected":
        return found[0]
    if found:
        raise Refusal(
            410, f"{key} was rejected", detail=reasons(asker, found[0]["claims"]),
            code="api/rejected", merged_into=None, why=reasons(asker, found[0]["claims"]),
        )  # fmt: skip
    told = asker.shelf.ask(whereabouts(key))
    if not told:
        raise Refusal(
            404, f"there is no event {key!r} in this record",
            detail="list them with: GET /api/v1/events", code="record/not-found",
        )  # fmt: skip
    now = told[0]["event"]
    if now is None:
        why = "its reports were coded again, by another coder, whose claims are others"
        raise Refusal(410, f"{key} is gone", detail=why, code="api/coded-again",
                      merged_into=None, why=why)  # fmt: skip
    raise moved(asker.request, key, now)


def moved(request: Request, key: str, now: str) -> Refusal:
    """The answer that an event is to be found elsewhere."""
    told = Refusal(308, f"{key} was merged into {now}", code="api/merged", merged_into=now)
    prefix = getattr(request.state, "prefix", "")
    path = re.sub(rf"{re.escape(key)}(@[^/]*)?", now, request.url.path, count=1)
    told.headers["Location"] = f"{prefix}{path}"
    return told


def reasons(asker: Asker, claims: list[str]) -> str:
    """Why it was decided so: the last reason given on one of these claims."""
    wanted = set(claims)
    told = [
        one.why for one in history(desk_of(asker.request).record, asker.shelf.view.last)
        if one.why and one.undone is None and wanted & set(one.claims)
    ]  # fmt: skip
    return told[-1] if told else "no reason was given"


@router.get("/events/{id}/claims", responses=gives("Claims", 404, 410), openapi_extra=UNFILTERED)
def claims(request: Request, id: str, paging: Paged) -> Response:  # noqa: A002
    """List the claims of an event, each with its sentence."""
    asker = asker_of(request)
    return asker.page(*asker.listed(claims_of(event_at(asker, id)["id"]), paging))


@router.get("/events/{id}/history", responses=gives("History", 404, 410), openapi_extra=UNFILTERED)
def decided(request: Request, id: str) -> Response:  # noqa: A002
    """List what was decided on the claims of an event, oldest first."""
    asker = asker_of(request)
    wanted = set(event_at(asker, id)["claims"])
    found = history(desk_of(request).record, asker.shelf.view.last)
    return asker.items([decision_row(one) for one in found if wanted & set(one.claims)])


def decision_row(one: Decision) -> dict[str, Any]:
    """A decision as the API gives it."""
    return {
        "number": one.seq, "at": one.at, "user": one.user, "verdict": one.verdict,
        "claims": one.claims, "why": one.why, "event": one.event or None,
        "revision": one.revision or None, "undone_by": one.undone, "undoes": one.undoes,
        "changes": [{"claim": change.claim, "field": change.field, "old": json.loads(change.old),
                     "new": json.loads(change.new)} for change in one.changes],
    }  # fmt: skip
