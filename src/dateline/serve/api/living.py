"""What changed, what is gone, and how the record is: for whoever keeps a copy of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from dateline import __version__
from dateline.analyse.living import changed, gone, held
from dateline.errors import UsageError
from dateline.model import content_id
from dateline.run import time_in
from dateline.serve.api.answer import asker_of
from dateline.serve.api.events import whole_events
from dateline.serve.api.last_decided import decided_of
from dateline.serve.api.parameters import UNFILTERED, Paged
from dateline.serve.api.schema import gives
from dateline.serve.show import desk_of

router = APIRouter(tags=["living data"])

Since = Annotated[
    str,
    Query(description="ISO 8601; the `updated_at` or `removed_at` of the last that you have",
          examples=["2026-01-31T12:00:00Z"]),
]  # fmt: skip


def moment(said: str, name: str) -> str:
    """A time as it is written in the record: ISO 8601 in UTC, to the second.

    Raises:
        UsageError: if it is none.
    """
    told = time_in(said)
    if told is None:
        raise UsageError(
            f"{said!r} cannot be a value of {name}", why=f"{name} takes a time, ISO 8601",
            fix=f"write, for example, {name}=2026-01-31T12:00:00Z", code="browse/wrong-value",
        )  # fmt: skip
    return told.isoformat(timespec="seconds")


@router.get("/changes", responses=gives("Changes"), openapi_extra=UNFILTERED)
def changes(request: Request, since: Since, paging: Paged) -> Response:
    """List the events that were coded or decided on since a time, oldest first."""
    asker = asker_of(request)
    found = changed(moment(since, "since"), decided_of(desk_of(request)))
    rows, token, total = asker.listed(found, paging)
    return asker.page(whole_events(asker, [row["id"] for row in rows]), token, total)


@router.get("/tombstones", responses=gives("Tombstones"), openapi_extra=UNFILTERED)
def tombstones(request: Request, since: Since, paging: Paged) -> Response:
    """List the ids that are no events any more since a time, oldest first, and where they went.

    Every id that may have been that of an event that was merged is listed, also some that never
    were: drop from your copy what you have of them.
    """
    asker = asker_of(request)
    found = gone(moment(since, "since"), decided_of(desk_of(request)))
    rows, token, total = asker.listed(found, paging)
    items = [
        {"id": content_id("e", row["claim"]), "removed_at": row["removed_at"],
         "reason": row["reason"], "merged_into": row["merged_into"]}
        for row in rows
    ]  # fmt: skip
    return asker.page(items, token, total)


@router.get("/types", responses=gives("Types"), openapi_extra=UNFILTERED)
def types(request: Request) -> Response:
    """List the event types with their modes, quad classes, intensities and CAMEO codes."""
    asker = asker_of(request)
    ontology = desk_of(request).ontology
    rows = [
        {"id": kind.id, "quad": kind.quad, "intensity": kind.intensity, "meaning": kind.meaning,
         "cameo": ontology.to_cameo(kind.id), "alias": kind.alias,
         "modes": [{"id": mode.id, "meaning": mode.meaning, "intensity": mode.intensity,
                    "alias": mode.alias, "extension": mode.extension} for mode in kind.modes]}
        for kind in ontology.types.values()
    ]  # fmt: skip
    return asker.items(rows)


@router.get("/health", responses=gives("Health"))
def health(request: Request) -> Response:
    """Tell how the record is."""
    asker = asker_of(request)
    desk = desk_of(request)
    told = asker.shelf.ask(held())[0]
    body = {
        "status": "building" if desk.building else "ok", "version": __version__,
        "record": desk.record.path.name.removesuffix(".dateline"),
        "snapshot": asker.shelf.snapshot, **told, "read_only": desk.read_only,
    }  # fmt: skip
    return asker.reply(body)
