"""The description of the API: exact, complete, and shown without anything from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.analyse.browse import FILTERS

SCRIPT = Path(__file__).parents[2] / "scripts/fuzz_api.py"


@pytest.fixture(scope="module")
def told(client: TestClient) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def test_every_call_says_what_it_gives_and_how_it_refuses(told: dict[str, Any]) -> None:
    assert told["openapi"].startswith("3.1")
    calls = [call for path in told["paths"].values() for call in path.values()]
    assert len(calls) > 30
    for call in calls:
        good = [status for status in call["responses"] if status.startswith("2")]
        assert call["summary"], call
        assert call["description"], call
        assert call["responses"][good[0]]["content"], call
        assert "application/problem+json" in call["responses"]["400"]["content"]


def test_every_filter_is_documented_both_ways(told: dict[str, Any]) -> None:
    parameters = {one["name"]: one for one in told["paths"]["/api/v1/events"]["get"]["parameters"]}
    assert {f"{way}{name}" for name in FILTERS for way in ("", "-")} <= set(parameters)
    assert "ASSAULT" in parameters["type"]["schema"]["items"]["enum"]
    assert all(parameters[name]["example"] for name in FILTERS)


def test_every_schema_that_is_named_is_there(told: dict[str, Any]) -> None:
    named = set(re.findall(r"#/components/schemas/([A-Za-z]+)", str(told)))
    assert named <= set(told["components"]["schemas"])
    assert "HTTPValidationError" not in named


def test_the_viewer_loads_nothing_from_elsewhere(client: TestClient) -> None:
    reply = client.get("/api/docs")
    assert reply.status_code == 200
    assert "unsafe" not in reply.headers["content-security-policy"]
    assert not re.search(r'(?:src|href)="(?:https?:)?//', reply.text)
    assert not re.search(r"<script(?![^>]* src=)", reply.text)
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', reply.text):
        assert client.get(path).status_code == 200, path


@pytest.mark.slow
def test_generated_requests_never_fail_the_server(coded: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--record", coded, "--cases", "500", "--seed", "7"],
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "status 500 or above: 0" in done.stdout
