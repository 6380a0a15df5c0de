"""Keys and settings in a real browser: they act, and never while somebody types."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium of the system"),
]


@pytest.fixture(scope="module")
def address(coded: Path, serving: Callable[[Path], AbstractContextManager[str]]) -> Iterator[str]:
    """A server over the record that is not to be changed."""
    with serving(coded) as url:
        yield url


@pytest.fixture(scope="module")
def tab(address: str) -> Iterator[Page]:
    """A tab of a browser, which finds no fault in the scripts."""
    faults: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}/events")
        page.wait_for_load_state("networkidle")
        yield page
        browser.close()
    assert faults == []


def test_rows_are_stepped_through_selected_and_taken_along(tab: Page, address: str) -> None:
    tab.goto(f"{address}/events", wait_until="networkidle")
    for key in "jjkx":
        tab.keyboard.press(key)
    assert tab.locator("tr.here").count() == tab.locator("tbody input:checked").count() == 1
    with tab.expect_download() as download:
        tab.keyboard.press("e")
    assert Path(download.value.path()).read_text("utf-8").count("\n") == 2


def test_keys_do_not_act_while_one_types_and_can_be_turned_off(tab: Page, address: str) -> None:
    tab.goto(f"{address}/events", wait_until="networkidle")
    for _ in range(40):  # until the scripts have begun to listen
        tab.keyboard.press("/")
        if tab.evaluate("document.activeElement.id") == "q":
            break
        tab.wait_for_timeout(250)
    tab.keyboard.type("j2?")
    assert tab.locator("#q").input_value() == "j2?"
    assert not tab.locator("#all-keys").is_visible()
    tab.keyboard.press("Escape")
    tab.keyboard.press("?")
    expect(tab.locator("#all-keys")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#all-keys")).not_to_be_visible()
    tab.goto(f"{address}/help", wait_until="networkidle")
    tab.uncheck("input[name=keys]")
    tab.locator("h1").click()
    tab.keyboard.press("2")
    tab.wait_for_timeout(300)
    assert tab.url == f"{address}/help"
    tab.check("input[name=keys]")
    tab.locator("h1").click()
    tab.keyboard.press("g")
    tab.keyboard.press("s")
    tab.wait_for_url(f"{address}/sources")


def test_the_theme_stays_chosen_and_a_lost_server_is_told(tab: Page, address: str) -> None:
    tab.goto(f"{address}/", wait_until="networkidle")
    tab.click("#theme")
    tab.reload(wait_until="networkidle")
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"
    tab.context.set_offline(True)
    tab.locator(".pin").first.click()
    tab.locator("#banner").wait_for(state="visible")
    assert "Dateline is not running" in tab.locator("#banner").inner_text()
    tab.context.set_offline(False)
