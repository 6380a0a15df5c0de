"""Places: which names are places, which places they are, and where a claim happened."""

import pickle
import time
from dataclasses import replace

import pytest

from dateline.lexicon.gazetteer import gazetteer
from dateline.model import Claim, Lexicon, Participant, PlaceEntry, Reading
from dateline.resolve.placenames import FoundPlace
from dateline.resolve.places import Places


def named(found: tuple[FoundPlace, ...]) -> dict[str, FoundPlace]:
    return {one.place.text or "": one for one in found}


def claim_at(reading: Reading, anchor: str, *actors: str) -> Claim:
    text = reading.parse.doc.text
    start = text.index(anchor)
    token = next(t for t in reading.parse.tokens if t.start == start)
    who = tuple(
        Participant(text=a, start=text.index(a), end=text.index(a) + len(a)) for a in actors
    )
    return Claim(
        id="c-1", document=reading.parse.doc.id, outlet=None, published=None,
        sentence=reading.parse.sentence_of(token.i), type="ASSAULT", actor=who,
        anchor=reading.parse.doc.span(start, start + len(anchor)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "geonames"),
    [
        ("A parade was held in Pyongyang on Friday.", "Pyongyang", "1871859"),
        ("The flood hit Paris, Texas, on Monday.", "Paris", "4717560"),
        ("Ministers met in Paris, France, on Monday.", "Paris", "2988507"),
        ("Troops left Ukraine.", "Ukraine", "690791"),
        ("Voters in Athens, Ga., went to the polls.", "Athens", "4180386"),
        ("They met in Birmingham in Alabama, near Montgomery.", "Birmingham", "4049979"),
        ("Protests spread from Damascus to Aleppo in Syria.", "Aleppo", "170063"),
        ("He is governor of Washington state.", "Washington", "5815135"),
    ],
)  # fmt: skip
def test_which_place(places, reading_of, text, name, geonames):
    found = named(places.find(reading_of(text)))
    assert found[name].place.geonames == geonames
    assert found[name].place.why


@pytest.mark.parametrize(
    ("text", "not_places"),
    [
        ("The Washington Post said on Friday that talks failed.", ["Washington"]),
        ("George Washington crossed the river.", ["Washington", "George"]),
        ("Paris Hilton gave a speech.", ["Paris", "Paris Hilton"]),
        ("Russian troops fired on German tanks.", ["Russian", "German"]),
        ("Michael Jordan spoke. Jordan then left.", ["Jordan"]),
    ],
)
def test_no_place(places, reading_of, text, not_places):
    found = named(places.find(reading_of(text)))
    assert not set(found) & set(not_places)


def test_fields(places, reading_of):
    reading = reading_of("Shells fell on Kharkiv, Ukraine, on Sunday.")
    found = named(places.find(reading))
    place = found["Kharkiv"].place
    assert (place.country, place.grain) == ("UKR", "city")
    assert place.latitude == pytest.approx(50, abs=1)
    assert place.longitude == pytest.approx(36, abs=1)
    assert reading.parse.doc.text[place.start : place.end] == place.text
    assert not found["Kharkiv"].part_of
    assert found["Ukraine"].part_of


def test_dateline_is_a_place_and_helps(places, reading_of):
    text = "TRIPOLI, Lebanon (Wire) — Soldiers fired into a crowd in Tripoli on Friday."
    found = places.find(reading_of(text))
    assert [one.place.country for one in found][:1] == ["LBN"]
    assert {one.place.country for one in found} == {"LBN"}


def test_own_sites_come_first(lexicon, reading_of):
    site = PlaceEntry(name="Copper Square", country="PRK", within="Pyongyang", latitude=39.0,
                      longitude=125.7)  # fmt: skip
    own = Lexicon(places=(site,), countries=lexicon.countries, words=lexicon.words)
    found = named(Places.build(own, gazetteer()).find(reading_of("Crowds stood in Copper Square.")))
    place = found["Copper Square"].place
    assert (place.grain, place.country, place.latitude) == ("site", "PRK", 39.0)


def test_unlisted_site_gets_the_reports_country(places, reading_of):
    text = "North Korea held a parade. It took place in the rain-soaked Kim Il-sung Square."
    place = named(places.find(reading_of(text)))["Kim Il-sung Square"].place
    assert (place.country, place.grain) == ("PRK", "site")


