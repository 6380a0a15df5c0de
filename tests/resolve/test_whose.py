"""Whose somebody is where the words themselves do not say: what the report around them tells."""

import pytest

from dateline.lexicon import load
from dateline.model import Document
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader
from dateline.resolve.identity import on_date
from dateline.resolve.persons import Persons

OBAMA_TWICE = (
    "President Obama spoke. Obama then met President Putin. The administration wants new rules."
)


@pytest.fixture(scope="module")
def who():
    parser, reader = SpacyParser.build(load()), ActorReader.build(load())

    def read(text: str, said: str, published: str = "2014-06-10"):
        doc = Document.of(text, origin="x", published=published)
        reading = reader(next(iter(parser([doc]))))
        return [m.who for m in reading.mentions if said in (m.who.text or "")][-1]

    return read


@pytest.mark.parametrize(
    ("text", "said", "country"),
    [
        ("Republican senators want a vote on Chad. Chad waits.", "senators", "USA"),
        ("Some Democratic lawmakers left before Israel spoke.", "lawmakers", "USA"),
        ("Republican congressional leaders invited Israel. Israel came.", "leaders", "USA"),
        ("Republican Guard commanders came. They left.", "commanders", None),
        ("Democratic Front fighters came. They left.", "fighters", None),
        ("Chad's army fought in Chad. CNN reports 130 people were hurt.", "people", "TCD"),
        ("CNN reports 130 people were hurt.", "people", None),
        ("Israel said a foreign national was hurt near Israel.", "national", None),
        ("Israel waits while mediators in the talks pass messages.", "mediators", None),
        ("The US helped. The US sent planes. Kurdish forces in the north of Iraq gained ground.",
         "Kurdish forces", "IRQ"),
        ("Iraq asked. The US helped and US planes flew. Kurdish forces gained ground.",
         "Kurdish forces", "IRQ"),
        ("Russia objected. President Obama and his administration won several points.",
         "administration", "USA"),
        (OBAMA_TWICE, "administration", "USA"),
        ("Chad met Mali. Chad waits. Iran said that its commanders came.", "commanders", "IRN"),
        ("Chad met Mali. Chad waits. Iran said that its hostages came.", "hostages", None),
        ("President Emmanuel Macron and his wife left Chad. They came.", "They", "FRA"),
        ("Chad met Mali. Chad waits. Iran and its neighbours came.", "its", "IRN"),
        ("Chad spoke to Mali. Chad waits. Iran and its critics came.", "critics", None),
    ],
)  # fmt: skip
def test_the_country_that_a_report_tells(who, text, said, country):
    assert who(text, said).country == country


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("North Korea warned South Korea. The South rejected the charge.", "South", "South Korea"),
        (
            "South Korean troops met those of North Korea. The North rejected a request.",
            "North",
            "North Korea",
        ),
        ("South Sudan waits. Rebels accused the South of theft.", "South", "South Sudan"),
    ],
)
def test_a_state_is_called_by_the_first_word_of_its_name(who, text, said, name):
    assert who(text, said).name == name


def test_a_point_of_the_compass_is_no_state_of_that_name(who):
    assert (
        who("South Korea waits. Chad's north is dry. The West rejected a request.", "West").country
        is None
    )


def test_the_taliban_are_those_of_the_country_that_the_report_is_about(who):
    at_home = who("Pakistan mourns. Taliban gunmen attacked a school in Pakistan.", "gunmen")
    assert at_home.country == "PAK"
    abroad = who("Afghanistan mourns. Taliban gunmen attacked a school in Kabul.", "gunmen")
    assert abroad.country == "AFG"


def test_an_office_that_one_state_alone_calls_so_is_its_where_it_is_named(who):
    text = "The U.S. struck Syria, and Syria protested. Syria vowed revenge, {} Ann Roe said."
    assert who(text.format("Defense Secretary"), "Roe").country == "USA"
    assert who(text.format("Defence Minister"), "Roe").country == "SYR"


def test_a_title_before_one_word_makes_it_a_person_though_the_tagger_sees_a_body(who):
    text = (
        "President Trump said Friday he is leaving. Defence Minister Nkemu said Friday he is too."
    )
    president = who(text, "Trump", published="2019-01-15")
    assert (president.name, president.kind) == ("Donald Trump", "person")
    assert who(text, "he", published="2019-01-15").kind == "person"
    assert who(text, "Nkemu").kind == "person"
    assert who("The Defence Ministry Council met Friday.", "Council").kind == "body"
    assert who("Shares of General Mills fell on Friday.", "Mills").kind != "person"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Army freed Taliban detainee Sgt. Ada Holm.", None),
        ("The Army freed Taliban commander Ada Holm.", "AFG"),
        ("The Army freed Israeli hostage Ada Holm.", "ISR"),
    ],
)
def test_whom_a_group_holds_is_not_of_its_country(who, text, country):
    assert who(text, "Holm").country == country


def test_who_is_introduced_by_a_description_and_then_named(who):
    text = "A Turkish nurse was shot in Oslo on Friday. Ayla Demirsoy was on her way home."
    named = who(text, "Demirsoy")
    assert (named.country, named.kind) == ("TUR", "person")
    assert "before tells the rest" in named.why
    later = "A Turkish nurse was shot in Oslo. Police came. Crowds left. Ann Roe was at home."
    assert who(later, "Roe").country is None
    known = "The Turkish nurse was shot in Oslo on Friday. Ann Roe was on her way home."
    assert who(known, "Roe").country is None
    group = "A Turkish group was banned in Oslo on Friday. Ann Roe was on her way home."
    assert who(group, "Roe").country is None


@pytest.mark.parametrize("words", ["$ minister", "“ minister", "££ ministers"])
def test_signs_before_a_word_name_nobody(words):
    assert ActorReader.build(load()).identify(words).country is None


def test_heads_and_family_names_are_words_of_the_lexicon():
    lexicon = load()
    moon = next(actor for actor in lexicon.actors if actor.name == "Moon Jae-in")
    heads = {office: rank for rank, office in enumerate(lexicon.words["actors.heads"])}
    assert on_date(moon, "2020-01-01", heads).office == "President"
    assert Persons.build([moon], lexicon.words).head("Moon", "2020-01-01", {}) is moon
    without = {**lexicon.words, "actors.family_first": ()}
    assert Persons.build([moon], without).head("Moon", "2020-01-01", {}) is None
    without = {**lexicon.words, "actors.heads": ()}
    assert Persons.build([moon], without).head("Moon", "2020-01-01", {}) is None


def test_an_armed_groups_men_are_what_it_is(who):
    assert who("Israel waits. Hezbollah said its commander was hurt.", "commander").sector == (
        who("Hezbollah spoke.", "Hezbollah").sector
    )


@pytest.mark.parametrize(
    ("published", "name", "country"),
    [
        ("2016-05-01", "Barack Obama", "USA"),
        ("2024-05-01", "Barack Obama", "USA"),
        ("2004-05-01", "Obama", "KEN"),  # nobody's president yet
    ],
)
def test_who_bore_an_office_is_called_by_it_later_on(who, published, name, country):
    found = who("Kenya waited. President Obama had visited Kenya.", "Obama", published)
    assert (found.name, found.country) == (name, country)
