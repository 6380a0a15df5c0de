"""Graph files: what is written is read back by networkx, with every attribute."""

import io

import networkx as nx
import pytest

from dateline.export import GRAPHS, write_graph

TIES = [
    {"period": "", "one": "CHN", "other": "MLI", "events": 3, "net": 12.5, "sign": 1,
     "mean": None, "event_ids": ["e-a", "e-b"]},
    {"period": "", "one": "MLI", "other": "Té & <co>\x0b", "events": 1, "net": -9.0, "sign": -1,
     "mean": -9.0, "event_ids": ["e-c"]},
]  # fmt: skip
EVENTS = [
    {"period": "", "source": "CHN", "target": "MLI", "plover": "AID", "start": "2024-03-01",
     "end": "2024-03-02", "event_id": "e-a", "intensity": 10.0},
    {"period": "", "source": "CHN", "target": "MLI", "plover": "ACCUSE", "start": "2024-04-01",
     "end": "2024-04-01", "event_id": "e-b", "intensity": -2.0},
]  # fmt: skip
NODES = [{"party": "CHN", "period": "", "degree": 1, "betweenness": 0.5, "community": None}]


def read_back(edges, nodes, form):
    out = io.BytesIO()
    counted = write_graph(edges, nodes, out, form)
    out.seek(0)
    graph = (nx.read_graphml if form == "graphml" else nx.read_gexf)(out)
    assert counted == (graph.number_of_nodes(), graph.number_of_edges())
    return graph


@pytest.mark.parametrize("form", GRAPHS)
def test_ties_come_back_without_direction_with_weight_and_events(form):
    graph = read_back(TIES, NODES, form)
    assert not graph.is_directed()
    (told,) = [data for a, b, data in graph.edges(data=True) if {a, b} == {"CHN", "MLI"}]
    assert (told["weight"], told["net"], told["sign"]) == (3, 12.5, 1)
    assert told["event_ids"] == "e-a e-b"
    assert graph.nodes["CHN"]["betweenness"] == 0.5
    assert graph.nodes["CHN"]["label"] == "CHN"
    assert "community" not in graph.nodes["CHN"]
    assert "Té & <co>\ufffd" in graph


@pytest.mark.parametrize("form", GRAPHS)
def test_events_come_back_each_with_its_days_and_direction(form):
    graph = read_back(EVENTS, [], form)
    assert graph.is_directed()
    assert graph.is_multigraph()
    told = {data["event_id"]: data for _, _, data in graph.edges(data=True)}
    assert (told["e-a"]["start"], told["e-a"]["end"]) == ("2024-03-01", "2024-03-02")
    assert {data["plover"] for data in told.values()} == {"AID", "ACCUSE"}
    assert next(iter(graph.edges(keys=False))) == ("CHN", "MLI")


@pytest.mark.parametrize("form", GRAPHS)
def test_ties_of_periods_last_from_their_first_day_to_their_last(form):
    rows = [{**TIES[0], "period": period} for period in ("2023", "2024-Q1")]
    graph = read_back(rows, [], form)
    days = sorted((d["start"], d["end"]) for _, _, d in graph.edges(data=True))
    assert days == [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-03-31")]


@pytest.mark.parametrize("form", GRAPHS)
def test_the_same_rows_give_the_same_bytes_and_no_date_of_today(form):
    def written():
        out = io.BytesIO()
        write_graph(TIES, NODES, out, form)
        return out.getvalue()

    assert written() == written()
    assert b"lastmodifieddate" not in written()


@pytest.mark.parametrize("form", GRAPHS)
def test_an_empty_network_is_a_file_that_can_be_read(form):
    assert read_back([], [], form).number_of_nodes() == 0