@pytest.mark.parametrize(
    ("text", "anchor", "actors", "where"),
    [
        ("North Korea held a parade in Pyongyang on Friday.", "held", (), ["Pyongyang"]),
        ("North Korea held a parade in Pyongyang on Friday.", "parade", (), ["Pyongyang"]),
        ("A bomb exploded near a market in Baghdad, Iraq.", "exploded", (), ["Baghdad"]),
        ("Russia attacked Ukraine on Monday.", "attacked", ("Russia", "Ukraine"), []),
        ("The United States imposed sanctions on Iran.", "imposed", ("Iran",), []),
        (
            "Officials said in Geneva that troops attacked a village in Sudan.",
            "attacked",
            (),
            ["Sudan"],
        ),
        ("Officials said in Geneva that troops attacked rebels.", "attacked", (), []),
        ("In Hama, soldiers shot three protesters.", "shot", (), ["Hama"]),
        ("In Hama, officials said soldiers shot three protesters.", "shot", (), ["Hama"]),
        ("The Kabul bombing killed ten people.", "bombing", (), ["Kabul"]),
        ("The Kabul bombing killed ten people.", "bombing", ("Kabul",), []),
        ("Rebels shelled Aleppo.", "shelled", ("Rebels",), ["Aleppo"]),
        ("Police in Nairobi arrested twenty students.", "arrested", (), ["Nairobi"]),
        ("He was arrested in the port of Dover.", "arrested", (), ["Dover"]),
        ("She was shot in the occupied city of Nablus.", "shot", (), ["Nablus"]),
        ("The law punished Russia for its acts in Syria.", "punished", ("Russia",), []),
        ("The president flew to Doha.", "flew", (), ["Doha"]),
        ("The president flew to Doha to meet the king.", "meet", (), ["Doha"]),
        ("The president wrote to Doha to thank the king.", "thank", (), []),
        ("They fled to Baghdad, where soldiers opened fire.", "opened", (), ["Baghdad"]),
        ("Clashes broke out in Lagos and Abuja.", "Clashes", (), ["Lagos", "Abuja"]),
        ("Clashes broke out in Nigeria and Lagos.", "Clashes", (), ["Lagos", "Nigeria"]),
        ("Clashes broke out in Lagos and Nigeria.", "Clashes", (), ["Lagos", "Nigeria"]),
        ("The army, which trained in Jordan, attacked rebels in Syria.", "attacked", (), ["Syria"]),
    ],
)
def test_where_it_happened(places, reading_of, text, anchor, actors, where):
    reading = reading_of(text)
    found = places.find(reading)
    claim = claim_at(reading, anchor, *actors)
    assert [place.text for place in places.places_of(reading, claim, found)] == where


@pytest.mark.parametrize(
    ("text", "anchor", "kind", "where"),
    [
        ("Blasts that rocked Togo killed two.", "rocked", "ASSAULT", ["Togo"]),
        ("They condemned the Oslo tram bombing.", "bombing", "ASSAULT", ["Oslo"]),
        ("Ghana removed its medics from Togo.", "removed", "CONCEDE", ["Togo"]),
        ("Guards fired near a farm close to Oslo.", "fired", "ASSAULT", ["Oslo"]),
        ("Rebels drove the army out of Aleppo.", "drove", "ASSAULT", ["Aleppo"]),
        ("Talks between Ann Roe and Cid Poe in Oslo failed.", "Talks", "CONSULT", ["Oslo"]),
        ("They had talks lasting two hours with the mayor in Oslo.", "had", "CONSULT", ["Oslo"]),
        ("Ghana sent rifles to fighters in Libya.", "sent", "AID", ["Libya"]),
        ("They condemned shelling in Ada and firing of rockets at farms in Haifa.", "firing",
         "ASSAULT", ["Haifa"]),
        ("Marchers in Oslo blocked a road after police fired gas.", "fired", "ASSAULT", ["Oslo"]),
        ("Officials in Oslo said police fired gas.", "fired", "ASSAULT", []),
        ("He flew to Norway for talks in Oslo.", "flew", "CONSULT", ["Oslo"]),
        ("Troops fought in Ada, some 27 miles from Accra.", "fought", "ASSAULT", ["Ada"]),
        ("Troops fought in the Sahel region.", "fought", "ASSAULT", ["Sahel"]),
        ("Police fired gas at men in the Mediterranean coastal town.", "fired", "ASSAULT", []),
    ],
)  # fmt: skip
def test_how_a_place_hangs_on_a_happening(places, reading_of, text, anchor, kind, where):
    reading = reading_of(text)
    claim = replace(claim_at(reading, anchor), type=kind)
    found = places.places_of(reading, claim, places.scenes(reading))
    assert [place.text for place in found] == where


