"""Heads of state of several lands: offices there follow from the one at home."""

import pytest

from dateline.lexicon import check, load
from dateline.lexicon.realms import with_realms
from dateline.model import Actor, Kind, Lexicon, Office, Realm
from dateline.resolve import ActorReader
from dateline.resolve.identity import on_date

ADA = Actor(
    id="a-1", name="Ada I", kind=Kind.PERSON, country="NOR",
    offices=(
        Office(office="Queen", country="NOR", since="1990-01-01", until="2020-01-01"),
        Office(office="Patron", country="NOR", since="1980-01-01"),
    ),
)  # fmt: skip
GREENLAND = Realm(iso3="GRL", state="NOR", heads=("King", "Queen"), since="2001-01-01")


@pytest.fixture(scope="module")
def reader() -> ActorReader:
    return ActorReader.build(load())


def offices(*realms: Realm, actor: Actor = ADA) -> list[tuple[str, str, str, str | None]]:
    (made,) = with_realms([actor], realms)
    added = made.offices[len(actor.offices) :]
    return [(o.country or "", o.office, o.since or "", o.until) for o in added]


def test_an_office_elsewhere_lasts_as_long_as_both_do():
    assert offices(GREENLAND) == [("GRL", "Queen", "2001-01-01", "2020-01-01")]


def test_an_office_elsewhere_may_have_another_name():
    named = Realm(iso3="SJM", state="NOR", heads=("Queen",), office="Head of State")
    assert offices(named) == [("SJM", "Head of State", "1990-01-01", "2020-01-01")]


@pytest.mark.parametrize(
    "realm",
    [
        Realm(iso3="GRL", state="NOR", heads=("King",)),
        Realm(iso3="GRL", state="DNK", heads=("Queen",)),
        Realm(iso3="GRL", state="NOR", heads=("Queen",), since="2020-01-01"),
        Realm(iso3="GRL", state="NOR", heads=("Queen",), until="1990-01-01"),
    ],
    ids=["another-office", "another-state", "too-late", "too-early"],
)
def test_other_offices_states_and_times_add_none(realm):
    assert offices(realm) == []


def test_the_office_at_home_goes_first_and_the_one_elsewhere_stands_in():
    (ada,) = with_realms([ADA], [GREENLAND])
    assert on_date(ada, "2010-01-01", {"queen": 0}).country == "NOR"
    abroad = Office(office="Queen", country="GRL", since="2020-01-01")
    (only,) = with_realms([Actor(id="a-2", name="B", country="NOR", offices=(abroad,))], [])
    assert on_date(only, "2021-01-01", {"queen": 0}).country == "GRL"


def test_a_realm_of_an_unknown_state_is_a_fault():
    found = check(Lexicon(realms=(Realm(iso3="GRL", state="XXX", heads=("King",)),)))
    assert [(fault.file, fault.where) for fault in found] == [("realms", "GRL")] * 2


@pytest.mark.parametrize(
    ("said", "on", "name", "country"),
    [
        ("King Charles III", "2025-03-01", "Charles III", "GBR"),
        ("Elizabeth II", "2024-03-01", "Elizabeth II", "GBR"),
        ("the king of Canada", "2025-03-01", "Charles III", "CAN"),
        ("the queen of Barbados", "2020-03-01", "Elizabeth II", "BRB"),
        ("Donald Trump", "2025-03-01", "Donald Trump", "USA"),
    ],
)
def test_who_reigns_in_several_lands_is_one_person(reader, said, on, name, country):
    found = reader.identify(said, on)
    assert (found.name, found.country) == (name, country)


def test_barbados_has_no_queen_as_a_republic(reader):
    assert reader.identify("the queen of Barbados", "2022-03-01").name != "Elizabeth II"
