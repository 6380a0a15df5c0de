"""Events counted: over time, over the map, between parties; and found by words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from dateline.analyse.cells import cells, countries
from dateline.analyse.faceting import FACETS
from dateline.analyse.items import found
from dateline.analyse.lanes import by_period
from dateline.analyse.pairs import busiest, edges
from dateline.analyse.scope import PERIODS
from dateline.serve.api.actors import Between
from dateline.serve.api.answer import asker_of, chosen
from dateline.serve.api.parameters import FILTERED, UNFILTERED, Asked
from dateline.serve.api.schema import gives

router = APIRouter(tags=["counts"])

FINEST, COARSEST = 0.05, 30.0  # degrees
MOST = 1_000_000  # cells
TALLIES = ("events", "reports", "cooperation", "conflict")
PAGES = {"actor": "/actors/{}", "document": "/docs/{}", "event": "/events/{}"}
Period = Annotated[
    str, Query(description="Width of a bin", json_schema_extra={"enum": list(PERIODS)})
]
Lane = Annotated[
    str,
    Query(description="A lane for each value of a facet; empty for one lane",
          json_schema_extra={"enum": ["", *FACETS]}),
]  # fmt: skip
Degrees = Annotated[float, Query(ge=FINEST, le=COARSEST, description="Width of a cell, in degrees")]
Words = Annotated[
    str, Query(min_length=1, max_length=200, description="What to look for", examples=["NATO"])
]


@router.get("/timeline", responses=gives("Timeline"), openapi_extra=FILTERED)
def timeline(
    request: Request, asked: Asked, per: Period = "month", by: Lane = ""
) -> Response:  # fmt: skip
    """Count events a period; the period null has those whose date is not that fine."""
    asker = asker_of(request)
    return asker.items(asker.shelf.ask(by_period(asked, per, by)))


@router.get("/map", responses=gives("Map"), openapi_extra=FILTERED)
def map_(request: Request, asked: Asked, degrees: Degrees = 2.0) -> Response:
    """Count events a cell of the map, and a country; the country null has those without a place."""
    asker = asker_of(request)
    points = asker.shelf.ask(cells(asked, degrees, limit=MOST))
    return asker.items(
        chosen(points, ("latitude", "longitude", *TALLIES, "place")),
        countries=chosen(asker.shelf.ask(countries(asked)), ("country", *TALLIES)),
    )


@router.get("/matrix", responses=gives("Matrix"), openapi_extra=FILTERED)
def matrix_(
    request: Request, asked: Asked, between: Between = "country",
    size: Annotated[int, Query(ge=2, le=200, description="How many parties")] = 30,
) -> Response:  # fmt: skip
    """Count events between the parties that most events are between."""
    asker = asker_of(request)
    parties = [row["party"] for row in asker.shelf.ask(busiest(asked, between, size))]
    held = edges(asked, between, among=parties)
    return asker.items(asker.shelf.ask(held.whole()), parties=parties)


@router.get("/search", responses=gives("Hits"), openapi_extra=UNFILTERED)
def search(
    request: Request, q: Words,
    limit: Annotated[int, Query(ge=1, le=100, description="Hits of each kind")] = 10,
) -> Response:  # fmt: skip
    """Find actors by name, documents by title, and events by the words of their sentences."""
    asker = asker_of(request)
    hits = asker.shelf.ask(found(q, limit))
    return asker.items([{**hit, "url": PAGES[hit["kind"]].format(hit["id"])} for hit in hits])
