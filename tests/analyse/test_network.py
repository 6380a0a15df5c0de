"""Networks: centrality, communities, structural balance, on graphs whose answers are known."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyse import dyads, measure
from dateline.analyse.balance import balance, triads
from dateline.analyse.network import Network, betweenness, communities, eigenvector


def tie(one, other, cooperation=0, conflict=0, period=""):
    one, other = sorted((one, other))
    return {"period": period, "one": one, "other": other, "events": cooperation + conflict,
            "reports": 1, "cooperation": cooperation, "conflict": conflict,
            "net": 5.0 * (cooperation - conflict), "event_ids": [f"e-{one}-{other}"]}  # fmt: skip


ties_of = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH")).filter(
        lambda pair: pair[0] < pair[1]
    ),
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda both: sum(both) > 0),
    min_size=1,
)


def drawn(given_ties):
    return [tie(*pair, *both) for pair, both in sorted(given_ties.items())]


def graph_of(rows) -> nx.Graph:
    graph = nx.Graph()
    for row in rows:
        graph.add_edge(row["one"], row["other"], weight=row["events"])
    return graph


@given(ties_of)
@settings(max_examples=60, deadline=None)
def test_degree_strength_and_betweenness_are_those_of_networkx(given_ties):
    rows = drawn(given_ties)
    network, graph = Network.of("", rows), graph_of(rows)
    assert dict(zip(network.parties, network.summed("events"), strict=True)) == dict(
        graph.degree(weight="weight")
    )
    theirs = nx.betweenness_centrality(graph)
    assert betweenness(network) == pytest.approx([theirs[name] for name in network.parties])


@given(ties_of)
@settings(max_examples=60, deadline=None)
def test_the_eigenvector_is_one(given_ties):
    rows = drawn(given_ties)
    network = Network.of("", rows)
    matrix = nx.to_numpy_array(graph_of(rows), nodelist=network.parties)
    values = eigenvector(network)
    largest = float(np.linalg.eigvalsh(matrix)[-1])
    assert values.max() == pytest.approx(1)
    assert (values >= 0).all()
    assert matrix @ values == pytest.approx(largest * values, abs=1e-2 * largest)


def test_the_one_between_two_others_is_between():
    rows = measure("parties")(
        [tie("A", "B", 2), tie("B", "C", 1, 1)],
        [{"period": "", "actor": "A", "recipient": "B", "events": 2},
         {"period": "", "actor": "C", "recipient": "B", "events": 2}],
    )  # fmt: skip
    found = {row["party"]: row for row in rows}
    assert [row["party"] for row in rows] == ["B", "A", "C"]
    assert (found["B"]["betweenness"], found["A"]["betweenness"]) == (1.0, 0.0)
    assert (found["B"]["degree"], found["B"]["strength"]) == (2, 4)
    assert (found["B"]["done"], found["B"]["received"], found["A"]["done"]) == (0, 4, 2)
    assert found["B"]["event_ids"] == ["e-A-B", "e-B-C"]


def test_communities_are_of_those_who_cooperate_and_enemies_belong_to_none():
    camps = [tie(a, b, 5) for camp in ("ABC", "DEFG") for a in camp for b in camp if a < b]
    network = Network.of("", [*camps, tie("A", "D", 1), tie("A", "X", 0, 9)])
    assert communities(network) == [["D", "E", "F", "G"], ["A", "B", "C"]]
    rows = measure("parties")([*camps, tie("A", "X", 0, 9)], [
        {"period": "", "actor": one, "recipient": "X", "events": 1} for one in "ABCDEFG"
    ])  # fmt: skip
    assert {row["party"]: row["community"] for row in rows}["X"] is None


@pytest.mark.parametrize(
    ("signs", "balanced"), [((1, 1, 1), 1), ((1, 1, -1), 0), ((1, -1, -1), 1), ((-1, -1, -1), 0)]
)
def test_a_triad_is_balanced_if_its_signs_multiply_to_plus(signs, balanced):
    ends = np.array([(0, 1), (0, 2), (1, 2)])
    found = balance(ends, signs)
    assert (found["triads"], found["balanced"]) == (1, balanced)
    part = sum(sign > 0 for sign in signs) / 3
    assert found["expected"] == pytest.approx(part**3 + 3 * part * (1 - part) ** 2, abs=1e-4)


def test_a_tie_without_a_sign_is_in_no_triad():
    assert balance(np.array([(0, 1), (0, 2), (1, 2)]), [1, 0, 1])["triads"] == 0


@given(ties_of)
@settings(max_examples=60, deadline=None)
def test_triads_counted_are_triads_listed(given_ties):
    rows = drawn(given_ties)
    (told,) = measure("whole")(rows)
    listed = list(triads(rows))
    assert told["triads"] == len(listed)
    assert told["balanced"] == sum(row["balanced"] for row in listed)
    assert told["positive"] + told["negative"] <= told["ties"] == len(rows)
    assert all(len(row["event_ids"]) == row["events"] == 3 for row in listed)


def test_the_whole_network_by_period():
    rows = [tie("A", "B", 1, period="2023"), tie("C", "D", 1, period="2023"),
            tie("A", "B", 2, period="2024")]  # fmt: skip
    first, second = measure("whole")(rows)
    assert (first["period"], first["parties"], first["ties"], first["components"]) == (
        "2023", 4, 2, 2,
    )  # fmt: skip
    assert first["density"] == pytest.approx(1 / 3, abs=1e-4)
    assert first["modularity"] == pytest.approx(0.5)
    assert (second["components"], second["density"]) == (1, 1.0)


def test_a_record_becomes_ties_with_signs(ask, event, scope):
    made = [event("a", "AID", actor=["CHN"], recipient=["MLI"]),
            event("b", "ASSAULT", actor=["MLI"], recipient=["NER"]),
            event("c", "ASSAULT", actor=["MLI"], recipient=["MLI"])]  # fmt: skip
    told, directed = ask(
        made, dyads(scope(), mutual=True, foreign=True), dyads(scope(), foreign=True)
    )
    ties = measure("ties")(told)
    assert [(r["one"], r["other"], r["sign"]) for r in ties] == [
        ("CHN", "MLI", 1), ("MLI", "NER", -1),
    ]  # fmt: skip
    parties = measure("parties")(ties, directed)
    assert {r["party"]: (r["done"], r["received"]) for r in parties} == {
        "MLI": (1, 1), "CHN": (1, 0), "NER": (0, 1),
    }  # fmt: skip
