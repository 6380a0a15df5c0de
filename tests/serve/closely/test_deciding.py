"""What the forms of the page decide, and what becomes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

type Row = dict[str, Any]
type Fill = Callable[[str, str], tuple[str, dict[str, Any]]]


@pytest.fixture
def correcting(deciding: TestClient, troops: Row, fill: Fill) -> tuple[str, dict[str, Any]]:
    """The form that corrects the event, as it was shown."""
    return fill(deciding.get(f"/events/{troops['id']}").text, "Save correction")


def test_an_untouched_form_changes_nothing(
    deciding: TestClient, correcting: tuple[str, dict[str, Any]]
) -> None:
    reply = deciding.post(correcting[0], data=correcting[1])
    assert reply.status_code == 400
    assert "nothing would change" in reply.text


def test_a_correction_shows_at_once_beside_what_the_machine_had(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]]
) -> None:
    to, pairs = correcting
    name = pairs["actor.0.name"][0]
    reply = deciding.post(to, data={**pairs, "actor.0.name": "South Korea", "why": "misread"})
    assert reply.status_code == 303
    page = deciding.get(reply.headers["location"]).text
    assert "<h1><bdi>South Korea → Russia" in page
    found = deciding.get("/api/v1/events?dyad=KOR~RUS").json()["items"]
    assert troops["id"] in [event["id"] for event in found]  # a state that no report named
    assert f"the coder had: <s><bdi>{name}</bdi></s>" in page
    assert "reviewed by one analyst" in page
    history = deciding.get(f"/events/{troops['id']}/history").text
    assert "misread" in history
    assert f"corrected actor: {name} → South Korea" in history


def test_all_fields_can_be_corrected_together(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]],
    ask: Callable[..., list[Row]],
) -> None:  # fmt: skip
    to, pairs = correcting
    typed = {
        **pairs, "type": "SUPPORT", "mode": "", "context": ["military", "economic"],
        "recipient.0.name": "Belarus", "recipient.0.country": "BLR",
        "attendee.0.name": "An Observer", "attendee.0.kind": "person",
        "place.0.name": "Kursk", "place.0.country": "rus", "place.0.latitude": "51.73",
        "place.0.longitude": "36.19", "place.0.grain": "city", "when.first": "2025-10-09",
        "when.last": "2025-10-10", "quantity.0.low": "12,000", "quantity.0.high": "12,500",
        "item.0.name": "rifles",
    }  # fmt: skip
    assert deciding.post(to, data=typed).status_code == 303
    event = ask("SELECT * FROM events WHERE id = ?", troops["id"])[0]
    assert event["type"] == "SUPPORT"
    assert event["context"] == ["economic", "military"]
    assert [who["name"] for who in event["recipient"]] == ["Belarus"]
    assert [(who["name"], who["kind"]) for who in event["attendee"]] == [("An Observer", "person")]
    place = event["place"][0]
    assert (place["name"], place["country"], place["latitude"]) == ("Kursk", "RUS", 51.73)
    assert (event["when"]["first"], event["when"]["last"]) == ("2025-10-09", "2025-10-10")
    assert (event["quantity"][0]["low"], event["quantity"][0]["high"]) == (12000, 12500)
    assert event["item"][0]["name"] == "rifles"
    assert not event["contradictions"]


def test_one_claim_alone_can_be_corrected(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]],
    ask: Callable[..., list[Row]],
) -> None:  # fmt: skip
    to, pairs = correcting
    key = troops["claims"][0]
    reply = deciding.post(to, data={**pairs, "actor.0.name": "South Korea", "claim": key})
    assert reply.status_code == 303
    rows = ask("SELECT id FROM corrected")
    assert [row["id"] for row in rows] == [key]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("actor.0.country", "XX", "no code of a country"), ("quantity.0.low", "many", "not a number"),
     ("type", "DANCE", "no type"), ("mode", "nonsense", "has no mode"),
     ("when.first", "soon", "is not a day"),
     ("when.last", "1999-01-01", "is before the first")],
)  # fmt: skip
def test_what_cannot_be_is_told_and_what_was_typed_is_shown_again(
    deciding: TestClient, correcting: tuple[str, dict[str, Any]], name: str, value: str, told: str
) -> None:
    to, pairs = correcting
    reply = deciding.post(to, data={**pairs, name: value, "why": "a long reason, kept"})
    assert reply.status_code == 400
    assert told in reply.text
    assert "a long reason, kept" in reply.text
    assert f'value="{value}"' in reply.text or f">{value}</option>" in reply.text


@pytest.mark.parametrize(
    ("latitude", "longitude", "told"),
    [("999", "30.5", "its latitude is 999; there are -90 to 90"),
     ("50.4", "-181", "its longitude is -181; there are -180 to 180"),
     ("50.4", "", "it has a latitude alone")],
)  # fmt: skip
def test_a_place_lies_on_the_earth(
    deciding: TestClient, correcting: tuple[str, dict[str, Any]], latitude: str, longitude: str,
    told: str,
) -> None:  # fmt: skip
    to, pairs = correcting
    kyiv = {"place.0.name": "Kyiv", "place.0.latitude": latitude, "place.0.longitude": longitude}
    reply = deciding.post(to, data={**pairs, **kyiv})
    assert reply.status_code == 400
    assert told in reply.text


@pytest.mark.parametrize(
    ("typed", "lies"),
    [({"name": "Kursk"}, ("RUS", 51.7, 36.2)),
     ({"name": "Paris", "country": "usa"}, ("USA", 33.7, -95.6)),
     ({"name": "Kursk", "latitude": "10", "longitude": "20"}, (None, 10.0, 20.0)),
     ({"name": "Nowhere at All"}, (None, None, None))],
)  # fmt: skip
def test_a_place_is_found_by_its_name(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]],
    ask: Callable[..., list[Row]], typed: dict[str, str], lies: tuple[object, ...],
) -> None:  # fmt: skip
    to, pairs = correcting
    named = {f"place.0.{part}": value for part, value in typed.items()}
    assert deciding.post(to, data={**pairs, **named}).status_code == 303
    place = ask("SELECT * FROM events WHERE id = ?", troops["id"])[0]["place"][0]
    assert place["name"] == typed["name"]
    parts = [place[part] for part in ("country", "latitude", "longitude")]
    assert [round(one, 1) if isinstance(one, float) else one for one in parts] == list(lies)


def test_two_analysts_on_one_event_are_shown_both_states_and_asked(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]], fill: Fill
) -> None:
    to, pairs = correcting
    first = deciding.post(to, data={**pairs, "actor.0.name": "South Korea", "why": "one"})
    assert first.status_code == 303
    second = deciding.post(to, data={**pairs, "actor.0.name": "Japan", "why": "<i>two</i>"})
    assert second.status_code == 409
    for words in ("North Korea", "South Korea", "Japan", "&lt;i&gt;two&lt;/i&gt;"):
        assert words in second.text
    assert "<i>two" not in second.text
    assert "South Korea → Russia" in deciding.get(f"/events/{troops['id']}").text
    again, kept = fill(second.text, "Decide so")
    assert kept["why"] == ["<i>two</i>"]
    looked = deciding.post(again, data={**kept, "again": "yes"})
    assert looked.status_code == 200
    assert 'value="Japan"' in looked.text
    assert deciding.post(again, data=kept).status_code == 303
    assert "Japan → Russia" in deciding.get(f"/events/{troops['id']}").text


def test_each_revision_that_was_decided_on_can_be_seen_and_cited(
    deciding: TestClient, troops: Row, correcting: tuple[str, dict[str, Any]], fill: Fill
) -> None:
    to, pairs = correcting
    deciding.post(to, data={**pairs, "actor.0.name": "South Korea"})
    to, pairs = fill(deciding.get(f"/events/{troops['id']}").text, "Save correction")
    middle = pairs["revision"][0]
    deciding.post(to, data={**pairs, "actor.0.name": "Japan"})
    for rev, name in ((troops["revision"], "North Korea"), (middle, "South Korea")):
        page = deciding.get(f"/events/{troops['id']}@{rev}")
        assert page.status_code == 200
        assert f"<h1><bdi>{name} → Russia" in page.text
        assert "This is how the event stood" in page.text
        assert 'method="post"' not in page.text
        cited = deciding.get(f"/events/{troops['id']}/cite.txt?rev={rev}").text
        assert f"“{name} → Russia" in cited
        assert rev in cited


def test_a_rejected_event_says_why_and_can_be_taken_back(
    deciding: TestClient, troops: Row, fill: Fill
) -> None:
    to, pairs = fill(deciding.get(f"/events/{troops['id']}").text, "Reject the event")
    assert deciding.post(to, data={**pairs, "why": "a rumour"}).status_code == 303
    page = deciding.get(f"/events/{troops['id']}")
    assert page.status_code == 410
    assert "a rumour" in page.text
    assert troops["id"] not in deciding.get("/events?type=AID").text
    to, pairs = fill(page.text, "Take the rejection back")
    back = deciding.post(to, data=pairs).headers["location"]
    assert back == f"/events/{troops['id']}?undone=2"
    assert "Decision 2 is taken back." in deciding.get(back).text
    assert deciding.get(f"/events/{troops['id']}").status_code == 200


def test_claims_can_be_split_off_and_an_undoing_joins_them_again(
    deciding: TestClient, troops: Row, fill: Fill, ask: Callable[..., list[Row]]
) -> None:
    key = troops["claims"][-1]
    to, pairs = fill(deciding.get(f"/events/{troops['id']}").text, "They are another event")
    assert deciding.post(to, data={**pairs, "claim": key, "why": "later"}).status_code == 303
    rows = ask("SELECT claims FROM events WHERE list_contains(claims, ?)", key)
    assert rows == [{"claims": [key]}]
    home = ask("SELECT event FROM members WHERE claim = ?", troops["claims"][0])[0]["event"]
    to, pairs = fill(deciding.get(f"/events/{home}/history").text, "Undo")
    assert deciding.post(to, data=pairs).status_code == 303
    rows = ask("SELECT claims FROM events WHERE list_contains(claims, ?)", key)
    assert sorted(rows[0]["claims"]) == sorted(troops["claims"])


def test_there_is_no_way_off_the_page_by_a_form(
    deciding: TestClient, troops: Row, fill: Fill
) -> None:
    to = f"/events/{troops['id']}/decide"
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"):
        fresh = fill(deciding.get(f"/events/{troops['id']}").text, "it is right")[1]
        reply = deciding.post(to, data={**fresh, "back": back})
        assert reply.headers["location"].startswith("/events?done=")


@pytest.mark.parametrize("kind", ["", "delete", "merge", "split", "correct"])
def test_a_decision_that_says_nothing_is_refused(
    deciding: TestClient, troops: Row, kind: str, bearing: dict[str, str]
) -> None:
    to = f"/events/{troops['id']}/decide"
    reply = deciding.post(to, data={"kind": kind}, headers=bearing)
    assert reply.status_code == 400


def test_decisions_on_what_is_not_there_are_not_found(
    deciding: TestClient, bearing: dict[str, str]
) -> None:
    missing = "/events/e-aaaaaaaaaaaaaaaa/decide"
    assert deciding.post(missing, data={"kind": "accept"}, headers=bearing).status_code == 404
    assert deciding.post("/decisions/999/undo", data={}, headers=bearing).status_code == 404


def test_nothing_is_decided_without_the_token_of_a_page(
    deciding: TestClient, troops: Row, ask: Callable[..., list[Row]]
) -> None:
    to = f"/events/{troops['id']}/decide"
    assert deciding.post(to, data={"kind": "reject"}).status_code == 403
    assert ask("SELECT status FROM facts WHERE id = ?", troops["id"]) == [{"status": "machine"}]
