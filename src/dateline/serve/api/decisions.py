"""Deciding on events, telling claims of one's own, and taking a decision back."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import UsageError
from dateline.run import Change, NewClaim, Undoing
from dateline.run.review import LONGEST_REASON
from dateline.serve.api.answer import asker_of
from dateline.serve.api.schema import gives
from dateline.serve.show import desk_of, user_of

router = APIRouter(tags=["decisions"])

EVENT = "e-cwyt6377dnqpowy2"
MOST = 100
Short = Annotated[str, Field(max_length=LONGEST_REASON)]
Id = Annotated[str, Field(max_length=100)]


class Deciding(BaseModel):
    """What is decided, on which events as they were seen, and why."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {
        "kind": "correct", "event_id": EVENT, "revision": "r-cwyt6377dnqpowy2",
        "fields": {"type": "ASSAULT", "mode": "shoot"}, "why": "the sentence tells of a shooting",
    }})  # fmt: skip

    kind: Literal["accept", "correct", "reject", "merge", "split"]
    event_id: Id = Field(default="", description="The event")
    revision: Id = Field(
        default="", description="Its revision as seen; without it whatever it is now"
    )
    events: list[Id] = Field(default=[], max_length=MOST, description="More events, to merge")
    revisions: dict[str, Id] = Field(
        default={}, description="The revisions of these, by id, as seen"
    )
    claims: list[Id] = Field(
        default=[], max_length=10_000,
        description="The claims that leave in a split, or the only ones that are meant otherwise",
    )  # fmt: skip
    fields: dict[str, Any] = Field(
        default={}, description="What a correction sets, in the form of a claim's fields"
    )
    why: Short = Field(default="", description="The reason; it is kept")

    def change(self, user: str) -> Change:
        """The change that is meant."""
        events = tuple(dict.fromkeys([*([self.event_id] if self.event_id else []), *self.events]))
        revisions = dict(self.revisions)
        if self.event_id and self.revision:
            revisions[self.event_id] = self.revision
        return Change(
            kind=self.kind, events=events, user=user, why=self.why, revisions=revisions,
            claims=tuple(dict.fromkeys(self.claims)), fields=self.fields,
        )  # fmt: skip


class TakingBack(BaseModel):
    """Why a decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    why: Short = ""


@router.post(
    "/decisions", status_code=201, responses=gives("Decided", 404, 409, cached=False, ok=201)
)
def decide(request: Request, body: Deciding) -> Response:
    """Decide on an event. It holds at once; the machine's values are kept beside it.

    The reply has status 409 if the event was changed since the revision that was seen.
    """
    desk = changeable(request)
    done = desk.decide(body.change(user_of(request)))
    told = {
        "decision": done.number, "event": next(iter(done.events), None), "events": done.events,
        "snapshot": desk.shelf.snapshot,
    }  # fmt: skip
    return reply(request, told)


class Telling(BaseModel):
    """What a report tells and the coder did not find: the words that carry it, and its type."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {
        "start": 230, "end": 236, "type": "AID", "mode": "", "why": "overlooked",
        "fields": {"recipient": [{"name": "Russia", "country": "RUS", "kind": "state"}]},
    }})  # fmt: skip

    start: int = Field(ge=0, le=2**31, description="Where the words start, in code points")
    end: int = Field(ge=0, le=2**31, description="Where they end, not included")
    type: Id = Field(description="The event type")
    mode: Id = Field(default="", description="Its mode")
    fields: dict[str, Any] = Field(
        default={}, description="What is not to be read around the words, as a claim's fields"
    )
    why: Short = Field(default="", description="The reason; it is kept")


@router.post(
    "/documents/{id}/claims", status_code=201,
    responses=gives("Decided", 404, 409, cached=False, ok=201),
)  # fmt: skip
def tell(request: Request, id: str, body: Telling) -> Response:  # noqa: A002 - as in the URL
    """Write down an event that a document tells and the coder did not find.

    Who takes part, where, when and who says so is read around the words, unless it is given.
    """
    desk = changeable(request)
    asked = NewClaim(
        document=id, start=body.start, end=body.end, type=body.type, mode=body.mode,
        user=user_of(request), why=body.why, fields=body.fields,
    )  # fmt: skip
    done = desk.tell(asked)
    told = {
        "decision": done.number, "event": next(iter(done.events), None),
        "events": done.events, "snapshot": desk.shelf.snapshot,
    }  # fmt: skip
    return reply(request, told)


@router.post(
    "/decisions/{number}/undo", status_code=201,
    responses=gives("Decided", 404, 409, cached=False, ok=201),
)  # fmt: skip
def undo(
    request: Request,
    number: Annotated[int, Path(ge=1, le=2**53, description="The number of the decision")],
    body: TakingBack | None = None,
) -> Response:
    """Take a decision back. Both stay in the journal."""
    desk = changeable(request)
    why = body.why if body else ""
    taken, events = desk.undo(Undoing(number=number, user=user_of(request), why=why))
    told = {
        "decision": taken.seq, "event": next(iter(events), None), "events": events,
        "snapshot": desk.shelf.snapshot,
    }  # fmt: skip
    return reply(request, told)


def changeable(request: Request) -> Any:  # noqa: ANN401 - a desk
    """The desk, if anything may be decided there.

    Raises:
        UsageError: if it may not.
    """
    desk = desk_of(request)
    if desk.read_only:
        raise UsageError(
            "nothing can be decided here", why="the record was opened to be read only",
            fix="ask whoever runs the server", code="api/read-only",
        )  # fmt: skip
    return desk


def reply(request: Request, told: dict[str, Any]) -> Response:
    """What was done, with status 201."""
    made = asker_of(request).reply(told)
    made.status_code = 201
    return made
