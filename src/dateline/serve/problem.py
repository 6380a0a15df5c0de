"""Errors of the API: problem details (RFC 9457), whatever went wrong."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from dateline.errors import DatelineError

MEDIA = "application/problem+json"
REFUSED = {
    400: "A parameter or the body is wrong",
    404: "There is no such thing in this record",
    409: "Somebody decided on it before: the revision is not the one given",
    410: "It is gone: the reason is given, and `merged_into` where it is now",
}


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(description="The parameter or field", examples=["query.limit"])
    what: str = Field(description="What is wrong with it")


class Problem(BaseModel):
    """What failed, why, and what to do (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Where it is explained", examples=["/help#browse/no-filter"])
    title: str = Field(description="What failed", examples=["there is no filter 'colour'"])
    status: int = Field(examples=[400])
    detail: str = Field(description="Why, and what to do")
    code: str = Field(description="A word that stays the same", examples=["browse/no-filter"])
    errors: list[Fault]


class Refusal(Exception):  # noqa: N818 - not always an error: moved and gone are answers
    """An answer that is a problem, with what it says beside the usual."""

    def __init__(
        self, status: int, title: str, *, detail: str = "", code: str, **more: str | None
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.detail, self.code = status, title, detail, code
        self.more = more
        self.headers: dict[str, str] = {}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of refusals with these statuses."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": REFUSED[status], "content": {MEDIA: {"schema": schema}}}
        for status in statuses
    }


def told(status: int, title: str, detail: str, code: str, **more: Any) -> Response:  # noqa: ANN401 - JSON
    """A problem as a reply."""
    body = {"type": f"/help#{code}", "title": title, "status": status, "detail": detail,
            "code": code, "errors": [], **more}  # fmt: skip
    return JSONResponse(body, status, media_type=MEDIA)


def of_dateline(error: DatelineError, status: int, number: str) -> Response:
    """An error of ours, with the number of the request."""
    detail = "; ".join(part for part in (error.why, error.fix) if part)
    return told(status, error.what, detail, error.code, instance=number)


def of_validation(_: Request, error: RequestValidationError) -> Response:
    """Parameters or a body that do not fit."""
    faults = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": str(one["msg"])}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['where']}: {one['what']}" for one in faults)
    return told(400, "the request does not fit", detail, code="api/wrong-request", errors=faults)


def of_refusal(_: Request, error: Refusal) -> Response:
    """A refusal."""
    more: Mapping[str, str | None] = error.more
    reply = told(error.status, error.title, error.detail, error.code, **more)
    reply.headers.update(error.headers)
    return reply
