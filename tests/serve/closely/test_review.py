"""The queue of review: what comes first, what is decided, what else could be."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

type Row = dict[str, Any]
type Fill = Callable[[str, str], tuple[str, dict[str, Any]]]


@pytest.mark.parametrize("order", ["doubt", "date", "score", "reports", "document"])
def test_skipping_walks_through_every_claim_once(
    deciding: TestClient, ask: Callable[..., list[Row]], order: str
) -> None:
    count = ask("SELECT count(*) AS n FROM claims WHERE type = 'PROTEST'")[0]["n"]
    at, seen = f"/review?order={order}&type=PROTEST", []
    for _ in range(count):
        page = deciding.get(at).text
        seen.append(re.search(r'name="claim" value="(c-[a-z2-7]+)"', page)[1])  # type: ignore[index]
        at = re.search(r'id="skip" href="([^"]+)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
        assert "type=PROTEST" in at
    assert len(set(seen)) == count > 1
    assert "Nothing waits" in deciding.get(at).text


def test_the_most_doubtful_claim_comes_first_and_says_why(deciding: TestClient) -> None:
    page = deciding.get("/review").text
    assert "Doubtful because" in page
    doubts = []
    at = "/review"
    for _ in range(8):
        page = deciding.get(at).text
        doubts.append(float(re.search(r'doubt <span class="num">([0-9.]+)', page)[1]))  # type: ignore[index]
        at = re.search(r'id="skip" href="([^"]+)"', page)[1].replace("&amp;", "&")  # type: ignore[index]
    assert doubts == sorted(doubts, reverse=True)


def test_what_was_accepted_leaves_the_queue_and_counts_as_right(
    deciding: TestClient, fill: Fill
) -> None:
    page = deciding.get("/review?order=score").text
    before = int(re.search(r"([0-9]+) claims? of", page)[1])  # type: ignore[index]
    to, pairs = fill(page, "Save correction")
    claim = f'name="claim" value="{pairs["claim"][0]}"'
    reply = deciding.post(to, data={**pairs, "kind": "accept"})
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/review?order=score&next=")
    page = deciding.get(reply.headers["location"]).text
    assert int(re.search(r"([0-9]+) claims? of", page)[1]) < before  # type: ignore[index]
    assert "100 %" in page
    assert "reviewed" not in re.search(r'class="bar"><span id="claim">.*?</p>', page, re.DOTALL)[0]  # type: ignore[index]
    to, pairs = fill(page, "Undo")
    reply = deciding.post(to, data=pairs)
    assert reply.status_code == 303
    page = deciding.get(reply.headers["location"]).text
    assert "Decision 2 is taken back." in page
    assert claim in page  # it is looked at again
    page = deciding.get("/review?order=score").text
    assert int(re.search(r"([0-9]+) claims? of", page)[1]) == before  # type: ignore[index]


def test_what_is_said_of_a_whole_event_is_told_beforehand(
    deciding: TestClient, troops: Row
) -> None:
    page = deciding.get(f"/review?claim={troops['claims'][0]}").text
    assert "One of the 3 claims of" in page
    assert "Accept all 3 claims" in page
    assert "Reject all 3 claims" in page


def test_one_claim_of_several_can_be_rejected_alone(
    deciding: TestClient, troops: Row, fill: Fill, ask: Callable[..., list[Row]]
) -> None:
    one, *others = troops["claims"]
    to, pairs = fill(deciding.get(f"/review?claim={one}").text, "Save correction")
    assert deciding.post(to, data={**pairs, "kind": "reject alone"}).status_code == 303
    assert ask("SELECT claims FROM events WHERE id = ?", troops["id"]) == [{"claims": others}]
    assert "Reject this claim alone" not in deciding.get("/review?order=score&type=PROTEST").text


def test_to_press_accept_on_changed_fields_loses_nothing(deciding: TestClient, fill: Fill) -> None:
    to, pairs = fill(deciding.get("/review").text, "Save correction")
    typed = {**pairs, "kind": "accept", "attendee.0.name": "Somebody New", "why": "seen there"}
    reply = deciding.post(to, data=typed)
    assert reply.status_code == 400
    for words in ('value="Somebody New"', "seen there", "pressed Accept"):
        assert words in reply.text


def test_the_same_correction_is_offered_where_the_same_words_were_read_so(
    deciding: TestClient, fill: Fill, ask: Callable[..., list[Row]]
) -> None:
    rows = ask(
        "SELECT c.id AS id, w.text AS text, w.name AS name FROM (SELECT *, unnest(actor) AS w FROM "
        "claims) AS c WHERE w.text = 'North Korea' AND len(c.actor) = 1 ORDER BY c.id"
    )  # fmt: skip
    assert len(rows) > 2
    page = deciding.get(f"/review?claim={rows[0]['id']}").text
    to, pairs = fill(page, "Save correction")
    typed = {**pairs, "kind": "correct", "actor.0.name": "Korean People's Army", "why": "the army"}
    reply = deciding.post(to, data=typed)
    assert reply.status_code == 303
    page = deciding.get(reply.headers["location"]).text
    assert "The same correction to" in page
    assert "“North Korea” read as Korean People&#39;s Army, not North Korea" in page
    to, pairs = fill(page, "The same correction to those chosen")
    others = pairs["claim"]
    assert rows[0]["id"] not in others
    assert set(others) <= {row["id"] for row in ask("SELECT id FROM claims")}
    assert deciding.post(to, data={**pairs, "claim": others[:2]}).status_code == 303
    told = ask("SELECT id, actor FROM corrected ORDER BY id")
    assert [row["id"] for row in told] == sorted([rows[0]["id"], *others[:2]])
    for row in told:
        assert "Korean People's Army" in [who["name"] for who in row["actor"]]
        for who in row["actor"]:
            assert who["text"] is None or len(who["text"]) == who["end"] - who["start"]


def test_an_unknown_order_or_token_is_told(deciding: TestClient) -> None:
    assert deciding.get("/review?order=luck").status_code == 400
    assert deciding.get("/review?next=nonsense").status_code == 400
    assert deciding.get("/review?claim=c-aaaaaaaaaaaaaaaa").status_code == 200


def test_the_same_of_nothing_is_refused(deciding: TestClient, bearing: dict[str, str]) -> None:
    reply = deciding.post("/review/same", data={"number": "77"}, headers=bearing)
    assert reply.status_code == 400
