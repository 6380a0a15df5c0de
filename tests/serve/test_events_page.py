"""The list of events: filters as links, counts that hold, pages, and what it says when empty."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from dateline.analyse.browse import Filter
from dateline.analyse.faceting import FACETS, facet
from dateline.analyse.listing import counted
from dateline.run import Change
from dateline.serve import Desk, create_app
from dateline.serve.facets import TITLES, Counter

type Look = Callable[..., HtmlElement]


def rows(page: HtmlElement) -> list[HtmlElement]:
    return page.cssselect("table.events tbody tr")


def total(page: HtmlElement) -> int:
    return int(page.cssselect("p.count strong")[0].text_content().replace(",", ""))


def values(page: HtmlElement, name: str) -> dict[str, tuple[str, int]]:
    """The values of a facet: label to link and count."""
    found = [
        one
        for one in page.cssselect(f'details[data-facet="{name}"] li > a')
        if one.get("class") != "out"
    ]
    return {
        one.cssselect(".label")[0].text_content().strip(" ◇◆△▲"): (
            one.get("href"), int(one.cssselect(".count")[0].text_content() or 0),
        )
        for one in found
    }  # fmt: skip


def test_each_count_of_a_facet_is_what_its_link_finds(look: Look) -> None:
    page = look("/facets?min_reports=1")
    for name in ("type", "standing", "actor", "country", "source", "kind", "grain", "reports"):
        for label, (link, count) in values(page, name).items():
            assert total(look(link)) == count, (name, label)


def test_all_sixteen_types_stand_there_with_their_signs(look: Look) -> None:
    page = look("/facets?type=AID")
    assert len(values(page, "type")) == 16
    text = page.cssselect('details[data-facet="type"]')[0].text_content()
    assert {"◇", "◆", "△", "▲"} <= set(text)


def test_a_second_type_widens_and_another_filter_narrows(look: Look) -> None:
    one, two = total(look("/events?type=AID")), total(look("/events?type=ASSAULT"))
    both = look("/events?type=AID&type=ASSAULT")
    assert total(both) == one + two
    assert 0 < total(look("/events?type=AID&type=ASSAULT&standing=claimed")) < one + two
    assert total(look("/events?-type=AID")) == total(look("/events")) - one


def test_a_chosen_value_is_marked_and_its_link_takes_it_away(look: Look) -> None:
    page = look("/facets?type=AID&standing=claimed")
    (chosen,) = page.cssselect('details[data-facet="type"] a[aria-current]')
    assert dict(parse_qsl(urlsplit(chosen.get("href")).query)) == {"standing": "claimed"}


def test_active_filters_come_off_one_by_one(look: Look) -> None:
    page = look("/events?type=AID&-standing=denied&after=2020-01-01")
    chips = page.cssselect(".chips a.chip")
    assert len(chips) == 4
    assert [urlsplit(chip.get("href")).query for chip in chips] == [
        "-standing=denied&after=2020-01-01", "type=AID&after=2020-01-01",
        "type=AID&-standing=denied", "",
    ]  # fmt: skip
    assert "not standing" in chips[1].text_content()


def test_an_actor_chosen_by_id_is_shown_by_name(look: Look) -> None:
    for link, _ in values(look("/facets"), "actor").values():
        page = look(link)
        assert "a-" not in page.cssselect(".chip strong")[0].text_content()
        break


def test_nothing_found_says_which_filter_takes_everything(look: Look) -> None:
    page = look("/events?type=AID&country=ZZZ")
    told = page.cssselect("ul.plain li")
    assert [one.cssselect("code")[0].text_content() for one in told] == ["country=ZZZ", "type=AID"]
    link, count = told[0].cssselect("a")[0].get("href"), int(told[0].cssselect("strong")[0].text)
    assert count == total(look(link)) > 0


def test_every_bar_opens_as_many_events_as_it_says(look: Look) -> None:
    page = look("/events")
    bars = page.cssselect("svg.chart a")
    twin = page.cssselect("details.twin tbody tr")
    assert len(bars) == len(twin) > 5
    assert not page.cssselect("[style]")
    bar = bars[0]
    label, count = bar.get("aria-label").removesuffix(" events").split(": ")
    found = look(bar.get("href"))
    assert total(found) == int(count)
    assert all(label in row.cssselect(".date")[0].text_content() for row in rows(found))


def test_bars_of_years_hold_what_is_dated_to_the_year(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.serve.bars.MOST_MONTHS", 1)
    page = look("/events")
    bars = page.cssselect("svg.chart a")
    said = [int(bar.get("aria-label").removesuffix(" events").split(": ")[1]) for bar in bars]
    assert said == [total(look(bar.get("href"))) for bar in bars]
    grains = "&".join(f"grain={one}" for one in ("day", "week", "month", "quarter", "year"))
    assert sum(said) == total(look(f"/events?{grains}"))


def test_pages_follow_each_other_without_a_gap(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.serve.pages.events.ROWS", 30)
    seen: list[str] = []
    page = look("/events?sort=reports")
    while True:
        seen += [row.get("data-id") for row in rows(page)]
        onward = page.cssselect("a[rel='next']")
        if not onward:
            break
        page = look(onward[0].get("href"))
        assert page.cssselect("a[rel='first']")
    assert len(seen) == len(set(seen)) == total(page)


def test_sorting_by_reports_sorts(look: Look) -> None:
    link = look("/events").xpath("//th/a[contains(., 'Reports')]")[0].get("href")
    found = [int(row.cssselect("td.num")[0].text) for row in rows(look(link))]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_the_search_box_takes_filters_among_words(client: TestClient) -> None:
    reply = client.get('/events?q=actor:"North Korea" -type:aid parade', follow_redirects=False)
    assert reply.status_code == 303
    assert parse_qsl(urlsplit(reply.headers["location"]).query) == [
        ("actor", "North Korea"), ("-type", "aid"), ("q", "parade"),
    ]  # fmt: skip


def test_filters_are_carried_to_the_other_screens(look: Look) -> None:
    page = look("/events?type=AID&sort=-reports")
    links = {one.text_content(): one.get("href") for one in page.cssselect("header nav a")}
    assert links["Map"].endswith("/map?type=AID")
    assert links["Review"].endswith("/review")


def test_what_counting_has_no_time_for_is_said_and_can_be_asked_for(
    coded: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = Counter(Desk(coded), Filter(), seconds=-1, patient=("actor",)).groups()
    told = {group.name: group.values for group in groups}
    assert told.pop("actor")
    assert set(told.values()) == {None}
    monkeypatch.setattr("dateline.serve.pages.events.AT_ONCE", -1)
    with TestClient(create_app(Desk(coded)), base_url="http://127.0.0.1") as fresh:
        page = look("/events?type=AID", asking=fresh)
        assert rows(page)
        assert "not counted" in page.cssselect("#facets")[0].text_content()
        now = page.cssselect('details[data-facet="source"] a')[0].get("href")
        assert values(look(now, asking=fresh), "source")
        apart = look(page.cssselect("#facets")[0].get("data-from"), asking=fresh)
        assert "not counted" not in apart.text_content()
        assert values(apart, "type")


@pytest.mark.parametrize("query", ["", "?type=AID"])
def test_of_many_events_lists_are_looked_through_after_the_page(
    coded: Path, look: Look, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr("dateline.serve.pages.events.MANY", 0)
    with TestClient(create_app(Desk(coded)), base_url="http://127.0.0.1") as fresh:
        page = look(f"/events{query}", asking=fresh)
        assert values(page, "standing")
        assert not values(page, "outlet")
        assert values(look(page.cssselect("#facets")[0].get("data-from"), asking=fresh), "outlet")
        assert values(look(f"/events{query}", asking=fresh), "outlet"), "they are known by now"


def test_more_gives_all_values(look: Look) -> None:
    page = look("/facets")
    more = page.cssselect('details[data-facet="actor"] p a')[0].get("href")
    assert len(values(look(more), "actor")) > len(values(page, "actor"))


@pytest.mark.parametrize("name", FACETS)
def test_every_facet_adds_up(coded: Path, name: str) -> None:
    desk = Desk(coded)
    found = desk.ask(facet(Filter(), name, 1_000))
    most = desk.ask(counted(Filter()))[0]["events"]
    assert found
    assert all(0 < row["events"] <= most for row in found)
    if not FACETS[name][1]:
        assert sum(row["events"] for row in found) == most


@pytest.mark.parametrize(
    "chosen", [(), (("type", "AID"),), (("kind", "official"),), (("min_reports", "2"),)]
)
def test_facets_counted_together_are_those_counted_apart(
    coded: Path, chosen: tuple[tuple[str, str], ...]
) -> None:
    desk, asked = Desk(coded), Filter.parse(chosen)
    together = Counter(desk, asked, 60.0).groups()
    apart = Counter(desk, asked, 60.0, patient=TITLES).groups()
    assert together == apart
    assert all(group.values for group in together if group.name != "contradiction")


def test_hostile_text_stays_text(record: Path, look: Look) -> None:
    evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>\u202e'
    desk = Desk(record)
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as asking:
        key = rows(look("/events", asking=asking))[0].get("data-id")
        who = {"actor": [{"name": evil}], "recipient": [{"name": evil, "id": "a-evilevilevilevil"}]}
        desk.decide(Change(kind="correct", events=(key,), user="tester", why="t", fields=who))
        for path in ("/events", "/events?q=" + evil, "/events?outlet=" + evil, "/?watch=a~" + evil):
            page = look(path, asking=asking)
            assert not page.cssselect("img, main script")
            assert "alert(2)" in page.text_content(), path
            for bdi in page.xpath("//*[contains(text(), 'onerror')]"):
                assert bdi.tag in ("bdi", "strong", "code"), path
