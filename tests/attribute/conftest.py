"""The real stages, built once, and claims at chosen words."""

from collections.abc import Callable

import pytest

from dateline.attribute import CueAttributor
from dateline.lexicon import load
from dateline.model import Claim, Coding, Document, Lexicon, Reading
from dateline.parse import SpacyParser
from dateline.resolve import ActorReader

PUBLISHED = "2024-06-12"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load()


@pytest.fixture(scope="session")
def attributor(lexicon: Lexicon) -> CueAttributor:
    return CueAttributor.build(lexicon, coder="k-test")


@pytest.fixture(scope="session")
def read(lexicon: Lexicon) -> Callable[[str], Reading]:
    parser, reader = SpacyParser.build(lexicon), ActorReader.build(lexicon)

    def reading(text: str) -> Reading:
        document = Document.of(text, origin="test", published=PUBLISHED)
        return reader(next(iter(parser([document]))))

    return reading


@pytest.fixture(scope="session")
def coded(read, attributor) -> Callable[..., Coding]:
    """Codes a text with a claim at the first place of each word given."""

    def coding(text: str, *anchors: str, kind: str = "ASSAULT") -> Coding:
        reading = read(text)
        return attributor(reading, [claim_at(reading, anchor, kind) for anchor in anchors])

    return coding


@pytest.fixture(scope="session")
def claim(coded) -> Callable[[str, str], Claim]:
    """The one claim of a text, at a word."""

    def one(text: str, anchor: str) -> Claim:
        return coded(text, anchor).claims[0]

    return one


def claim_at(reading: Reading, anchor: str, kind: str) -> Claim:
    doc = reading.parse.doc
    start = doc.text.index(anchor)
    sentence = next(s for s in reading.parse.sentences if s.start <= start < s.end)
    return Claim(
        id=f"c-{start}",
        document=doc.id,
        outlet=None,
        published=doc.published,
        sentence=sentence,
        anchor=doc.span(start, start + len(anchor)),
        type=kind,
    )
