"""Lists of the API: pages, filters, facets, fields, tags; and what is refused."""

from typing import Any

import pytest
from starlette.testclient import TestClient

V1 = "/api/v1"


def got(client: TestClient, path: str) -> dict[str, Any]:
    reply = client.get(f"{V1}/{path}")
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


@pytest.mark.parametrize("path", ["events", "events?sort=score", "documents", "actors", "edges"])
def test_pages_follow_one_another_without_gap_or_repeat(client: TestClient, path: str) -> None:
    link = "&" if "?" in path else "?"
    whole = got(client, f"{path}{link}limit=1000")
    seen: list[Any] = []
    url = f"{V1}/{path}{link}limit=7"
    while url:
        reply = client.get(url)
        page = reply.json()
        seen += page["items"]
        assert page["total"] == whole["total"]
        assert ('rel="next"' in reply.headers.get("link", "")) == bool(page["next"])
        url = page["next_url"]
    assert seen == whole["items"]
    assert len(seen) == whole["total"] > 7


def test_events_are_the_nouns_of_the_record_and_more(client: TestClient) -> None:
    event = got(client, "events?limit=1")["items"][0]
    assert {"actor", "when", "support", "standing", "quad", "status", "updated_at"} <= set(event)
    assert event["permalink"] == f"/events/{event['id']}@{event['revision']}"
    assert got(client, f"events/{event['id']}") == event
    assert got(client, f"events/{event['id']}@{event['revision']}") == event


def test_a_filter_means_what_it_means_on_the_page(client: TestClient) -> None:
    types = {one["type"] for one in got(client, "events?type=aid&type=ACCUSE")["items"]}
    assert types == {"AID", "ACCUSE"}
    rest = got(client, "events?-type=AID&-type=ACCUSE")
    assert not types & {one["type"] for one in rest["items"]}
    assert rest["total"] == got(client, "events")["total"] - sum(
        got(client, f"events?type={name}")["total"] for name in types
    )


def test_facets_count_what_the_filters_let_through(client: TestClient) -> None:
    told = got(client, "events?facet=type,country&limit=1")
    assert sum(one["events"] for one in told["facets"]["type"]) == told["total"]
    assert set(told["facets"]) == {"type", "country"}


def test_fields_keep_only_what_is_named(client: TestClient) -> None:
    assert set(got(client, "events?fields=id,type&limit=1")["items"][0]) == {"id", "type"}
    assert set(got(client, "documents?fields=title&limit=1")["items"][0]) == {"title"}


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(f"{V1}/events").headers["etag"]
    again = client.get(f"{V1}/events", headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{V1}/events", headers={"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code", "word"),
    [
        ("events?colour=1", 400, "browse/no-filter", "contradicted"),
        ("types?colour=1", 400, "api/no-parameter", "as_of"),
        ("events?limit=0", 400, "api/wrong-request", "query.limit"),
        ("events?limit=1001", 400, "api/wrong-request", "query.limit"),
        ("events?facet=shape", 400, "analyse/no-facet", "standing"),
        ("events?fields=shape", 400, "api/no-field", "updated_at"),
        ("events?next=abc", 400, "browse/wrong-value", "next_url"),
        ("events?sort=score&next=WyJhIiwgImIiXQ", 400, "browse/wrong-value", "next"),
        ("events?after=yesterday", 400, "analyse/no-date", "ISO"),
        ("events?min_reports=²", 400, "browse/wrong-value", "whole number"),
        ("events/e-none", 404, "record/not-found", "api/v1/events"),
        ("documents/d-none", 404, "record/not-found", "api/v1/documents"),
        ("actors/a-none/edges", 404, "record/not-found", "api/v1/actors"),
        ("events.xls", 400, "api/wrong-request", "geojson"),
        ("changes?since=then", 400, "browse/wrong-value", "since"),
        ("nothing", 404, "serve/no-page", ""),
    ],
)
def test_what_is_wrong_is_a_problem_that_says_what_to_do(
    client: TestClient, path: str, status: int, code: str, word: str
) -> None:
    reply = client.get(f"{V1}/{path}")
    told = reply.json()
    assert (reply.status_code, told["code"]) == (status, code)
    assert reply.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "errors"} <= set(told)
    assert word in told["detail"]


def test_an_event_leads_to_its_claims_and_their_sentences(client: TestClient) -> None:
    event = max(got(client, "events")["items"], key=lambda one: len(one["claims"]))
    claims = got(client, f"events/{event['id']}/claims")["items"]
    assert sorted(event["claims"]) == [claim["id"] for claim in claims]
    first = claims[0]
    text = client.get(f"{V1}/documents/{first['document']}/text").text
    sentence = first["sentence"]
    assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_annotations_quote_the_text_exactly(client: TestClient) -> None:
    key = got(client, "events?type=AID")["items"][0]["id"]
    document = got(client, f"events/{key}/claims")["items"][0]["document"]
    text = client.get(f"{V1}/documents/{document}/text").text
    page = got(client, f"documents/{document}/annotations")
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) > 5
    for one in page["items"]:
        position, quote = one["target"]["selector"]
        span = text[position["start"] : position["end"]]
        assert span == quote["exact"]
        assert quote["prefix"] + span + quote["suffix"] in text


def test_counts_add_up_to_the_events(client: TestClient) -> None:
    total = got(client, "events")["total"]
    assert sum(one["events"] for one in got(client, "timeline")["items"]) == total
    nowhere = [one for one in got(client, "map")["countries"] if one["country"] is None]
    assert nowhere[0]["events"] == got(client, "events?country=none")["total"]
    matrix = got(client, "matrix?size=5")
    assert 2 <= len(matrix["parties"]) <= 5


def test_an_actor_has_the_edges_of_its_events(client: TestClient) -> None:
    actor = next(one for one in got(client, "actors")["items"] if one["kind"] == "state")
    edges = got(client, f"actors/{actor['id']}/edges")["items"]
    assert edges
    assert all(actor["id"] in (edge["source"], edge["target"]) for edge in edges)


def test_search_finds_by_name_title_and_sentence(client: TestClient) -> None:
    hits = got(client, "search?q=korea")["items"]
    assert {"actor", "event"} <= {hit["kind"] for hit in hits}
    event = next(hit for hit in hits if hit["kind"] == "event")
    assert "korea" in event["text"].lower()
    assert event["url"] == f"/events/{event['id']}"


def test_types_are_those_of_the_lexicon(client: TestClient) -> None:
    types = got(client, "types")["items"]
    assert len(types) == 16
    assert {"id": "ASSAULT", "quad": "material conflict"}.items() <= types[-1].items()
