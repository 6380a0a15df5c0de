"""The API: everything that the page shows, for programs; described at `/api/openapi.json`."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from dateline.serve.api import actors, counts, decisions, documents, events, jobs, living, snapshots
from dateline.serve.api.answer import Unchanged, not_modified, unless_changed
from dateline.serve.api.parameters import PREFIX, ROOT, only_known
from dateline.serve.api.schema import openapi_of
from dateline.serve.desk import Desk
from dateline.serve.doors import ANALYST, READER
from dateline.serve.problem import Refusal, of_refusal

__all__ = ["ROOT", "add_api"]

ABOUT = (
    "Events of a record of news: who did what to whom, where and when, and who says so. Filters "
    "mean what they mean on the page. Lists are pages (`limit`, `next_url`); the same address "
    "ending in `.jsonl`, `.csv`, `.tsv`, `.geojson` or `.parquet` gives all of it."
)
READ = (events, documents, actors, counts, living, snapshots)
WRITE = (decisions, jobs)


def add_api(app: FastAPI) -> None:
    """Add the API to an application, with its description made from the record's own nouns."""
    asking = [Depends(only_known), Depends(unless_changed)]
    reading = APIRouter(prefix=PREFIX, dependencies=[READER, *asking])
    for module in READ:
        reading.include_router(module.router)
    app.include_router(reading)
    writing = APIRouter(prefix=PREFIX, dependencies=[ANALYST, Depends(only_known)])
    for module in WRITE:
        writing.include_router(module.router)
    app.include_router(writing)
    app.description = ABOUT
    app.add_exception_handler(Refusal, of_refusal)  # type: ignore[arg-type]
    app.add_exception_handler(Unchanged, not_modified)  # type: ignore[arg-type]

    @cache
    def described() -> dict[str, Any]:
        desk: Desk = app.state.desk
        return openapi_of(app, desk.ontology)

    app.openapi = described  # type: ignore[method-assign]
