"""How far coding is, for pages that are open meanwhile."""

from typing import Any

from fastapi import APIRouter, Request

from dateline.serve.doors import READER
from dateline.serve.show import desk_of, progress_in

router = APIRouter(include_in_schema=False, dependencies=[READER])


@router.get("/progress.json")
def progress(request: Request) -> dict[str, Any]:
    """Done, total, failed and rate of the run, whether a view is built, and which one is read."""
    desk = desk_of(request)
    snapshot = desk.shelf.snapshot
    return {"coding": progress_in(desk), "building": desk.building, "snapshot": snapshot}
