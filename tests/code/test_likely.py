"""Who takes part as parse and classifier together tell it."""

from dataclasses import dataclass, replace
from functools import cache

import pytest

from dateline.code import HandCoder
from dateline.code.coder import DictionaryCoder
from dateline.code.frame import frame_at
from dateline.code.likely import looked_over
from dateline.code.match import Fired
from dateline.code.parties import Parties
from dateline.code.retell import Candidate
from dateline.code.roles import Roles
from dateline.code.second import SecondOpinion
from dateline.lexicon import load
from dateline.model import Document, Judged, Pattern, Reading
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader

PRAISED = "Kenya praised the Ugandan army on Friday."
PRESSED = "Kenya pressed for the release of the rebels, Uganda said."
Shares = dict[str, float]


@cache
def reading(text: str) -> Reading:
    parser, reader = SpacyParser.build(load()), ActorReader.build(load())
    return reader(next(iter(parser([Document.of(text, origin="t")]))))


def judged(text: str, said: dict[str, Shares], kind: str = "ACCUSE", share: float = 0.9) -> Judged:
    """What a classifier says that sees the words given, each with its share, in roles."""
    places = {token.text: token.i for token in reading(text).parse.tokens}
    seen = {role: {places[w]: p for w, p in shares.items()} for role, shares in said.items()}
    return Judged(type=kind, mode="", probability=share, is_event=True, **seen)


def left_of(text: str, said: Judged, kind: str = "ACCUSE", **given: tuple[str, ...]) -> Roles:
    """Roles given by words of a text, as a classifier leaves them."""
    read = reading(text)
    named = {read.parse.tokens[one.head].text: one.who for one in read.mentions}
    fired = Fired(Pattern(id="x", type=kind), frame_at(read.parse, 1, ()), 1, 2, 0, 0.9, said)
    roles = Roles(**{role: tuple(named[word] for word in some) for role, some in given.items()})
    return looked_over(read, Candidate(fired, roles, 0), Parties()).roles


def looked(
    text: str, given: dict[str, str], said: dict[str, Shares], kind: str = "ACCUSE"
) -> dict[str, list[str]]:
    """Roles given by words of a text, as a classifier leaves them, in words."""
    roles = {role: (word,) for role, word in given.items()}
    left = left_of(text, judged(text, said), kind, **roles)
    return {
        role: [who.text or "" for who in getattr(left, role)] for role in ("actor", "recipient")
    }


@pytest.mark.parametrize(
    ("given", "said", "actor"),
    [
        ({}, {"actor": {"army": 0.9}}, ["Ugandan army"]),
        ({}, {"actor": {"army": 0.5}}, []),
        ({"actor": "Kenya"}, {"actor": {"army": 0.9}}, ["Ugandan army"]),
        ({"actor": "Kenya"}, {"actor": {"army": 0.5}}, ["Kenya"]),
        ({"actor": "Kenya"}, {"actor": {"army": 0.9, "Kenya": 0.3}}, ["Kenya"]),
        ({"recipient": "army"}, {"actor": {"army": 0.9}}, ["Ugandan army"]),
        ({"recipient": "army"}, {"actor": {"army": 0.9}, "recipient": {"army": 0.3}}, []),
        ({"attendee": "army"}, {"actor": {"army": 0.9}}, ["Ugandan army"]),
        ({"attendee": "army"}, {"actor": {"army": 0.5}}, []),
    ],
)
def test_whom_the_classifier_is_sure_of_takes_part_where_it_sees_none_of_the_others(
    given, said, actor
):
    assert looked(PRAISED, given, said)["actor"] == actor


def test_no_guest_vanishes():
    text = "Kenya held a parade with the Ugandan army, it said."
    said = judged(text, {"actor": {"Kenya": 0.9, "army": 0.9}})
    left = left_of(text, said, "MOBILIZE", actor=("Kenya",), attendee=("army",))
    assert [who.text for who in (*left.actor, *left.attendee)] == ["Kenya", "Ugandan army"]


