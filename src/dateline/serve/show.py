"""Templates, and how pages and errors become replies."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.templating import Jinja2Templates

from dateline import __version__
from dateline.analyse.browse import Filter
from dateline.errors import ConflictError, DatelineError, NotFoundError, UsageError
from dateline.serve.desk import Desk

HERE = Path(__file__).parent
TEMPLATES = Jinja2Templates(directory=HERE / "templates")
TEMPLATES.env.trim_blocks = TEMPLATES.env.lstrip_blocks = True
TABS = (
    ("Start", "/"), ("Events", "/events"), ("Timeline", "/timeline"), ("Map", "/map"),
    ("Network", "/network"), ("Sources", "/sources"), ("Review", "/review"),
)  # fmt: skip
STATUS: tuple[tuple[type[DatelineError], int], ...] = (
    (NotFoundError, 404), (UsageError, 400), (ConflictError, 409),
)  # fmt: skip


def query_string(asked: Filter, **more: str) -> str:
    """Filters, and what more is given, as a query string."""
    return urlencode([*asked.pairs(), *more.items()])


def desk_of(request: Request) -> Desk:
    """The desk that the application serves."""
    desk: Desk = request.app.state.desk
    return desk


def user_of(request: Request) -> str:
    """The name of whoever asks."""
    return str(getattr(request.state, "user", "local"))


def page(request: Request, template: str, status: int = 200, **told: Any) -> Response:  # noqa: ANN401 - what the template shows
    """A page made of a template."""
    desk = desk_of(request)
    shared = {
        "tabs": TABS, "record": desk.record.path.name.removesuffix(".dateline"),
        "snapshot": desk.shelf.snapshot, "building": desk.building, "version": __version__,
        "here": request.url.path, "query": request.url.query,
    }  # fmt: skip
    return TEMPLATES.TemplateResponse(request, template, {**shared, **told}, status_code=status)


def show_error(request: Request, error: DatelineError) -> Response:
    """What failed, why, and what to do: as problem+json for programs, as a page for people."""
    status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
    if request.url.path.startswith("/api/"):
        told = {"type": f"/help#{error.code}", "title": error.what, "status": status,
                "detail": " ".join(part for part in (error.why, error.fix) if part),
                "code": error.code}  # fmt: skip
        return JSONResponse(told, status, media_type="application/problem+json")
    return page(request, "error.html", status, error=error)


TEMPLATES.env.globals["query_string"] = query_string
