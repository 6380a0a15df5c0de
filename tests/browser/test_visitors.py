"""Two analysts at once, visitors without scripts, a snapshot, and a server that has gone."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

Opened = Callable[..., BrowserContext]


def drawn(page: Page) -> None:
    """Wait for the drawing of a page that has one."""
    if page.locator("#drawing").count():
        expect(page.locator("#summary")).not_to_be_empty()


def correct(page: Page, mode: str, why: str) -> int:
    """Fill in a correction and send it; gives the status of the reply."""
    page.locator("#correct > summary").click()
    page.locator("#correct input[name=mode]").fill(mode)
    page.locator("#correct textarea").fill(why)
    with page.expect_response(lambda reply: reply.url.endswith("/decide")) as waited:
        page.get_by_role("button", name="Save correction").click()
    return waited.value.status


def test_the_second_analyst_sees_the_conflict_and_loses_nothing(site: Any, opened: Opened) -> None:
    ann, bob = opened(site).new_page(), opened(site).new_page()
    ann.goto("/events?type=ACCUSE&status=machine")
    ann.locator("table.events .date a").first.click()
    ann.wait_for_load_state("load")
    bob.goto(ann.url)
    assert correct(ann, "allege", "ann was first") == 303
    assert correct(bob, "disapprove", "bob typed this at length") == 409
    expect(bob.locator("h1")).to_contain_text("has changed since you opened it")
    expect(bob.locator("main")).to_contain_text("ann was first")
    expect(bob.locator("main")).to_contain_text("bob typed this at length")
    mode = bob.locator("table.states tr", has=bob.get_by_role("rowheader", name="mode"))
    expect(mode).to_contain_text("disapprove")
    bob.get_by_role("button", name="Look at it again").click()
    expect(bob.locator("#correct input[name=mode]")).to_have_value("disapprove")
    expect(bob.locator("#correct textarea")).to_have_value("bob typed this at length")
    bob.get_by_role("button", name="Save correction").click()
    expect(bob.locator(".badges")).to_contain_text("ACCUSE/disapprove")
    bob.get_by_role("link", name="All of its history, with undo").click()
    for left in (1, 0):
        bob.get_by_role("button", name="Undo").first.click()
        expect(bob.get_by_role("button", name="Undo")).to_have_count(left)


@pytest.fixture
def plain(site: Any, opened: Opened) -> Page:
    """A window without JavaScript."""
    return opened(site, java_script_enabled=False).new_page()


def test_without_scripts_events_are_filtered_opened_and_decided_on(plain: Page) -> None:
    plain.goto("/")
    plain.locator(".numbers a").first.click()
    plain.locator("#facets a[href*='type=CONSULT']").first.click()
    plain.locator("table.events .date a").first.click()
    plain.locator("table.says").get_by_role("link", name="in the report").first.click()
    expect(plain.locator("mark.lit")).not_to_have_count(0)
    plain.locator(".stack .card.lit a.to").click()
    plain.get_by_role("button", name="Accept").click()
    expect(plain.locator("main .banner[role=status]")).to_contain_text("is written down")
    plain.get_by_role("link", name="All of its history, with undo").click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator("ol.timeline")).to_contain_text("undone")


@pytest.mark.parametrize("screen", ["timeline", "map", "network"])
def test_without_scripts_a_drawing_is_a_table(plain: Page, screen: str) -> None:
    plain.goto(f"/{screen}")
    plain.wait_for_url(re.compile("as=table|view=table"))
    assert plain.locator("#sheet tbody tr").count() > 3


@pytest.mark.parametrize("screen", ["review", "sources", "docs", "jobs", "help"])
def test_without_scripts_a_list_is_whole(plain: Page, screen: str) -> None:
    plain.goto(f"/{screen}")
    expect(plain.locator("h1")).to_be_visible()
    assert len(plain.locator("main").inner_text()) > 300


def test_a_snapshot_is_read_on_every_screen_and_left(site: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site.url)))
    for path in ("/events", "/timeline", "/map", "/network", "/sources", "/review", "/"):
        page.goto(f"/@{site.snapshot}{path}")
        expect(page.locator(".frozen")).to_contain_text("The record as it was")
        drawn(page)
    live = [path for path in asked if not path.startswith((f"/@{site.snapshot}", "/static/"))]
    assert live == [], "a snapshot shows nothing of the record as it is now"
    page.goto(f"/@{site.snapshot}/events")
    page.locator("table.events .date a").first.click()
    assert page.url.startswith(f"{site.url}/@{site.snapshot}/events/")
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    page.get_by_role("link", name="See it as it is now").click()
    assert "/@" not in page.url
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


def test_what_was_typed_stays_where_the_server_has_gone(
    coded: Path, serving: Callable[..., Any], browser: Any
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with serving(coded) as url:
        page.goto(f"{url}/events?type=AID")
        page.locator("table.events .date a").first.click()
        page.locator("#correct > summary").click()
        page.locator("#correct textarea").fill("a reason of many words")
    page.get_by_role("button", name="Save correction").click()
    expect(page.locator("#banner")).to_contain_text("Dateline is not running")
    expect(page.locator("#correct textarea")).to_have_value("a reason of many words")
    context.close()


def test_a_page_that_was_open_while_the_server_was_started_again_still_decides(
    coded: Path, serving: Callable[..., Any], browser: Any, tmp_path: Path
) -> None:
    record = shutil.copytree(coded, tmp_path / "again.dateline")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    with serving(record) as url:
        page.goto(f"{url}/events?type=AID")
        page.locator("table.events .date a").first.click()
        page.locator("#reject > summary").click()
        page.locator("#reject textarea").fill("said before, sent after")
    with serving(record, "-p", url.rpartition(":")[2]) as again:
        assert again == url
        with page.expect_navigation():
            page.locator("#reject").get_by_role("button").click()
        expect(page.locator("main")).to_contain_text("said before, sent after")
        expect(page.locator("main")).to_contain_text("rejected")
    context.close()
