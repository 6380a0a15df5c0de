"""The addresses of the page with an ending: the data behind a screen, in that form.

They are answered by the API, but take the page's own parameters too.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from starlette.types import Receive, Scope, Send

from dateline.serve.api.parameters import PREFIX
from dateline.serve.doors import READER

router = APIRouter(include_in_schema=False, dependencies=[READER])

TABLES = ("jsonl", "csv", "tsv", "parquet")
FORMS = (*TABLES, "geojson")
# The list behind each screen, and the forms that it comes in beside JSON.
LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "events": ("events", FORMS),
    "claims": ("claims", TABLES),
    "docs": ("documents", TABLES),
    "actors": ("actors", TABLES),
    "timeline": ("events", FORMS),
    "map": ("events", FORMS),
    "network": ("edges", TABLES),
}
SINGLE = {"events": "events", "docs": "documents", "actors": "actors"}
AS_JSON = ("events", "docs", "actors")


class Elsewhere(Response):
    """What another address of this server gives."""

    def __init__(self, request: Request, path: str) -> None:
        """Name the address."""
        super().__init__()
        self.request, self.path = request, path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have that address answer."""
        state = {**scope.get("state", {}), "from_page": True}
        inner = {**scope, "path": self.path, "raw_path": self.path.encode(), "state": state}
        for name in ("route", "endpoint", "path_params"):
            inner.pop(name, None)
        await self.request.app.router(inner, receive, send)


def add_list(screen: str, noun: str, form: str) -> None:
    """Add the address of a list in a form."""
    ending = "" if form == "json" else f".{form}"

    @router.get(f"/{screen}.{form}", name=f"{screen}.{form}")
    def data(request: Request) -> Response:
        return Elsewhere(request, f"{PREFIX}/{noun}{ending}")


def add_single(screen: str, noun: str) -> None:
    """Add the address of a single thing, as JSON."""

    @router.get(f"/{screen}/{{key}}.json", name=f"{screen}.single")
    def data(request: Request, key: str) -> Response:
        return Elsewhere(request, f"{PREFIX}/{noun}/{key}")


for _screen, (_noun, _forms) in LISTS.items():
    for _form in (*_forms, *(("json",) if _screen in AS_JSON else ())):
        add_list(_screen, _noun, _form)
for _screen, _noun in SINGLE.items():
    add_single(_screen, _noun)
