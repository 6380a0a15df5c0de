"""What a call asks for: filters, fields, facets and the page; and that it asks for nothing else."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from dateline.analyse.browse import FILTERS, Filter, known_filter
from dateline.analyse.faceting import FACETS
from dateline.errors import UsageError, did_you_mean
from dateline.serve.filters import FILTERS as TOLD

ROOT = "/api"
PREFIX = f"{ROOT}/v1"


def documented(name: str, *, out: bool) -> dict[str, Any]:
    """A filter as a parameter of OpenAPI."""
    told = TOLD[name]
    item: dict[str, Any] = {"type": "string"}
    if told.values:
        item["enum"] = list(told.values)
    meaning = told.meaning[0].upper() + told.meaning[1:]
    said = f"Leave out: {meaning}" if out else f"{meaning}. Repeat it for either value"
    return {
        "name": f"-{name}" if out else name, "in": "query", "required": False,
        "description": said, "schema": {"type": "array", "items": item},
        "style": "form", "explode": True, "example": [told.example],
    }  # fmt: skip


def text_parameter(name: str, meaning: str, example: str) -> dict[str, Any]:
    """A parameter that is a text."""
    return {"name": name, "in": "query", "required": False, "description": meaning,
            "schema": {"type": "string"}, "example": example}  # fmt: skip


AS_OF = text_parameter(
    "as_of", "The record as it was: a snapshot's id, or a time (ISO 8601)", "2026-01-31T12:00:00Z"
)
FILTERED: dict[str, Any] = {
    "parameters": [documented(name, out=out) for name in FILTERS for out in (False, True)] + [AS_OF]
}
UNFILTERED: dict[str, Any] = {"parameters": [AS_OF]}


def asked_of(request: Request) -> Filter:
    """The filters of a call, checked before anything is asked."""
    asked = Filter.parse(request.query_params.multi_items())
    asked.where()
    return asked


def only_known(request: Request) -> None:
    """Refuse parameters that the call does not have.

    Addresses of the page that end like `.csv` take the page's own parameters too.

    Raises:
        UsageError: for the first of them, with those that there are.
    """
    if getattr(request.state, "from_page", False):
        return
    calls = request.app.openapi()["paths"][f"{PREFIX}{request.scope['route'].path_format}"]
    told = calls[request.method.lower()].get("parameters", ())
    known = [one["name"] for one in told if one["in"] == "query"]
    own = [name for name in known if name.removeprefix("-") not in FILTERS]
    for name in request.query_params:
        if name in known:
            continue
        if "standing" in known:
            known_filter_or_own(name, own)
        raise UsageError(
            f"there is no parameter {name!r}",
            why=f"there are {', '.join(known) or 'none'}{did_you_mean(name, known)}",
            fix="leave it out, or name one of them", code="api/no-parameter",
        )  # fmt: skip


def known_filter_or_own(name: str, own: Iterable[str]) -> None:
    """Say of a name that is no filter which filters and parameters there are."""
    try:
        known_filter(name)
    except UsageError as error:
        raise UsageError(
            error.what, why=f"{error.why}; and {', '.join(own)}", fix=error.fix,
            code=error.code,
        ) from None  # fmt: skip


def split_names(said: str, names: Iterable[str], what: str, code: str) -> tuple[str, ...]:
    """Names joined by commas, each of which there has to be."""
    known = tuple(names)
    found = tuple(dict.fromkeys(name.strip() for name in said.split(",") if name.strip()))
    for name in found:
        if name not in known:
            raise UsageError(
                f"there is no {what} {name!r}",
                why=f"there are {', '.join(known)}{did_you_mean(name, known)}",
                fix="name some of them, joined by commas", code=code,
            )  # fmt: skip
    return found


def facets_of(
    facet: Annotated[
        str,
        Query(description=f"Count by these, joined by commas: {', '.join(FACETS)}",
              examples=["type,country"]),
    ] = "",
) -> tuple[str, ...]:  # fmt: skip
    """The facets to count by."""
    return split_names(facet, FACETS, "facet", code="analyse/no-facet")


def fields_from(names: Iterable[str]) -> Callable[..., tuple[str, ...]]:
    """What reads `fields=`, of these names."""
    known = tuple(names)

    def fields_of(
        fields: Annotated[
            str,
            Query(description="Only these fields, joined by commas", examples=["id"]),
        ] = "",
    ) -> tuple[str, ...]:
        return split_names(fields, known, "field", code="api/no-field")

    return fields_of


class Paging:
    """Which page is asked for."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=1_000, description="Items a page")] = 100,
        next: Annotated[  # noqa: A002 - the name in the URL
            str, Query(description="The token of the page, as an earlier reply gave it")
        ] = "",
    ) -> None:
        """Read the parameters."""
        self.limit, self.token = limit, next


Asked = Annotated[Filter, Depends(asked_of)]
Facets = Annotated[tuple[str, ...], Depends(facets_of)]
Paged = Annotated[Paging, Depends()]
