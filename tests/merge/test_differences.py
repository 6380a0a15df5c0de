"""Where claims of one event differ, and how their numbers were told over time."""

import pytest

from dateline.merge import series
from dateline.merge.contradict import contradictions
from dateline.model import (
    Claim,
    Kind,
    Participant,
    Place,
    Quantity,
    Sentence,
    Span,
)


def claim(key: str, **fields: object) -> Claim:
    return Claim(
        id=f"c-{key}", document=f"d-{key}", outlet="One", type="CONSULT",
        sentence=Sentence(number=1, text="They met.", start=0, end=9),
        anchor=Span(text="met", start=5, end=8), **{"published": None, **fields},  # type: ignore[arg-type]
    )  # fmt: skip


def person(name: str, country: str = "CHN", office: str | None = None) -> tuple[Participant, ...]:
    return (Participant(name=name, id=f"a-{name}", kind=Kind.PERSON, country=country,
                        office=office),)  # fmt: skip


def at(name: str, grain: str = "city", country: str = "MLI") -> tuple[Place, ...]:
    return (Place(name=name, country=country, geonames=name, grain=grain),)


def shown(*claims: Claim) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    return [(c.field, [(v.value, v.claims) for v in c.values]) for c in contradictions(claims)]


def test_two_names_in_one_role_contradict_and_each_has_its_claims():
    claims = [claim("a", attendee=person("Li Qiang")), claim("b", attendee=person("Li Keqiang")),
              claim("c", attendee=person("Li Qiang"))]  # fmt: skip
    assert shown(*claims) == [
        ("attendee", [("Li Keqiang", ("c-b",)), ("Li Qiang", ("c-a", "c-c"))])
    ]


def test_two_people_in_one_office_contradict():
    claims = [claim("a", actor=person("Ann Roe", office="Premier")),
              claim("b", actor=person("Cid Poe", office="Premier"))]  # fmt: skip
    assert shown(*claims)[0][0] == "actor"


@pytest.mark.parametrize(
    "pair",
    [
        (person("Kim", "PRK"), person("Kim Jong Un", "PRK")),
        (person("Ann Roe", "USA"), person("Cid Poe", "USA")),
        (person("Ann Roe", "USA"), person("Ann Poe", "GBR")),
    ],
    ids=["a part of the name", "other people", "other countries"],
)
def test_other_people_do_not_contradict(pair):
    assert shown(claim("a", actor=pair[0]), claim("b", actor=pair[1])) == []


def test_people_whom_a_report_names_both_do_not_contradict():
    both = person("Li Qiang") + person("Li Keqiang")
    assert shown(claim("a", attendee=both), claim("b", attendee=person("Li Qiang"))) == []


def test_cities_contradict_unless_a_claim_names_both():
    gao, mopti = claim("a", place=at("Gao")), claim("b", place=at("Mopti"))
    assert shown(gao, mopti) == [("place", [("Gao", ("c-a",)), ("Mopti", ("c-b",))])]
    assert shown(gao, mopti, claim("c", place=at("Gao") + at("Mopti"))) == []


def test_a_square_and_its_city_do_not_contradict_and_countries_do():
    assert shown(claim("a", place=at("Gao")), claim("b", place=at("Market", "site"))) == []
    abroad = claim("b", place=at("Niger", "country", "NER"))
    assert shown(claim("a", place=at("Gao")), abroad)[0][0] == "place"


def test_a_number_that_grows_is_a_series_by_day():
    def told(key: str, day: str, count: float) -> Claim:
        return claim(key, published=day, quantity=(Quantity(low=count, high=count, unit="killed"),))

    claims = [told("a", "2024-03-04T10:00:00Z", 900), told("b", "2024-03-01", 600),
              told("c", "2024-03-01", 650)]  # fmt: skip
    (one,) = series(claims)
    assert [(t.day, t.low, t.high, t.claims) for t in one.told] == [
        ("2024-03-01", 600, 650, ("c-b", "c-c")), ("2024-03-04", 900, 900, ("c-a",))
    ]  # fmt: skip
    assert series([told("a", "2024-03-01", 5), told("b", "2024-03-02", 5)]) == []
