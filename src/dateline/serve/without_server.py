"""One reply of the page, without a server."""

from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message


async def reply(app: ASGIApp, path: str, host: str) -> tuple[int, bytes]:
    """The status and the body of what GET of a path gives."""
    parts = urlsplit(path)
    status, body = 500, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        body.extend(message.get("body", b""))

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": unquote(parts.path), "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "root_path": "", "server": (host, 80),
        "client": (host, 0), "headers": [(b"host", host.encode())],
    }  # fmt: skip
    await app(scope, receive, send)
    return status, bytes(body)
