"""Networks for Gephi, R, igraph and the like: GraphML and GEXF."""

import importlib
import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, BinaryIO

from dateline.model import period_end, period_start

GRAPHS = ("graphml", "gexf")
LEFT_OUT = ("period", "one", "other", "source", "target")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WRITTEN = re.compile(r' lastmodifieddate="[^"]*"')
Row = Mapping[str, Any]


def write_graph(
    edges: Iterable[Row], nodes: Iterable[Row], out: BinaryIO, form: str
) -> tuple[int, int]:
    """Write a network in one of `GRAPHS`; returns how many nodes and edges it has.

    Edges are ties, without direction (`one`, `other`, `weight` their events), or single events,
    with direction (`source`, `target`, `weight` 1). Two parties have several edges where there
    are several events or periods. Edges with a day or a period have `start` and `end`, both
    included, by which GEXF is dynamic. `event_ids` is one text, joined by blanks.

    Args:
        edges: Ties or events; every column becomes an attribute.
        nodes: What is known of the parties of these edges, each with `party`; may be empty.
        out: Where it goes.
        form: `graphml`, or `gexf` in its version 1.2.
    """
    nx = importlib.import_module("networkx")
    rows = list(edges)
    directed = bool(rows) and "source" in rows[0]
    graph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    ends = ("source", "target") if directed else ("one", "other")
    for name in sorted({clean(row[end]) for row in rows for end in ends}):
        graph.add_node(name, label=name)
    for row in nodes:
        graph.add_node(clean(row["party"]), **attributes(row, ("party", "period")))
    for number, row in enumerate(rows):
        one, other = (clean(row[end]) for end in ends)
        graph.add_edge(one, other, key=number, id=str(number), **edge(row))
    if form == "gexf":
        dynamic = any("start" in told for *_, told in graph.edges(data=True))
        graph.graph["mode"] = "dynamic" if dynamic else "static"
        text = "\n".join(nx.generate_gexf(graph))
        out.write(WRITTEN.sub("", text).encode())
    else:
        out.writelines(line.encode() + b"\n" for line in nx.generate_graphml(graph))
    return graph.number_of_nodes(), graph.number_of_edges()


def edge(row: Row) -> dict[str, Any]:
    """The attributes of an edge."""
    told = attributes(row, LEFT_OUT)
    told["weight"] = row.get("events", 1)
    if row.get("period") and "start" not in row:
        told["start"] = period_start(row["period"]).isoformat()
        told["end"] = (period_end(row["period"]) - timedelta(days=1)).isoformat()
    return told


def attributes(row: Row, but: tuple[str, ...]) -> dict[str, Any]:
    """The values that graph files can hold; what is null is left out."""
    return {
        key: " ".join(map(str, value)) if isinstance(value, list) else clean(value)
        for key, value in row.items()
        if key not in but and value is not None
    }


def clean(value: Any) -> Any:  # noqa: ANN401 - any plain value
    """Text without the characters that XML cannot hold; other values as they are."""
    return UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else value
