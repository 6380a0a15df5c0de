"""Doubles, seats taken twice, rows without a source: found, and only those."""

import pytest

from dateline.lexicon import check, load, shipped, source_faults
from dateline.lexicon.doubles import double_faults, seat_faults
from dateline.model import Actor, Kind, Lexicon, Office, PlaceEntry

SEATS = {"actors.single_offices": ("president",)}
HEADER = "name,aliases,kind,country,sector,office,from,until,wikidata,source,checked,note\n"


def person(key: str, *terms: tuple[str, str | None], office: str = "President", **told) -> Actor:
    offices = tuple(Office(office=office, since=since, until=until) for since, until in terms)
    return Actor(id=key, name=key, kind=Kind.PERSON, country="TCD", offices=offices, **told)


def seats(*actors: Actor) -> list[str]:
    return [fault.what for fault in seat_faults(Lexicon(actors=actors, words=SEATS))]


def test_two_presidents_at_one_time_are_a_fault():
    found = seats(person("Abel", ("2001-01-01", None)), person("Cain", ("2005-01-01", None)))
    assert found == ["President of TCD until now, as is Cain from 2005-01-01"]


@pytest.mark.parametrize(
    "other",
    [
        person("Cain", ("2005-01-01", None)),
        person("Cain", ("2003-01-01", None), office="Senator"),
        person("Abel", ("2003-01-01", "2004-01-01")),
    ],
    ids=["after", "another-office", "the-same-person"],
)
def test_terms_that_follow_each_other_and_other_offices_are_none(other):
    assert seats(person("Abel", ("2001-01-01", "2005-01-01")), other) == []


def test_one_name_for_two_actors_of_a_country_is_a_fault():
    twice = Lexicon(actors=(person("Jean Bel"), person("J. Bel", aliases=("Jean-Bel",))))
    assert [fault.where for fault in double_faults(twice)] == ["Jean Bel and J. Bel"]
    body = Actor(id="x", name="Jean Bel", kind=Kind.BODY, country="TCD")
    assert list(double_faults(Lexicon(actors=(person("Jean Bel"), body)))) == []


def test_rows_without_source_or_date_of_check_are_told_with_their_line(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(
        HEADER
        + "Abel,,person,TCD,GOV,President,2001-01-01,,,public record,2025-11,\n"
        + "Cain,,person,TCD,GOV,President,2005-01-01,,,,soon,\n"
    )
    found = [(fault.where, fault.what) for fault in source_faults([tmp_path])]
    assert found == [
        ("line 3", "Cain has no source"),
        ("line 3", "Cain has no date of its last check"),
    ]


def test_a_place_of_an_unknown_country_is_a_fault():
    found = check(Lexicon(places=(PlaceEntry(name="Gate", country="XXX"),)))
    assert [(fault.file, fault.where) for fault in found] == [("places", "Gate")]


def test_the_shipped_lists_have_none_of_these():
    lexicon = load()
    assert [*double_faults(lexicon), *seat_faults(lexicon), *source_faults([shipped()])] == []
