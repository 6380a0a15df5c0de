"""A walk through every screen by mouse."""

import csv
import json
import re

from playwright.sync_api import Locator, Page, expect

BY_REPORTS = "/events?sort=-reports"
IDS = "rows => rows.map((row) => row.dataset.id)"


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Screens").get_by_role("link", name=name).click()


def count(page: Page) -> int:
    return int(page.locator(".count strong").inner_text().replace(",", ""))


def said(page: Page) -> Locator:
    return page.locator("main .banner[role=status]")


def test_from_the_start_to_the_sentence_that_an_event_rests_on(page: Page) -> None:
    page.goto("/")
    page.locator(".numbers").get_by_role("link", name="events").click()
    everything = count(page)
    facet = page.locator("#facets a[href*='type=ASSAULT']").first
    told = int(facet.locator(".count").inner_text())
    facet.click()
    assert count(page) == told < everything
    expect(page.locator(".chip", has_text="ASSAULT")).to_be_visible()
    page.locator("table.events .date a").first.click()
    expect(page.locator("h1")).to_contain_text("assault")
    claimed = page.locator("table.says blockquote").first.inner_text()
    page.locator("table.says").get_by_role("link", name="in the report").first.click()
    assert re.search(r"/docs/d-\w+\?e=e-\w+#s\d+$", page.url)
    sentence = page.locator(f"#{page.url.rsplit('#')[1]}")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_have_class(re.compile("lit"))
    assert claimed in re.sub(r"^\d+", "", sentence.inner_text())
    assert sentence.locator("mark.action.lit").count() == 1
    page.locator(".stack .card.lit a.to").click()
    expect(page.locator("h1")).to_contain_text("assault")
    page.locator(".crumbs").get_by_role("link", name="Events").click()
    assert count(page) == everything


def test_dates_and_names_filter_and_the_view_is_a_link(page: Page) -> None:
    page.goto("/events")
    everything = count(page)
    page.locator("aside #after").fill("2023-01-01")
    page.get_by_role("button", name="Apply").click()
    page.locator("aside summary", has_text="Names").click()
    page.locator("aside #place").fill("nowhere at all")
    page.get_by_role("button", name="Apply").click()
    assert count(page) == 0
    page.locator("main li", has_text="without").locator("a[href*='after=']").first.click()
    narrowed = count(page)
    assert 0 < narrowed < everything
    for name, screen in (("Timeline", "/timeline?"), ("Map", "/map?"), ("Network", "/network?")):
        tab(page, name)
        assert screen in page.url
        assert "after=2023-01-01" in page.url
    tab(page, "Events")
    assert count(page) == narrowed


def test_a_field_is_corrected_accepted_and_both_are_taken_back(page: Page) -> None:
    page.goto("/events?type=PROTEST&status=machine")
    page.locator("table.events .date a").first.click()
    key = page.url.split("?")[0].rsplit("/", 1)[1]
    before = page.locator("dl.record").text_content()
    page.locator("#correct > summary").click()
    page.locator("#correct select[name=type]").select_option("ASSAULT")
    page.locator("#correct input[name=mode]").fill("beat")
    page.locator("#correct textarea").fill("the police beat them")
    page.get_by_role("button", name="Save correction").click()
    expect(said(page)).to_contain_text("is written down")
    expect(page.locator(".badges")).to_contain_text("reviewed by one analyst")
    expect(page.locator(".badges")).to_contain_text("ASSAULT/beat")
    expect(page.locator("dl.record .machine").first).to_contain_text("PROTEST")
    with page.expect_navigation():
        page.get_by_role("button", name="Accept").click()
    page.get_by_role("link", name="All of its history, with undo").click()
    expect(page.locator("ol.timeline")).to_contain_text("the police beat them")
    for left in (1, 0):
        page.get_by_role("button", name="Undo").first.click()
        expect(page.get_by_role("button", name="Undo")).to_have_count(left)
    page.goto(f"/events/{key}")
    expect(page.locator(".badges")).to_contain_text("seen by nobody yet")
    assert page.locator("dl.record").text_content() == before


def test_two_events_are_merged_and_parted_again(page: Page) -> None:
    page.goto("/events?type=AID")
    everything = count(page)
    one, gone = page.eval_on_selector_all("tr[data-id]", IDS)[:2]
    page.locator("table.events .date a").first.click()
    page.locator("#merge > summary").click()
    page.locator("#merge input[name=near]").fill(gone)
    page.locator("#merge").get_by_role("button", name="Find").click()
    page.locator(f"#merge input[name=other][value={gone}]").check()
    page.locator("#merge").get_by_role("button", name="They are one event").click()
    expect(said(page)).to_contain_text("is written down")
    page.goto("/events?type=AID")
    assert count(page) == everything - 1
    left = set()
    for key in (one, gone):
        page.goto(f"/events/{key}")
        left.add(page.url)
    assert len(left) == 1, "the old address leads to the event that is left"
    page.get_by_role("link", name="All of its history, with undo").click()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("ol.timeline")).to_contain_text("undone")
    page.goto("/events?type=AID")
    assert count(page) == everything


