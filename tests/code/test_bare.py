"""What a later sentence only mentions is not coded again; what it adds to is."""

from functools import cache

import pytest

from dateline.code import DictionaryCoder
from dateline.lexicon import load
from dateline.model import Document
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader

FIRST = "Crowds joined protests against the Kenyan government on Sunday. "


@cache
def stages() -> tuple[SpacyParser, ActorReader, DictionaryCoder]:
    lexicon = load()
    return (
        SpacyParser.build(lexicon), ActorReader.build(lexicon), DictionaryCoder.build(lexicon),
    )  # fmt: skip


def told(text: str) -> list[int]:
    """The numbers of the sentences in which a protest is told."""
    parser, reader, coder = stages()
    claims = coder(reader(next(iter(parser([Document.of(text, origin="t")])))))
    return [claim.sentence.number for claim in claims if claim.type == "PROTEST"]


@pytest.mark.parametrize(
    "later", ["She described the protests as significant.", "The protests were peaceful."]
)
def test_a_bare_mention_is_not_coded_again(later):
    assert told(FIRST + later) == [1]


@pytest.mark.parametrize(
    "later",
    ["The protests went on in Mombasa.", "The protests went on until Friday.",
     "More than 2,000 people joined the protests.", "The protests were joined by students.",
     "The protests by Kenyan students went on."],
)  # fmt: skip
def test_what_adds_something_is_coded(later):
    assert told(FIRST + later) == [1, 2]
