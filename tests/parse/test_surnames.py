"""Family names that the tagger takes for common words."""

from functools import cache

import pytest

from dateline.lexicon import load
from dateline.model import Document
from dateline.parse import SpacyParser

FULL = "President Donald Trump met Theresa May, the prime minister, in Davos. "


@cache
def parser() -> SpacyParser:
    return SpacyParser.build(load())


def tagged(text: str) -> list[tuple[str, str]]:
    parse = next(iter(parser()([Document.of(text, origin="t")])))
    last = parse.sentences[-1].number - 1
    return [(t.text, t.ent) for t in parse.tokens if t.sentence == last and t.pos == "PROPN"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trump granted Chad an exemption.", "Trump"),
        ("Trump has also announced a tariff on steel.", "Trump"),
        ("He accused May of bowing to Washington.", "May"),
        ("May's cabinet was divided.", "May"),
        ("He may resign, but he accused May of bowing to Washington.", "May"),
    ],
)
def test_somebody_named_before_is_a_person_in_every_sentence(text, name):
    assert (name, "PERSON") in tagged(FULL + text)


@pytest.mark.parametrize("text", ["It ends in May.", "Talks resume on May 12."])
def test_a_month_is_no_person(text):
    assert ("May", "PERSON") not in tagged(FULL + text)


def test_a_word_with_an_article_is_no_name():
    text = "Martin Luther King was honoured on Monday. The King condemned the raid."
    assert ("King", "PERSON") not in tagged(text)


def test_a_word_that_is_written_small_too_is_no_name():
    text = "Nadia Price spoke of the price of bread. Price controls followed, Price said."
    assert ("Price", "PERSON") not in tagged(text)


def test_a_word_that_names_nobody_in_the_report_stays_as_it_is():
    assert tagged("The trick was won. Trump was clubs.") == []
