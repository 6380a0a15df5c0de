"""Addresses: `/@SNAPSHOT/...` and `as_of=` give any page as it was.

What is behind the prefix is handled as if it stood alone; the pages' own links get it again.
"""

import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = re.compile(r"/@([^/]+)(/.*)?")
LINK = re.compile(rb'(\s(?:href|action|src|formaction|data-[a-z-]+)=")/(?![/@]|static/)')
READING = ("GET", "HEAD")
API = "/api/"
STATIC = "/static/"


class Address:
    """Takes the snapshot off an address, and puts it before the links of the page."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        reading = scope["type"] == "http" and scope["method"] in READING
        if not reading or scope["path"].startswith(STATIC):
            await self.app(scope, receive, send)
            return
        found = PREFIX.fullmatch(scope["path"])
        query = scope["query_string"].decode("latin-1")
        pairs = parse_qsl(query, keep_blank_values=True)
        name = next((value for key, value in pairs if key == "as_of" and value.strip()), "")
        state = scope.setdefault("state", {})
        if found:
            path = found[2] or "/"
            state |= {"as_of": found[1], "prefix": f"/@{quote(found[1])}"}
            inner = {**scope, "path": path, "raw_path": quote(path).encode(), "state": state}
            await self.app(inner, receive, Prefixed(send, str(state["prefix"])))
        elif name and not scope["path"].startswith(API):
            rest = urlencode([one for one in pairs if one[0] != "as_of"])
            path = quote(scope["path"])
            await moved(f"/@{quote(name, safe='')}{path}{'?' if rest else ''}{rest}", send)
        else:
            state["as_of"] = name
            await self.app({**scope, "state": state}, receive, send)


async def moved(place: str, send: Send) -> None:
    """Send whoever asks to another address."""
    headers = [(b"location", place.encode("latin-1")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class Prefixed:
    """Sends a reply, with a prefix before the links of a page and before where it moves to."""

    def __init__(self, send: Send, prefix: str) -> None:
        """Send to another."""
        self.send, self.prefix = send, prefix.encode()
        self.start: MutableMapping[str, Any] | None = None
        self.held: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Send a part of the reply; a page is sent when all of it is there."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            place = headers.get("location", "")
            if place.startswith("/") and not place.startswith(("/@", "//")):
                headers["location"] = self.prefix.decode() + place
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None:
            self.held.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = LINK.sub(rb"\1" + self.prefix + b"/", b"".join(self.held))
            MutableHeaders(scope=self.start)["content-length"] = str(len(body))
            start, self.start = self.start, None
            await self.send(start)
            message = {**message, "body": body}
        await self.send(message)
