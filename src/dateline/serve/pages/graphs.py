"""The network to take along: GraphML, GEXF, and a table of ties."""

import csv
import io
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.analyse.browse import Filter
from dateline.analyse.pairs import ties
from dateline.export import write_graph
from dateline.export.csv import harmless
from dateline.serve.doors import READER
from dateline.serve.names import labels
from dateline.serve.pages.network import sides_of
from dateline.serve.show import desk_of

router = APIRouter(include_in_schema=False, dependencies=[READER])
COLUMNS = ("one", "one_name", "other", "other_name", "events", "reports", "cooperation", "conflict",
           "net", "first", "last")  # fmt: skip
KINDS = {"graphml": "application/graphml+xml", "gexf": "application/gexf+xml", "csv": "text/csv"}


@router.get("/network.graphml")
def graphml(request: Request) -> Response:
    """The ties as GraphML."""
    return graph(request, "graphml")


@router.get("/network.gexf")
def gexf(request: Request) -> Response:
    """The ties as GEXF, for Gephi."""
    return graph(request, "gexf")


@router.get("/network/edges.csv")
def edges(request: Request) -> Response:
    """The ties as CSV; text that a spreadsheet could run is made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows, _ = tied(request)
    writer.writerows([harmless(row[name]) for name in COLUMNS] for row in rows)
    return taken(text.getvalue().encode(), "edges.csv", "csv")


def graph(request: Request, form: str) -> Response:
    """The ties as a graph file; `label` of a node is its name."""
    rows, names = tied(request)
    kept = [
        {name: row[name] for name in COLUMNS if not name.endswith("_name")} | {"period": ""}
        for row in rows
    ]
    out = io.BytesIO()
    write_graph(kept, [{"party": key, "label": name} for key, name in names.items()], out, form)
    return taken(out.getvalue(), f"network.{form}", form)


def tied(request: Request) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The ties with the names of both parties, and the names by key."""
    desk = desk_of(request)
    asked = Filter.parse(request.query_params.multi_items())
    rows = desk.shelf.ask(ties(asked, sides_of(request)))
    names = labels(desk, {row[end] for row in rows for end in ("one", "other")})
    return [
        {**row, "one_name": names.get(row["one"], row["one"]),
         "other_name": names.get(row["other"], row["other"])}
        for row in rows
    ], names  # fmt: skip


def taken(data: bytes, name: str, kind: str) -> Response:
    """A file to save."""
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=KINDS[kind], headers=head)
