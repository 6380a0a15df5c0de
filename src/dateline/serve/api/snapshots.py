"""Snapshots: under which names the record can be read as it was."""

from fastapi import APIRouter, Request, Response

from dateline.run import snapshots
from dateline.serve.api.answer import asker_of
from dateline.serve.api.parameters import UNFILTERED
from dateline.serve.api.schema import gives
from dateline.serve.show import desk_of

router = APIRouter(tags=["living data"])


@router.get("/snapshots", responses=gives("Snapshots"), openapi_extra=UNFILTERED)
def listed(request: Request) -> Response:
    """List the snapshots, oldest first; each with the address of its events."""
    rows = [
        {"id": one.id, "at": one.at, "user": one.user, "message": one.message,
         "documents_version": one.moment.documents, "codings_version": one.moment.codings,
         "decision": one.decision, "hash": one.hash, "url": f"/@{one.id}/events"}
        for one in snapshots(desk_of(request).record)
    ]  # fmt: skip
    return asker_of(request).items(rows)
