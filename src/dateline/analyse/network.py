"""Ties between parties as a network: who is central, who belongs together, period by period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx
from networkx.algorithms.community import louvain_communities, modularity
from numpy.typing import NDArray
from scipy.sparse import coo_array

from dateline.analyse.balance import balance, sign_of

PARTIES = ("period", "party", "degree", "strength", "done", "received", "cooperation", "conflict",
           "net", "betweenness", "eigenvector", "community", "event_ids")  # fmt: skip
WHOLE = ("period", "parties", "ties", "events", "density", "components", "communities",
         "modularity", "positive", "negative", "triads", "balanced", "share", "expected",
         "event_ids")  # fmt: skip
TIES = ("period", "one", "other", "events", "reports", "cooperation", "conflict", "net", "sign",
        "first", "last", "event_ids")  # fmt: skip
ROUNDS = 1000
NEAR = 1e-9
Row = Mapping[str, Any]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """The ties of one period; parties in alphabetical order, ties as indices into them."""

    period: str
    ties: tuple[Row, ...]
    parties: tuple[str, ...]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, period: str, ties: Iterable[Row]) -> "Network":
        """The network that tie rows make."""
        kept = tuple(ties)
        parties = tuple(sorted({row[end] for row in kept for end in ("one", "other")}))
        place = {name: i for i, name in enumerate(parties)}
        ends = np.array([(place[row["one"]], place[row["other"]]) for row in kept], dtype=np.int64)
        return cls(period, kept, parties, ends.reshape(-1, 2))

    def figures(self, name: str) -> Numbers:
        """A figure of every tie."""
        return np.array([row[name] or 0 for row in self.ties], dtype=float)

    def summed(self, name: str) -> Numbers:
        """A figure summed over the ties of each party."""
        values, size = self.figures(name), len(self.parties)
        return sum(
            (np.bincount(self.ends[:, side], values, size) for side in (0, 1)), np.zeros(size)
        )


def networks(ties: Sequence[Row]) -> Iterator[Network]:
    """The networks of the periods, in order; ties are those of `dyads` without direction."""
    for period, rows in groupby(ties, key=lambda row: str(row["period"])):
        yield Network.of(period, rows)


def ties(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The ties with their sign, 1, 0 or -1: that of the net intensity of their events."""
    return [{**row, "sign": sign_of(row)} for row in rows]


def parties(rows: Sequence[Row], directed: Sequence[Row]) -> list[dict[str, Any]]:
    """How each party stands in the network of a period; the busiest first.

    `degree` counts the parties it has ties with, `strength` the events of these ties (Barrat et
    al. 2004, PNAS 101), `done` and `received` those in which it acts and is acted upon; `net`
    sums their intensity. `betweenness` is Freeman's (1977, Sociometry 40), by Brandes (2001), on
    ties without weights, from 0 to 1. `eigenvector` is Bonacich's (1972), on ties weighted by
    events, the highest being 1. `community` numbers the groups that cooperate most among
    themselves (see `communities`), the largest first; None without a tie of cooperation.

    Args:
        rows: Ties, as `dyads(mutual=True, foreign=True)` gives them.
        directed: The same with direction, as `dyads(foreign=True)` gives them.
    """
    acts = sides(directed)
    out = []
    for network in networks(rows):
        groups = {
            name: number
            for number, group in enumerate(communities(network), 1)
            for name in group
        }  # fmt: skip
        ids = events_of(network)
        columns = {
            "degree": np.bincount(network.ends.ravel(), minlength=len(network.parties)),
            "strength": network.summed("events").astype(int),
            "cooperation": network.summed("cooperation").astype(int),
            "conflict": network.summed("conflict").astype(int),
            "net": network.summed("net").round(2),
            "betweenness": betweenness(network).round(4),
            "eigenvector": eigenvector(network).round(4),
        }  # fmt: skip
        found = []
        for i, name in enumerate(network.parties):
            row: dict[str, Any] = dict.fromkeys(PARTIES)
            row |= {key: values[i].item() for key, values in columns.items()}
            row |= {"period": network.period, "party": name, **acts[network.period, name]}
            row |= {"community": groups.get(name), "event_ids": sorted(ids[name])}
            found.append(row)
        out += sorted(found, key=lambda row: (-row["strength"], row["party"]))
    return out


