"""A walk through every screen by keyboard alone: nothing is clicked, and no field is filled."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

MOST = 400  # steps with Tab to anything on a page


class Hands:
    """A keyboard, and eyes to see where the focus is."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def to(self, selector: str) -> None:
        """Press Tab until what is meant has the focus, and is to be seen to have it."""
        for _ in range(MOST):
            self.press("Tab")
            if self.page.evaluate("one => document.activeElement?.matches(one)", selector):
                break
        else:
            pytest.fail(f"Tab does not lead to {selector}")
        ring = self.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert ring == "3px", f"{selector} does not show its focus"

    def follow(self, selector: str) -> None:
        """Go to a link or button and press it; wait for where it leads."""
        self.to(selector)
        self.go("Enter")

    def go(self, *keys: str) -> None:
        """Press keys that lead to another page."""
        with self.page.expect_navigation():
            self.press(*keys)
        self.ready()

    def ready(self) -> None:
        """The scripts of the page have begun to listen."""
        self.page.wait_for_load_state("load")

    def open(self, path: str) -> None:
        """Open an address, as one types it."""
        self.page.goto(path)
        self.ready()


@pytest.fixture
def hands(page: Page) -> Hands:
    return Hands(page)


def count(page: Page) -> int:
    return int(page.locator(".count strong").inner_text().replace(",", ""))


def test_from_a_search_to_the_sentence_and_back(hands: Hands) -> None:
    page = hands.page
    hands.open("/")
    hands.press("/")
    hands.type("type:ASSAULT before:2023-12-31")
    hands.go("Enter")
    assert count(page) > 1
    hands.press("j", "j", "k")
    expect(page.locator("tr.here")).to_have_count(1)
    hands.go("o")
    assert "/docs/d-" in page.url
    expect(page.locator(".s.lit").first).to_be_visible()
    hands.press("j", "j")
    expect(page.locator(".s.now")).to_be_in_viewport()
    hands.press("m")
    expect(page.locator("body")).to_have_class(re.compile("marks-off"))
    hands.follow(".stack .card.lit a.to")
    hands.follow("table.says a[href*='#s']")
    sentence = page.locator(f"#{page.url.rsplit('#')[1]}")
    expect(sentence).to_be_in_viewport()
    page.go_back()
    assert "/events/e-" in page.url


def test_filters_are_set_by_tab_and_taken_off(hands: Hands) -> None:
    page = hands.page
    hands.open("/events")
    everything = count(page)
    hands.follow("#facets a[href*='type=COERCE']")
    assert 0 < count(page) < everything
    hands.follow("a.chip")
    assert count(page) == everything
    hands.open("/events?type=COERCE")
    hands.press("j")
    first = page.locator("tr.here").get_attribute("data-id")
    hands.go("Enter")
    hands.go("]")
    assert first not in page.url
    hands.go("[")
    assert first in page.url


def test_correct_accept_and_undo(hands: Hands) -> None:
    page = hands.page
    hands.open("/events?type=REQUEST&status=machine")
    hands.press("j")
    hands.go("Enter")
    before = page.locator("dl.record").text_content()
    hands.press("c")
    hands.to("#correct input[name=mode]")
    hands.press("Control+a")
    hands.type("change")
    hands.to("#correct textarea")
    hands.type("they ask for another law: a, x and m are typed here")
    hands.go("Control+Enter")
    expect(page.locator(".badges")).to_contain_text("REQUEST/change")
    hands.go("a")
    expect(page.locator("main .banner[role=status]")).to_contain_text("is written down")
    hands.follow("a[href$='/history']")
    expect(page.locator("ol.timeline")).to_contain_text("a, x and m are typed here")
    for left in (1, 0):
        hands.follow("form[action$='/undo'] button")
        expect(page.get_by_role("button", name="Undo")).to_have_count(left)
    hands.follow(".crumbs a[href^='/events/e-']")
    assert page.locator("dl.record").text_content() == before


def test_merge_and_undo(hands: Hands) -> None:
    page = hands.page
    hands.open("/events?type=SUPPORT")
    everything = count(page)
    other = page.locator("tr[data-id]").nth(1).get_attribute("data-id")
    hands.press("j")
    hands.go("Enter")
    hands.press("m")
    assert page.evaluate("document.activeElement.name") == "near"
    hands.type(str(other))
    hands.go("Enter")
    hands.to(f"#merge input[name=other][value={other}]")
    hands.press("Space")
    hands.follow("#merge form.act button")
    expect(page.locator("main .banner[role=status]")).to_contain_text("is written down")
    hands.follow("a[href$='/history']")
    hands.follow("form[action$='/undo'] button")
    expect(page.locator("ol.timeline")).to_contain_text("undone")
    hands.open("/events?type=SUPPORT")
    assert count(page) == everything


