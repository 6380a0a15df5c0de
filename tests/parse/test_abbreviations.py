"""Words whose full stop belongs to them end no sentence and stand before names as titles."""

import pytest

from dateline.lexicon import load
from dateline.model import Document
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader


def parsed(text: str, abbreviations: tuple[str, ...] | None = None):
    parser = SpacyParser.build(load())
    if abbreviations is not None:
        parser = SpacyParser(parser.layout, abbreviations)
    return next(iter(parser([Document.of(text, origin="t")])))


@pytest.mark.parametrize("rank", ["Sgt.", "Lt. Col.", "Capt.", "Spc."])
def test_a_short_rank_belongs_to_the_name_after_it(rank):
    text = f"Chad's army honoured {rank} Ada Holm, who led the patrol, and Chad rejoiced."
    parse = parsed(text)
    assert len(parse.sentences) == 1
    named = ActorReader.build(load())(parse).mentions
    holm = next(mention.who for mention in named if "Holm" in (mention.who.text or ""))
    assert (holm.text, holm.name, holm.sector) == (f"{rank} Ada Holm", "Ada Holm", ("MIL",))


def test_the_abbreviations_are_words_of_the_lexicon():
    text = "The army honoured Sgt. Ada Holm."
    assert "Sgt." in [token.text for token in parsed(text).tokens]
    assert "Sgt." not in [token.text for token in parsed(text, ()).tokens]
