"""Whom a name alone means: family names as written, given names, spellings, initials."""

import pytest

from dateline.lexicon import load
from dateline.model import Actor, Kind, Office
from dateline.resolve import ActorReader
from dateline.resolve.persons import Persons

WORDS = {
    "actors.particles": ("al", "da", "de", "van", "der", "bin"),
    "actors.heads": ("president", "king", "prime minister"),
    "actors.given_alone": ("LAO",), "actors.family_first": ("KOR",),
}  # fmt: skip


def head(
    name: str, country: str, office: str = "President", *, since: str = "2019-01-01", **told
) -> Actor:
    offices = (Office(office=office, country=country, since=since, until="2024-01-01"),)
    return Actor(id=name, name=name, kind=Kind.PERSON, country=country, offices=offices, **told)


def means(said: str, *actors: Actor, on: str = "2022-05-01", named=None) -> str | None:
    found = Persons.build(actors, WORDS).head(said, on, named)
    return found.name if found else None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Jan van der Holm", "Van der Holm"),
        ("Jan van der Holm", "Holm"),
        ("Omar al-Bakri", "al-Bakri"),
        ("Omar Bakri", "al-Bakri"),
        ("Omar al-Bakri", "Bakri"),
        ("Sidi Ould Abdel Bakri", "Abdel Bakri"),
        ("Ann O'Dell", "O'Dell"),
        ("Ann O'Dell", "O’Dell"),
        ("Ann O'Dell", "ODell"),
        ("Sam Holm Jr.", "Holm"),
        ("Sam Holm Jr.", "Holm Jr"),
        ("Olha Zelenska", "Zelens'ka"),
        ("Ahmed Rouhani", "Rohani"),
        ("Jan Holm", "J. Holm"),
    ],
)
def test_a_family_name_is_found_as_it_is_written(name, said):
    assert means(said, head(name, "ROU")) == name


def test_an_initial_has_to_fit():
    assert means("P. Holm", head("Jan Holm", "ROU")) is None


def test_who_has_the_whole_family_name_goes_before_who_has_its_last_word():
    costa, da_costa = head("Ana Costa", "PRT"), head("Rui da Costa", "STP")
    assert means("Costa", costa, da_costa) == "Ana Costa"
    assert means("da Costa", costa, da_costa) == "Rui da Costa"


def test_of_two_heads_of_one_country_the_head_of_state_and_of_two_countries_nobody():
    one, other = head("Ana Holm", "ROU", "Prime Minister"), head("Ion Holm", "ROU")
    assert means("Holm", one, other) == "Ion Holm"
    assert means("Holm", one, head("Ion Holm", "MDA")) is None


@pytest.mark.parametrize(("country", "found"), [("LAO", "Thong Siso"), ("ROU", None)])
def test_people_go_by_the_given_name_where_custom_has_it_so(country, found):
    others = Actor(id="x", name="Thong Mair", kind=Kind.PERSON)  # so it is no word of one alone
    assert means("Thong", head("Thong Siso", country), others) == found


def test_a_given_name_in_a_report_wants_the_country_named():
    thong = head("Thong Siso", "LAO")
    assert means("Thong", thong, named={"LAO": 1}) == "Thong Siso"
    assert means("Thong", thong, named={"ROU": 1}) is None


def test_kings_go_by_the_name_before_the_number():
    assert means("Harald", head("Harald V", "NOR", "King")) == "Harald V"


def test_a_word_that_nobody_else_bears_is_enough_for_a_head_in_office():
    isma = head("Isma Sabri Yako", "MYS")
    assert means("Sabri", isma) == "Isma Sabri Yako"
    assert means("Sabri", isma, on="2025-01-01") is None
    assert means("Sabri", isma, Actor(id="x", name="Ali Sabri", kind=Kind.PERSON)) is None


@pytest.mark.parametrize(("on", "found"), [("2018-11-10", "Ana Holm"), ("2018-03-01", None)])
def test_who_will_soon_be_in_office_is_known_by_the_family_name(on, found):
    assert means("Holm", head("Ana Holm", "ROU"), on=on) == found
    assert means("Holm", head("Ana Holm", "ROU"), on=on, named={"MDA": 2}) is None


@pytest.fixture(scope="module")
def reader() -> ActorReader:
    return ActorReader.build(load())


@pytest.mark.parametrize(
    ("said", "on", "name"),
    [
        ("Abe", "2016-01-01", "Shinzo Abe"),
        ("De Croo", "2022-01-01", "Alexander De Croo"),
        ("Van der Bellen", "2020-01-01", "Alexander Van der Bellen"),
        ("O'Neill", "2016-01-01", "Peter O'Neill"),
        ("Mata'afa", "2022-01-01", "Fiame Naomi Mata'afa"),
        ("Lukashenka", "2022-01-01", "Alexander Lukashenko"),
        ("al-Sisi", "2022-01-01", "Abdel Fattah al-Sisi"),
        ("bin Salman", "2023-01-01", "Mohammed bin Salman"),
        ("Pena Nieto", "2016-01-01", "Enrique Pena Nieto"),
        ("PeÃ±a Nieto", "2016-01-01", "Enrique Pena Nieto"),
        ("Mahathir", "2019-01-01", "Mahathir Mohamad"),
        ("Jokowi", "2019-01-01", "Joko Widodo"),
        ("Jakobsdottir", "2019-01-01", "Katrin Jakobsdottir"),
        ("Win Myint", "2019-01-01", "Win Myint"),
        ("V. Putin", "2022-01-01", "Vladimir Putin"),
        ("angela merkel", "2016-01-01", "Angela Merkel"),
    ],
)
def test_leaders_are_known_by_what_news_and_lists_call_them(reader, said, on, name):
    assert reader.identify(said, on).name == name


@pytest.mark.parametrize("said", ["a man of peace", "peace talks", "it's", "'til", "’s", "é"])
def test_other_phrases_are_nobody(reader, said):
    assert reader.identify(said, "2022-01-01").office is None
