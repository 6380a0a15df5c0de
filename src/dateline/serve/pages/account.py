"""Signing in and out, and one's own account."""

import math
import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from dateline.errors import NotFoundError, UsageError
from dateline.serve.checks import own_path
from dateline.serve.doors import ANYONE, READER, May
from dateline.serve.people import Team
from dateline.serve.show import page, user_of

router = APIRouter(include_in_schema=False)
FOR_ANYONE = Depends(May("anyone", decides=False))
FOR_READERS = Depends(May("reader", decides=False))
WRONG = "The name or the password is wrong."


def team_of(request: Request) -> Team:
    """The people with accounts.

    Raises:
        NotFoundError: if there is only the local user.
    """
    people = request.app.state.people
    if isinstance(people, Team):
        return people
    raise NotFoundError(
        "there are no accounts here", why="the page is open to one user on this machine",
        fix="open it for several with: dateline serve --users", code="serve/no-accounts",
    )  # fmt: skip


@router.get("/login", dependencies=[ANYONE])
def login(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the URL
    """Where to sign in; whoever has done so goes on."""
    team_of(request)
    if user_of(request):
        return RedirectResponse(own_path(next), 303)
    return page(request, "login.html", next=own_path(next))


@router.post("/login", dependencies=[FOR_ANYONE])
def sign_in(
    request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the name in the URL
) -> Response:  # fmt: skip
    """Begin a session, if name and password are right and there were not too many attempts."""
    team, now = team_of(request), time.time()
    address = request.client.host if request.client else ""
    wait = math.ceil(team.attempts.note(name, address, now))
    if wait:
        told = f"Too many attempts. Please wait {math.ceil(wait / 60)} minutes, then try again."
        reply = page(request, "login.html", 429, next=own_path(next), name=name, told=told)
        reply.headers["Retry-After"] = str(wait)
        return reply
    user = team.users.check(name, password)
    if user is None:
        return page(request, "login.html", 401, next=own_path(next), name=name, told=WRONG)
    team.attempts.forget(name, address, now)
    if request.state.session:
        team.users.end(request.state.session)
    return begun(request, team, team.users.begin(user, now), own_path(next))


def begun(request: Request, team: Team, secret: str, path: str) -> Response:
    """Go to a path with the cookie of a session."""
    reply = RedirectResponse(path, 303)
    secure = request.url.scheme == "https"
    reply.set_cookie(team.cookie, secret, httponly=True, samesite="strict", secure=secure)
    return reply


@router.post("/logout", dependencies=[FOR_READERS])
def sign_out(request: Request) -> Response:
    """End the session."""
    team = team_of(request)
    team.users.end(request.state.session)
    reply = RedirectResponse("/login", 303)
    reply.delete_cookie(team.cookie, httponly=True, samesite="strict")
    return reply


@router.get("/account", dependencies=[READER])
def account(request: Request) -> Response:
    """Who one is here, and what one may do."""
    team_of(request)
    return page(request, "account.html")


@router.post("/account", dependencies=[FOR_READERS])
def set_password(
    request: Request, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = ""
) -> Response:
    """Change one's own password. All sessions end, and one begins."""
    team, now, name = team_of(request), time.time(), user_of(request)
    address = request.client.host if request.client else ""
    wait = math.ceil(team.attempts.note(name, address, now))
    user = None if wait else team.users.check(name, old)
    if user is None:
        told = "Too many attempts; please wait." if wait else "The old password is wrong."
        return page(request, "account.html", 429 if wait else 401, told=told)
    team.attempts.forget(name, address, now)
    try:
        team.users.set_password(name, new)
    except UsageError as error:
        return page(request, "account.html", 400, told=f"{error.what}: {error.why}")
    return begun(request, team, team.users.begin(user, now), "/account")
