"""Templates, and how pages and errors become replies."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from dateline import __version__
from dateline.analyse.browse import Filter
from dateline.errors import (
    ConflictError,
    DatelineError,
    NotFoundError,
    RecordError,
    RefusedError,
    UsageError,
)
from dateline.run import progress_of
from dateline.serve import words
from dateline.serve.desk import Desk
from dateline.serve.links import link, query_string
from dateline.serve.problem import of_dateline

HERE = Path(__file__).parent
TEMPLATES = Jinja2Templates(directory=HERE / "templates")
TEMPLATES.env.trim_blocks = TEMPLATES.env.lstrip_blocks = True
TABS = (
    ("Start", "/", "h"), ("Events", "/events", "e"), ("Timeline", "/timeline", "t"),
    ("Map", "/map", "m"), ("Network", "/network", "n"), ("Sources", "/sources", "s"),
    ("Review", "/review", "r"),
)  # fmt: skip
# What a screen without filters of events tells: nothing is carried over to those that have them.
APART: Mapping[str, Any] = {"query": "", "narrowing": (), "searched": ""}
STATUS: tuple[tuple[type[DatelineError], int], ...] = (
    (NotFoundError, 404), (UsageError, 400), (ConflictError, 409), (RefusedError, 403),
    (RecordError, 503),
)  # fmt: skip
REFUSED = {
    "serve/signed-out": 401, "serve/no-method": 405, "serve/too-large": 413,
}  # fmt: skip


def desk_of(request: Request) -> Desk:
    """The desk that answers: that of the record as it is, or of the snapshot asked for.

    Raises:
        NotFoundError: if there is no such snapshot.
    """
    name = getattr(request.state, "as_of", "")
    desk: Desk = request.app.state.freezer.at(name) if name else request.app.state.desk
    return desk


def user_of(request: Request) -> str:
    """The name of whoever asks."""
    return str(getattr(request.state, "user", "local"))


def page(request: Request, template: str, status: int = 200, **told: Any) -> Response:  # noqa: ANN401 - what the template shows
    """A page made of a template."""
    desk = desk_of(request)
    asked = Filter.parse(request.query_params.multi_items())
    shared = {
        "tabs": TABS, "record": desk.record.path.name.removesuffix(".dateline"),
        "snapshot": desk.shelf.snapshot, "building": desk.building, "version": __version__,
        "here": request.url.path, "query": query_string(asked),
        "narrowing": [pair for pair in asked.pairs() if pair[0] != "q"],
        "searched": " ".join(asked.values("q")), "user": user_of(request),
        "role": request.state.role, "token": request.state.token,
        "coding": progress_in(desk), "frozen": getattr(desk, "snapshot", None),
    }  # fmt: skip
    return TEMPLATES.TemplateResponse(request, template, {**shared, **told}, status_code=status)


def progress_in(desk: Desk) -> dict[str, Any] | None:
    """How far coding into the record is, as plain values; None when nobody codes."""
    far = progress_of(desk.record)
    if far is None:
        return None
    return {"done": far.done, "total": far.total, "failed": far.failed, "rate": far.rate}


def fragment(request: Request, template: str, **told: Any) -> Response:  # noqa: ANN401 - what the template shows
    """A part of a page, to be put into one that is there."""
    return TEMPLATES.TemplateResponse(request, template, told)


def show_error(request: Request, error: DatelineError) -> Response:
    """What failed, why, and what to do, with the status that its kind has."""
    status = REFUSED.get(error.code) or next(
        (n for kind, n in STATUS if isinstance(error, kind)), 500
    )
    return reply_to(request, error, status)


def reply_to(request: Request, error: DatelineError, status: int) -> Response:
    """An error: as problem+json for programs, as a page for people."""
    number = request_id(request)
    if request.url.path.startswith("/api/"):
        return of_dateline(error, status, number)
    request.state.as_of = ""  # what went wrong may be that there is no such snapshot
    return page(
        request, "error.html", status, error=error, http=status, request_id=number,
        again=command_of(request), **APART,
    )  # fmt: skip


def request_id(request: Request) -> str:
    """The number of a request, which its reply bears."""
    return str(request.state.request_id)


def command_of(request: Request) -> str:
    """The command that shows in a terminal what a page shows, or fails as it does."""
    _, noun, *rest = request.url.path.split("/")
    record = shlex.quote(str(desk_of(request).record.path))
    if rest and rest[0] and noun in ("events", "docs", "actors"):
        return f"dateline show {shlex.quote(rest[0])} --record {record}"
    command = {"docs": "documents", "sources": "sources", "jobs": "problems", "review": "log"}
    return f"dateline {command.get(noun, 'events')} --record {record}"


TEMPLATES.env.globals.update(
    query_string=query_string, link=link, glyph=words.glyph, when=words.when,
    weekday=words.weekday, MISSING=words.MISSING, STANDINGS=words.STANDINGS,
)  # fmt: skip
TEMPLATES.env.filters["thousands"] = words.thousands
