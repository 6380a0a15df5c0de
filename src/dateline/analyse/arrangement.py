"""An order of parties in which those that cooperate stand together, and a plane to draw them on."""

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import rustworkx as rx

from dateline.analyse.changes import changes
from dateline.analyse.network import Network, communities

Row = Mapping[str, Any]
LEAST_QUARTERS = 4
ROUNDS = 300


def blocks(parties: Sequence[Row], ties: Sequence[Row]) -> list[dict[str, Any]]:
    """The parties ordered by group and then by events; `group` counts from 1.

    Groups are those of `network.communities`, which cooperate among themselves more than chance
    would have it, the one with most events first; who cooperates with nobody is in group 0, last.

    Args:
        parties: Rows with `party` and `events`.
        ties: Rows of `pairs.ties` among these parties, without direction.
    """
    group = {
        name: number
        for number, names in enumerate(communities(Network.of("", ties)))
        for name in names
    }
    told = sorted(parties, key=lambda row: group.get(row["party"], len(group)))
    grouped = [
        (key, list(rows))
        for key, rows in groupby(told, key=lambda row: group.get(row["party"], len(group)))
    ]
    weight = {key: sum(row["events"] for row in rows) for key, rows in grouped}
    grouped.sort(key=lambda one: (one[0] == len(group), -weight[one[0]]))
    out = []
    for number, (key, rows) in enumerate(grouped, 1):
        told = sorted(rows, key=lambda row: (-row["events"], row["party"]))
        out += [{**row, "group": 0 if key == len(group) else number} for row in told]
    return out


def plane(nodes: Sequence[str], ties: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """Where to draw each party, from 0 to 1 in both directions: those with ties stand near.

    A force-directed placement (Fruchterman and Reingold 1991) that is always the same.
    """
    if not nodes:
        return {}
    place = {name: i for i, name in enumerate(nodes)}
    graph: Any = rx.PyGraph()
    graph.add_nodes_from(list(nodes))
    for row in ties:
        graph.add_edge(place[row["one"]], place[row["other"]], 1 + np.log(row["events"]))
    found = rx.spring_layout(
        graph, seed=1, num_iter=ROUNDS, weight_fn=float, k=1.6 / np.sqrt(len(nodes))
    )
    points = np.array([found[i] for i in range(len(nodes))])
    # Ranks in part, so that what stands alone far off does not press all others together.
    ranks = points.argsort(axis=0).argsort(axis=0) / max(len(nodes) - 1, 1)
    low, high = points.min(axis=0), points.max(axis=0)
    spread = (points - low) / np.maximum(high - low, 1e-9)
    mixed = 0.4 * spread + 0.6 * ranks
    return {
        name: (round(float(x), 4), round(float(y), 4))
        for name, (x, y) in zip(nodes, mixed, strict=True)
    }


def shifts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Where the share of conflict between two parties changes, with the shares on both sides.

    The share is conflict in all events of conflict or cooperation; changes are those of
    `changes.changes`, whose exposure is these events.

    Args:
        rows: Rows of `pairs.quarters`, in order.
    """
    kept = [row for row in rows if row["cooperation"] + row["conflict"]]
    if len(kept) < LEAST_QUARTERS:
        return []
    conflict = np.array([row["conflict"] for row in kept], dtype=float)
    both = conflict + np.array([row["cooperation"] for row in kept], dtype=float)
    found = changes(conflict, both)
    bounds = [0, *found, len(kept)]
    shares = [
        round(float(conflict[start:end].sum() / both[start:end].sum()), 3)
        for start, end in pairwise(bounds)
    ]
    return [
        {"quarter": kept[start]["quarter"], "before": shares[i], "after": shares[i + 1]}
        for i, start in enumerate(found)
    ]
