"""The first screen: what there is, what came since a mark, how pairs fare; an empty record."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from dateline.analyse.news import Spans, direction
from dateline.model import Query
from dateline.record.since import Mark, coded_between
from dateline.run import Change
from dateline.serve import Desk, create_app

type Look = Callable[..., HtmlElement]
NEW = {
    "id": "late", "outlet": "The Late Bulletin", "published": "2025-11-02",
    "text": "Rebels attacked the town of Arwad in Syria on Sunday, killing four people. "
    "France condemned the attack on Monday.",
}  # fmt: skip


def test_the_counts_are_those_of_the_record(look: Look, coded: Path) -> None:
    page = look("/")
    told = dict(
        zip(
            [one.text_content() for one in page.cssselect("dl.held dt")],
            [int(one.text_content()) for one in page.cssselect("dl.held dd")],
            strict=True,
        )
    )
    desk = Desk(coded)
    for noun in ("events", "claims", "documents", "quotes", "assessments", "actors", "problems"):
        (row,) = desk.ask(Query(sql=f"SELECT count(*) AS n FROM {noun}"))
        assert told[noun] == row["n"], noun


def test_what_was_coded_after_a_mark_is_new(
    record: Path, look: Look, command: str, tmp_path: Path
) -> None:
    with TestClient(create_app(Desk(record)), base_url="http://127.0.0.1") as before:
        mark = look("/", asking=before).cssselect("#changes")[0].get("data-mark")
        assert "Nothing new" in look(f"/?since={mark}", asking=before).text_content()
    late = tmp_path / "late.jsonl"
    late.write_text(json.dumps(NEW), encoding="utf-8")
    subprocess.run([command, "code", late, "--record", record, "-q"], check=True, timeout=300)
    with TestClient(create_app(Desk(record)), base_url="http://127.0.0.1") as after:
        page = look(f"/start/changes?since={mark}", asking=after)
        links = [
            one.get("href") for one in page.cssselect("ul.events a") if "/e-" in one.get("href")
        ]
        assert links
        for link in links:
            key = link.rsplit("/", 1)[1]
            listed = look(f"/events?id={key}", asking=after)
            assert listed.cssselect(f'tr[data-id="{key}"]')
        new = Mark.of(Desk(record).shelf.view)
        assert len(coded_between(Desk(record).record, Mark.read(mark), new) or ()) == 1


def test_an_event_that_was_decided_on_is_changed(record: Path, look: Look) -> None:
    desk = Desk(record)
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as asking:
        mark = look("/", asking=asking).cssselect("#changes")[0].get("data-mark")
        key = look("/events", asking=asking).cssselect("table.events tbody tr")[0].get("data-id")
        desk.decide(Change(kind="accept", events=(key,), user="tester"))
        told = look(f"/start/changes?since={mark}", asking=asking)
        assert "1 decision by analysts" in told.text_content()
        assert "1 changed events" in told.text_content()
        assert told.cssselect(f'a[href="http://127.0.0.1/events/{key}"]')


def test_a_mark_that_the_record_does_not_know_is_said_not_to_be_known(look: Look) -> None:
    assert "does not know the state 999.0" in look("/?since=999.0").text_content()


def test_what_is_no_mark_is_refused(look: Look) -> None:
    assert "record/no-mark" in look("/?since=yesterday", 400).text_content()
    assert "serve/wrong-address" in look("/start/changes", 400).text_content()


def test_a_watched_pair_is_told_of_in_one_line_with_its_events(look: Look) -> None:
    page = look("/?watch=PRK~RUS")
    (row,) = page.cssselect("#watched tbody tr")
    assert "North Korea – Russia" in row.text_content()
    assert "cooperation 1 after 0" in row.text_content()
    link = row.cssselect("a")[0].get("href")
    assert len(look(link).cssselect("table.events tbody tr")) >= 1
    assert page.cssselect('#watch input[name="watch"]')[0].get("value") == "PRK~RUS"


def test_what_is_no_pair_is_refused(look: Look) -> None:
    assert "browse/wrong-value" in look("/?watch=PRK", 400).text_content()


def test_two_spans_touch_and_are_equally_long() -> None:
    spans = Spans.to("2025-10-12")
    assert (spans.before, spans.between) == ("2025-04-16", "2025-07-14")
    assert (spans.after, spans.last) == ("2025-07-15", "2025-10-12")


@pytest.mark.parametrize(
    ("now", "before", "way"),
    [(9, 2, "up"), (2, 9, "down"), (1, 0, "side"), (2, 0, "up"), (100, 90, "side"), (0, 0, "side")],
)
def test_a_change_has_to_be_more_than_chance(now: int, before: int, way: str) -> None:
    assert direction(now, before) == way


@pytest.fixture
def empty(command: str, tmp_path: Path) -> Path:
    """A record that holds nothing."""
    path = tmp_path / "empty.dateline"
    subprocess.run([command, "init", path], check=True, timeout=60)
    return path


@pytest.mark.parametrize("path", ["/", "/events", "/docs"])
def test_an_empty_record_says_what_to_do(empty: Path, look: Look, path: str) -> None:
    with TestClient(create_app(Desk(empty)), base_url="http://127.0.0.1") as asking:
        page = look(path, asking=asking)
        commands = [one.get("data-copy") for one in page.cssselect("button[data-copy]")]
        assert [one.split()[1] for one in commands] == ["code", "events", "serve"]
        assert all(one.endswith(str(empty)) for one in commands)
        assert page.cssselect('form[action="http://127.0.0.1/example"] button')
        for other in ("/sources", "/jobs", "/help", "/events?type=AID"):
            look(other, asking=asking)


@pytest.mark.slow
def test_the_bundled_example_is_loaded_by_a_button(empty: Path, look: Look) -> None:
    with TestClient(create_app(Desk(empty)), base_url="http://127.0.0.1") as asking:
        form = look("/", asking=asking).cssselect("form.act")[0]
        token = form.cssselect("input[name='token']")[0].get("value")
        reply = asking.post(
            "/example", data={"token": token}, headers={"origin": "http://127.0.0.1"}
        )
        assert reply.status_code == 200
        assert "is being read and coded" in reply.text
        end = time.monotonic() + 240
        while not look("/", asking=asking).cssselect("#changes"):
            assert time.monotonic() < end
            time.sleep(1)
        assert len(look("/docs", asking=asking).cssselect("tbody tr")) == 16


def test_a_record_that_holds_something_takes_no_example(look: Look, coded: Path) -> None:
    assert not look("/").cssselect("form.act")
    desk = Desk(coded)
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as asking:
        token = look("/", asking=asking).cssselect('meta[name="token"]')[0].get("content")
        asking.post("/example", data={"token": token}, headers={"origin": "http://127.0.0.1"})
        assert getattr(asking.app.state, "loading", None) is None