def test_nobody_both_acts_and_undergoes():
    left = looked(PRAISED, {"recipient": "army"}, {"actor": {"army": 0.9}})
    assert left == {"actor": ["Ugandan army"], "recipient": []}


@pytest.mark.parametrize(("seen", "stays"), [({}, []), ({"rebels": 0.3}, ["rebels"])])
def test_whom_the_parse_gives_in_an_odd_place_must_be_seen_too(seen, stays):
    assert looked(PRESSED, {"recipient": "rebels"}, {"recipient": seen})["recipient"] == stays


@pytest.mark.parametrize(
    ("text", "given", "said", "actor"),
    [
        # The owner of somebody whom the classifier is surer of.
        ("It heard Kenya and his client denied it.", "his", {"client": 0.9, "his": 0.3}, "client"),
        ("It heard Kenya and his client denied it.", "his", {"client": 0.6, "his": 0.9}, "his"),
        # Whoever says something of themselves with a pronoun.
        ("Kenya said it would leave.", "it", {"Kenya": 0.9}, "it"),
        # A description beside the name.
        ("Ada Holm, a teacher in Oslo, denied it.", "Holm", {"teacher": 0.9}, "Ada Holm"),
    ],
)
def test_of_two_phrases_for_one_the_better_stands(text, given, said, actor):
    assert looked(text, {"actor": given}, {"actor": said})["actor"] == [actor]


def test_at_a_meeting_is_nobody_whom_the_classifier_read_and_did_not_see():
    text = "Kenya met Uganda at the request of Rwanda, and his talks with Chad went on."
    given = {"Kenya": 0.9, "Uganda": 0.9}
    assert met(text, ("Kenya", "Uganda", "Rwanda"), given, read=True) == ["Kenya", "Uganda"]
    assert met(text, ("Kenya", "Uganda", "Rwanda"), given, read=False) == [
        "Kenya",
        "Uganda",
        "Rwanda",
    ]


def met(text: str, given: tuple[str, ...], said: Shares, *, read: bool) -> list[str]:
    """Those given who meet, as a classifier leaves them that has read all of a text or none."""
    seen = judged(text, {"actor": said}, "CONSULT")
    seen = replace(seen, read=range(len(reading(text).parse.tokens) if read else 0))
    return [who.text or "" for who in left_of(text, seen, "CONSULT", actor=given).actor]


def test_a_description_beside_a_name_bears_the_name_out():
    text = "Kenya arrested one of the suspects, Ada Holm."
    left = looked(text, {"recipient": "Holm"}, {"recipient": {"one": 0.9}})
    assert left["recipient"] == ["Ada Holm"]


def test_somebody_in_no_list_takes_part_where_nobody_known_does():
    text = "Kenya thanked the salvagers of Mombasa, and it left."
    assert looked(text, {}, {"recipient": {"salvagers": 0.9}})["recipient"] == [
        "salvagers of Mombasa"
    ]
    assert looked("Kenya thanked it on Monday.", {}, {"actor": {"Monday": 0.9}})["actor"] == []
    both = {"recipient": {"salvagers": 0.9, "Kenya": 0.9}}
    assert looked(text, {}, both)["recipient"] == ["Kenya"]
    assert looked("They left it.", {}, {"actor": {"They": 0.9}})["actor"] == ["They"]


