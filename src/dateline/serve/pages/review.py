"""The screen of review: one claim at a time, and how often the machine was right."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dateline.analyse import details
from dateline.analyse.agreement import agreement
from dateline.analyse.browse import Filter
from dateline.analyse.doubt import WORDS, Queue, alike, of_pattern
from dateline.analyse.listing import token_of
from dateline.analyse.marking import SHAPES, in_sentence
from dateline.analyse.second_coder import (
    READ,
    Opinion,
    at_the_same_words,
    because,
    compared,
    opinion,
)
from dateline.analyse.wording import doubt
from dateline.errors import UsageError
from dateline.record.other_coders import claims_of_others
from dateline.run import Change
from dateline.run.deciding import Decision, history
from dateline.run.verdicts import verdicts
from dateline.serve.checks import own_path
from dateline.serve.decided import told, types_of
from dateline.serve.desk import Desk
from dateline.serve.doors import ANALYST, READER
from dateline.serve.forms import Form, Typed, said_by, with_done
from dateline.serve.links import query_string
from dateline.serve.options import options_of
from dateline.serve.show import desk_of, page, user_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
Row = Mapping[str, Any]
LAST = 10
LISTED = ("actor", "recipient", "attendee", "place")


@router.get("/review")
def review(
    request: Request,
    order: str = "doubt",
    next: str = "",  # noqa: A002 - the name in the URL
    claim: str = "",
    done: str = "",
) -> Response:
    """The next claim to review, after a token or the one that is named."""
    asked = Filter.parse(request.query_params.multi_items())
    queue = Queue(asked, order)
    desk = desk_of(request)
    rows = desk.ask(queue.key_of(claim)) if claim else desk.ask(queue.next(next))
    told = said_by(request.query_params)
    here = again(asked, order=order, next=next, claim=claim)
    return page(request, "review.html", **screen(desk, queue, rows, done), told=told, typed=None,
                here_again=here)  # fmt: skip


def shown_again(request: Request, claim: str, typed: Typed, told: str, status: int) -> Response:
    """The screen with what was typed of a claim, and what has to be said of it."""
    desk = desk_of(request)
    queue, _ = queue_of(typed.get("back"))
    rows = desk.ask(queue.key_of(claim))
    here = again(queue.filter, order=queue.order, claim=claim)
    return page(request, "review.html", status, **screen(desk, queue, rows, ""), told=told,
                typed=typed, here_again=here)  # fmt: skip


def screen(desk: Desk, queue: Queue, rows: Sequence[Row], done: str) -> dict[str, Any]:
    """What the screen shows: the claim of the first row, and what was decided so far."""
    found = history(desk.record)
    with desk.reading() as view:
        decided = told(view, found)
        held = verdicts(view, found)
        kinds = types_of(view, list(held))
    shared = {
        "asked": queue.filter, "order": queue.order, "orders": WORDS, "done": done,
        "shapes": SHAPES,
        "waiting": desk.ask(queue.length())[0], "last": decided[: -LAST - 1 : -1],
        "agreement": agreement((kinds.get(key, ""), one) for key, one in held.items()),
        "read_only": desk.read_only, "words_of_score": doubt,
        **same_elsewhere(desk, found, done),
    }  # fmt: skip
    one: dict[str, Any] = {"claim": None}
    if rows:
        one = claim_shown(desk, queue, rows[0]["id"])
    options = options_of(desk, [one["claim"]] if one["claim"] else [])
    return {**shared, **one, "options": options}


def queue_of(back: str) -> tuple[Queue, dict[str, str]]:
    """The queue of an address of the screen, and all that its query says."""
    query = parse_qsl(back.partition("?")[2])
    told = dict(query)
    return Queue(Filter.parse(query), told.get("order", "doubt")), told


def looked_at(desk: Desk, back: str, claims: Sequence[str]) -> str:
    """Which of the claims of a decision was on the screen: the queue went on after it."""
    queue, told = queue_of(back)
    at = (told.get("claim"), told.get("next"))
    here = (
        key for key in claims
        if key in at or any(token_of(row) in at for row in desk.ask(queue.key_of(key)))
    )  # fmt: skip
    return next(here, claims[0])


def again(asked: Filter, **more: str) -> str:
    """The address of the queue."""
    told = query_string(asked, **{name: value for name, value in more.items() if value})
    return f"/review?{told}" if told else "/review"


def claim_shown(desk: Desk, queue: Queue, key: str) -> dict[str, Any]:
    """What is shown of the claim that is reviewed."""
    claim = desk.ask(details.one("told", key))[0]
    event = desk.ask(details.one("all_events", desk.ask(details.event_of(key))[0]["event"]))[0]
    fact = desk.ask(details.one("facts", event["id"]))[0]
    place = desk.ask(queue.key_of(key))[0]
    machine = desk.ask(details.one("machine", key))[0]
    mark = opinion(machine["pattern"], {one.id: one.type for one in desk.lexicon.patterns})
    other = second(desk, machine)
    skip = again(queue.filter, order=queue.order, next=token_of(place))
    return {
        "claim": claim, "event": event, "fact": fact, "doubt": place["doubt"], "skip": skip,
        "back": skip, "doc": desk.ask(details.one("documents", claim["document"]))[0],
        "evidence": in_sentence(claim), "because": because(machine, fact, mark),
        "compared": compared(machine, other, mark), "second_told": second_told(other, mark),
        "corrected": {name for name in READ if claim[name] != machine[name]},
    }  # fmt: skip


def second(desk: Desk, machine: Row) -> Row | None:
    """What another coder made of the same words, if one coded the report."""
    others = claims_of_others(desk.record, machine["document"], machine["coder"])
    return at_the_same_words(machine, others)


def second_told(other: Row | None, mark: Opinion) -> str:
    """Who the second coder is."""
    if other is not None:
        return f"The second coder is {other['stamp'] or other['coder']}."
    return f"No other coder has coded this report; {mark.words}."


def same_elsewhere(desk: Desk, found: Sequence[Decision], done: str) -> dict[str, Any]:
    """Other claims that the correction just made would be right for, and what it would be."""
    made = correction_made(found, done)
    if made is None:
        return {"others": []}
    rows: dict[str, Row] = {}
    words: list[str] = []
    for one in made:
        rows |= {row["id"]: row for row in desk.ask(one["query"])}
        words.append(one["words"])
    decided = {key for decision in found if decision.undone is None for key in decision.claims}
    others = [row for key, row in rows.items() if key not in decided]
    return {"others": others, "others_told": "; ".join(words)}


def correction_made(found: Sequence[Decision], done: str) -> list[dict[str, Any]] | None:
    """What a correction exchanged, each with the query for claims where the same could be said."""
    number = int(done) if done.isdigit() and len(done) < 10 else 0  # noqa: PLR2004
    decision = next((one for one in found if one.seq == number and one.undone is None), None)
    if decision is None or not decision.changes:
        return None
    return list(exchanges(decision))


def exchanges(decision: Decision) -> list[dict[str, Any]]:
    """What a correction exchanged: one reading of the same words for another, or the type."""
    made: list[dict[str, Any]] = []
    for one in decision.changes:
        old, new = json.loads(one.old), json.loads(one.new)
        if one.field in LISTED:
            for was, now in exchanged(old, new):
                words = f"“{was['text']}” read as {now['name']}, not {was['name']}"
                query = alike(one.claim, one.field, was["text"], was["name"])
                made.append({"field": one.field, "old": was, "new": now, "words": words,
                             "query": query, "claim": one.claim})  # fmt: skip
        elif one.field in ("type", "mode"):
            words = f"{one.field} {new or 'none'}, not {old or 'none'}, of the same words"
            made.append({"field": one.field, "old": old, "new": new, "words": words,
                         "query": of_pattern(one.claim), "claim": one.claim})  # fmt: skip
    return made


def exchanged(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row, Row]]:
    """The rows that stand for the same words under another name."""
    by_words = {(one["text"], one["start"]): one for one in old if one["text"]}
    return [
        (was, one)
        for one in new
        for was in [by_words.get((one["text"], one["start"]))]
        if was is not None and was["name"] != one["name"]
    ]


@router.post("/review/same", dependencies=[ANALYST])
def same(request: Request, typed: Form) -> Response:
    """Make the same correction of the claims that were chosen, each a decision of its own."""
    desk = desk_of(request)
    made = correction_made(history(desk.record), typed.get("number"))
    chosen = typed.all("claim")
    if not made or not chosen:
        raise UsageError(
            "there is nothing to correct", why="no claim was chosen, or the correction was undone",
            fix="go back to the queue: /review", code="decide/nothing",
        )  # fmt: skip
    number = typed.get("number")
    for key in dict.fromkeys(chosen):
        fields = fields_like(desk, key, made)
        if fields:
            event = desk.ask(details.event_of(key))[0]["event"]
            change = Change(
                kind="correct", events=(event,), claims=(key,), fields=fields,
                user=user_of(request), why=f"as decision {number}",
            )  # fmt: skip
            number = str(desk.decide(change).number)
    return RedirectResponse(with_done(own_path(typed.get("back"), "/events"), int(number)), 303)


def fields_like(desk: Desk, claim: str, made: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of a claim with the exchanges made in them that fit it."""
    rows = desk.ask(details.one("told", claim))
    fields: dict[str, Any] = {}
    for one in made if rows else ():
        now: Any = fields.get(one["field"], rows[0][one["field"]])
        if one["field"] in LISTED:
            now = [swapped(row, one["old"], one["new"]) for row in now]
        elif now == one["old"]:
            now = one["new"]
        if now != rows[0][one["field"]]:
            fields[one["field"]] = now
    return fields


def swapped(row: Row, old: Row, new: Row) -> dict[str, Any]:
    """A row under the new name if it is the same words under the old one; its place is its own."""
    if (row["text"], row["name"]) != (old["text"], old["name"]):
        return dict(row)
    return {**row, **{name: new[name] for name in new if name not in ("text", "start", "end")}}
