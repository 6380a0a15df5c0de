"""The map: circles where events have a place, countries for those of which no more is known."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from dateline.analyse.browse import Filter
from dateline.analyse.cells import CLOSEST, POINTS, Zoom, cells, countries, placed
from dateline.analyse.listing import histogram
from dateline.errors import UsageError
from dateline.serve.doors import READER
from dateline.serve.drawing import Screen, Sheet, apart, many
from dateline.serve.links import query_string
from dateline.serve.names import labels
from dateline.serve.show import desk_of

router = APIRouter(include_in_schema=False, dependencies=[READER])


@router.get("/map")
@router.get("/map.json")
def world(request: Request) -> Response:
    """The screen, its data, or its table."""
    return SCREEN.answer(request)


def drawn(request: Request, asked: Filter) -> dict[str, Any]:
    """Cells, countries, months to slide over, and a sentence on the whole.

    `z` is how close one looks, `within` the part of the world that is in view; neither changes
    which events count.
    """
    desk, asks = desk_of(request), request.query_params
    shelf = desk.shelf
    zoom = Zoom(level(asks.get("z") or "0"), asks.get("within", ""))
    found = shelf.ask(cells(asked, zoom.size, zoom.within))
    lands = [row for row in shelf.ask(countries(asked)) if row["country"]]
    names = labels(desk, {row["country"] for row in lands})
    base = asked.without("place_grain")
    told: dict[str, Any] = {
        "z": zoom.level, "size": zoom.size, "cells": [cell_of(row, base, zoom) for row in found],
        "countries": [
            {**row, "name": names.get(row["country"], row["country"]),
             "query": query_string(base.without("country"), country=row["country"])}
            for row in lands
        ],
        "months": [[row["period"], row["events"]]
                   for row in shelf.ask(histogram(asked.without("after").without("before")))],
        **shelf.ask(placed(asked))[0],
    }  # fmt: skip
    told["nowhere_query"] = query_string(asked.without("place"), place="none")
    return {**told, "summary": summary(told)}


def level(text: str) -> int:
    """How close one looks.

    Raises:
        UsageError: if it is no number of a zoom.
    """
    if not text.isdigit() or int(text) > CLOSEST:
        raise UsageError(
            f"{text!r} cannot be a value of z",
            why=f"z is how close one looks, from 0 to {CLOSEST}",
            fix="write, for example, z=2", code="browse/wrong-value",
        )  # fmt: skip
    return int(text)


def cell_of(row: dict[str, Any], asked: Filter, zoom: Zoom) -> dict[str, Any]:
    """A cell with the query string of its events."""
    west, south = row["x"] * zoom.size, row["y"] * zoom.size
    # A cell ends where the next begins: a hair less, or what lies on the line stands in both.
    box = f"{west:.6g},{south:.6g},{west + zoom.size - 1e-6:.9g},{south + zoom.size - 1e-6:.9g}"
    kept = [*asked.without("bbox").pairs(), ("bbox", box), *(("place_grain", g) for g in POINTS)]
    return {**row, "query": urlencode(kept)}


def summary(told: dict[str, Any]) -> str:
    """The map in words."""
    if not told["events"]:
        return "No events: no event passes these filters."
    vague = told["events"] - told["pointed"] - told["nowhere"]
    out = [
        f"{many(told['events'], 'event')}: {told['pointed']:,} on the map,",
        f"{vague:,} known to the country or region alone,",
        f"{told['nowhere']:,} with no place given.",
    ]
    if told["cells"]:
        most = told["cells"][0]
        out.append(f"Most in and around {apart(most['place'])}: {many(most['events'], 'event')}.")
    if told["countries"]:
        land = told["countries"][0]
        out.append(f"Of countries, {land['name']} has most: {many(land['events'], 'event')}.")
    return " ".join(out)


def sheet(found: dict[str, Any]) -> Sheet:
    """A row for each cell, then one for each country of which no more is known."""
    rows: list[tuple[Any, ...]] = [
        ((around(cell), f"/events?{cell['query']}"), precision(cell), cell["events"],
         cell["reports"], cell["conflict"])
        for cell in found["cells"]
    ]  # fmt: skip
    rows += [
        (
            (land["name"], f"/events?{land['query']}"),
            "country",
            land["events"],
            "",
            land["conflict"],
        )
        for land in found["countries"]
    ]
    if found["nowhere"]:
        link = f"/events?{found['nowhere_query']}"
        rows.append((("no place given", link), "", found["nowhere"], "", ""))
    return Sheet(
        caption="Events by place, then by country; a country counts those of its places too",
        columns=("Place", "Known to", "Events", "Independent reports", "Of conflict"), rows=rows,
    )  # fmt: skip


def around(cell: dict[str, Any]) -> str:
    """What a cell is called: its commonest place, and how many others there are."""
    others = cell["places"] - 1
    return f"{cell['place']} and {many(others, 'other')}" if others > 0 else str(cell["place"])


def precision(cell: dict[str, Any]) -> str:
    """How closely the places of a cell are known."""
    if cell["areas"] == cell["events"]:
        return "province or district"
    return "place" if not cell["areas"] else f"place; {cell['areas']:,} province or district"


SCREEN = Screen(
    template="map.html", drawn=drawn, sheet=sheet, command="events --table",
    told={"closest": CLOSEST},
)  # fmt: skip