def sides(directed: Sequence[Row]) -> dict[tuple[str, str], dict[str, int]]:
    """Events done and received, by period and party."""
    out: dict[tuple[str, str], dict[str, int]] = {}
    for row in directed:
        for side, what in (("actor", "done"), ("recipient", "received")):
            told = out.setdefault((row["period"], row[side]), {"done": 0, "received": 0})
            told[what] += row["events"]
    return out


def events_of(network: Network) -> dict[str, set[str]]:
    """The ids of the events behind each party's ties."""
    out: dict[str, set[str]] = {name: set() for name in network.parties}
    for row in network.ties:
        out[row["one"]].update(row["event_ids"])
        out[row["other"]].update(row["event_ids"])
    return out


def betweenness(network: Network) -> Numbers:
    """The share of shortest paths between others that lead through each party."""
    graph: Any = rx.PyGraph()
    graph.add_nodes_from(list(network.parties))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in network.ends])
    found = rx.betweenness_centrality(graph)
    return np.array([found[i] for i in range(len(network.parties))])


def eigenvector(network: Network) -> Numbers:
    """The leading eigenvector of the ties, by power iteration; the highest value is 1.

    The identity is added to the matrix, which keeps its eigenvectors and lets the iteration
    settle where the network has two sides. Parties outside the strongest component get 0.
    """
    size = len(network.parties)
    weights = network.figures("events")
    one, other = network.ends[:, 0], network.ends[:, 1]
    matrix = coo_array((weights, (one, other)), shape=(size, size)).tocsr()
    matrix = matrix + matrix.T
    scale = max(float(weights.max(initial=1)), 1.0)
    values: Numbers = np.ones(size)
    for _ in range(ROUNDS):
        fresh = values + matrix @ values / scale
        fresh /= fresh.max()
        if np.abs(fresh - values).max() < NEAR:
            break
        values = fresh
    return values


def communities(network: Network) -> list[list[str]]:
    """Groups that cooperate among themselves more than chance would have it; the largest first.

    Louvain's method (Blondel et al. 2008) on ties weighted by events of cooperation, which looks
    for the greatest modularity (Newman 2006, PNAS 103). Its random order is always the same.
    """
    graph = cooperative(network)
    found = louvain_communities(graph, weight="weight", seed=0) if graph else []
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def cooperative(network: Network) -> Any:  # noqa: ANN401 - networkx is untyped here
    """The graph of ties that have events of cooperation, weighted by them."""
    graph = nx.Graph()
    for row in network.ties:
        if row["cooperation"]:
            graph.add_edge(row["one"], row["other"], weight=row["cooperation"])
    return graph


def whole(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each period's network in figures.

    `density` is the share of pairs that have a tie, `components` counts the parts without ties
    between them, `modularity` is that of the communities (Newman 2006), and the last six come
    from `balance.balance`: how signed triads balance.
    """
    out = []
    for network in networks(rows):
        size, count = len(network.parties), len(network.ties)
        graph: Any = rx.PyGraph()
        graph.add_nodes_from(list(network.parties))
        graph.add_edges_from_no_data([(int(a), int(b)) for a, b in network.ends])
        groups = communities(network)
        found = modularity(cooperative(network), groups, weight="weight") if groups else None
        ids = sorted({one for row in network.ties for one in row["event_ids"]})
        out.append({
            "period": network.period, "parties": size, "ties": count, "events": len(ids),
            "density": round(2 * count / (size * (size - 1)), 4),
            "components": rx.number_connected_components(graph), "communities": len(groups),
            "modularity": None if found is None else round(float(found), 4),
            **balance(network.ends, [sign_of(row) for row in network.ties]), "event_ids": ids,
        })  # fmt: skip
    return out
