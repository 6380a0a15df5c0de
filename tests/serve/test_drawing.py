"""The drawings in a real browser: what is drawn, keys, buttons, names that would be more."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dateline.serve import Desk

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
]
HOSTILE = '<img src=x onerror="window.ran=1">'
CHINESE = "北京市人民政府外事办公室新闻发言人"


def kept(path: Path, names: list[str]) -> None:
    """Put names into the facts of a view: some of them in the last place of the matrix too.

    The first two of them stand in a third of the facts, so that they are drawn wherever the most
    frequent are, whatever the ids.
    """
    Desk(path).shelf.view.close()
    (view,) = path.glob("serve/*.duckdb")
    spare = "[CASE WHEN rowid % 3 = 0 THEN ? ELSE ?[1 + (hash(id || ?) % ?)::INTEGER] END]"
    with duckdb.connect(str(view)) as connection:
        for first, side in enumerate(("actor", "recipient")):
            connection.execute(
                f"UPDATE facts SET {side}s = {spare}, {side}_parties = {spare}, "
                f"{side}_names = {spare}, place = ?, latitude = 40, longitude = 20, "
                "place_grain = 'city'",
                [*[names[first], names, side, len(names)] * 3, HOSTILE],
            )


@pytest.fixture(scope="module")
def address(
    coded: Path, tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[str]:  # fmt: skip
    """A server over a record with hostile, long and Chinese names."""
    path = shutil.copytree(coded, tmp_path_factory.mktemp("drawn") / "drawn.dateline")
    kept(path, [HOSTILE, CHINESE, "The longest of all names that anybody ever bore",
                *(f"Party {n}" for n in range(8))])  # fmt: skip
    with serving(path) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playing:
        yield playing.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    faults: list[Any] = []
    page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(8_000)
    page.on("pageerror", lambda told: faults.append(str(told)))
    page.on("dialog", lambda told: faults.append(told.message))
    page.on("console", lambda told: noted(told, faults))
    yield page
    assert page.evaluate("window.ran") is None
    assert faults == []
    page.close()


def noted(told: Any, faults: list[Any]) -> None:
    """Note what a console says is wrong; a reply that a test makes fail is not."""
    if told.type == "error" and "status of 500" not in told.text:
        faults.append(told.text)


def opened(page: Page, path: str, marks: str) -> None:
    """Open a screen and wait until it has drawn."""
    page.goto(path)
    page.wait_for_selector(marks, state="attached")
    expect(page.locator("#summary")).to_have_text(re.compile(r"\.$"))


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/timeline?lanes=dyad", ".lane"), ("/timeline?type=CONSULT&lanes=actor", ".lane"),
        ("/map?shade=1", ".cell"), ("/network", ".matrix .coop"),
        ("/network?view=graph", ".party"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_are_drawn_and_names_stay_text(
    page: Page, path: str, marks: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, path, marks)
    assert page.locator("#canvas svg *").count() <= 15_000
    assert page.locator("main img").count() == 0
    assert ("type=" in path) or HOSTILE in page.inner_text("body", timeout=1000) + str(
        page.evaluate("[...document.querySelectorAll('title')].map((one) => one.textContent)")
    )
    page.click("#twin summary")
    page.wait_for_selector("#twin table td")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_no_label_of_the_matrix_is_cut_off(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, "/network", ".matrix .coop")
    outside = page.evaluate(
        """() => {
          const frame = document.querySelector(".matrix").getBoundingClientRect();
          return [...document.querySelectorAll(".matrix .label")].filter((label) => {
            const box = label.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1
              || box.top < frame.top - 1;
          }).length;
        }"""
    )
    assert outside == 0
    assert page.locator(".matrix .label", has_text="北京").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_move_in_the_matrix_and_open_the_pair_and_the_graph(page: Page) -> None:
    opened(page, "/network?type=CONSULT", ".matrix .label")
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert " → " in page.inner_text("#readout")
    page.keyboard.press("Enter")
    page.wait_for_url("**/network/**type=CONSULT*")
    opened(page, "/network?type=CONSULT", ".matrix .label")
    page.focus("#canvas")
    page.keyboard.press("g")
    page.wait_for_url("**view=graph*")
    assert "type=CONSULT" in page.url


def test_keys_and_buttons_move_the_timeline_and_the_address_follows(page: Page) -> None:
    opened(page, "/timeline?after=2024-01-01&before=2024-12-31&lanes=quad", "#summary")
    page.keyboard.press("+")
    assert "after=2024-04-01&before=2024-10-01" in page.url
    page.wait_for_load_state("networkidle")
    page.click("[data-do=wider]")
    assert page.input_value("#after") < "2024-01-10"
    page.wait_for_load_state("networkidle")
    page.keyboard.press("t")
    assert "lanes=quad" in page.url
    assert page.input_value("#before") == time.strftime("%Y-%m-%d", time.gmtime())
    page.wait_for_load_state("networkidle")
    page.focus("#canvas")
    page.keyboard.press("ArrowLeft")
    assert page.input_value("#before") < time.strftime("%Y-%m-%d", time.gmtime())
    link = page.get_attribute("main .links a", "href") or ""
    assert f"before={page.input_value('#before')}" in link


def test_keys_move_the_map_and_its_list_leads_to_events(page: Page) -> None:
    opened(page, "/map", ".cell")
    page.keyboard.press("+")
    assert "z=1" in page.url
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    assert "at=20.00" in page.url
    page.keyboard.press("-")
    assert "z=" not in page.url
    page.wait_for_timeout(400)
    page.locator("#places a").first.focus()
    assert page.locator(".cell.here").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?**bbox=**")


def test_what_fails_is_said_with_the_command_and_goes_when_it_works(page: Page) -> None:
    page.route("**/timeline.json*", lambda route: route.fulfill(
        status=500, content_type="application/problem+json",
        body='{"title": "the disk is gone", "detail": "<b>really</b>"}'))  # fmt: skip
    page.goto("/timeline")
    page.wait_for_selector("#failed:visible")
    told = page.inner_text("#failed")
    assert "the disk is gone: <b>really</b>" in told
    assert "dateline trend --per week --record" in told
    page.unroute("**/timeline.json*")
    page.keyboard.press("t")
    page.wait_for_selector("#failed", state="hidden")


def test_counting_is_said_when_it_takes_longer(page: Page) -> None:
    page.route("**/map.json*", lambda route: (time.sleep(1), route.continue_()))
    page.goto("/map", wait_until="commit")
    page.wait_for_selector("#counting:visible")
    page.wait_for_selector(".cell", state="attached")
    assert page.is_hidden("#counting")


def test_without_scripts_there_is_the_table(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/timeline?lanes=actor")
    page.wait_for_url("**as=table*")
    assert page.locator("#sheet td").count() > 10
    page.close()
