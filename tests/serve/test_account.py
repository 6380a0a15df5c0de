"""Signing in, what a session may, and what ends it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.testclient import TestClient

from dateline.record import Attempts, Journal, Users
from dateline.record.attempts import OF_ACCOUNT
from dateline.serve import Desk, create_app
from dateline.serve.doors import ANALYST
from dateline.serve.people import Team
from dateline.serve.show import user_of

BASE = "http://127.0.0.1:8002"
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
ROLES = {"rita": "reader", "ada": "analyst", "max": "admin"}
extra = APIRouter()


@extra.post("/decide", dependencies=[ANALYST])
def decide(request: Request) -> str:
    return user_of(request)


@pytest.fixture(scope="module")
def desk(coded: Path) -> Desk:
    return Desk(coded)


@pytest.fixture
def users(tmp_path: Path) -> Users:
    users = Users(Journal.at(tmp_path / "journal.sqlite"))
    for name, role in ROLES.items():
        users.add(name, role, PASSWORD, at="2026-01-01T00:00:00+00:00")
    return users


@pytest.fixture
def app(desk: Desk, users: Users) -> FastAPI:
    people = Team(users, Attempts(users.journal))
    app = create_app(desk, hosts=("127.0.0.1:8002",), people=people)
    app.include_router(extra)
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE, follow_redirects=False) as asking:
        yield asking


def token_in(page: str) -> str:
    return re.search(r'<meta name="token" content="([^"]*)">', page)[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, next: str = "/events"):  # noqa: A002
    token = token_in(client.get("/login").text)
    told = {"token": token, "name": name, "password": password, "next": next}
    return client.post("/login", data=told)


def test_strangers_are_led_to_sign_in_and_learn_nothing(client):
    reply = client.get("/events?type=AID&country=UKR")
    assert reply.status_code == 303
    assert reply.headers["location"] == "/login?next=%2Fevents%3Ftype%3DAID%26country%3DUKR"
    assert client.get("/nothing").status_code == 303
    assert client.get("/api/v1/nothing").status_code == 401
    assert client.get("/static/style.css").status_code == 200
    token = token_in(client.get("/login").text)
    assert client.post("/decide", headers={"x-dateline-token": token}).status_code == 401


def test_signing_in_begins_a_session_that_scripts_and_other_sites_cannot_see(client):
    reply = sign_in(client, "ada", next="/events?type=AID")
    assert (reply.status_code, reply.headers["location"]) == (303, "/events?type=AID")
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/events").status_code == 200


def test_nobody_is_sent_elsewhere_after_signing_in(client):
    for path in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert sign_in(client, "ada", next=path).headers["location"] == "/"
        assert client.get("/login", params={"next": path}).headers["location"] == "/"
        client.cookies.clear()


def test_a_decision_bears_the_name_of_who_signed_in(client):
    sign_in(client, "ADA")
    token = token_in(client.get("/account").text)
    assert client.post("/decide", headers={"x-dateline-token": token}).json() == "ada"


def test_a_reader_only_reads(client):
    sign_in(client, "rita")
    page = client.get("/account").text
    reply = client.post("/decide", headers={"x-dateline-token": token_in(page)})
    assert reply.status_code == 403
    assert "this needs the role analyst" in reply.text


def test_the_token_is_of_one_session(app, client):
    sign_in(client, "ada")
    with TestClient(app, base_url=BASE, follow_redirects=False) as other:
        before = token_in(other.get("/login").text)
        sign_in(other, "max")
        theirs = token_in(other.get("/account").text)
    for token in (before, theirs, ""):
        assert client.post("/decide", headers={"x-dateline-token": token}).status_code == 403


def test_signing_out_ends_the_session(client):
    secret = sign_in(client, "ada").cookies["dateline"]
    token = token_in(client.get("/account").text)
    assert client.post("/logout", data={"token": token}).headers["location"] == "/login"
    assert client.get("/events", headers={"cookie": f"dateline={secret}"}).status_code == 303


def test_another_password_ends_every_other_session(app, client):
    sign_in(client, "ada")
    with TestClient(app, base_url=BASE, follow_redirects=False) as other:
        sign_in(other, "ada")
        token = token_in(client.get("/account").text)
        told = {"token": token, "old": "wrong", "new": "four words are long"}
        assert client.post("/account", data=told).status_code == 401
        told = {"token": token, "old": PASSWORD, "new": "short"}
        assert "it has 5 characters" in client.post("/account", data=told).text
        told = {"token": token, "old": PASSWORD, "new": "four words are long"}
        assert client.post("/account", data=told).status_code == 303
        assert client.get("/events").status_code == 200
        assert other.get("/events").status_code == 303
        assert sign_in(other, "ada").status_code == 401


def test_removing_an_account_or_its_role_holds_at_once(client, users):
    sign_in(client, "ada")
    users.set_role("ada", "reader")
    token = token_in(client.get("/account").text)
    assert client.post("/decide", headers={"x-dateline-token": token}).status_code == 403
    users.remove("ada", at="2026-01-02T00:00:00+00:00")
    assert client.get("/events").status_code == 303


def test_too_many_attempts_have_to_wait_whoever_is_named(client):
    for name in ("ada", "nobody"):
        for _ in range(OF_ACCOUNT):
            reply = sign_in(client, name, "wrong password")
            assert reply.status_code == 401
            assert "The name or the password is wrong." in reply.text
        reply = sign_in(client, name)
        assert reply.status_code == 429
        assert 0 < int(reply.headers["retry-after"]) <= 900
        assert "Too many attempts" in reply.text
    assert sign_in(client, "max").status_code == 303


def test_without_accounts_there_is_nothing_to_sign_in_to(desk):
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        assert client.get("/login").status_code == 404