@pytest.mark.parametrize(("share", "actor"), [(0.9, ["Kenya", "Uganda"]), (0.5, ["Kenya"])])
def test_whoever_stands_in_one_row_with_somebody_seen_needs_to_be_seen_too(share, actor):
    said = {"actor": {"Kenya": 0.9, "Uganda": share}}
    text = "Rwanda thanked Kenya and Uganda, which agreed."
    assert looked(text, {"actor": "Kenya"}, said)["actor"] == actor


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("They bombed civilian areas in southern Lebanon.", "areas", "LBN"),
        ("They bombed Iranian storage sites.", "sites", "IRN"),
        ("They bombed sites of Iran and Syria.", "sites", None),
    ],
)
def test_somebody_in_no_list_is_of_the_one_country_that_the_phrase_names(text, word, country):
    said = judged(text, {"recipient": {word: 0.9}})
    (who,) = left_of(text, said, "ASSAULT").recipient
    assert (who.text and word in who.text, who.country) == (True, country)


def test_whoever_is_named_twice_takes_part_once():
    text = "Kenya praised what Kenya had done."
    places = [token.i for token in reading(text).parse.tokens if token.text == "Kenya"]
    said = replace(judged(text, {}), actor=dict.fromkeys(places, 0.9))
    left = left_of(text, said)
    assert [who.text for who in left.actor] == ["Kenya"]


@pytest.mark.parametrize(
    ("given", "said", "actor"),
    [
        ({"actor": "Kenya"}, {"recipient": {"army": 0.9}}, ["Kenya", "Ugandan army"]),
        ({"actor": "Kenya"}, {"recipient": {"army": 0.9}, "actor": {"army": 0.3, "Kenya": 0.9}},
         ["Kenya", "Ugandan army"]),
        ({"actor": "Kenya"}, {"recipient": {"army": 0.5}, "actor": {"Kenya": 0.9}}, ["Kenya"]),
        ({"actor": "Kenya", "recipient": "army"}, {"recipient": {"army": 0.9}}, ["Kenya"]),
        ({}, {"recipient": {"army": 0.9}, "actor": {"Kenya": 0.9}}, ["Kenya", "Ugandan army"]),
    ],
)  # fmt: skip
def test_a_meeting_has_the_other_side_that_the_classifier_is_sure_of(given, said, actor):
    assert looked(PRAISED, given, said, "CONSULT")["actor"] == actor


@dataclass(frozen=True)
class Says:
    """A classifier that says one thing of one word."""

    word: str
    judged: Judged

    def __call__(self, parse, words):
        return {i: self.judged for i in words if parse.tokens[i].text == self.word}


def test_the_coder_takes_who_takes_part_from_both():
    text = "Kenya praised the Ugandan army, Mali said."
    said = Says("praised", judged(text, {"actor": {"Mali": 0.9}}, "SUPPORT"))
    coder = DictionaryCoder.build(load())
    both = replace(coder, second=SecondOpinion.build(load(), said))
    for told, actor in ((coder, "Kenya"), (both, "Mali")):
        (claim,) = told(reading(text))
        assert [who.text for who in claim.actor] == [actor]
        assert [who.text for who in claim.recipient] == ["Ugandan army"]


def test_what_an_analyst_tells_has_the_participants_that_the_classifier_sees():
    text = "After the praise for Kenya, the army left."
    at = next(token.i for token in reading(text).parse.tokens if token.text == "praise")
    said = Says("praise", judged(text, {"actor": {"army": 0.9}}, "SUPPORT"))
    claim = HandCoder.build(load(), said)(
        reading(text), range(at, at + 1), "SUPPORT", "", user="ada"
    )
    assert [who.text for who in claim.actor] == ["army"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Kenya received the Ugandan president on Friday.", ("Ugandan president", "Kenya")),
        ("Kenya received the Ugandan aid on Friday.", ("Kenya", "")),
    ],
)
def test_guests_act_whomever_the_classifier_takes_for_the_actor(text, roles):
    said = Says("received", judged(text, {"actor": {"Kenya": 0.9}}, "CONSULT"))
    coder = replace(DictionaryCoder.build(load()), second=SecondOpinion.build(load(), said))
    (claim,) = coder(reading(text))
    found = [one[0].text if one else "" for one in (claim.actor, claim.recipient)]
    assert tuple(found) == roles
