"""Whole results: every form holds every row, and stops when nobody takes it."""

import asyncio
import csv
import io
import json
from typing import Any

import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from dateline.export import csv_lines
from dateline.serve.api import whole

V1 = "/api/v1"


def ids(client: TestClient, query: str = "") -> list[str]:
    page = client.get(f"{V1}/events?limit=1000&fields=id{query}").json()
    return [one["id"] for one in page["items"]]


def test_json_lines_are_the_events_of_the_list(client: TestClient) -> None:
    lines = client.get(f"{V1}/events.jsonl").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(client)
    page = client.get(f"{V1}/events?limit=1").json()
    assert json.loads(lines[0]) == page["items"][0]


def test_csv_and_tsv_have_the_columns_and_rows(client: TestClient) -> None:
    text = client.get(f"{V1}/events.csv?type=AID").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == ids(client, "&type=AID")
    assert {"actor_name", "quad", "updated_at", "permalink"} <= set(rows[0])
    lines = client.get(f"{V1}/events.tsv?type=AID").text.splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    assert len(lines) == len(rows) + 1


def test_parquet_keeps_what_is_nested(client: TestClient) -> None:
    table = pq.read_table(io.BytesIO(client.get(f"{V1}/events.parquet").content))
    assert table["id"].to_pylist() == ids(client)
    assert table.slice(0, 1).to_pylist() == client.get(f"{V1}/events?limit=1").json()["items"]


def test_geojson_has_points_only_where_a_place_is_one(client: TestClient) -> None:
    told = client.get(f"{V1}/events.geojson").json()
    assert told["type"] == "FeatureCollection"
    assert [one["id"] for one in told["features"]] == ids(client)
    for one in told["features"]:
        grains = {place["grain"] for place in one["properties"]["place"]}
        if grains <= {"country", "region"}:
            assert one["geometry"] is None


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "geojson", "parquet"])
def test_nothing_found_is_a_whole_file_without_rows(client: TestClient, form: str) -> None:
    reply = client.get(f"{V1}/events.{form}?q=nobodysaysthis")
    assert reply.status_code == 200
    if form == "parquet":
        assert pq.read_table(io.BytesIO(reply.content)).num_rows == 0
    elif form == "geojson":
        assert reply.json()["features"] == []
    else:
        assert len(reply.text.splitlines()) == (0 if form == "jsonl" else 1)


@pytest.mark.parametrize("noun", ["claims", "documents", "actors", "edges"])
def test_every_list_comes_whole(client: TestClient, noun: str) -> None:
    lines = client.get(f"{V1}/{noun}.jsonl").text.splitlines()
    rows = client.get(f"{V1}/{noun}.csv").text
    assert len(list(csv.reader(io.StringIO(rows)))) == len(lines) + 1 > 10
    table = pq.read_table(io.BytesIO(client.get(f"{V1}/{noun}.parquet").content))
    assert table.num_rows == len(lines)


def test_text_that_a_spreadsheet_would_run_is_harmless() -> None:
    row = {"source": "=1+1", "target": "-2", "events": -3, "net": -1.5}
    lines = b"".join(csv_lines([row], "edges", safe=True)).decode().splitlines()
    told = next(csv.DictReader(lines))
    assert (told["source"], told["target"]) == ("'=1+1", "'-2")
    assert (told["events"], told["net"]) == ("-3", "-1.5")


def test_tabs_and_breaks_inside_a_cell_become_blanks() -> None:
    row = {"source": "a\tb\r\nc\u2028d", "target": "x"}
    lines = b"".join(csv_lines([row], "edges", tabs=True)).decode().split("\n")
    assert lines[1].split("\t")[:2] == ["a b c d", "x"]


def test_the_page_gives_the_same_data_by_its_ending(client: TestClient) -> None:
    same = {
        "/events.csv?type=AID": "/events.csv?type=AID", "/docs.jsonl": "/documents.jsonl",
        "/network.csv": "/edges.csv", "/map.geojson": "/events.geojson",
    }  # fmt: skip
    for page, api in same.items():
        assert client.get(page).content == client.get(f"{V1}{api}").content
    key = ids(client)[0]
    assert client.get(f"/events/{key}.json").json() == client.get(f"{V1}/events/{key}").json()
    assert client.get("/events.csv?view=graph").status_code == 200
    assert client.get("/events/e-none.json").status_code == 404


def test_a_client_that_goes_away_stops_the_query() -> None:
    closed = []

    class Watched:
        def close(self) -> None:
            closed.append(True)

    async def leave() -> None:
        sending = whole.sent((b"x" * whole.BYTES for _ in range(1_000)), Watched())  # type: ignore[arg-type]
        assert await anext(sending) == b"x" * whole.BYTES
        await sending.aclose()

    asyncio.run(leave())
    assert closed == [True]


def test_a_stream_is_never_all_in_memory(client: TestClient, monkeypatch: Any) -> None:
    sizes: list[int] = []
    real = whole.events_in_order

    def watched(*told: Any) -> Any:
        sizes.append(len(told[1]))
        return real(*told)

    monkeypatch.setattr(whole, "events_in_order", watched)
    monkeypatch.setattr(whole, "ROWS", 10)
    client.get(f"{V1}/events.jsonl")
    assert max(sizes) <= 10
    assert len(sizes) > 1