@pytest.mark.parametrize(
    ("text", "anchor", "where"),
    [
        ("Some soldiers at the base fired on students.", "fired", ["base"]),
        ("Crowds broke into a second military base.", "broke", ["second military base"]),
        ("Crowds gathered at a base in Oslo.", "gathered", ["Oslo"]),
        ("He was jailed for two years in prison.", "jailed", []),
        ("Crowds gathered outside the Sorvek Tal compound.", "gathered", ["Sorvek Tal compound"]),
        ("He was shot in the town of Qarzun near Nablus.", "shot", ["Qarzun"]),
        ("Gunmen entered Redfield High School and fired.", "fired", ["Redfield High School"]),
        ("Ghana sued a group of Arab states.", "sued", []),
    ],
)
def test_places_without_a_listed_name(places, reading_of, text, anchor, where):
    reading = reading_of(text)
    found = places.places_of(reading, claim_at(reading, anchor), places.scenes(reading))
    assert [place.text for place in found] == where
    assert all(place.why for place in found)


@pytest.mark.parametrize(
    ("text", "said", "country"),
    [
        ("Ghana protested after shots at the Ghana Consulate in Oslo.", "Ghana Consulate", "NOR"),
        ("Ghana mourns; shots were fired at Redfield High School.", "Redfield High School", "GHA"),
        ("Ghana mourns; shots were fired at a market.", "market", None),
        ("Ghana mourns; shots were fired at a market in Oslo.", "market", "NOR"),
    ],
)
def test_a_site_is_in_the_country_of_the_place_beside_it(places, reading_of, text, said, country):
    place = named(places.scenes(reading_of(text)))[said].place
    assert (place.country, place.grain, place.geonames) == (country, "site", None)


def test_a_noun_that_points_back_is_the_place_named_before(places, reading_of):
    text = "Rebels took Aleppo in Syria. Police fired on crowds in the city. Troops left the area."
    reading = reading_of(text)
    scenes = places.scenes(reading)
    fired = places.places_of(reading, claim_at(reading, "fired"), scenes)
    assert [(place.text, place.name) for place in fired] == [("city", "Aleppo")]
    assert "named before" in fired[0].why
    assert "city" not in named(places.find(reading))
    assert named(places.scenes(reading_of("Police fired on crowds in the city."))) == {}


def test_pickles_and_is_quick(places, reading_of):
    again = pickle.loads(pickle.dumps(places))
    text = "Troops in Paris, Texas, met the mayor of Dallas. Police in Houston watched. " * 30
    reading = reading_of(text)
    assert again.find(reading) == places.find(reading)
    start = time.process_time()
    places.find(reading)
    assert time.process_time() - start < 0.1


def test_nothing_in_nothing(places, reading_of):
    assert places.find(reading_of("")) == ()


@pytest.mark.parametrize(
    ("text", "anchor", "kind", "where"),
    [
        ("In Oslo, the ministry condemned the strike.", "condemned", "ACCUSE", []),
        ("Ministers in Oslo demanded an apology.", "demanded", "REQUEST", []),
        ("The minister spoke on a visit to Chad.", "visit", "CONSULT", ["Chad"]),
        ("The army removed its troops from Mali.", "removed", "RETREAT", ["Mali"]),
        (
            "He was held at the port of Dover on the English Channel.",
            "held",
            "COERCE",
            ["Dover"],
        ),
        (
            "He was shot in Nablus on Friday, where soldiers opened fire.",
            "opened",
            "ASSAULT",
            ["Nablus"],
        ),
        ("After his arrest on Friday he stayed in Oslo.", "arrest", "COERCE", []),
        ("After his arrest in Bergen he stayed in Oslo.", "arrest", "COERCE", ["Bergen"]),
    ],
)
def test_what_kind_of_happening_tells_where_to_look(places, reading_of, text, anchor, kind, where):
    reading = reading_of(text)
    claim = replace(claim_at(reading, anchor), type=kind)
    found = places.places_of(reading, claim, places.find(reading))
    assert [place.text for place in found] == where


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KABUL - Men in Aleppo said rebels attacked guards in the city.", "Aleppo"),
        ("SEOUL - Rebels attacked guards in the North Korean capital on Friday.", None),
        ("Men in Kabul and Aleppo said rebels attacked guards in the capital.", "Kabul"),
        ("Men in Kabul said rebels attacked guards in the Afghan capital.", "Kabul"),
    ],
)
def test_a_noun_points_back_to_a_place_that_it_can_be(places, reading_of, text, place):
    reading = reading_of(text)
    found = places.places_of(reading, claim_at(reading, "attacked"), places.scenes(reading))
    assert [one.name for one in found] == ([] if place is None else [place])


def test_between_two_names_are_two_parties(places, reading_of):
    reading = reading_of("Missile tests strained relations between Tehran and Washington.")
    assert not places.places_of(reading, claim_at(reading, "strained"), places.find(reading))
