"""How answers are made: lists with their next page, single things, and what was not changed."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request, Response

from dateline.analyse.keyset import Keyset
from dateline.serve.api.parameters import Paging
from dateline.serve.shelf import Shelf
from dateline.serve.show import desk_of

Row = Mapping[str, Any]


class Unchanged(Exception):  # noqa: N818 - an answer
    """What is asked for is what the asker has."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def not_modified(_: Request, told: Unchanged) -> Response:
    """304."""
    return Response(status_code=304, headers={"ETag": told.tag, "Cache-Control": "no-cache"})


def tag_of(shelf: Shelf) -> str:
    """The entity tag of whatever is read from a view: weak, for times in replies differ."""
    return f'W/"{shelf.snapshot}"'


def unless_changed(request: Request) -> None:
    """Spare the answer if the asker has it: nothing has changed since.

    Raises:
        Unchanged: if that is so.
    """
    said = request.headers.get("if-none-match", "")
    tag = tag_of(desk_of(request).shelf)
    if tag.removeprefix("W/") in (one.strip().removeprefix("W/") for one in said.split(",")):
        raise Unchanged(tag)


@dataclass(frozen=True, slots=True)
class Asker:
    """A request, the view that answers it, and when it came."""

    request: Request
    shelf: Shelf
    began: float

    @property
    def took(self) -> int:
        """Milliseconds since it came."""
        return round((time.perf_counter() - self.began) * 1000)

    def reply(self, body: object, links: Iterable[str] = ()) -> Response:
        """A body as JSON, with the tag of the view."""
        headers = {"ETag": tag_of(self.shelf), "Cache-Control": "no-cache"}
        if links:
            headers["Link"] = ", ".join(links)
        return Response(msgspec.json.encode(body), media_type="application/json", headers=headers)

    def items(self, items: Sequence[Row], **more: object) -> Response:
        """A list that has no pages."""
        body = {"items": items, "total": len(items), **more,
                "snapshot": self.shelf.snapshot, "took_ms": self.took}  # fmt: skip
        return self.reply(body)

    def page(
        self, rows: Sequence[Row], token: str, total: int, more: Mapping[str, object] | None = None
    ) -> Response:
        """A page of a list; an empty token for the last."""
        url = self.next_url(token) if token else None
        body = {
            "items": rows, "next": token or None, "next_url": url, "total": total,
            "total_is_exact": True, **(more or {}), "snapshot": self.shelf.snapshot,
            "took_ms": self.took,
        }  # fmt: skip
        return self.reply(body, [f'<{url}>; rel="next"'] if url else [])

    def listed(self, held: Keyset, paging: Paging) -> tuple[list[dict[str, Any]], str, int]:
        """A page of a list, the token of the next and how many there are at all."""
        rows = self.shelf.ask(held.page(paging.limit, paging.token))
        kept = rows[: paging.limit]
        token = held.token(kept[-1]) if len(rows) > paging.limit else ""
        return kept, token, self.shelf.ask(held.counted())[0]["rows"]

    def next_url(self, token: str) -> str:
        """The address of the next page; below a snapshot's if this one is."""
        pairs = [one for one in self.request.query_params.multi_items() if one[0] != "next"]
        path = f"{getattr(self.request.state, 'prefix', '')}{self.request.url.path}"
        return f"{path}?{urlencode([*pairs, ('next', token)], errors='replace')}"


def asker_of(request: Request) -> Asker:
    """Who asks."""
    return Asker(request, desk_of(request).shelf, time.perf_counter())


def chosen(rows: Iterable[Row], fields: Sequence[str], drop: Sequence[str] = ()) -> list[Row]:
    """Rows with only the fields asked for, all for none; what is dropped is never shown."""
    if fields:
        return [{name: row[name] for name in fields} for row in rows]
    return [{name: row[name] for name in row if name not in drop} for row in rows]
