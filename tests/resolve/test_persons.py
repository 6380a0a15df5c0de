"""Persons of the lists by other forms of their names, and what the words around them tell."""

from dataclasses import replace

import pytest

from dateline.lexicon import load
from dateline.model import Actor, Document, Kind, Office
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader
from dateline.resolve.persons import Persons
from dateline.resolve.phrase import Phrase
from dateline.resolve.sounds import sound

WORDS = {
    "actors.particles": ("al", "bin", "jr", "the", "sheikh"), "actors.heads": ("president",),
    "actors.family_first": ("CHN",),
}  # fmt: skip
BAKR = Actor(
    id="a-1", name="Mohammed Abdulrahman al-Bakri", kind=Kind.PERSON, country="OMN",
    offices=(Office(office="Foreign Minister", since="2020-01-01"),),
)  # fmt: skip
TARN = Actor(
    id="a-2", name="Ada Tarnow", kind=Kind.PERSON, country="POL",
    offices=(Office(office="President", since="2019-01-01", until="2024-01-01"),),
)  # fmt: skip
TARN_TOO = Actor(
    id="a-3", name="Piotr Tarnow", kind=Kind.PERSON, country="POL",
    offices=(Office(office="Senator", since="2015-01-01"),),
)  # fmt: skip
PERSONS = Persons.build([BAKR, TARN, TARN_TOO], WORDS)


@pytest.mark.parametrize(
    "said",
    [
        "Muhammad Abdel Rahman al-Bakri",
        "Mohamed bin Abd al-Rahman al Bakry",
        "Al-Bakri Mohammed Abdulrahman",
        "Sheikh Mohammed Abdulrahman Bakri",
    ],
)
def test_spellings_order_and_particles_do_not_matter(said):
    assert PERSONS.named(said, None, "2025-01-01") is BAKR


@pytest.mark.parametrize("said", ["Mohammed Bakr Sadiq", "Abdulrahman", "Ada Tarnova Holm"])
def test_a_name_that_only_shares_words_is_another(said):
    assert PERSONS.named(said, None, "2025-01-01") is None


def test_a_number_left_out_is_no_family_name_left_out():
    number = replace(TARN, name="Juan Carlos I", aliases=("Juan Carlos",))
    persons = Persons.build([number], WORDS)
    assert persons.named("Juan Carlos", None, None) is number
    assert persons.named("Juan Carlos I", None, None) is number
    assert persons.named("Juan Carlos Ruiz", None, None) is None
    plain = replace(TARN, name="Juan Carlos")
    assert Persons.build([plain], WORDS).named("Juan Carlos Ruiz", None, None) is plain


def test_another_country_rules_a_person_out():
    assert PERSONS.named("Ada M. Tarnow", "FRA", None) is None
    assert PERSONS.named("Ada M. Tarnow", "POL", None) is TARN


def test_a_family_name_alone_is_the_head_of_state_in_office():
    assert PERSONS.head("Tarnow", "2022-05-01", {}) is TARN


def test_whoever_is_no_head_in_office_needs_the_country_named():
    assert PERSONS.head("Tarnow", "2025-05-01", {"FRA": 3}) is None
    assert PERSONS.head("Tarnow", "2025-05-01", {"POL": 1}) is TARN_TOO


def test_letters_of_transcriptions_sound_alike():
    assert sound("sergei") == sound("sergey")
    assert sound("khalid") == sound("kalid")
    assert sound("kim") != sound("lam")


@pytest.fixture(scope="module")
def reader() -> ActorReader:
    return ActorReader.build(load())


@pytest.fixture(scope="module")
def who(reader):
    parser = SpacyParser.build(load())

    def read(text: str, said: str, published: str = "2025-11-20"):
        doc = Document.of(text, origin="x", published=published)
        reading = reader(next(iter(parser([doc]))))
        return next(m.who for m in reading.mentions if said in (m.who.text or ""))

    return read


@pytest.mark.parametrize(
    ("said", "on", "country", "office"),
    [
        ("King Charles III", "2025-11-20", "GBR", "King"),
        ("President Recep Tayyip Erdogan", "2025-11-20", "TUR", "President"),
        ("President of France Emmanuel Macron", "2025-11-20", "FRA", "President"),
        ("Medvedev", "2010-05-01", "RUS", "President"),
        ("Dmitry Anatolyevich Medvedev", "2010-05-01", "RUS", "President"),
    ],
)
def test_titles_and_short_forms_find_the_office_on_the_date(reader, said, on, country, office):
    found = reader.identify(said, on)
    assert (found.country, found.office) == (country, office)


@pytest.mark.parametrize(
    ("said", "country", "sector"),
    [
        ("Kazakhs", "KAZ", ()),
        ("two Kazakhs", "KAZ", ("CVL",)),
        ("Norway's ambassador to Chad", "NOR", ("GOV",)),
        ("the Chadian People's Party", "TCD", ("PTY",)),
    ],
)
def test_peoples_envoys_and_namesakes_of_parties(reader, said, country, sector):
    found = reader.identify(said)
    assert (found.country, found.sector) == (country, sector)


def test_the_country_of_forces_is_that_of_whose_they_are(who):
    text = "Fighters fled from Syria after Assad's forces bombed the town."
    assert who(text, "forces", "2014-05-01").country == "SYR"


def test_people_are_of_the_place_that_stands_after_them(who):
    text = "Dozens of protesters in Hong Kong said that China and China alone was to blame."
    assert who(text, "protesters").country == "HKG"


@pytest.fixture(scope="module")
def acting(reader):
    parser = SpacyParser.build(load())

    def read(text: str) -> set[str]:
        parse = next(iter(parser([Document.of(text, origin="x", published="2025-11-20")])))
        return {m.who.text or "" for m in reader(parse).mentions if m.is_actor}

    return read


def test_a_plural_possessive_in_a_name_is_no_owner(acting):
    found = acting("North Korea celebrated eighty years of the Workers' Party on Friday.")
    assert "Workers'" not in found
    assert "Workers" not in found
    assert "Workers' Party" in found
    found = acting("The Farmers' Union and the Philippines' Department of Defense met the envoys.")
    assert {"Farmers' Union", "Philippines"} <= found
    assert "Farmers" not in found


def test_a_name_has_letters(reader):
    phrase = Phrase(text="- said no.", start=0, end=1, head_start=0, head_end=1, label="PERSON",
                    entity=(0, 1), proper=True)  # fmt: skip
    setting = reader.phrases.names.setting((), (), None)
    assert not reader.phrases.read(phrase, setting).acts
    assert reader.phrases.read(replace(phrase, text="X said no."), setting).acts


def test_without_a_date_whoever_has_left_office_is_both(reader):
    assert reader.identify("Tony Blair").sector == ("GOV", "ELI")
