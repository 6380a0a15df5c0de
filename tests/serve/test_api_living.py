"""Deciding through the API, and what a copy of the record is told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve import Desk, create_app

V1 = "/api/v1"
LONG_AGO = "2000-01-01"


@pytest.fixture
def desk(record: Path) -> Iterator[TestClient]:
    """Asks the page over a record that may be decided on."""
    with TestClient(
        create_app(Desk(record)), base_url="http://127.0.0.1", follow_redirects=False
    ) as asking:
        token = asking.get("/events").text.partition('name="token" content="')[2].partition('"')[0]
        asking.headers["X-Dateline-Token"] = token
        yield asking


def events(desk: TestClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get(f"{V1}/events?limit=1000{query}").json()["items"]
    return found


def decide(desk: TestClient, **told: Any) -> dict[str, Any]:
    reply = desk.post(f"{V1}/decisions", json=told)
    assert reply.status_code == 201, reply.text
    made: dict[str, Any] = reply.json()
    return made


def test_a_correction_holds_at_once_and_can_be_taken_back(desk: TestClient) -> None:
    event = events(desk, "&type=AID")[0]
    made = decide(
        desk, kind="correct", event_id=event["id"], revision=event["revision"],
        fields={"type": "ASSAULT", "mode": ""}, why="read again",
    )  # fmt: skip
    now = desk.get(f"{V1}/events/{event['id']}").json()
    assert now["type"] == "ASSAULT"
    assert (now["status"], now["updated_at"] > event["updated_at"]) == ("reviewed", True)
    told = desk.get(f"{V1}/events/{event['id']}/history").json()["items"][0]
    assert (told["number"], told["why"], told["user"]) == (made["decision"], "read again", "local")
    assert {"field": "type", "old": "AID", "new": "ASSAULT"}.items() <= told["changes"][0].items()
    was = desk.get(f"{V1}/events/{event['id']}@{event['revision']}").json()
    assert was == event
    undone = desk.post(f"{V1}/decisions/{made['decision']}/undo", json={"why": "no"})
    assert undone.status_code == 201
    back = desk.get(f"{V1}/events/{event['id']}").json()
    assert (back["type"], back["revision"]) == ("AID", event["revision"])


def test_an_old_revision_is_a_conflict(desk: TestClient) -> None:
    event = events(desk)[0]
    told = {"kind": "accept", "event_id": event["id"], "revision": event["revision"]}
    decide(desk, **told)
    reply = desk.post(f"{V1}/decisions", json=told)
    assert (reply.status_code, reply.json()["code"]) == (409, "decide/conflict")
    assert len(desk.get(f"{V1}/events/{event['id']}/history").json()["items"]) == 1


def test_a_merged_event_redirects_and_a_rejected_one_is_gone(desk: TestClient) -> None:
    one, two, three, *_ = events(desk)
    made = decide(desk, kind="merge", events=[one["id"], two["id"]], why="one happening")
    (gone,) = {one["id"], two["id"]} - {made["event"]}
    reply = desk.get(f"{V1}/events/{gone}/claims")
    assert (reply.status_code, reply.json()["merged_into"]) == (308, made["event"])
    assert reply.headers["location"] == f"{V1}/events/{made['event']}/claims"
    decide(desk, kind="reject", event_id=three["id"], why="a film")
    reply = desk.get(f"{V1}/events/{three['id']}")
    assert (reply.status_code, reply.json()["why"]) == (410, "a film")
    assert three["id"] not in [event["id"] for event in events(desk)]
    assert [event["id"] for event in events(desk, "&status=rejected")] == [three["id"]]
    told = desk.get(f"{V1}/tombstones?since={LONG_AGO}&limit=1000").json()["items"]
    by_id = {row["id"]: row for row in told}
    assert by_id[gone]["merged_into"] == made["event"]
    assert (by_id[three["id"]]["reason"], by_id[three["id"]]["merged_into"]) == ("rejected", None)
    assert not set(by_id) & {event["id"] for event in events(desk)}


def test_a_copy_is_brought_up_to_date_by_changes_and_tombstones(desk: TestClient) -> None:
    copy = {event["id"]: event for event in events(desk)}
    newest = max(event["updated_at"] for event in copy.values())
    one, two, three, four, *_ = copy.values()
    decide(desk, kind="merge", events=[one["id"], two["id"]])
    decide(desk, kind="reject", event_id=three["id"])
    decide(desk, kind="correct", event_id=four["id"], fields={"context": ["military"]})
    for row in desk.get(f"{V1}/tombstones?since={newest}&limit=1000").json()["items"]:
        copy.pop(row["id"], None)
    url = f"{V1}/changes?since={newest}&limit=3"
    while url:
        page = desk.get(url).json()
        copy |= {event["id"]: event for event in page["items"]}
        url = page["next_url"]
    assert copy == {event["id"]: event for event in events(desk)}


def test_changes_since_the_newest_time_are_few(desk: TestClient) -> None:
    event = events(desk)[0]
    decide(desk, kind="accept", event_id=event["id"])
    at = desk.get(f"{V1}/events/{event['id']}").json()["updated_at"]
    changed = desk.get(f"{V1}/changes?since={at}").json()["items"]
    assert [one["id"] for one in changed] == [event["id"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "praise"}, 400),
        ({"kind": "accept"}, 400),
        ({"kind": "accept", "event_id": "e-none"}, 404),
        ({"kind": "accept", "event_id": "e-none", "colour": 1}, 400),
        ({"kind": "merge", "events": ["e-none", "e-nope"]}, 404),
        ([], 400),
        ("{", 400),
    ],
)
def test_a_wrong_decision_is_refused_and_not_written_down(
    desk: TestClient, body: Any, status: int
) -> None:
    before = desk.get(f"{V1}/health").json()["snapshot"]
    reply = desk.post(f"{V1}/decisions", json=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert desk.get(f"{V1}/health").json()["snapshot"] == before


def test_a_read_only_page_takes_no_decision(coded: Path) -> None:
    with TestClient(create_app(Desk(coded, read_only=True)), base_url="http://127.0.0.1") as asking:
        reply = asking.post(f"{V1}/decisions", json={"kind": "accept", "event_id": "e-x"})
        assert reply.status_code in (400, 403)
        assert "read" in reply.json()["detail"] + reply.json()["title"]


def test_an_own_claim_is_told_by_its_place_and_can_be_taken_back(desk: TestClient) -> None:
    documents = desk.get("/api/v1/documents", params={"q": "Sweden"}).json()["items"]
    doc = desk.get(f"/api/v1/documents/{documents[0]['id']}").json()
    start = doc["text"].index("handed over")
    body = {"start": start, "end": start + len("handed"), "type": "SUPPORT", "why": "overlooked"}
    made = desk.post(f"/api/v1/documents/{doc['id']}/claims", json=body)
    assert made.status_code == 201, made.text
    event = desk.get(f"/api/v1/events/{made.json()['event']}").json()
    assert (event["type"], event["status"]) == ("SUPPORT", "reviewed")
    assert "Antony Blinken" in [who["name"] for who in event["recipient"]]
    again = desk.post(f"/api/v1/documents/{doc['id']}/claims", json=body)
    assert (again.status_code, again.json()["code"]) == (400, "tell/already")
    outside = {**body, "start": len(doc["text"]) + 5, "end": len(doc["text"]) + 9}
    refused = desk.post(f"/api/v1/documents/{doc['id']}/claims", json=outside)
    assert (refused.status_code, refused.json()["code"]) == (400, "tell/no-words")
    nowhere = desk.post("/api/v1/documents/d-aaaaaaaaaaaaaaaa/claims", json=body)
    assert nowhere.status_code == 404
    assert desk.post(f"/api/v1/decisions/{made.json()['decision']}/undo").status_code == 201
    assert desk.get(f"/api/v1/events/{event['id']}").status_code == 404
    gone = desk.get(f"{V1}/tombstones?since={event['updated_at']}&limit=1000").json()["items"]
    assert {"id": event["id"], "reason": "taken back"} in [
        {name: row[name] for name in ("id", "reason")} for row in gone
    ]
