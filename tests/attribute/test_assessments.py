"""Assessments: interpretations, trends and forecasts, who holds them, and what they leave open."""

import pytest

from dateline.attribute import fired
from dateline.lexicon.check import tested as cases_of

SEEN = [
    ("The visit signals a thaw.", "interpretation", "signals", "a thaw"),
    ("Raids have become more frequent.", "trend", "have become", None),
    ("The ban could hurt exports.", "forecast", "could", "The ban could hurt exports"),
    ("The dispute threatens to split the guild.", "forecast", "threatens", None),
    ("The vote is a reminder of old quarrels.", "interpretation", "is a reminder", "old quarrels"),
    ("The drought poses challenges for farmers.", "interpretation", "poses", None),
    ("The envoy hinted that the talks had failed.", "interpretation", "hinted", None),
    ("North Korea is thought to own ten bombs.", "interpretation", "is thought", None),
    ("The minister is expected to resign.", "forecast", "is expected", "to resign"),
    ("We expect that the talks will fail.", "forecast", "expect", None),
    ("There is growing anger in the north.", "trend", "growing", None),
    ("Traders took it as a sign that rates would fall.", "interpretation", "sign", None),
]
NOT_SEEN = [
    "He blamed the council for the growing isolation of the town.",
    "Kenya continues to lead the march.",
    "It was the deadliest attack in recent years.",
    "The suspect should be considered innocent.",
    "The envoy hoped to leave.",
]


@pytest.mark.parametrize(("text", "kind", "cue", "content"), SEEN)
def test_what_somebody_makes_of_things_is_an_assessment(coded, text, kind, cue, content):
    (seen,) = coded(text).assessments
    assert (seen.kind.value, seen.cue.text) == (kind, cue)
    assert content in (None, seen.content.text)


@pytest.mark.parametrize("text", NOT_SEEN)
def test_what_only_looks_like_one_is_none(coded, text):
    assert coded(text).assessments == ()


def test_criticism_is_held_by_whom_it_comes_from_not_by_whoever_rejects_it(coded):
    (seen,) = coded("The king rejected criticism from Kenya that the court was slow.").assessments
    assert [who.country for who in seen.source] == ["KEN"]


def test_the_outlet_itself_is_no_named_holder(coded):
    (seen,) = coded("The visit signals a thaw.").assessments
    assert seen.source == ()


def test_a_subject_may_hold_an_assessment(coded):
    (seen,) = coded("Kenyan officials believe that the truce is a trick.").assessments
    assert seen.source[0].country == "KEN"


def test_a_passive_hides_who_holds_it(coded):
    (seen,) = coded("The speech was interpreted as a challenge to the crown.").assessments
    assert [who.name for who in seen.source] == ["anonymous"]
    assert seen.cue.text == "was interpreted as"


def test_an_assessment_inside_speech_is_held_by_the_speaker(coded):
    (seen,) = coded("Kenyan officials said the ban could hurt exports.").assessments
    assert seen.source[0].country == "KEN"


def test_what_an_interpretation_is_about_is_not_certain(claim):
    got = claim("The parade signals military cooperation between the two states.", "cooperation")
    assert got.factuality.value == "PR+"


def test_a_fact_mentioned_in_an_interpretation_stays_certain(claim):
    text = "The march reflects anger over the arrest of two editors."
    assert claim(text, "arrest").factuality.value == "CT+"


def test_a_happening_beside_an_assessment_stays_certain(claim):
    got = claim("Rebels attacked the port, underscoring the weakness of the fleet.", "attacked")
    assert got.factuality.value == "CT+"


def test_every_entry_fires_on_its_own_sentences_and_on_no_other_that_it_names(read, lexicon):
    wrong = []
    for kind, entries in cases_of(lexicon).items():
        for key, (yes, no) in entries.items():
            cases = [*((text, True) for text in yes), *((text, False) for text in no)]
            for text, must in () if kind == "patterns" else cases:
                if (key in fired(read(text), lexicon)) is not must:
                    wrong.append((key, must, text))
    assert not wrong
