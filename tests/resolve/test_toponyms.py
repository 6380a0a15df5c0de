"""Place names: which words are names, which places bear them, and which of those is meant."""

import pytest

from dateline.model import PlaceEntry, Reading
from dateline.resolve.geocode import geocode
from dateline.resolve.placenames import Toponym
from dateline.resolve.places import Places


def spans(places: Places, reading: Reading) -> list[str]:
    return [one.name for one in places.finder(reading)]


def chosen(places: Places, *names: str, **countries: float) -> list[PlaceEntry]:
    found = [
        Toponym(i, i + 1, i, i + 1, name, places.finder.bearers.meant(name))
        for i, name in enumerate(names)
    ]
    return [choice.entry for choice in geocode(found, countries) if choice]


def best(places: Places, name: str) -> PlaceEntry:
    return chosen(places, name)[0]


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("European", "6255148"),
        ("African", "6255146"),
        ("Welsh", "2634895"),
        ("EU", "6695072"),
        ("Atlantic", "3373405"),
        ("the Mediterranean", "363196"),
        ("England", "6269131"),
        ("Northern Europe", "7729883"),
        ("Dagestan", "567293"),
    ],
)
def test_peoples_seas_and_areas_have_their_own_entries(places, name, geonames):
    assert best(places, name).geonames == geonames


@pytest.mark.parametrize(
    ("name", "bare", "grain"),
    [
        ("Kano State", "Kano", "admin1"),
        ("Province of Salta", "Salta", "admin1"),
        ("South Texas", "Texas", "admin1"),
        ("Eastern Kenya", "Kenya", None),
        ("Fremont Township", "Fremont", "city"),
    ],
)
def test_what_a_name_is_called_is_no_part_of_it(places, name, bare, grain):
    found = places.finder.bearers.of(name)
    assert found
    assert {entry.geonames for entry in found} & {
        entry.geonames for entry in places.finder.bearers.of(bare)
    }
    if grain:
        assert {entry.grain for entry in found} <= {grain, "admin2"}


def test_a_part_of_a_hamlet_is_no_place(places):
    assert places.finder.bearers.of("West Zzyzx") == ()
    assert places.finder.bearers.of("State") == places.finder.bearers.bearing("State")


@pytest.mark.parametrize(
    ("name", "called_after"),
    [
        ("Oslo General Hospital", "Oslo"),
        ("Kenyan Senate", "Kenya"),
        ("Bank of Ghana", "Ghana"),
        ("Oslo Street", None),
        ("Ghana Embassy", None),
        ("South Holloway Estate", None),
        ("Redfield High School", None),
    ],
)
def test_bodies_and_houses_are_called_after_places(places, name, called_after):
    found = places.finder.bearers.namesake(name)
    assert [entry.name for entry in found][:1] == ([called_after] if called_after else [])


@pytest.mark.parametrize(
    ("short", "name"),
    [("Ga.", "Georgia"), ("WA", "Washington"), ("N.Y.", "New York"), ("L.A.", "Los Angeles")],
)
def test_short_forms_are_of_areas_that_have_them(places, short, name):
    entry = best(places, short)
    assert entry.name == name
    assert entry.grain == ("city" if short == "L.A." else "admin1")


@pytest.mark.parametrize(
    ("names", "country", "admin1"),
    [
        (("Kansas", "Topeka"), "USA", "Kansas"),
        (("Oklahoma", "Tulsa"), "USA", "Oklahoma"),
        (("Guatemala", "Quetzaltenango", "Antigua Guatemala"), "GTM", None),
        (("Wyoming", "Denver"), "USA", "Wyoming"),
    ],
)
def test_a_state_goes_before_the_city_that_has_its_name_in_part(places, names, country, admin1):
    entry = chosen(places, *names)[0]
    assert (entry.country, entry.admin1) == (country, admin1)
    assert entry.grain in ("country", "admin1")


def test_two_cities_go_before_their_states(places):
    assert best(places, "Washington").name == "Washington"
    assert best(places, "Washington").grain == "city"
    assert best(places, "New York").name == "New York City"


def test_the_nearer_of_namesakes_in_other_states(places):
    east = chosen(places, "Columbus", "Phenix City", "Opelika")
    assert (east[0].name, east[0].admin1) == ("Columbus", "Georgia")
    north = chosen(places, "Vancouver", "Portland", "Gresham")
    assert [entry.admin1 for entry in north] == ["Washington", "Oregon", "Oregon"]


def test_a_place_without_people_known_is_not_a_large_one():
    nobody = PlaceEntry(name="Ada", grain="city", country="GBR", geonames="1", latitude=50.0,
                        longitude=0.0)  # fmt: skip
    town = PlaceEntry(name="Ada", grain="city", country="USA", geonames="2", latitude=34.8,
                      longitude=-96.7, population=17_000)  # fmt: skip
    (choice,) = geocode([Toponym(0, 1, 0, 3, "Ada", (nobody, town))], {})
    assert choice is not None
    assert choice.entry is town


def test_what_only_one_country_has_says_where_a_report_plays(places, reading_of):
    text = "The sheriff of Ada said that the congressman had left. Medicaid pays the bill."
    reading = reading_of(text)
    assert places.peoples(reading.parse)["USA"] == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("The Nairobi Police Department arrested two men.", "Nairobi"),
        ("He spoke for the U.S. State Department.", "U.S."),
    ],
)
def test_names_inside_those_of_bodies_place_them_and_no_event(places, reading_of, text, inner):
    reading = reading_of(text)
    assert inner in spans(places, reading)
    assert inner not in [one.place.text for one in places.find(reading)]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Talks on peace in the Middle East failed.", "Middle East", True),
        ("The Oxnard-based firm hired ten men.", "Oxnard", True),
        ("Fans of Ohio State cheered.", "Ohio State", False),
        ("Fans of Ohio State cheered.", "Ohio", False),
    ],
)
def test_which_words_are_the_name(places, reading_of, text, name, wanted):
    assert (name in spans(places, reading_of(text))) is wanted


def test_a_dateline_has_its_country_too(places, reading_of):
    text = "TRIPOLI, Lebanon (Wire) — Soldiers fired into a crowd on Friday."
    first, second = places.find(reading_of(text))[:2]
    assert (first.place.text, second.place.text) == ("TRIPOLI", "Lebanon")
    assert (first.part_of, second.part_of) == (False, True)
    assert second.place.start == text.index("Lebanon")


def test_a_house_called_after_a_city_keeps_its_name(places, reading_of):
    text = "Police fired on crowds at Nairobi General Hospital on Monday."
    found = {one.place.text: one.place for one in places.find(reading_of(text))}
    place = found["Nairobi General Hospital"]
    assert (place.name, place.grain, place.country) == ("Nairobi General Hospital", "site", "KEN")
    assert "called after" in (place.why or "")
