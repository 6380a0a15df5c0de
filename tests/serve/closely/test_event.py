"""The page of one event."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.model import content_id

type Row = dict[str, Any]


def test_the_page_says_who_says_what_with_the_sentence_of_each(
    deciding: TestClient, troops: Row, ask: Callable[..., list[Row]]
) -> None:
    page = deciding.get(f"/events/{troops['id']}").text
    claims = ask("SELECT * FROM claims WHERE list_contains(?, id)", troops["claims"])
    for claim in claims:
        sentence = claim["sentence"]
        where = f"/docs/{claim['document']}?e={troops['id']}#s{sentence['number']}"
        assert where.replace("&", "&amp;") in page
        assert f'<tbody id="{claim["id"]}"' in page
    assert "Contradictions" in page
    assert "troops: 10,000" in page
    assert "troops: 15,000" in page
    assert "3 reports, 3 of them independent" in page


def test_the_heading_is_a_sentence(deciding: TestClient, troops: Row) -> None:
    page = deciding.get(f"/events/{troops['id']}").text
    assert "<h1><bdi>North Korea → Russia: aid, 11 October 2025</bdi></h1>" in page


def test_every_value_names_the_claims_that_give_it(deciding: TestClient, troops: Row) -> None:
    page = deciding.get(f"/events/{troops['id']}").text
    record = page[page.index('<dl class="pairs record">') : page.index("Who says what")]
    for who in troops["recipient"]:
        for key in who["claims"]:
            assert f'href="#{key}"' in record


def test_why_the_claims_are_one_event_is_shown_term_by_term(
    deciding: TestClient, troops: Row
) -> None:
    page = deciding.get(f"/events/{troops['id']}").text
    part = page[page.index("Why these claims are one event") :]
    assert part.count("4.5 is enough") == len(troops["claims"]) - 1
    assert '<th scope="row">actor</th>' in part


def test_near_copies_are_named_and_counted_once(
    deciding: TestClient, ask: Callable[..., list[Row]]
) -> None:
    event = ask("SELECT * FROM events WHERE support.documents > support.independent LIMIT 1")[0]
    page = deciding.get(f"/events/{event['id']}").text
    assert "Counted once:" in page
    assert "the same words" in page


def test_an_unknown_event_is_not_found(deciding: TestClient) -> None:
    for key in ("e-aaaaaaaaaaaaaaaa", "e-", "nothing", "e-aaaaaaaaaaaaaaaa@r-x", "e-%27--"):
        assert deciding.get(f"/events/{key}").status_code == 404


def test_the_revision_of_now_is_the_page_and_an_unknown_one_says_which_there_are(
    deciding: TestClient, troops: Row
) -> None:
    at = f"/events/{troops['id']}@"
    assert deciding.get(at + troops["revision"]).status_code == 200
    reply = deciding.get(at + "r-aaaaaaaaaaaaaaaa")
    assert reply.status_code == 404
    assert troops["revision"] in reply.text


@pytest.mark.parametrize("ending", ["txt", "bib", "ris", "csl.json"])
def test_an_event_is_cited_at_its_revision(deciding: TestClient, troops: Row, ending: str) -> None:
    reply = deciding.get(f"/events/{troops['id']}/cite.{ending}")
    assert reply.status_code == 200
    assert f"{troops['id']}@{troops['revision']}" in reply.text
    if ending == "csl.json":
        assert json.loads(reply.text)[0]["version"] == troops["revision"]


def test_there_is_no_other_style(deciding: TestClient, troops: Row) -> None:
    assert deciding.get(f"/events/{troops['id']}/cite.exe").status_code == 404


def test_before_and_after_lead_through_the_list_and_keep_its_filters(
    deciding: TestClient, ask: Callable[..., list[Row]]
) -> None:
    listed = [row["id"] for row in ask(
        "SELECT id FROM facts WHERE type = 'ASSAULT' ORDER BY coalesce(first, '') DESC, id DESC"
    )]  # fmt: skip
    walked, at = [listed[0]], listed[0]
    for _ in listed[1:]:
        page = deciding.get(f"/events/{at}?type=ASSAULT").text
        found = re.search(r'<a rel="next" href="/events/(e-[a-z2-7]+)\?type=ASSAULT"', page)
        assert found
        at = found[1]
        walked.append(at)
    assert walked == listed


def test_an_event_that_was_merged_away_leads_to_the_one_that_holds_it(
    deciding: TestClient, ask: Callable[..., list[Row]], fill: Callable[..., Any]
) -> None:
    one, two = ask("SELECT * FROM events WHERE type = 'PROTEST' ORDER BY id LIMIT 2")
    page = deciding.get(f"/events/{one['id']}?near={two['id']}").text
    to, pairs = fill(page, "They are one event")
    reply = deciding.post(to, data={**pairs, "other": two["id"], "why": "the same march"})
    assert reply.status_code == 303
    kept = content_id("e", min(one["claims"] + two["claims"]))
    gone = two["id"] if kept == one["id"] else one["id"]
    reply = deciding.get(f"/events/{gone}?type=PROTEST")
    assert (reply.status_code, reply.headers["location"]) == (308, f"/events/{kept}?type=PROTEST")
    page = deciding.get(f"/events/{kept}").text
    assert f"Merged from: <code>{gone}</code>" in page
    assert "judged the same by" in page
    reply = deciding.get(f"/events/{gone}/history")
    assert (reply.status_code, reply.headers["location"]) == (308, f"/events/{kept}/history")
