"""The shipped lists: sorted files, sound references, and facts that anybody can check."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from dateline.lexicon import check, load, tidy
from dateline.lexicon.layer import shipped
from dateline.model import Actor, Kind, Lexicon
from dateline.model.ontology import Ontology
from dateline.resolve.identity import on_date
from dateline.resolve.reader import ActorReader

FILES = (
    "actors/bodies.csv", "actors/countries.csv", "actors/leaders.csv", "actors/realms.csv",
    "actors/regions.csv",
    "item-classes.csv", "items.csv", "places/sites.csv", "plover/cameo.csv",
)  # fmt: skip
FURTHEST_NORTH, FURTHEST_EAST = 90, 180


@cache
def lexicon() -> Lexicon:
    return load()


@cache
def reader() -> ActorReader:
    return ActorReader.build(lexicon())


def rows(name: str) -> list[dict[str, str]]:
    with (Path(shipped()) / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def actor(name: str) -> Actor:
    return next(one for one in lexicon().actors if one.name == name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sorted_and_trimmed(name):
    path = Path(shipped()) / name
    assert tidy(path) == path.read_text(encoding="utf-8")


def test_every_reference_of_actors_and_crosswalk_resolves():
    kinds = ("actors", "agents", "crosswalk")
    assert [str(fault) for fault in check(lexicon()) if fault.file in kinds] == []


@pytest.mark.parametrize("kind", sorted(lexicon().types))
def test_a_type_goes_to_cameo_and_back(kind):
    ontology = Ontology.of(lexicon())
    code = ontology.to_cameo(kind)
    assert code is not None
    back = ontology.to_plover(code)
    assert back is not None
    assert back.type == kind


def test_a_code_unknown_below_its_parent_means_what_the_parent_means():
    ontology = Ontology.of(lexicon())
    assert ontology.to_plover("1951") == ontology.to_plover("195")


def test_cameo_codes_keep_their_zeros():
    codes = [row["cameo"] for row in rows("plover/cameo.csv")]
    assert "0311" in codes
    assert {len(code) for code in codes} == {3, 4}


@pytest.mark.parametrize(
    ("name", "date", "office", "sector"),
    [
        ("Dmitry Medvedev", "2010-06-01", "President", ("GOV",)),
        ("Dmitry Medvedev", "2015-06-01", "Prime Minister", ("GOV",)),
        ("Dmitry Medvedev", "2025-10-12", "Deputy Chairman of the Security Council", ("GOV",)),
        ("Li Qiang", "2025-10-12", "Premier", ("GOV",)),
        ("To Lam", "2025-10-12", "General Secretary of the Communist Party of Vietnam",
         ("GOV", "PTY")),
        ("Angela Merkel", "2015-09-01", "Chancellor", ("GOV",)),
        ("Angela Merkel", "2023-09-01", None, ("ELI",)),
        ("Donald Trump", "2022-01-01", None, ("ELI",)),
        ("Donald Trump", "2025-03-01", "President", ("GOV",)),
        ("Mark Rutte", "2020-01-01", "Prime Minister", ("GOV",)),
        ("Mark Rutte", "2025-01-01", "Secretary General of NATO", ("IGO",)),
        ("Sergei Shoigu", "2020-01-01", "Defence Minister", ("GOV", "MIL")),
        ("Keir Starmer", "2024-07-04", None, ("ELI",)),
        ("Iryna Vereshchuk", "2024-09-06", "Deputy Prime Minister", ("GOV",)),
        ("Iryna Vereshchuk", "2024-09-07", None, ("ELI",)),
        ("Iryna Vereshchuk", "2024-09-31", None, ("ELI",)),
        ("Jam Kamal Khan", "2020-01-01", "Chief Minister of Balochistan", ("GOV",)),
        ("Oscar Aguad", "2018-01-01", "Defence Minister", ("GOV", "MIL")),
    ],
)  # fmt: skip
def test_an_office_depends_on_the_date(name, date, office, sector):
    who = on_date(actor(name), date, dict.fromkeys(load().words["actors.heads"], 1))
    assert (who.office, who.sector) == (office, sector)


@pytest.mark.parametrize(
    ("words", "date", "name"),
    [
        ("the president of France", "2016-02-01", "Francois Hollande"),
        ("Japan's prime minister", "2019-05-05", "Shinzo Abe"),
        ("the German chancellor", "2022-05-05", "Olaf Scholz"),
        ("Canada's defence minister", "2024-05-05", "Bill Blair"),
    ],
)
def test_an_office_alone_leads_to_its_holder(words, date, name):
    assert reader().identify(words, date).name == name


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("KCNA", "PRK", "MED"),
        ("Korean Central News Agency", "PRK", "MED"),
        ("Xinhua", "CHN", "MED"),
        ("the Guardian", "GBR", "MED"),
        ("the IDF", "ISR", "MIL"),
        ("Russia's State Duma", "RUS", "LEG"),
        ("the Knesset", "ISR", "LEG"),
        ("Hezbollah", "LBN", "REB"),
        ("Houthi rebels", "YEM", "REB"),
        ("the U.N. Security Council", None, "IGO"),
        ("Médecins Sans Frontières", None, "NGO"),
        ("the Bharatiya Janata Party", "IND", "PTY"),
        ("Kim Jong-un", "PRK", "GOV"),
        ("DPRK", "PRK", "GOV"),
        ("Chechnya", "RUS", "GOV"),
        ("the State Department", "USA", "GOV"),
        ("Cozy Bear", "RUS", "SPY"),
        ("Volt Typhoon", "CHN", "SPY"),
        ("the House Judiciary Committee", "USA", "LEG"),
        ("Judicial Watch", "USA", "NGO"),
        ("the Hudson Institute", "USA", "EDU"),
        ("Tsinghua University", "CHN", "EDU"),
        ("Massachusetts Institute of Technology", "USA", "EDU"),
        ("Basavaraj Bommai", "IND", "ELI"),
        ("netizens", None, "CVL"),
        ("two gang coalitions", None, "CRM"),
        ("Georgia", "GEO", "GOV"),
    ],
)
def test_a_name_has_its_country_and_sector(words, country, sector):
    who = reader().identify(words, "2025-10-12")
    assert who.country == country
    assert sector in who.sector


def test_a_leader_has_no_bare_family_name_as_an_alias():
    family = {one.name.split()[-1] for one in lexicon().actors if one.kind is Kind.PERSON}
    given = {one.name.split()[0] for one in lexicon().actors if one.kind is Kind.PERSON}
    bare = [
        (one.name, alias)
        for one in lexicon().actors
        if one.kind is Kind.PERSON and len(one.name.split()) > 1
        for alias in one.aliases
        if alias in family | given and " " not in alias
    ]
    assert bare == []


def test_no_two_persons_share_a_name():
    names = Counter(
        name
        for one in lexicon().actors
        if one.kind is Kind.PERSON
        for name in {one.name, *one.aliases}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_member_of_the_united_nations_is_a_country():
    codes = {country.iso3 for country in lexicon().countries}
    assert {"PSE", "TWN", "XKX", "ESH", "HKG", "TUV", "SSD", "VAT"} <= codes
    members = 193
    assert len(codes) >= members


@pytest.mark.parametrize(
    ("name", "kind", "maker"),
    [
        ("Hwasong-17", "intercontinental ballistic missile", "PRK"),
        ("Leopard 2", "main battle tank", "DEU"),
        ("HIMARS", "multiple rocket launcher", "USA"),
    ],
)
def test_a_named_item_has_its_class_and_maker(name, kind, maker):
    entry = next(one for one in lexicon().items if one.name == name and not one.generic)
    assert (entry.class_, entry.maker) == (kind, maker)


def test_no_name_is_two_items():
    names = Counter(
        name for one in lexicon().items if not one.generic for name in {one.name, *one.aliases}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_item_reads_as_a_small_word_and_a_number():
    small = {"A", "An", "As", "At", "I", "In", "Is", "It", "No", "On", "So"}
    names = {
        name for one in lexicon().items if not one.generic for name in (one.name, *one.aliases)
    }
    words = [name.replace("-", " ").split() for name in names]
    two = 2
    assert [
        name for name in words if len(name) == two and name[0] in small and name[1].isdigit()
    ] == []


def test_terms_are_dates_or_years():
    said = {row[end] for row in rows("actors/leaders.csv") for end in ("from", "until") if row[end]}
    wrong = [date for date in said if not re.fullmatch(r"\d{4}(-\d\d-\d\d)?", date)]
    assert wrong == []


def test_places_lie_on_the_globe_and_in_known_countries():
    codes = {country.iso3 for country in lexicon().countries}
    for place in lexicon().places:
        assert place.country is None or place.country in codes, place.name
        assert place.latitude is not None, place.name
        assert place.longitude is not None, place.name
        assert abs(place.latitude) <= FURTHEST_NORTH, place.name
        assert abs(place.longitude) <= FURTHEST_EAST, place.name


def test_a_square_has_its_city():
    square = next(one for one in lexicon().places if one.name == "Kim Il-sung Square")
    assert (square.grain, square.country, square.within) == ("site", "PRK", "Pyongyang")
    assert "Kim Il Sung Square" in square.aliases


@pytest.mark.parametrize(
    ("one", "other"),
    [("the Israeli military", "Israel Defense Forces"), ("Israel's army", "IDF"),
     ("North Korea's military", "Korean People's Army"), ("the German army", "Bundeswehr")],
)  # fmt: skip
def test_an_army_is_one_actor_by_whatever_words(one, other):
    first, second = (reader().identify(words, "2024-10-12") for words in (one, other))
    assert first.id
    assert first.id == second.id
