"""Jobs: reports are coded beside the server, from one folder and no other."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve import Desk, create_app, jobs

V1 = "/api/v1"


@pytest.fixture
def folder(tmp_path: Path, reports: Any) -> Path:
    """A folder for jobs, with some reports and a way out of it."""
    place = tmp_path / "inbox"
    place.mkdir()
    lines = "\n".join(json.dumps(one) for one in reports(2))
    (place / "new.jsonl").write_text(lines, "utf-8")
    (tmp_path / "outside.txt").write_text("Not to be read.", "utf-8")
    (place / "link.txt").symlink_to(tmp_path / "outside.txt")
    return place


@pytest.fixture
def server(record: Path, folder: Path) -> Iterator[TestClient]:
    """Asks a server that takes jobs."""
    with TestClient(create_app(Desk(record), jobs=folder), base_url="http://127.0.0.1") as asking:
        token = asking.get("/events").text.partition('name="token" content="')[2].partition('"')[0]
        asking.headers["X-Dateline-Token"] = token
        yield asking


def ended(server: TestClient, key: str) -> dict[str, Any]:
    told = b"".join(server.get(f"{V1}/jobs/{key}/events").iter_bytes()).decode()
    last = [line for line in told.splitlines() if line.startswith("data: ")][-1]
    job: dict[str, Any] = json.loads(last.removeprefix("data: "))
    return job


@pytest.mark.slow
def test_reports_are_added_coded_and_exported(server: TestClient, folder: Path) -> None:
    before = server.get(f"{V1}/health").json()["documents"]
    reply = server.post(f"{V1}/jobs", json={"kind": "add", "paths": ["new.jsonl"]})
    assert reply.status_code == 202, reply.text
    again = server.post(f"{V1}/jobs", json={"kind": "code"})
    assert (again.status_code, again.json()["code"]) == (409, "jobs/running")
    job = ended(server, reply.json()["id"])
    assert (job["state"], job["exit"]) == ("done", 0), job
    assert job["progress"]["done"] == job["progress"]["total"] == 2
    assert server.get(reply.headers["location"]).json() == job
    deadline = time.monotonic() + 60
    while server.get(f"{V1}/health").json()["documents"] == before:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    assert server.get(f"{V1}/health").json()["documents"] == before + 2
    order = {"kind": "export", "table": "events", "format": "csv"}
    out = ended(server, server.post(f"{V1}/jobs", json=order).json()["id"])
    assert out["state"] == "done"
    assert len(list((folder / "exports").glob("events-*.csv"))) == 1
    assert [one["kind"] for one in server.get(f"{V1}/jobs").json()["items"]] == ["export", "add"]


@pytest.mark.parametrize(
    "path",
    ["../outside.txt", "link.txt", "/etc/passwd", "none.txt", "", "a\x00b", "--help", "x" * 900],
)
def test_nothing_outside_the_folder_is_read(server: TestClient, path: str) -> None:
    reply = server.post(f"{V1}/jobs", json={"kind": "add", "paths": [path]})
    assert (reply.status_code, reply.json()["code"]) == (400, "jobs/no-path")
    assert server.get(f"{V1}/jobs").json()["items"] == []


def test_a_server_without_a_folder_takes_none(client: TestClient) -> None:
    token = client.get("/events").text.partition('name="token" content="')[2].partition('"')[0]
    headers = {"X-Dateline-Token": token}
    reply = client.post(f"{V1}/jobs", json={"kind": "code"}, headers=headers)
    assert (reply.status_code, reply.json()["code"]) == (400, "jobs/no-folder")
    assert "--jobs" in reply.json()["detail"]
    for path in ("jobs/j-none", "jobs/j-none/events"):
        assert client.get(f"{V1}/{path}").status_code == 404


@pytest.mark.parametrize("stubborn", [False, True])
def test_no_job_goes_on_after_the_server(
    record: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, *, stubborn: bool
) -> None:
    deaf = "signal.signal(signal.SIGINT, signal.SIG_IGN); " if stubborn else ""
    code = f"import signal, time; {deaf}print('at work', flush=True); time.sleep(60)"
    monkeypatch.setattr(jobs, "COMMAND", (sys.executable, "-c", code))
    monkeypatch.setattr(jobs, "GOODBYE", 0.5 if stubborn else 30.0)
    app = create_app(Desk(record), jobs=folder)
    with TestClient(app):
        job = app.state.jobs.start(jobs.Order(kind="code"))
        deadline = time.monotonic() + 30
        while not job.told:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert job.child.poll() is None
    assert job.child.poll() is not None
