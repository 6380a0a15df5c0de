"""Names beside each other that the parser takes for one."""

from functools import cache

import pytest

from dateline.lexicon import load
from dateline.model import Document, Parse
from dateline.parse import SpacyParser


@cache
def parser() -> SpacyParser:
    return SpacyParser.build(load())


def parsed(text: str) -> Parse:
    return next(iter(parser()([Document.of(text, origin="t")])))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Chad is under an embargo imposed by the U.S. and European Union.", "U.S.", "Union"),
        ("The records were collected by either the NSA or European agencies.", "NSA", "agencies"),
    ],
)
def test_a_name_before_another_stands_beside_it(text, first, second):
    parse = parsed(text)
    by_text = {token.text: token for token in parse.tokens}
    one, other = by_text[first], by_text[second]
    assert (one.dep, parse.tokens[one.head].lower) == ("pobj", "by")
    assert (other.dep, parse.tokens[other.head].text) == ("conj", first)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Hamas and Hezbollah leaders met in Beirut.", "leaders"),
        ("U.S. and British troops entered Basra.", "troops"),
    ],
)
def test_names_that_share_a_noun_are_left_as_they_are(text, noun):
    shared = next(token for token in parsed(text).tokens if token.text == noun)
    assert shared.dep == "nsubj"


def test_persons_in_a_row_are_no_names_of_each_other():
    parse = parsed(
        "Among those who resigned were energy minister Iryna Vereshchuk, justice minister Denys "
        "Maliuska, farm minister Mykola Solsky and the head of the railways."
    )
    by_text = {token.text: token for token in parse.tokens}
    first, second, third = (by_text[name] for name in ("Vereshchuk", "Maliuska", "Solsky"))
    assert (second.dep, second.head, third.dep, third.head) == ("conj", first.i, "conj", second.i)


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister, Ada Lovelace, and the king met in Oslo.",
        "Cassius Clay, Muhammad Ali, met the king and the queen.",
    ],
)
def test_an_apposition_stays_one(text):
    assert any(token.dep == "appos" for token in parsed(text).tokens)
