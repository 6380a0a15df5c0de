"""How patterns and a classifier are weighed against each other."""

from dataclasses import dataclass
from functools import cache

import pytest

from dateline.code import DictionaryCoder
from dateline.code.second import DOUBTED, SecondOpinion
from dateline.lexicon import load
from dateline.model import Claim, Document, Judged, Reading
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader

CRITICAL = "Kenya criticised the Ugandan army on Friday."
TEXT = "Kenya praised the Ugandan army on Friday. Mali sheltered the rebels."


@dataclass(frozen=True)
class Says:
    """A classifier that says one thing of some words and nothing of the others."""

    said: tuple[str, ...]
    judged: Judged

    def __call__(self, parse, words):
        return {i: self.judged for i in words if parse.tokens[i].text in self.said}


@cache
def reading(text: str = TEXT) -> Reading:
    parser, reader = SpacyParser.build(load()), ActorReader.build(load())
    return reader(next(iter(parser([Document.of(text, origin="t")]))))


def claims(
    words: str, kind: str, probability: float, *, is_event: bool = True, text: str = TEXT
) -> dict[str, Claim]:
    judged = Judged(type=kind, mode="", probability=probability, is_event=is_event)
    lexicon = load()
    coder = DictionaryCoder.build(lexicon)
    second = SecondOpinion.build(lexicon, Says(tuple(words.split()), judged))
    told = DictionaryCoder(**{
        **{name: getattr(coder, name) for name in coder.__dataclass_fields__}, "second": second,
    })  # fmt: skip
    return {claim.anchor.text or "": claim for claim in told(reading(text))}


def test_where_both_agree_the_score_is_the_probability():
    claim = claims("praised", "SUPPORT", 0.91)["praised"]
    assert (claim.type, claim.score) == ("SUPPORT", 0.91)
    assert claim.pattern.endswith("+encoder")


def test_a_pattern_alone_is_kept_with_a_low_score_and_a_mark():
    claim = claims("criticised", "AID", 0.2, is_event=False, text=CRITICAL)["criticised"]
    assert (claim.type, claim.score) == ("ACCUSE", DOUBTED)
    assert claim.pattern.endswith("-encoder.none")


def test_a_pattern_of_a_type_whose_patterns_err_alone_is_not_told_alone():
    assert "praised" not in claims("praised", "AID", 0.2, is_event=False)


def test_a_sure_contradiction_takes_the_classifiers_type_and_names_the_pattern():
    claim = claims("praised", "CONSULT", 0.95)["praised"]
    assert claim.type == "CONSULT"
    assert claim.pattern.startswith("encoder.CONSULT-support.")


def test_an_unsure_contradiction_does_not():
    claim = claims("criticised", "CONSULT", 0.4, text=CRITICAL)["criticised"]
    assert claim.type == "ACCUSE"
    assert claim.pattern.endswith("-encoder.CONSULT")


def test_a_pattern_whose_type_the_classifier_rules_out_is_dropped():
    assert "praised" not in claims("praised", "SUPPORT", 0.01, is_event=False)


@pytest.mark.parametrize(("probability", "told"), [(0.9, True), (0.4, False)])
def test_what_only_the_classifier_sees_needs_to_be_sure(probability, told):
    found = claims("sheltered", "ACCUSE", probability)
    claim = found.get("sheltered")
    assert (claim is not None and claim.type == "ACCUSE") is told


def test_the_patterns_own_reason_is_shown_without_a_classifier():
    coded = DictionaryCoder.build(load())(reading())
    assert all("encoder" not in claim.pattern for claim in coded)


def test_a_verb_and_its_object_tell_together_what_neither_is_sure_of():
    text = "Kenya delivered a blow to Uganda."
    assert claims("delivered blow", "ACCUSE", 0.2, text=text) == {}
    (claim,) = claims("delivered blow", "ACCUSE", 0.3, text=text).values()
    assert (claim.type, claim.score) == ("ACCUSE", 0.3)
    assert claims("delivered", "ACCUSE", 0.3, text=text) == {}


@pytest.mark.parametrize(
    "text", ["Equally critical was Kenya.", "Kenya asked how critical Mali was."]
)
def test_an_adjective_before_its_verb_is_no_anchor(text):
    assert "critical" not in "".join(claims("critical", "ACCUSE", 0.9, text=text))


def test_what_is_told_already_is_not_told_again_with_its_object():
    text = "Kenya criticised the sanctions on Mali."
    told = claims("criticised sanctions", "REJECT", 0.3, text=text)
    assert [claim.type for claim in told.values()] == ["ACCUSE", "SANCTION"]


@pytest.mark.parametrize(("probability", "told"), [(0.55, True), (0.48, False)])
def test_a_noun_without_participants_is_told_where_the_classifier_is_sure(probability, told):
    text = "There was unrest in the capital after Mali held its elections."
    assert ("unrest" in claims("unrest", "PROTEST", probability, text=text)) is told