def test_an_event_is_cited_at_its_revision(page: Page) -> None:
    page.goto(BY_REPORTS)
    page.locator("table.events .date a").first.click()
    page.get_by_role("button", name="Copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Dateline" in copied
    address = re.search(r"http://\S+@r-\w+", copied)
    assert address, copied
    for name, begins in (("BibTeX", "@"), ("RIS", "TY  - "), ("CSL-JSON", "[")):
        with page.expect_download() as waited:
            page.locator("section", has=page.locator("#cite")).get_by_role(
                "link", name=name
            ).click()
        assert waited.value.path().read_text("utf-8").startswith(begins)
    page.goto(address[0])
    expect(page.locator("h1")).to_be_visible()


def test_what_is_exported_can_be_read_again(page: Page) -> None:
    page.goto("/events?quad=verbal+conflict")
    listed = count(page)
    shown = page.eval_on_selector_all("tr[data-id]", IDS)
    with page.expect_download() as waited:
        page.get_by_role("link", name="CSV", exact=True).click()
    with waited.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == listed
    assert set(shown) <= {row["id"] for row in rows}
    with page.expect_download() as waited:
        page.get_by_role("link", name="GeoJSON").click()
    told = json.loads(waited.value.path().read_text("utf-8"))
    assert told["type"] == "FeatureCollection"
    assert {one["properties"]["id"] for one in told["features"]} <= {row["id"] for row in rows}
    link = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    reply = page.request.get(link)
    assert {one["id"] for one in reply.json()["items"]} <= {row["id"] for row in rows}
    page.locator("td.select input").nth(1).check()
    with page.expect_download() as waited:
        page.get_by_role("button", name="Selected as CSV").click()
    with waited.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [shown[1]]


def test_the_drawings_lead_to_events(page: Page) -> None:
    page.goto("/timeline")
    expect(page.locator("#summary")).to_contain_text("events")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="All time").click()
    page.locator("#canvas a, #canvas [data-to]").first.wait_for()
    page.locator("#twin > summary").click()
    page.locator("#twin table a").first.click()
    assert count(page) > 0
    page.goto("/map")
    page.locator("#places a").first.wait_for()
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile("z=1"))
    page.get_by_role("button", name="Whole world").click()
    page.locator("#places a").first.click()
    assert count(page) > 0


def test_the_network_leads_to_two_parties(page: Page) -> None:
    page.goto("/network")
    page.locator("#strongest a").first.wait_for()
    pair = page.locator("#strongest a").first
    names = pair.inner_text().split(" – ")
    pair.click()
    for name in names:
        expect(page.locator("h1")).to_contain_text(name)
    page.locator("#latest a").first.wait_for()
    page.get_by_role("link", name="All events").click()
    assert count(page) > 0
    page.goto("/network")
    page.get_by_role("link", name="Graph", exact=True).click()
    page.locator("#canvas .party").first.wait_for()
    page.get_by_role("link", name="Table", exact=True).click()
    page.locator("#sheet tbody tr").nth(5).wait_for()
    with page.expect_download() as waited:
        page.get_by_role("link", name="GraphML").click()
    assert "<graphml" in waited.value.path().read_text("utf-8")


def test_review_by_mouse(page: Page) -> None:
    page.goto("/")
    page.locator("a[href='/review']", has_text="reviewed").click()
    first = page.locator("input[name=claim]").first.get_attribute("value")
    page.locator("#skip").click()
    second = page.locator("input[name=claim]").first.get_attribute("value")
    assert first != second
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("ol.last")).to_contain_text("accept")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("ol.last")).to_contain_text("undone")


def test_sources_documents_actors_runs_and_help(page: Page) -> None:
    page.goto("/sources")
    page.locator("main tbody th a").first.click()
    expect(page.locator("main")).to_contain_text("Identity")
    foot = page.locator("footer")
    foot.get_by_role("link", name="Documents").click()
    page.locator("main tbody th a").first.click()
    expect(page.locator("#text")).to_be_visible()
    foot.get_by_role("link", name="Runs and problems").click()
    expect(page.locator("main")).to_contain_text("Coders that ran")
    foot.get_by_role("link", name="Help").click()
    page.get_by_label("dark").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="Theme").click()
    page.get_by_role("button", name="All keys").click()
    expect(page.get_by_role("dialog")).to_contain_text("search")


# Selects a word of the report by dragging over it, as a browser would with a mouse.
SELECT = """word => {
  const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.search(new RegExp(`\\\\b${word}\\\\b`));
    if (at < 0 || walker.currentNode.parentElement.closest('.no')) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_an_event_that_the_coder_missed_is_written_down_from_its_words(page: Page) -> None:
    page.goto("/docs")
    page.locator("main tbody th a", has_text="Sweden joins").first.click()
    page.locator("#toggle-marks").wait_for()  # the scripts have begun to listen
    held = page.locator(".stack .card").count()
    assert page.evaluate(SELECT, "handed")
    page.keyboard.press("e")
    form = page.locator("#tell form")
    expect(form.locator("[name=words]")).to_have_value("handed")
    form.locator("[name=type]").select_option("SUPPORT")
    form.get_by_role("button", name="Write it down").click()
    expect(said(page)).to_contain_text("is written down")
    expect(page.locator(".badges")).to_contain_text("SUPPORT")
    expect(page.locator(".badges")).to_contain_text("reviewed by one analyst")
    expect(page.locator("dl.record")).to_contain_text("Antony Blinken")
    page.go_back()
    page.reload()
    expect(page.locator(".stack .card")).to_have_count(held + 1)
    page.locator("#tell > summary").click()
    form.locator("[name=words]").fill("nowhere to be found")
    form.locator("[name=type]").select_option("AID")
    form.get_by_role("button", name="Write it down").click()
    expect(form.get_by_role("alert")).to_contain_text("does not stand in the report")
    expect(form.locator("[name=type]")).to_have_value("AID")
    page.goto("/review")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("ol.last")).to_contain_text("undone")