def test_cite_and_export(hands: Hands) -> None:
    page = hands.page
    hands.open("/events?sort=-reports")
    hands.press("j", "x", "j", "x")
    with page.expect_download() as waited:
        hands.press("e")
    with waited.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    hands.open("/events?type=MOBILIZE")
    for form in ("csv", "geojson"):
        with page.expect_download():
            hands.to(f".links a[href^='/events.{form}']")
            hands.press("Enter")
    hands.open("/events?sort=-reports")
    hands.press("j")
    hands.go("Enter")
    hands.press("y")
    expect(page.locator("#toast")).to_contain_text("copied")
    assert "@r-" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as waited:
        hands.to("a[href*='cite.bib']")
        hands.press("Enter")
    assert waited.value.path().read_text("utf-8").startswith("@")


def test_timeline_and_map(hands: Hands) -> None:
    page = hands.page
    hands.open("/")
    hands.press("g")
    hands.go("t")
    page.locator("#canvas svg").wait_for()
    hands.to("#canvas")
    hands.press("+", "ArrowLeft")
    expect(page).to_have_url(re.compile("after="))
    hands.press("Escape", "g")
    hands.go("m")
    hands.open("/map")
    page.locator("#places a").first.wait_for()
    hands.to("#canvas")
    hands.press("+", "ArrowRight")
    expect(page).to_have_url(re.compile("z=1"))
    hands.press("-")
    expect(page).not_to_have_url(re.compile("z=1"))
    page.wait_for_load_state("networkidle")  # the list of places is made anew
    page.locator("#places a").first.wait_for()
    hands.follow("#places a")
    assert count(page) > 0


def test_network_and_two_parties(hands: Hands) -> None:
    page = hands.page
    hands.open("/")
    hands.go("5")
    page.locator("#canvas svg.matrix").wait_for()
    hands.to("#canvas")
    hands.press("ArrowDown")
    expect(page.locator("#readout")).to_contain_text("→")
    hands.go("Enter")
    assert re.search(r"/network/[^/]+/[^/]+$", page.url)
    expect(page.locator("#summary")).to_contain_text("between")
    hands.open("/network")
    page.locator("#canvas svg.matrix").wait_for()
    hands.to("#canvas")
    hands.go("g")
    page.locator("#canvas .party").first.wait_for()


def test_review(hands: Hands) -> None:
    page = hands.page
    hands.open("/")
    hands.press("g")
    hands.go("r")
    first = page.locator("input[name=claim]").first.get_attribute("value")
    hands.go("Space")
    assert page.locator("input[name=claim]").first.get_attribute("value") != first
    hands.press("1")
    assert page.evaluate("document.activeElement.name") == "type"
    hands.press("Escape")
    hands.press("d")
    expect(page.locator("body")).to_have_class(re.compile("only-differing"))
    hands.go("a")
    expect(page.locator("ol.last")).to_contain_text("accept")
    hands.go("u")
    expect(page.locator("ol.last")).to_contain_text("undone")
    expect(page.locator("main")).to_contain_text("is taken back")
    hands.press("x")
    assert page.evaluate("document.activeElement.id") == "why"
    hands.type("it is no event")
    hands.go("Control+Enter")
    expect(page.locator("ol.last li").first).to_contain_text("rejected")
    expect(page.locator("ol.last")).to_contain_text("it is no event")
    hands.go("u")


def test_an_event_is_told_from_words_that_are_typed(hands: Hands) -> None:
    page = hands.page
    hands.open("/docs?q=Sweden")
    hands.follow("main tbody th a")
    page.locator("#toggle-marks").wait_for()
    hands.press("e")
    assert page.evaluate("document.activeElement.name") == "words"
    hands.type("handed over")
    hands.to("#tell [name=type]")
    hands.type("AID")
    hands.go("Control+Enter")
    expect(page.locator(".badges")).to_contain_text("AID")
    hands.open("/review")
    hands.go("u")
    expect(page.locator("ol.last")).to_contain_text("undone")


def test_help_sources_and_keys_that_are_turned_off(hands: Hands) -> None:
    page = hands.page
    hands.open("/")
    hands.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("go to Events")
    hands.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    hands.press("g")
    hands.go("s")
    hands.follow("main tbody th a")
    hands.follow("footer a[href='/help']")
    hands.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("search")
    hands.press("Escape")
    hands.to("#set input[name=keys]")
    hands.press("Space")
    hands.open("/help")
    hands.press("?", "2")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/help")


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/events")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
