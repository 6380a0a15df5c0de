"""What every request has to pass, and the headers that every reply bears.

A page elsewhere can have a browser send requests here: by a link or form, or by a name of its own
that it turns to this address. So a request has to name this server, must not come from another
site, and what it sends has to bear a token that only our own pages know.
"""

import secrets
from collections.abc import Sequence
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import DatelineError, NotFoundError, RefusedError
from dateline.record import RANKS
from dateline.serve.address import PREFIX
from dateline.serve.checks import again, check_site, check_token, taken
from dateline.serve.doors import SAFE, Door, May, check_role, doors_of, find
from dateline.serve.people import Local, People
from dateline.serve.show import desk_of, show_error

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers send forms with "Origin: null"
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class Guard:
    """Lets through what may pass, and dresses every reply."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str], people: People | None = None) -> None:
        """Guard an application.

        Args:
            app: What is guarded.
            hosts: What a request's Host header may say: a name, and a port unless it is 80.
            people: Finds out who asks; by default the one local user.
        """
        self.app, self.hosts = app, frozenset(host.lower() for host in hosts)
        self.people = people or Local()
        self.doors: tuple[Door, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = secrets.token_hex(8)
        reply = dressed(send, state["request_id"], bare=scope["method"] == "HEAD")
        if Headers(scope=scope).get("host", "").lower() not in self.hosts:
            refused = PlainTextResponse("this server does not answer to that name\n", 421)
            await refused(scope, receive, reply)
            return
        request = Request(scope, receive)
        try:
            passed = await self.admitted(request)
        except DatelineError as error:
            refusal = await run_in_threadpool(refuse, request, error)
            await refusal(scope, receive, reply)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        await self.app(scope, passed, reply)

    async def admitted(self, request: Request) -> Receive:
        """Check all that can be checked before the route; gives what the route shall receive.

        Raises:
            DatelineError: if anything is amiss.
        """
        state = request.state
        state.user, state.role, state.token = "", RANKS[0], ""
        check_site(request)
        visitor = await run_in_threadpool(self.people.visitor, request.cookies)
        state.user, state.role, state.token = visitor.name, visitor.role, visitor.token
        state.session = visitor.session
        self.doors = self.doors or tuple(doors_of(request.app))
        door, methods = find(self.doors, request.method, path_of(request))
        state.methods = methods
        if visitor.role == RANKS[0] and not (door and door.may):
            check_role(May(RANKS[1]), visitor.role)  # strangers do not learn which pages there are
        may = opened(door, methods, request)
        check_role(may, visitor.role)
        if request.method in SAFE:
            return request.receive
        if may.decides and desk_of(request).read_only:
            raise RefusedError(
                "nothing can be decided here", why="the page was opened with --read-only",
                fix="open it without, or ask whoever did", code="serve/read-only",
            )  # fmt: skip
        body = await taken(request, may.most)
        await check_token(request, body)
        return again(body, request.receive)


def path_of(request: Request) -> str:
    """The path of a request, without the snapshot that it may begin with."""
    path = request.url.path
    found = PREFIX.fullmatch(path) if request.method in SAFE else None
    return (found[2] or "/") if found else path


def opened(door: Door | None, methods: set[str], request: Request) -> May:
    """What a route declares.

    Raises:
        NotFoundError: if there is no such page.
        RefusedError: if it does not take the method, or declares nothing.
    """
    if not methods:
        raise NotFoundError(
            "there is no such page", why=f"nothing is at {request.url.path}",
            fix="begin at /", code="serve/no-page",
        )  # fmt: skip
    if door is None:
        raise RefusedError(
            f"{request.method} cannot be done here",
            why=f"{request.url.path} takes {', '.join(sorted(methods))}",
            fix="see /help for what the API takes", code="serve/no-method",
        )  # fmt: skip
    if door.may is None:
        raise RefusedError(
            "this page is closed", why=f"{door.path} does not declare who may see it",
            fix="this is a fault of Dateline; please report it", code="serve/undeclared",
        )  # fmt: skip
    return door.may


def dressed(send: Send, request_id: str, *, bare: bool) -> Send:
    """Send a reply with our headers; `bare` without its body."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = request_id
            for header, value in HEADERS.items():
                headers.setdefault(header, value)
        elif bare and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sent


def refuse(request: Request, error: DatelineError) -> Response:
    """A refusal; who asks for a page and has not signed in is led to where that is done."""
    pages = request.method in SAFE and not request.url.path.startswith("/api/")
    if error.code == "serve/signed-out" and pages and not request.url.path.endswith(".json"):
        whole = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(whole, safe='')}", 303)
    reply = show_error(request, error)
    if error.code == "serve/no-method":
        reply.headers["Allow"] = ", ".join(sorted(request.state.methods))
    return reply
