"""Errors that are not ours to raise: pages that do not exist, wrong calls, and crashes."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError
from dateline.serve.problem import of_validation
from dateline.serve.safety import HEADERS
from dateline.serve.show import reply_to, request_id

LOG = logging.getLogger("dateline.serve")
MEANINGS: Mapping[int, tuple[str, str, str, str]] = {
    401: (
        "serve/not-signed-in",
        "nobody is signed in",
        "this page needs to know who asks",
        "sign in first",
    ),
    403: (
        "serve/not-allowed",
        "this is not allowed",
        "your role does not allow it, or the form was too old",
        "open the page anew, or ask whoever keeps the record",
    ),
    404: (
        "serve/no-page",
        "there is no such page",
        "nothing lies at that address",
        "start from the list of events, or from the start page",
    ),
    405: (
        "serve/no-such-use",
        "this address does not take that",
        "it can be read but not written to, or the reverse",
        "go back and use the page's own buttons",
    ),
    410: (
        "serve/gone",
        "this is gone",
        "it was removed from the record",
        "see its history with: dateline log",
    ),
    421: (
        "serve/other-host",
        "this server does not answer to that name",
        "the address bears another host's name",
        "open the address that dateline serve told",
    ),
}


def add_to(app: FastAPI) -> None:
    """Have an application show these errors as it shows its own."""
    app.add_exception_handler(HTTPException, show_http)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, show_wrong)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, show_crash)


def show_http(request: Request, error: HTTPException) -> Response:
    """An error that has a status and little else."""
    slug, what, why, fix = MEANINGS.get(
        error.status_code, ("serve/refused", str(error.detail), "", "go back, or start anew")
    )
    told = DatelineError(what, why=why, fix=fix, code=slug)
    reply = reply_to(request, told, error.status_code)
    reply.headers.update(error.headers or {})
    return reply


def show_wrong(request: Request, error: RequestValidationError) -> Response:
    """A call that lacks something, or has it in the wrong form."""
    if request.url.path.startswith("/api/"):
        return of_validation(request, error)
    first = error.errors()[0]
    told = DatelineError(
        f"the address does not fit: {first['loc'][-1]}", why=str(first["msg"]),
        fix="see what the page takes under Help", code="serve/wrong-address",
    )  # fmt: skip
    return reply_to(request, told, 400)


def show_crash(request: Request, error: Exception) -> Response:
    """A fault of the program: told with a number that the log has too."""
    LOG.error("request %s failed: %s", request_id(request), request.url.path, exc_info=error)
    told = DatelineError(
        "this went wrong", why="It is the program's fault, not yours.",
        fix="please report it, with what stands in the terminal under this request's number",
        code="serve/crash",
    )  # fmt: skip
    reply = reply_to(request, told, 500)
    # Crashes are answered outside of what else sets these.
    reply.headers.update({**HEADERS, "X-Request-Id": request_id(request)})
    return reply
