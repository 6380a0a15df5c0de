"""What holds of every reply."""

from starlette.testclient import TestClient


def test_events_are_listed_and_lead_to_their_pages(client: TestClient) -> None:
    reply = client.get("/events")
    assert reply.status_code == 200
    assert reply.text.count('<a href="/events/e-') > 10


def test_every_reply_forbids_what_is_not_ours(client: TestClient) -> None:
    for path in ("/events", "/static/style.css", "/events?sort=nope"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_a_request_for_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/events", headers={"host": "evil.example"}).status_code == 421


def test_a_wrong_value_is_told_in_three_lines(client: TestClient) -> None:
    reply = client.get("/events?sort=nope")
    assert reply.status_code == 400
    assert "there is no sort" in reply.text
