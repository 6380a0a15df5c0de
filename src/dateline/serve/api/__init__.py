"""The API: everything that the page shows, for programs; described at `/api/openapi.json`."""

from typing import Any

from fastapi import APIRouter, Depends, FastAPI

from dateline import __version__
from dateline.serve.api import actors, counts, documents, events, living
from dateline.serve.api.answer import Unchanged, not_modified, unless_changed
from dateline.serve.api.asking import PREFIX, only_known
from dateline.serve.api.problem import show_problems
from dateline.serve.api.schema import openapi_of
from dateline.serve.desk import Desk

ABOUT = (
    "Events of a record of news: who did what to whom, where and when, and who says so. Filters "
    "mean what they mean on the page. Lists are pages (`limit`, `next_url`); the same address "
    "ending in `.jsonl`, `.csv`, `.tsv`, `.geojson` or `.parquet` gives all of it."
)
READ = (events, documents, actors, counts, living)


class Api(FastAPI):
    """The application under `/api`, with its description made from the record's own nouns."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            desk: Desk = self.state.desk
            self.openapi_schema = openapi_of(self, desk.ontology)
        return self.openapi_schema


def create_api(desk: Desk) -> FastAPI:
    """The API over a record, to be mounted at `/api`."""
    api = Api(
        title="Dateline", version=__version__, description=ABOUT, docs_url=None, redoc_url=None,
        openapi_url="/openapi.json",
    )  # fmt: skip
    api.state.desk = desk
    reading = APIRouter(prefix=PREFIX, dependencies=[Depends(only_known), Depends(unless_changed)])
    for module in READ:
        reading.include_router(module.router)
    api.include_router(reading)
    show_problems(api)
    api.add_exception_handler(Unchanged, not_modified)  # type: ignore[arg-type]
    return api
