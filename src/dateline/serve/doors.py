"""Who may pass through which route: what routes declare, and finding the route of a request.

A route that declares nothing is closed. A screen declares for its whole router, a route that
decides for itself, and the strictest holds:

    router = APIRouter(include_in_schema=False, dependencies=[READER])

    @router.post("/decisions", dependencies=[ANALYST])
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Depends, FastAPI, Request
from fastapi.params import Depends as Dependency
from fastapi.routing import RouteContext, iter_route_contexts

from dateline.errors import RefusedError
from dateline.record import RANKS

BODY = 1_000_000  # bytes of a request, unless its route declares more
SAFE = ("GET", "HEAD")
OPENAPI = "/api/openapi.json"  # FastAPI adds this route itself


@dataclass(frozen=True)
class May:
    """What a route declares: the least role of `RANKS`, the bytes it takes, whether it decides.

    `decides` is False where a POST changes nothing of the record, such as signing in.
    """

    role: str
    most: int = BODY
    decides: bool = True

    async def __call__(self, request: Request) -> None:
        """Refuse whoever has a lesser role; run again by the route that was reached."""
        check_role(self, request.state.role)


ANYONE, READER, ANALYST, ADMIN = (Depends(May(role)) for role in RANKS)


def check_role(may: May, role: str) -> None:
    """Check that a role is enough.

    Raises:
        RefusedError: if it is not.
    """
    if RANKS.index(role) >= RANKS.index(may.role):
        return
    if role == RANKS[0]:
        raise RefusedError(
            "please sign in", why="this page is for people with an account",
            fix="sign in at /login", code="serve/signed-out",
        )  # fmt: skip
    raise RefusedError(
        f"this needs the role {may.role}", why=f"your role is {role}",
        fix="ask an admin: dateline users role NAME ROLE", code="serve/not-allowed",
    )  # fmt: skip


@dataclass(frozen=True)
class Door:
    """A route: which paths and methods it answers, and what it declares; None for nothing."""

    path: str
    regex: re.Pattern[str]
    methods: frozenset[str]
    may: May | None


def doors_of(app: FastAPI) -> Iterator[Door]:
    """Every route of an application, in the order in which they are tried."""
    for route in iter_route_contexts(app.routes):
        methods = frozenset(route.methods or SAFE) - {"HEAD"}
        yield Door(str(route.path), route.path_regex, methods, declared(route))


def declared(route: RouteContext) -> May | None:
    """What a route declares; of several declarations the strictest.

    A mounted application declares by an attribute `may`.
    """
    if route.path == OPENAPI:
        return May("reader")
    given = [one.dependency for one in dependencies(route) if isinstance(one, Dependency)]
    given += [getattr(getattr(route, "app", None), "may", None)]
    found = [one for one in given if isinstance(one, May)]
    return max(found, key=lambda may: RANKS.index(may.role), default=None)


def dependencies(route: RouteContext) -> list[object]:
    """The dependencies of a route; plain routes have none."""
    return list(getattr(route, "dependencies", None) or ())


def find(doors: tuple[Door, ...], method: str, path: str) -> tuple[Door | None, set[str]]:
    """The route that answers, and the methods that routes of the path answer."""
    there = [door for door in doors if door.regex.match(path)]
    asked = "GET" if method == "HEAD" else method
    found = next((door for door in there if asked in door.methods), None)
    return found, {method for door in there for method in door.methods}
