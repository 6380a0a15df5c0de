"""The nouns keep their promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, Document, Participant, Sentence, Span, content_id


def test_the_same_content_has_the_same_id():
    assert content_id("c", "a", "b") == content_id("c", "a", "b")
    assert content_id("c", "ab", "") != content_id("c", "a", "b")


def test_two_outlets_copies_stay_two_documents():
    one = Document.of("Text.", origin="a", outlet="One")
    two = Document.of("Text.", origin="a", outlet="Two")
    assert one.id != two.id
    assert one.sha256 == two.sha256


@given(st.text())
def test_a_span_quotes_its_document_exactly(text):
    doc = Document.of(text, origin="x")
    span = doc.span(0, len(doc.text))
    assert doc.text[span.start : span.end] == span.text


def test_a_lone_surrogate_does_not_move_offsets():
    doc = Document.of("a\ud800b", origin="x")
    assert doc.text == "a\ufffdb"


@pytest.mark.parametrize(
    "bad",
    [("ab", 0, 1), (None, 0, 1), ("", 2, 1)],
)
def test_a_span_that_does_not_fit_is_refused(bad):
    text, start, end = bad
    with pytest.raises(ValueError, match="span"):
        Span(text=text, start=start, end=end)


def test_a_country_is_a_code():
    with pytest.raises(ValueError, match="alpha-3"):
        Participant(country="Chad")


def test_an_anchor_stands_in_its_sentence():
    sentence = Sentence(number=1, text="abc", start=0, end=3)
    with pytest.raises(ValueError, match="outside sentence"):
        Claim(id="c", document="d", outlet=None, published=None, sentence=sentence, type="AID",
              anchor=Span(text="x", start=5, end=6))  # fmt: skip
