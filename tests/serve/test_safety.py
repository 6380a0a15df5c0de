"""What every route refuses, and what every reply bears."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.testclient import TestClient

from dateline.record import RANKS, Attempts, Journal, Users
from dateline.serve import Desk, create_app
from dateline.serve.checks import own_path
from dateline.serve.doors import ADMIN, ANALYST, READER, doors_of
from dateline.serve.people import Local, Team
from dateline.serve.safety import HEADERS

TOKEN = "the token of the tests"  # noqa: S105 - of no other server
BASE = "http://127.0.0.1:8002"
HOSTS = ("127.0.0.1:8002", "localhost:8002", "[::1]:8002")
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
ELSEWHERE = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://127.0.0.1.evil.example:8002"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"},
    {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"},
)
BAD_HOSTS = ("evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:9999", "127.0.0.1:8002.evil",
             "[::2]:8002", "127.0.0.1:8002@evil.example", "")  # fmt: skip

extra = APIRouter()


@extra.post("/decide", dependencies=[ANALYST])
async def decide(request: Request) -> dict[str, object]:
    async with request.form() as form:
        return {"user": request.state.user, "got": [*form]}


@extra.post("/jobs-of-admins", dependencies=[ADMIN])
def job() -> dict[str, str]:
    return {}


@extra.get("/fails", dependencies=[READER])
def fails() -> None:
    raise ZeroDivisionError("division by secret")


@pytest.fixture(scope="module")
def desk(coded: Path) -> Desk:
    return Desk(coded)


def app_of(desk: Desk) -> FastAPI:
    app = create_app(desk, hosts=HOSTS, people=Local(TOKEN))
    app.include_router(extra)
    return app


@pytest.fixture(scope="module")
def asking(desk: Desk) -> Iterator[TestClient]:
    with TestClient(app_of(desk), base_url=BASE, raise_server_exceptions=False) as client:
        yield client


def team_app(desk: Desk, path: Path) -> FastAPI:
    journal = Journal.at(path)
    users = Users(journal)
    for role in RANKS[1:]:
        users.add(f"the-{role}", role, PASSWORD, at="now")
    app = create_app(desk, hosts=HOSTS, people=Team(users, Attempts(journal)))
    app.include_router(extra)
    return app


def requests_of(app: FastAPI) -> list[tuple[str, str]]:
    """Every method and path of an application; parts of a path are made up."""
    return [
        (method, re.sub(r"\{[^}]*\}", "x", door.path if door.path != "/static" else "/static/x"))
        for door in doors_of(app)
        for method in sorted(door.methods)
    ]


def test_every_route_declares_who_may(desk):
    app = create_app(desk)
    assert [door.path for door in doors_of(app) if door.may is None] == []
    assert len(requests_of(app)) > 5


def test_no_route_that_changes_anything_is_for_readers(desk):
    for door in doors_of(create_app(desk)):
        changing = door.methods - {"GET"} and door.may and door.may.decides
        assert not changing or door.may.role in {"analyst", "admin"}, door.path


def test_a_route_that_declares_nothing_is_closed(desk):
    app = app_of(desk)
    app.add_api_route("/undeclared", lambda: "open")
    with TestClient(app, base_url=BASE) as client:
        reply = client.get("/undeclared")
    assert reply.status_code == 403
    assert "serve/undeclared" in reply.text


def test_every_route_refuses_other_hosts_other_sites_and_missing_tokens(asking):
    tried = 0
    for method, path in requests_of(asking.app):
        for host in BAD_HOSTS:
            reply = asking.request(method, path, headers={"host": host, "x-dateline-token": TOKEN})
            assert reply.status_code == 421, (method, path, host)
            tried += 1
        for headers in ELSEWHERE:
            reply = asking.request(method, path, headers={**headers, "x-dateline-token": TOKEN})
            assert reply.status_code == 403, (method, path, headers)
            assert "serve/other-site" in reply.text
            tried += 1
        for token in ({}, {"x-dateline-token": ""}, {"x-dateline-token": TOKEN + "x"}):
            if method != "GET":
                reply = asking.request(method, path, headers=token, follow_redirects=False)
                assert reply.status_code == 403, (method, path, token)
                assert "serve/no-token" in reply.text
                tried += 1
    assert tried > 100


@pytest.mark.parametrize("host", HOSTS)
def test_the_server_answers_to_its_own_names(asking, host):
    assert asking.get("/static/style.css", headers={"host": host.upper()}).status_code == 200


def test_links_from_elsewhere_may_be_followed(asking):
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate",
               "sec-fetch-dest": "document"}  # fmt: skip
    assert asking.get("/events", headers=headers).status_code == 200
    assert asking.post("/decide", headers=headers).status_code == 403


def test_the_token_of_the_page_lets_a_form_and_a_script_through(asking):
    token = re.search(r'<meta name="token" content="([^"]+)">', asking.get("/events").text)
    assert token
    assert token[1] == TOKEN
    own = {"origin": BASE, "sec-fetch-site": "same-origin"}
    form = asking.post("/decide", data={"token": token[1], "why": "so"}, headers=own)
    assert form.json() == {"user": "local", "got": ["token", "why"]}
    parts = asking.post("/decide", data={"token": token[1]}, files={"f": b"x"}, headers=own)
    assert parts.json()["got"] == ["token", "f"]
    script = asking.post("/decide", headers={**own, "X-Dateline-Token": token[1]})
    assert script.status_code == 200


def test_every_reply_bears_our_headers_and_a_number(asking):
    seen = set()
    for method, path, status in (
        ("GET", "/events", 200), ("HEAD", "/events", 200), ("GET", "/static/style.css", 200),
        ("GET", "/static/none.css", 404), ("GET", "/none", 404), ("PUT", "/events", 405),
        ("GET", "/events?sort=nope", 400), ("POST", "/decide", 403), ("GET", "/fails", 500),
        ("OPTIONS", "/events", 405), ("TRACE", "/events", 405),
    ):  # fmt: skip
        reply = asking.request(method, path)
        assert reply.status_code == status, (method, path)
        assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
        seen.add(reply.headers["x-request-id"])
        assert method != "HEAD" or reply.content == b""
    refused = asking.get("/events", headers={"host": "evil.example"})
    assert refused.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert len(seen) == 11


def test_a_fault_of_ours_tells_no_details(asking):
    reply = asking.get("/fails")
    assert "division by" not in reply.text
    assert "Traceback" not in reply.text
    assert reply.headers["x-request-id"] in reply.text


def test_a_method_that_is_not_taken_is_told_plainly(asking):
    reply = asking.delete("/events")
    assert reply.headers["allow"] == "GET"
    assert "DELETE cannot be done here" in reply.text


def test_large_bodies_are_refused_told_or_not(asking):
    headers = {"x-dateline-token": TOKEN}
    assert asking.post("/decide", content=b"x" * 1_000_001, headers=headers).status_code == 413
    parts = (b"x" * 100_000 for _ in range(11))
    assert asking.post("/decide", content=parts, headers=headers).status_code == 413


def test_nothing_is_decided_where_the_page_is_read_only(coded):
    with TestClient(app_of(Desk(coded, read_only=True)), base_url=BASE) as client:
        reply = client.post("/decide", headers={"x-dateline-token": TOKEN})
        assert reply.status_code == 403
        assert "--read-only" in reply.text
        assert client.get("/events").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "///evil.example", "https://evil.example", "/\\evil.example", "javascript:x",
     "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "evil.example", "", "?x", "//[",
     "/\r\nSet-Cookie: x"],
)  # fmt: skip
def test_nobody_is_sent_elsewhere(path):
    assert own_path(path) == "/"


def test_every_route_asks_for_its_role(desk, tmp_path):
    app = team_app(desk, tmp_path / "journal.sqlite")
    with TestClient(app, base_url=BASE, follow_redirects=False) as client:
        for role in RANKS:
            client.cookies.clear()
            token = ""
            if role != RANKS[0]:
                signed_in(client, f"the-{role}")
                token = token_in(client.get("/account").text)
            for door in doors_of(app):
                for method in door.methods:
                    if RANKS.index(role) < RANKS.index(door.may.role):
                        path = re.sub(r"\{[^}]*\}", "x", door.path)
                        reply = client.request(method, path, headers={"x-dateline-token": token})
                        assert reply.status_code in {303, 401, 403}, (role, method, path)
                        assert role == RANKS[0] or "serve/not-allowed" in reply.text


def token_in(page: str) -> str:
    return re.search(r'<meta name="token" content="([^"]*)">', page)[1]


def signed_in(client: TestClient, name: str, password: str = PASSWORD, **more):
    token = token_in(client.get("/login").text)
    return client.post("/login", data={"token": token, "name": name, "password": password, **more})


def test_browsers_name_their_origin_when_they_send_our_forms(asking):
    """With `no-referrer` they would send `Origin: null`, and be refused."""
    assert asking.get("/events").headers["referrer-policy"] == "same-origin"
