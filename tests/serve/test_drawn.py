"""The drawn screens: their pages, their data, their tables, what can be taken along."""

import csv
import io
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import pytest
from starlette.testclient import TestClient

from dateline.analyse.browse import Filter
from dateline.analyse.listing import counted
from dateline.serve import Desk, create_app

SCREENS = ("/timeline", "/map", "/network", "/network?view=graph", "/network/RUS/UKR")
HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>"
KEY = re.compile(r"[A-Z]{3}|a-[a-z2-7]+")
TURNED = "\u202egnimoc\u202c 北京市人民政府"


def number_in(client: TestClient, link: str) -> int:
    """How many events a link to their list leads to."""
    pairs = parse_qsl(link.partition("?")[2])
    desk: Desk = client.app.state.desk  # type: ignore[attr-defined]
    return int(desk.ask(counted(Filter.parse(pairs)))[0]["events"])


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_loads_its_drawing_apart_and_has_a_table_without_scripts(
    client: TestClient, path: str
) -> None:
    page = client.get(path).text
    assert 'type="module"' in page
    assert "<td" not in page.partition('id="drawing"')[0]
    (way,) = re.findall('<noscript><meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    table = client.get(way.replace("&amp;", "&"))
    assert table.status_code == 200
    assert 'id="sheet"' in table.text
    assert "<script" not in table.text.partition("<main")[2]
    assert "style=" not in page + table.text


@pytest.mark.parametrize("path", SCREENS)
def test_the_data_of_a_screen_has_a_sentence_on_the_whole(client: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    told = client.get(f"{path}{sign}format=json").json()
    assert told["summary"].endswith(".")


@pytest.mark.parametrize("by", ["type", "quad", "actor", "recipient", "dyad", "country"])
def test_a_bar_leads_to_as_many_events_as_it_stands_for(client: TestClient, by: str) -> None:
    told = client.get(f"/timeline.json?lanes={by}&per=year").json()
    assert told["lanes"]
    assert sum(len(lane["bins"]) for lane in told["lanes"]) <= 15_000
    table = client.get(f"/timeline?lanes={by}&per=year&as=table").text
    rows = re.findall(
        r'<a href="(/events\?[^"]+)"><bdi>[^<]+</bdi></a></td><td class="num">([\d,]+)', table
    )
    assert rows
    for link, events in rows[:40]:
        assert number_in(client, link.replace("&amp;", "&")) == int(events.replace(",", ""))


def test_the_lanes_of_types_hold_every_event_that_a_year_can_take(client: TestClient) -> None:
    told = client.get("/timeline.json?after=0001-01-01&before=9999-12-31").json()
    in_lanes = sum(lane["events"] for lane in told["lanes"])
    rows = client.app.state.desk.ask(counted(Filter()))  # type: ignore[attr-defined]
    undated = re.search(r"No date given: ([\d,]+)", told["summary"])
    coarse = re.search(r"coarser than a decade: ([\d,]+)", told["summary"])
    apart = sum(int(found[1].replace(",", "")) for found in (undated, coarse) if found)
    assert told["per"] == "decade"
    assert 0 < in_lanes <= rows[0]["events"] - apart


def test_few_events_are_told_one_by_one(client: TestClient) -> None:
    told = client.get("/timeline.json?type=AID").json()
    assert {event[3] for event in told["events"]} == {"AID"}


def test_a_circle_and_a_country_lead_to_their_events(client: TestClient) -> None:
    told = client.get("/map.json").json()
    assert told["cells"]
    for cell in told["cells"]:
        assert number_in(client, f"?{cell['query']}") == cell["events"]
    for land in told["countries"]:
        assert number_in(client, f"?{land['query']}") == land["events"]
    assert told["pointed"] + told["nowhere"] <= told["events"]
    assert number_in(client, f"?{told['nowhere_query']}") == told["nowhere"]


@pytest.mark.parametrize("between", ["country", "actor"])
def test_a_cell_of_the_matrix_has_as_many_events_as_its_list(
    client: TestClient, between: str
) -> None:
    told = client.get(f"/network.json?between={between}").json()
    names = told["parties"]
    keyed = [
        cell for cell in told["cells"] if all(KEY.fullmatch(names[i]["party"]) for i in cell[:2])
    ]
    assert keyed
    for one, other, events, *_ in keyed:
        link = f"?actor={names[one]['party']}&recipient={names[other]['party']}"
        assert number_in(client, link) == events


def test_the_graph_goes_around_whoever_is_named_and_says_who_is_nobody(client: TestClient) -> None:
    known = client.get("/network.json?view=graph").json()["known"]
    key, label = known[0]
    for name in (key, label, label.upper()):
        told = client.get("/network.json", params={"view": "graph", "ego": name}).json()
        assert told["ego"] == key
        assert told["nodes"][0]["party"] == key
        assert len(told["nodes"]) <= 200
        assert all(0 in link[:2] or told["nodes"][link[0]]["step"] for link in told["links"])
    reply = client.get("/network.json?view=graph&ego=Nobody%20At%20All")
    assert reply.status_code == 404
    assert "Nobody At All" in reply.text


def test_a_dyad_counts_both_directions(client: TestClient) -> None:
    cells = client.get("/network.json").json()
    one, other = (cells["parties"][i]["party"] for i in max(cells["cells"], key=lambda c: c[2])[:2])
    told = client.get(f"/network/{one}/{other}.json").json()
    assert told["events"] >= max(told["directed"]) > 0
    assert told["latest"]
    assert number_in(client, f"?{told['query']}") == told["events"]
    for quarter in told["quarters"]:
        assert number_in(client, quarter["link"]) == quarter["events"]


def test_filters_hold_on_every_screen_and_come_off_one_by_one(client: TestClient) -> None:
    page = client.get("/network?view=graph&type=ASSAULT&ego=").text
    assert 'name="type" value="ASSAULT"' in page
    assert re.search(r'class="chip" href="/network\?view=graph', page)
    assert 'href="/map?type=ASSAULT"' in page
    assert 'href="/network.graphml?view=graph&amp;type=ASSAULT' in page


@pytest.mark.parametrize(
    "path",
    [
        "/timeline.json?lanes=nope", "/timeline.json?between=nope", "/map.json?z=9",
        "/map.json?z=1.5", "/map.json?z=3&within=1,2", "/network?view=nope",
        "/network.json?between=nope", "/network?view=table&order=nope", "/timeline?after=yesterday",
        "/network/RUS/UKR?bbox=1", "/network.graphml?between=nope",
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_can(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 400
    assert reply.text.count("nope") < 20


def test_nothing_found_is_said_in_words(client: TestClient) -> None:
    for path in SCREENS:
        sign = "&" if "?" in path else "?"
        told = client.get(f"{path}{sign}format=json&q=zzzzzzzz").json()
        assert told["summary"].startswith(("No events", "Nothing"))
        assert client.get(f"{path}{sign}as=table&q=zzzzzzzz").status_code == 200


def test_the_network_is_taken_along_as_graph_and_as_table(client: TestClient) -> None:
    told = client.get("/network.json?view=table").json()["ties"]
    graph = ET.fromstring(client.get("/network.graphml").content)  # noqa: S314 - our own
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    assert len(graph.findall(".//g:edge", space)) == len(told)
    assert ET.fromstring(client.get("/network.gexf").content) is not None  # noqa: S314
    reply = client.get("/network/edges.csv")
    assert "attachment" in reply.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert [(row["one"], int(row["events"])) for row in rows] == [
        (row["one"], row["events"]) for row in told
    ]


@pytest.fixture(scope="module")
def hostile(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The page over a record with names that would like to be more than names."""
    path = shutil.copytree(coded, tmp_path_factory.mktemp("hostile") / "hostile.dateline")
    Desk(path).shelf.view.close()
    (view,) = path.glob("serve/*.duckdb")
    names = [HOSTILE, TURNED, "a/b", "..", "=1+1", "?x#y%00", "~"]
    with duckdb.connect(str(view)) as connection:
        for side in ("actor", "recipient"):
            spare = "[?[1 + (hash(id || ?) % 7)::INTEGER]]"
            connection.execute(
                f"UPDATE facts SET {side}s = {spare}, {side}_parties = {spare}, "
                f"{side}_names = {spare}, {side}_countries = []",
                [names, side] * 3,
            )
        connection.execute(
            "UPDATE facts SET places = [?], place = ?, latitude = 50, longitude = 30, "
            "place_grain = 'city'", [HOSTILE, HOSTILE],
        )  # fmt: skip
    return TestClient(create_app(Desk(path)), base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    "path",
    ["/timeline?lanes=dyad", "/timeline?lanes=actor&per=year", "/map", "/network",
     "/network?view=graph", "/network?view=table"],
)  # fmt: skip
def test_names_are_text_and_nothing_else(hostile: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    table = hostile.get(f"{path}{sign}as=table")
    assert table.status_code == 200
    assert "<img" not in table.text
    assert "&lt;img src=x" in table.text
    for link in re.findall(r'href="(/network/[^"]+)"', table.text):
        assert hostile.get(link.replace("&amp;", "&")).status_code == 200
    assert hostile.get(f"{path}{sign}format=json").headers["content-type"] == "application/json"


def test_a_spreadsheet_runs_no_name(hostile: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(hostile.get("/network/edges.csv").text)))
    names = {row[end] for row in rows for end in ("one", "other", "one_name", "other_name")}
    assert "'=1+1" in names
    assert not any(name.startswith("=") for name in names)
    assert hostile.get("/network.graphml").status_code == 200
