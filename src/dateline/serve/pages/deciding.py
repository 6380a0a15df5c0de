"""What the forms of the page decide: settled, taken back, or shown again where it cannot be."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.analyse import details
from dateline.analyse.provenance import values_of
from dateline.errors import ConflictError, NotFoundError, UsageError
from dateline.run import Change, Undoing
from dateline.run.deciding import history
from dateline.run.revisions import as_it_was, decisions_on
from dateline.serve.checks import own_path
from dateline.serve.decided import told
from dateline.serve.desk import Desk
from dateline.serve.doors import ANALYST, READER
from dateline.serve.forms import Form, Typed, changed, with_done
from dateline.serve.options import known_names
from dateline.serve.pages.event import event_row, moved, shown
from dateline.serve.pages.review import looked_at, shown_again
from dateline.serve.show import desk_of, page, user_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
Row = Mapping[str, Any]


@router.post("/events/{key}/decide", dependencies=[ANALYST])
def decide(request: Request, key: str, typed: Form) -> Response:
    """Settle what a form decides of an event, and go back to where it was decided."""
    desk = desk_of(request)
    event = event_row(desk, key)
    if isinstance(event, str):
        return moved(request, event, "/decide")
    if typed.get("again"):
        return asked_again(request, event, typed)
    try:
        change = change_of(desk, event, typed, user_of(request))
        done = desk.decide(change)
    except ConflictError:
        return conflict(request, event, typed)
    except UsageError as error:
        return asked_again(request, event, typed, error)
    back = typed.get("back") or f"/events/{done.event}"
    if back.startswith(f"/events/{key}") and key not in done.events:
        back = f"/events/{done.event}"
    return RedirectResponse(with_done(own_path(back, "/events"), done.number), 303)


@router.post("/decisions/{number}/undo", dependencies=[ANALYST])
def take_back(request: Request, number: int, typed: Form) -> Response:
    """Take a decision back, and go back to where that was done."""
    undoing = Undoing(number=number, user=user_of(request), why=typed.get("why"))
    desk = desk_of(request)
    taken, events = desk.undo(undoing)
    back = typed.get("back") or (f"/events/{events[0]}/history" if events else "/review")
    back, instead = own_path(back, "/events"), {}
    if back.partition("?")[0] == "/review" and desk.ask(details.event_of(taken.claims[0])):
        instead["claim"] = looked_at(desk, back, taken.claims)  # what was decided too soon, again
    return RedirectResponse(with_done(back, number, "undone", **instead), 303)


def change_of(desk: Desk, event: Row, typed: Typed, user: str) -> Change:
    """The decision that a form asks for."""
    kind, _, alone = typed.get("kind").partition(" ")
    claims = tuple(typed.all("claim"))
    one = typed.get("of") == "claim"
    others = tuple(typed.all("other")) if kind == "merge" else ()
    revisions = {event["id"]: typed.get("revision")}
    revisions |= {key: typed.get(f"revision.{key}") for key in others}
    fields: dict[str, Any] = {}
    if kind == "correct" or (one and kind == "accept"):
        meant = claims or tuple(event["claims"])
        made_of = shown_to(desk, event, claims if one else ())
        spans = len(meant) == 1
        fields = changed(typed, made_of, known_names(desk), spans=spans)
    if fields and kind == "accept":
        raise UsageError(
            "you changed fields and pressed Accept", why="to accept is to leave it as it stands",
            fix="save the correction, or put back what you changed", code="decide/two-things",
        )  # fmt: skip
    return Change(
        kind=kind, events=(event["id"], *others), user=user, why=typed.get("why"),
        revisions={key: rev for key, rev in revisions.items() if rev},
        claims=claims if alone or kind in ("split", "correct") else (), fields=fields,
    )  # fmt: skip


def shown_to(desk: Desk, event: Row, claims: tuple[str, ...]) -> Row:
    """What a form was made of: the claim that is reviewed, else the event.

    Raises:
        NotFoundError: if there is no such claim.
    """
    if not claims:
        return event
    rows = desk.ask(details.one("told", claims[0]))
    if not rows:
        raise NotFoundError(
            f"there is no claim {claims[0]} in this record", why="none has that id",
            fix="go back to the queue: /review",
        )  # fmt: skip
    return rows[0]


def asked_again(
    request: Request, event: dict[str, Any], typed: Typed, error: UsageError | None = None
) -> Response:
    """The page of an event with what was typed in its forms, and what was wrong with it."""
    said = "" if error is None else f"{error.what}: {error.why}; {error.fix}"
    status = 200 if error is None else 400
    if typed.get("of") == "claim":
        return shown_again(request, typed.get("claim"), typed, said, status)
    more = {"typed": typed, "opened": typed.get("kind"), "told": said}
    if typed.get("back"):
        more["back"] = own_path(typed.get("back"), "/events")
    return page(
        request, "event.html", status,
        **{**shown(request, event, ""), **more}, old=False,
    )  # fmt: skip


def conflict(request: Request, seen_as: dict[str, Any], typed: Typed) -> Response:
    """Both states of an event that was changed meanwhile, and which one is meant."""
    desk = desk_of(request)
    event = event_row(desk, seen_as["id"])
    if isinstance(event, str):
        return moved(request, event)
    with desk.reading() as view:
        claims = view.ask(details.claims_of(event["claims"]))
        then = as_it_was(desk.record, view, desk.lexicon, event["id"], typed.get("revision"))
        before: Row | None = None
        if then is not None:
            then[0].close()
            before = then[1]
        last = told(view, decisions_on(view, history(desk.record), event["claims"]))
    others = [
        (key, row["revision"]) for key in typed.all("other")
        for row in [event_row(desk, key)] if not isinstance(row, str)
    ]  # fmt: skip
    return page(
        request, "conflict.html", 409, event=event, typed=typed, others=others,
        back=own_path(typed.get("back") or f"/events/{event['id']}", "/events"),
        states=states(desk, before, event, claims, typed), last=last[-1] if last else None,
    )  # fmt: skip


def states(
    desk: Desk, before: Row | None, event: Row, claims: Sequence[Row], typed: Typed
) -> list[dict[str, Any]]:
    """Each field as it was seen, as it is now, and as it was typed; those first that differ."""
    now = values_of(event, claims)
    then = values_of(before, claims) if before else now
    yours: dict[str, Any] = {}
    if typed.get("kind") == "correct":
        yours = changed(typed, before or event, known_names(desk), spans=False)
    told = values_of({**event, **yours}, claims)
    found = []
    for name in now:
        words = {
            "then": [one.words for one in then[name]], "now": [one.words for one in now[name]],
            "yours": [one.words for one in told[name]] if name in yours else ["as it is"],
        }  # fmt: skip
        if words["then"] or words["now"] or name in yours:
            found.append({"name": name, **words, "differs": words["then"] != words["now"]})
    return sorted(found, key=lambda row: not row["differs"])
