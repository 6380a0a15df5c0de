"""Asking what each screen shows first, before readers do: a large view is slow the first time."""

from dateline.serve.app import create_app
from dateline.serve.desk import Desk
from dateline.serve.without_server import reply

# What the screens show without filters; the last one has the columns read that filters look at.
FIRST = (
    "/api/v1/events?limit=100",
    "/events",
    "/facets",
    "/timeline.json",
    "/map.json",
    "/network.json?view=matrix",
    "/api/v1/events?limit=100&actor=USA&country=USA&min_reports=3&contradicted=true",
)
HOST = "localhost"


async def warm(desk: Desk) -> None:
    """Ask the view for the first answers of every screen; they are kept, and its columns read."""
    app = create_app(desk, hosts=(HOST,))
    for path in FIRST:
        await reply(app, path, HOST)
