"""Checks of single requests: from where, with which token, how large, and where to go next."""

import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from dateline.errors import RefusedError

TOKEN_HEADER = "x-dateline-token"  # noqa: S105 - the name of a header
TOKEN_FIELD = "token"  # noqa: S105 - the name of a field
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
OURS = (None, "same-origin", "none")


def check_site(request: Request) -> None:
    """Check that no other site has the browser send this; following a link is allowed.

    Browsers name the site in `Origin`, and in `Sec-Fetch-Site` how it stands to ours; programs
    send neither.

    Raises:
        RefusedError: if another site does.
    """
    headers = request.headers
    host, origin = headers.get("host", "").lower(), headers.get("origin")
    ours = origin is None or origin.lower() in (f"http://{host}", f"https://{host}")
    if ours and headers.get("sec-fetch-site") not in OURS:
        followed = headers.get("sec-fetch-mode") == "navigate"
        whole = headers.get("sec-fetch-dest") in (None, "document")
        ours = request.method == "GET" and followed and whole
    if not ours:
        raise RefusedError(
            "another site asked for this",
            why=f"the browser says that it comes from {origin or headers.get('sec-fetch-site')}",
            fix="open the page by its own address", code="serve/other-site",
        )  # fmt: skip


async def taken(request: Request, most: int) -> bytes:
    """The body of a request, unless it is too large.

    Raises:
        RefusedError: if it is over `most` bytes.
    """
    told = request.headers.get("content-length", "0")
    size = int(told) if told.isdecimal() else 0
    parts: list[bytes] = []
    if size <= most:
        size = 0
        async for part in request.stream():
            parts.append(part)
            size += len(part)
            if size > most:
                break
    if size > most:
        raise RefusedError(
            "this is too large", why=f"at most {most:,} bytes are taken here",
            fix="send less at a time", code="serve/too-large",
        )  # fmt: skip
    return b"".join(parts)


def again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read already, then what else comes."""
    left = [body]

    async def received() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return received


async def check_token(request: Request, body: bytes) -> None:
    """Check that what is sent bears our token: in a header, or in a field of a form.

    Raises:
        RefusedError: if it does not.
    """
    given = request.headers.get(TOKEN_HEADER, "")
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if not given and kind in FORMS:
        given = await token_in(request, body)
    expected = request.state.token
    if not expected or not secrets.compare_digest(given.encode(), expected.encode()):
        raise RefusedError(
            "the token is missing or old",
            why="what is sent has to bear the token of the page that it is sent from",
            fix="load the page again and repeat; programs send the header X-Dateline-Token",
            code="serve/no-token",
        )


async def token_in(request: Request, body: bytes) -> str:
    """The token in a form; empty if there is none."""
    try:
        async with Request(request.scope, again(body, request.receive)).form() as form:
            found = form.get(TOKEN_FIELD)
    except HTTPException:
        return ""
    return found if isinstance(found, str) else ""


def own_path(text: str, otherwise: str = "/") -> str:
    """A path of this server to go to next; anything else gives `otherwise`.

    >>> own_path("/events?type=AID"), own_path("//evil.example"), own_path("https:evil.example")
    ('/events?type=AID', '/', '/')
    """
    plain = text.isprintable() and "\\" not in text and text.startswith("/")
    if not plain or text.startswith("//"):
        return otherwise
    try:
        parts = urlsplit(text)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else text
