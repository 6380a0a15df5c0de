"""Sources, actors, documents, runs, help and errors: what they show is what the record holds."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from lxml.html import HtmlElement
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from dateline.analyse.browse import FILTERS
from dateline.analyse.cited import Cited
from dateline.model import Query
from dateline.serve import Desk, create_app, filters
from dateline.serve.doors import ANYONE
from dateline.serve.words import weekday, when

type Look = Callable[..., HtmlElement]


def text_of(page: HtmlElement) -> str:
    return " ".join(page.cssselect("main")[0].text_content().split())


def test_sources_are_those_of_the_query(look: Look, coded: Path) -> None:
    desk = Desk(coded)
    words = desk.lexicon.words
    asked = Cited(media=words["attribute.media"], anonymous=words["attribute.anonymous"])
    rows = desk.ask(asked.query())
    told = look("/sources").cssselect("tbody tr")
    assert [one.cssselect("th bdi")[0].text_content() for one in told] == [r["name"] for r in rows]
    assert [int(one.cssselect("td strong")[0].text) for one in told] == [r["cited"] for r in rows]


def test_sources_are_narrowed_and_counted_by_something_else(look: Look) -> None:
    every = look("/sources").cssselect("tbody tr")
    media = look("/sources?kind=media").cssselect("tbody tr")
    assert 0 < len(media) < len(every)
    assert all("media" in row.text_content() for row in media)
    assert look("/sources?by=kind").cssselect("tbody tr")
    assert "Nobody is cited that fits" in text_of(look("/sources?words=nosuchbody"))


@pytest.mark.parametrize(
    ("query", "code"),
    [("kind=zz", "sources/unknown-choice"), ("by=zz", "sources/unknown-choice"),
     ("after=2020-13-01", "analyse/no-date")],
)  # fmt: skip
def test_a_wrong_choice_of_sources_is_told(look: Look, query: str, code: str) -> None:
    assert code in text_of(look(f"/sources?{query}", 400))


def test_claims_of_a_source_lead_to_its_events(look: Look) -> None:
    row = next(r for r in look("/sources").cssselect("tbody tr") if r.cssselect("td.num a"))
    assert look(row.cssselect("td.num a")[0].get("href")).cssselect("table.events tbody tr")


def test_every_actor_has_a_page_whose_counts_hold(look: Look, coded: Path) -> None:
    desk = Desk(coded)
    actors = desk.ask(Query(sql="SELECT * FROM actors ORDER BY id"))
    held = [one for one in actors if one["offices"]][:2]
    for actor in (*actors[:4], *held):
        page = look(f"/actors/{actor['id']}")
        assert page.cssselect("h1")[0].text_content() == actor["name"]
        for alias in actor["aliases"]:
            assert alias in text_of(page)
        for office in actor["offices"]:
            assert office["office"] in text_of(page)
            assert (office["from"] or "not known") in text_of(page)
        link = page.cssselect("dl.pairs dd a strong")[0].getparent()
        found = look(link.get("href")).cssselect("p.count strong")[0].text
        assert found == link.cssselect("strong")[0].text


def test_the_partners_of_an_actor_are_on_both_sides_of_its_events(look: Look, coded: Path) -> None:
    (row,) = Desk(coded).ask(Query(sql="SELECT id FROM actors WHERE name = 'Russia'"))
    partners = look(f"/actors/{row['id']}").cssselect("table")[0].cssselect("tbody tr")
    assert partners
    for one in partners:
        count = one.cssselect("td.num a")[0]
        page = look(count.get("href"))
        assert page.cssselect("p.count strong")[0].text == count.text


def test_an_actor_that_is_none_is_not_found(look: Look) -> None:
    page = look("/actors/a-nobody", 404)
    assert "there is no actor a-nobody" in text_of(page)
    assert "dateline show a-nobody --record" in text_of(page)


def test_documents_are_listed_newest_first_in_pages(
    look: Look, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.serve.pages.documents.ROWS", 5)
    seen, page = [], look("/docs")
    while True:
        seen += [one.get("href").rsplit("/", 1)[1] for one in page.cssselect("tbody th a")]
        onward = page.cssselect("a[rel='next']")
        if not onward:
            break
        page = look(onward[0].get("href"))
    sql = "SELECT id FROM documents ORDER BY coalesce(published, '') DESC, id DESC"
    assert seen == [row["id"] for row in Desk(coded).ask(Query(sql=sql))]


def test_documents_are_narrowed(look: Look) -> None:
    page = look(f"/docs?outlet={quote('The Example Courier')}&after=2023-01-01&q=ceasefire")
    assert [one.text_content() for one in page.cssselect("tbody th bdi")] == [
        "Ceasefire between Israel and Hezbollah takes effect"
    ]
    events = page.cssselect("tbody td.num a")[0]
    assert look(events.get("href")).cssselect("p.count strong")[0].text == events.text
    assert "No document fits" in text_of(look("/docs?q=nosuchword"))


def test_runs_are_those_of_the_journal(look: Look, coded: Path) -> None:
    page = text_of(look("/jobs"))
    for entry in Desk(coded).record.journal.entries("run"):
        assert entry.body["coder"] in page
        assert entry.body["stamp"] in page
    assert "every report was read and coded whole" in page
    assert "There are no problems parse/error" in text_of(look("/jobs?code=parse/error"))


def test_help_tells_of_every_filter_with_an_example_that_works(look: Look) -> None:
    assert set(filters.FILTERS) == set(FILTERS)
    page = look("/help")
    for row in page.cssselect("table tbody tr"):
        look(row.cssselect("td a")[0].get("href"))


def test_help_has_a_place_for_every_error_of_the_reference(look: Look) -> None:
    told = Path(__file__).parents[2].joinpath("docs/reference/errors.md").read_text("utf-8")
    codes = {line[4:].strip() for line in told.splitlines() if line.startswith("### ")}
    ids = {one.get("id") for one in look("/help").cssselect("h4")}
    assert len(codes) > 50
    assert codes <= ids


def test_the_code_of_an_error_leads_to_what_it_means(look: Look) -> None:
    for path, status in (("/nowhere", 404), ("/events?sort=nope", 400), ("/actors/a-x", 404)):
        page = look(path, status)
        link = page.cssselect("dl.pairs a")[0].get("href")
        code = link.split("#")[1]
        assert look("/help").cssselect(f'h4[id="{code}"]'), code
        assert len(page.cssselect("dl.pairs dd code")[1].text) >= 12


@pytest.fixture
def faulty(coded: Path) -> TestClient:
    """A server with pages that fail."""
    app: FastAPI = create_app(Desk(coded))

    @app.get("/crash", dependencies=[ANYONE])
    def crash() -> None:
        raise ZeroDivisionError("<b>secret</b>")

    @app.get("/fail/{status}", dependencies=[ANYONE])
    def fail(status: int) -> None:
        raise HTTPException(status)

    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_a_crash_is_told_with_a_number_that_the_log_has(
    faulty: TestClient, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    page = look("/crash", 500, asking=faulty)
    number = page.cssselect("dl.pairs dd code")[1].text
    assert number in caplog.text
    assert "secret" not in text_of(page)
    assert "default-src 'none'" in faulty.get("/crash").headers["content-security-policy"]


@pytest.mark.parametrize("status", [401, 403, 405, 410, 418, 421])
def test_a_status_is_told_in_words(faulty: TestClient, look: Look, status: int) -> None:
    page = look(f"/fail/{status}", status, asking=faulty)
    assert page.cssselect("h1")[0].text_content()
    assert "serve/" in text_of(page)
    assert page.cssselect("button[data-copy]")


def test_every_page_has_one_heading_landmarks_and_a_way_past_the_header(look: Look) -> None:
    for path in (
        "/",
        "/events",
        "/events?type=AID&country=ZZZ",
        "/sources",
        "/docs",
        "/jobs",
        "/help",
    ):
        page = look(path)
        assert len(page.cssselect("h1")) == 1, path
        assert page.cssselect("main[id='main']")
        assert page.cssselect("a.skip")[0].get("href").endswith("#main")
        assert len(page.cssselect("[aria-live]")) >= 1
        assert not page.cssselect("[style]"), path
        assert not [one for one in page.xpath("//script") if not one.get("src")], path
        for field in page.xpath("//main//input[not(@type='hidden')] | //main//select"):
            labelled = field.get("aria-label") or page.xpath(f"//label[@for='{field.get('id')}']")
            assert labelled or field.xpath("ancestor::label"), (path, field.get("name"))
        for head in page.xpath("//table/thead//th"):
            assert head.get("scope") == "col", path


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"first": "2025-10-10", "last": "2025-10-10", "grain": "day"}, "2025-10-10"),
        ({"first": "2025-10-06", "last": "2025-10-12", "grain": "week"}, "2025-10-06 – 2025-10-12"),
        ({"first": "2025-01-01", "last": "2025-12-31", "grain": "year"}, "2025"),
        ({"first": "1990-01-01", "last": "1999-12-31", "grain": "decade"}, "1990s"),
        ({"first": None, "last": "2024-02-01", "grain": "day"}, "until 2024-02-01"),
        ({"first": None, "last": None, "grain": "none"}, ""),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(row: dict[str, str], told: str) -> None:
    assert when(row) == told
    assert weekday("2025-10-10") == "Friday"
