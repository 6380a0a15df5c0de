"""Whom an object pronoun cannot stand for, and where "it" is nobody."""

import pytest

from dateline.lexicon import load
from dateline.model import Document
from dateline.parse import SpacyParser
from dateline.resolve.binding import doers, may_act


@pytest.fixture(scope="module")
def parser():
    return SpacyParser.build(load())


@pytest.mark.parametrize(
    ("text", "pronoun", "names"),
    [
        ("Carter criticised him.", "him", {"Carter"}),
        ("Chad and Mali sent troops against them.", "them", {"Chad", "Mali"}),
        ("Washington wants to punish it.", "it", {"Washington"}),
        ("The army entered and shelled it.", "it", {"army"}),
        ("Turkey asked Germany to help it.", "it", {"Germany"}),
        ("Oslo replied to Iran's protest by accusing it of lies.", "it", {"Oslo"}),
        ("The minister took his wife with him.", "him", set()),
        ("He spoke.", "He", set()),
        ("Chad praised its army.", "its", set()),
    ],
)
def test_whoever_does_it_to_them(parser, text, pronoun, names):
    parse = next(iter(parser([Document.of(text, origin="t")])))
    at = next(token for token in parse.tokens if token.text == pronoun)
    assert {parse.tokens[i].text for i in doers(parse, at)} == names


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Iran urged it to disarm.", True),
        ("The court accused it of fraud.", True),
        ("It sent troops.", True),
        ("Moscow has always denied it.", False),
        ("The president called it a disgrace.", False),
        ("The minister called it unfair.", False),
    ],
)
def test_it_is_nobody_where_something_is_denied_or_called_names(parser, text, acts):
    parse = next(iter(parser([Document.of(text, origin="t")])))
    at = next(token for token in parse.tokens if token.lower == "it")
    of_things = frozenset(load().words["actors.of_things"])
    assert may_act(parse, at, of_things) is acts
