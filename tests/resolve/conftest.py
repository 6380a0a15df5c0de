"""The shipped lexicon, the places that it knows, and a reader of sentences."""

from collections.abc import Callable

import pytest

from dateline.lexicon import load
from dateline.lexicon.gazetteer import gazetteer
from dateline.model import Document, Lexicon, Reading
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader
from dateline.resolve.places import Places


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="module")
def places(lexicon: Lexicon) -> Places:
    return Places.build(lexicon, gazetteer())


@pytest.fixture(scope="module")
def reading_of(lexicon: Lexicon) -> Callable[[str], Reading]:
    parser, reader = SpacyParser.build(lexicon), ActorReader.build(lexicon)

    def make(text: str) -> Reading:
        return reader(next(iter(parser([Document.of(text, origin="x")]))))

    return make
