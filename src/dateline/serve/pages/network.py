"""The network: who deals with whom, as a matrix, a graph, or a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse import measure
from dateline.analyse.browse import Filter
from dateline.analyse.listing import histogram
from dateline.analyse.pairs import COLUMNS, VIEWS, around, busiest, known_view, ties
from dateline.analyse.scope import choice
from dateline.errors import NotFoundError
from dateline.serve.desk import Desk
from dateline.serve.doors import READER
from dateline.serve.drawing import Screen, Sheet, dyad_link, many, share
from dateline.serve.links import query_string
from dateline.serve.names import labels
from dateline.serve.shelf import Shelf
from dateline.serve.show import desk_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
ORDERS: Mapping[str, str] = {
    "events": "events", "reports": "independent reports", "conflict": "events of conflict",
    "cooperation": "events of cooperation", "last": "latest event",
}  # fmt: skip
SIZES = (15, 30, 60)
MOST_NODES = 200
NODES_AT_FIRST = 60
KNOWN = 200


@router.get("/network")
@router.get("/network.json")
def network(request: Request) -> Response:
    """The screen, its data, or its table."""
    view = request.query_params.get("view") or "matrix"
    known_view(view)
    if view == "table":
        return TABLE.answer(request, view=view)
    return (GRAPH if view == "graph" else MATRIX).answer(request, view=view)


def matrix(request: Request, asked: Filter) -> dict[str, Any]:
    """The busiest parties ordered in blocks, and the events of each with each, by direction."""
    desk, between = desk_of(request), sides_of(request)
    shelf = desk.shelf
    parties = shelf.ask(busiest(asked, between, size_of(request)))
    among = [row["party"] for row in parties]
    order = measure("blocks")(parties, shelf.ask(ties(asked, between, among=among)))
    names = labels(desk, among)
    place = {row["party"]: number for number, row in enumerate(order)}
    cells = [
        [place[row["one"]], place[row["other"]], row["events"], row["cooperation"],
         row["conflict"], row["reports"], row["first"], row["last"]]
        for row in shelf.ask(ties(asked, between, mutual=False, among=among))
    ]  # fmt: skip
    found = {
        "parties": [{**row, "label": names.get(row["party"], row["party"])} for row in order],
        "cells": cells, "months": months(shelf, asked),
    }  # fmt: skip
    return {**found, "query": query_string(asked), "summary": in_words(found)}


def in_words(found: Mapping[str, Any]) -> str:
    """The matrix in a sentence."""
    parties, cells = found["parties"], found["cells"]
    if not cells:
        return "No events between two parties pass these filters."
    most = max(cells, key=lambda cell: cell[2])
    groups = {row["group"] for row in parties if row["group"]}
    return (
        f"{many(len(parties), 'party', 'parties')} with most events between them; "
        f"most from {parties[most[0]]['label']} to {parties[most[1]]['label']}: "
        f"{many(most[2], 'event')}, {share(most[4], most[3] + most[4])} of it conflict. "
        f"{many(len(groups), 'group cooperates', 'groups cooperate')} more within than by chance."
    )


def graph(request: Request, asked: Filter) -> dict[str, Any]:
    """Parties and their ties, around one of them where one is named, laid out on a plane.

    Raises:
        NotFoundError: if nobody in these events has that name.
    """
    desk, between = desk_of(request), sides_of(request)
    shelf, asks = desk.shelf, request.query_params
    known = shelf.ask(busiest(asked, between, KNOWN))
    centre = meant(asks.get("ego", ""), known, desk)
    if centre:
        nodes = surroundings(shelf, asked, between, centre, 2 if asks.get("steps") == "2" else 1)
    else:
        nodes = strongest(shelf.ask(ties(asked, between)))
    found = shelf.ask(ties(asked, between, among=nodes))
    names = labels(desk, {*nodes, *(row["party"] for row in known)})
    points = measure("plane")(list(nodes), found)
    events = dict.fromkeys(nodes, 0)
    for row in found:
        events[row["one"]] += row["events"]
        events[row["other"]] += row["events"]
    place = {party: number for number, party in enumerate(nodes)}
    told = {
        "nodes": [
            {"party": party, "label": names.get(party, party), "step": step,
             "events": events[party], "x": points[party][0], "y": points[party][1]}
            for party, step in nodes.items()
        ],
        "links": [
            [place[row["one"]], place[row["other"]], row["events"], row["cooperation"],
             row["conflict"]]
            for row in found
        ],
        "known": [[row["party"], names.get(row["party"], row["party"])] for row in known],
        "ego": centre, "months": months(shelf, asked), "query": query_string(asked),
    }  # fmt: skip
    return {**told, "summary": around_in_words(told)}


def strongest(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The parties of the strongest ties, each at no distance; without ties nobody is drawn."""
    nodes: dict[str, int] = {}
    for row in rows:
        if len(nodes) < NODES_AT_FIRST:
            nodes |= {row["one"]: 0, row["other"]: 0}
    return nodes


def surroundings(
    shelf: Shelf, asked: Filter, between: str, centre: str, steps: int
) -> dict[str, int]:
    """The parties within some steps of one, the strongest ties first, with their distance."""
    nodes = {centre: 0}
    for step in range(1, steps + 1):
        edge = [party for party, far in nodes.items() if far == step - 1]
        for row in shelf.ask(around(asked, between, edge, 5 * MOST_NODES)):
            for party in (row["one"], row["other"]):
                if len(nodes) < MOST_NODES:
                    nodes.setdefault(party, step)
    return nodes


