"""Snapshots: the same pages for ever, whatever is decided or coded afterwards."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from dateline.serve import Desk, create_app

V1 = "/api/v1"
Run = Callable[..., subprocess.CompletedProcess[str]]


def freeze(run: Run, record: Path, *more: str) -> str:
    done = run("snapshot", "--record", str(record), *more)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def asking(record: Path) -> TestClient:
    return TestClient(create_app(Desk(record)), base_url="http://127.0.0.1")


def test_a_snapshot_has_one_name_until_something_changes(run: Run, record: Path) -> None:
    first = freeze(run, record, "-m", "for the paper")
    assert re.fullmatch(r"[0-9a-f]{12}", first)
    assert freeze(run, record) == first
    rows = json.loads(run("snapshots", "--json", "--record", str(record)).stdout)["items"]
    assert [(row["id"], row["message"]) for row in rows] == [(first, "for the paper")]
    event = asking(record).get(f"{V1}/events?limit=2&fields=id").json()["items"]
    ids = [one["id"] for one in event]
    assert run("merge", *ids, "--record", str(record)).returncode == 0
    assert freeze(run, record) != first


def test_what_was_frozen_stays_as_it_was(run: Run, record: Path, reports: Any) -> None:
    client = asking(record)
    before = client.get(f"{V1}/events?limit=1000").json()
    csv = client.get(f"{V1}/events.csv").content
    name = freeze(run, record)
    ids = [one["id"] for one in before["items"][:2]]
    assert run("merge", *ids, "--record", str(record)).returncode == 0
    more = record.parent / "more.jsonl"
    more.write_text("\n".join(json.dumps(one) for one in reports(3)), "utf-8")
    assert run("code", str(more), "--record", str(record), "-q").returncode == 0
    fresh = asking(record)
    now = fresh.get(f"{V1}/events?limit=1000").json()
    then = fresh.get(f"/@{name}{V1}/events?limit=1000").json()
    assert now["items"] != before["items"]
    assert then["items"] == before["items"]
    assert then["snapshot"] == name
    assert fresh.get(f"{V1}/events?limit=1000&as_of={name}").json()["items"] == before["items"]
    assert fresh.get(f"/@{name}/events.csv").content == csv
    told = fresh.get(f"/@{name}{V1}/health").json()
    assert (told["events"], told["read_only"]) == (before["total"], True)


def test_pages_of_a_snapshot_say_so_and_lead_to_one_another(run: Run, record: Path) -> None:
    name = freeze(run, record, "-m", "<b>for</b> the paper")
    client = asking(record)
    reply = client.get(f"/@{name}/events?type=AID")
    assert reply.status_code == 200
    assert "The record as it was" in reply.text
    assert "&lt;b&gt;for&lt;/b&gt;" in reply.text
    links = re.findall(r' (?:href|action)="(/[^"]*)"', reply.text)
    assert [one for one in links if not one.startswith((f"/@{name}/", "/static/", "//"))] == []
    assert f"/@{name}/events" in "".join(links)
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    page = client.get(f"/@{name}{V1}/events?limit=1").json()
    assert page["next_url"].startswith(f"/@{name}/api/")
    assert client.get(page["next_url"]).status_code == 200


def test_the_record_can_be_read_as_it_was_at_a_time(run: Run, record: Path) -> None:
    client = asking(record)
    before = client.get(f"{V1}/events").json()
    at = max(one["updated_at"] for one in before["items"])
    ids = [one["id"] for one in before["items"][:2]]
    assert run("merge", *ids, "--record", str(record)).returncode == 0
    fresh = asking(record)
    then = fresh.get(f"{V1}/events", params={"as_of": at}).json()
    assert then["items"] == before["items"]
    moved = fresh.get(f"/events?as_of={at.replace('+', '%2B')}", follow_redirects=False)
    assert moved.status_code == 307
    assert moved.headers["location"].startswith("/@2")
    assert fresh.get(moved.headers["location"]).status_code == 200


def test_nothing_can_be_decided_in_what_was(run: Run, record: Path) -> None:
    name = freeze(run, record)
    client = asking(record)
    key = client.get(f"{V1}/events?limit=1").json()["items"][0]["id"]
    reply = client.post(f"/@{name}{V1}/decisions", json={"kind": "reject", "event_id": key})
    assert 400 <= reply.status_code < 500
    assert client.get(f"{V1}/events/{key}").status_code == 200


def test_what_never_was_is_told_plainly(client: TestClient) -> None:
    for path, status, word in (
        (f"/@nope{V1}/events", 404, "dateline snapshot"),
        (f"{V1}/events?as_of=2001-01-01", 404, "made later"),
        (f"{V1}/events?as_of=2999-01-01", 400, "earlier"),
    ):
        reply = client.get(path)
        assert (reply.status_code, word in reply.json()["detail"]) == (status, True)
    page = client.get("/@nope/events")
    assert page.status_code == 404
    assert "there is no snapshot" in page.text
