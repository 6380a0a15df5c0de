"""Actors, who they act upon, and the edges between all of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from dateline.analyse.items import Actors
from dateline.analyse.pairs import COLUMNS
from dateline.analyse.pairs import edges as between_parties
from dateline.record import arrow_schema
from dateline.serve.api.answer import asker_of, chosen
from dateline.serve.api.parameters import FILTERED, UNFILTERED, Asked, Paged, fields_from
from dateline.serve.api.schema import gives
from dateline.serve.api.whole import Table, Whole, stream, streams
from dateline.serve.problem import Refusal

router = APIRouter(tags=["actors"])

Fields = Annotated[tuple[str, ...], Depends(fields_from((*arrow_schema("actors").names, "events")))]
Between = Annotated[
    str,
    Query(description="Between whom: countries, with whom acts for none, or each actor alone",
          json_schema_extra={"enum": list(COLUMNS)}),
]  # fmt: skip


def wanted(
    q: Annotated[str, Query(description="Part of a name or alias", examples=["Xi"])] = "",
    country: Annotated[str, Query(description="ISO 3166 alpha-3", examples=["CHN"])] = "",
    kind: Annotated[str, Query(description="Kind of actor", examples=["person"])] = "",
) -> Actors:
    """Which actors are asked for."""
    return Actors(q=q, country=country, kind=kind)


Wanted = Annotated[Actors, Depends(wanted)]


@router.get("/actors", responses=gives("Actors"), openapi_extra=UNFILTERED)
def actors(request: Request, asked: Wanted, fields: Fields, paging: Paged) -> Response:
    """List who takes part or is cited, those of most events first."""
    asker = asker_of(request)
    rows, token, total = asker.listed(asked.keyset(), paging)
    return asker.page(chosen(rows, fields), token, total)


@router.get("/actors.{form}", responses=streams(), openapi_extra=UNFILTERED)
def all_actors(request: Request, form: Table, asked: Wanted) -> Response:
    """Give all actors."""
    return stream(asker_of(request), Whole.of("actors", "listed_actors", asked.keyset()), form)


@router.get("/actors/{id}", responses=gives("CountedActor", 404), openapi_extra=UNFILTERED)
def actor(request: Request, id: str) -> Response:  # noqa: A002 - the name in the URL
    """Give one actor, with the number of events that it takes part in."""
    return asker_of(request).reply(actor_at(request, id))


def actor_at(request: Request, key: str) -> dict[str, Any]:
    """The actor with an id.

    Raises:
        Refusal: if there is none.
    """
    found = asker_of(request).shelf.ask(Actors(id=key).keyset().page(1)) if key else []
    if not found:
        raise Refusal(
            404, f"there is no actor {key!r} in this record",
            detail="list them with: GET /api/v1/actors", code="record/not-found",
        )  # fmt: skip
    return found[0]


@router.get("/actors/{id}/edges", responses=gives("Edges", 404), openapi_extra=FILTERED)
def edges_of(request: Request, id: str, asked: Asked, paging: Paged) -> Response:  # noqa: A002
    """List whom an actor acts upon, and who acts upon it."""
    asker = asker_of(request)
    key = actor_at(request, id)["id"]
    return asker.page(*asker.listed(between_parties(asked, "actor", of=(key,)), paging))


@router.get("/edges", responses=gives("Edges"), openapi_extra=FILTERED)
def edges(request: Request, asked: Asked, paging: Paged, between: Between = "country") -> Response:
    """List who does how much to whom, pairs of most events first."""
    asker = asker_of(request)
    return asker.page(*asker.listed(between_parties(asked, between), paging))


@router.get("/edges.{form}", responses=streams(), openapi_extra=FILTERED)
def all_edges(
    request: Request, form: Table, asked: Asked, between: Between = "country"
) -> Response:
    """Give all edges."""
    whole = Whole.of("edges", "edges", between_parties(asked, between))
    return stream(asker_of(request), whole, form)