def meant(name: str, known: Sequence[Mapping[str, Any]], desk: Desk) -> str:
    """The key of the party that somebody names: by key, code or name, capitals or not.

    Raises:
        NotFoundError: if none is called so.
    """
    keys = [str(row["party"]) for row in known]
    if not name or name in keys:
        return name
    names = labels(desk, keys)
    found = next((key for key in keys if names.get(key, key).lower() == name.lower()), None)
    if found is None:
        raise NotFoundError(
            f"nobody called {name!r} is in these events with anybody else",
            why=f"none of the {len(keys)} busiest parties has that name, code or id",
            fix="choose one from the list, or take filters off", code="browse/no-party",
        )  # fmt: skip
    return found


def around_in_words(told: Mapping[str, Any]) -> str:
    """The graph in a sentence."""
    nodes, links = told["nodes"], told["links"]
    if not links:
        return "No events between two parties pass these filters."
    one, other, events, *_ = max(links, key=lambda link: link[2])
    whom = f" around {nodes[0]['label']}" if told["ego"] else ""
    return (
        f"{many(len(nodes), 'party', 'parties')}{whom} with {many(len(links), 'tie')}; the "
        f"strongest is {nodes[one]['label']} – {nodes[other]['label']} with "
        f"{many(events, 'event')}."
    )


def table(request: Request, asked: Filter) -> dict[str, Any]:
    """The ties without direction, in one of `ORDERS`."""
    desk, between = desk_of(request), sides_of(request)
    order = request.query_params.get("order") or "events"
    choice("order", order, ORDERS, "order")
    rows = desk.shelf.ask(ties(asked, between))
    told = sorted(rows, key=lambda row: (row[order] or "") if order == "last" else row[order])
    told.reverse()
    names = labels(desk, {row[end] for row in told for end in ("one", "other")})
    found = [
        {**row, "one_label": names.get(row["one"], row["one"]),
         "other_label": names.get(row["other"], row["other"])}
        for row in (rows if order == "events" else told)
    ]  # fmt: skip
    return {
        "ties": found, "query": query_string(asked),
        "summary": f"{many(len(found), 'pair')} of parties, by {ORDERS[order]}.",
    }  # fmt: skip


def ties_sheet(found: dict[str, Any]) -> Sheet:
    """A row for each pair."""
    rows = [
        ((f"{row['one_label']} – {row['other_label']}",
          dyad_link(row["one"], row["other"], found["query"])),
         row["events"], row["reports"], row["cooperation"], row["conflict"],
         share(row["conflict"], row["cooperation"] + row["conflict"]), row["net"],
         row["first"] or "no date given", row["last"] or "no date given")
        for row in found["ties"]
    ]  # fmt: skip
    return Sheet(
        caption="Pairs of parties, both directions together",
        columns=("Pair", "Events", "Independent reports", "Cooperation", "Conflict",
                 "Share of conflict", "Net intensity", "First", "Last"),
        rows=rows,
    )  # fmt: skip


def matrix_sheet(found: dict[str, Any]) -> Sheet:
    """A row for each cell of the matrix."""
    parties = found["parties"]
    rows = [
        (parties[one]["label"],
         (parties[other]["label"],
          dyad_link(parties[one]["party"], parties[other]["party"], found["query"])),
         events, reports, cooperation, conflict, share(conflict, cooperation + conflict))
        for one, other, events, cooperation, conflict, reports, *_ in found["cells"]
    ]  # fmt: skip
    return Sheet(
        caption="Who does how much to whom",
        columns=("Actor", "Recipient", "Events", "Independent reports", "Cooperation", "Conflict",
                 "Share of conflict"),
        rows=rows,
    )  # fmt: skip


def graph_sheet(found: dict[str, Any]) -> Sheet:
    """A row for each tie of the graph."""
    nodes = found["nodes"]
    rows = [
        ((f"{nodes[one]['label']} – {nodes[other]['label']}",
          dyad_link(nodes[one]["party"], nodes[other]["party"], found["query"])),
         events, cooperation, conflict, share(conflict, cooperation + conflict))
        for one, other, events, cooperation, conflict in found["links"]
    ]  # fmt: skip
    return Sheet(
        caption="Ties that are drawn",
        columns=("Pair", "Events", "Cooperation", "Conflict", "Share of conflict"), rows=rows,
    )  # fmt: skip


def sides_of(request: Request) -> str:
    """What counts as one party.

    Raises:
        UsageError: if there is no such kind.
    """
    between = request.query_params.get("between") or "country"
    choice("party", between, COLUMNS, "between")
    return between


def size_of(request: Request) -> int:
    """How many parties the matrix shows."""
    asked = request.query_params.get("top", "")
    return int(asked) if asked in map(str, SIZES) else 30


def months(shelf: Shelf, asked: Filter) -> list[list[Any]]:
    """The months that there are events in, whatever time is asked for."""
    rows = shelf.ask(histogram(asked.without("after").without("before")))
    return [[row["period"], row["events"]] for row in rows]


COMMAND = "network --show ties"
TOLD = {"views": VIEWS, "orders": ORDERS, "sizes": SIZES}
MATRIX = Screen(
    template="network.html", drawn=matrix, sheet=matrix_sheet, command=COMMAND, told=TOLD
)
GRAPH = Screen(template="network.html", drawn=graph, sheet=graph_sheet, command=COMMAND, told=TOLD)
TABLE = Screen(
    template="network.html", drawn=table, sheet=ties_sheet, command=COMMAND, plain=True, told=TOLD
)
