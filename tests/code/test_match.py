"""Which phrases a slot of a pattern may be asked for."""

from functools import cache

import pytest

from dateline.code.match import Conditions, clause_holds
from dateline.lexicon import load
from dateline.model import Document, Reading
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader


@cache
def readers() -> tuple[SpacyParser, ActorReader]:
    lexicon = load()
    return SpacyParser.build(lexicon), ActorReader.build(lexicon)


def holds(phrase: str, sentence: str, head: str) -> bool:
    parser, reader = readers()
    reading: Reading = reader(next(iter(parser([Document.of(sentence, origin="t")]))))
    at = next(token.i for token in reading.parse.tokens if token.lower == head)
    return Conditions.of([phrase], {}).hold(reading, at)


@pytest.mark.parametrize(
    ("phrase", "sentence", "head"),
    [
        ("act of war", "Mali called the blockade an act of war.", "act"),
        ("vote of confidence", "The premier lost a vote of confidence.", "vote"),
        ("vote of confidence", "Two premiers lost votes of confidence.", "votes"),
        ("letter of intent", "Kenya signed a letter of intent with Uganda.", "letter"),
        ("blow to peace", "Mali called the raid a blow to the peace process.", "blow"),
        ("crime against humanity", "The court tries crimes against humanity.", "crimes"),
        ("arms embargo", "The council renewed the arms embargo.", "embargo"),
    ],
)
def test_a_phrase_holds_as_it_is_said(phrase, sentence, head):
    assert holds(phrase, sentence, head)


@pytest.mark.parametrize(
    ("phrase", "sentence", "head"),
    [
        ("act war", "Mali called the blockade an act of war.", "act"),
        ("vote of confidence", "The premier lost the vote on Monday.", "vote"),
        ("travel ban", "Kenya read a report on a travel ban.", "report"),
        ("blow to peace", "Peace took a blow to the head.", "blow"),
    ],
)
def test_other_words_do_not_make_the_phrase(phrase, sentence, head):
    assert not holds(phrase, sentence, head)


def clause_is(phrase: str, sentence: str, head: str) -> bool:
    parser, reader = readers()
    parse = reader(next(iter(parser([Document.of(sentence, origin="t")])))).parse
    at = next(token.i for token in parse.tokens if token.lower == head)
    return clause_holds(parse, at, Conditions.of([phrase], {}))


@pytest.mark.parametrize(
    ("phrase", "sentence", "head", "held"),
    [
        ("would strike", "Chad said it would strike the port.", "strike", True),
        ("would *", "Chad said it would strike the port.", "strike", True),
        ("would strike", "Chad said it would not strike the port.", "strike", False),
        ("would not strike", "Chad said it would not strike the port.", "strike", True),
        ("would strike", "Chad said it had struck the port.", "struck", False),
    ],
)
def test_a_modal_may_be_asked_for_with_its_verb(phrase, sentence, head, held):
    assert clause_is(phrase, sentence, head) is held
