"""Quotes: direct ones with speakers, indirect speech, and marks of every kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

MARKS = [
    ("“We will rebuild the bridge,” Anna Berg said.", "We will rebuild the bridge"),
    ('"We will rebuild the bridge," Anna Berg said.', "We will rebuild the bridge"),
    ("‘We will rebuild the bridge,’ Anna Berg said.", "We will rebuild the bridge"),
    ("«We will rebuild the bridge», Anna Berg said.", "We will rebuild the bridge"),
    ("''We will rebuild the bridge,'' Anna Berg said.", "We will rebuild the bridge"),
]


def direct(coding):
    return [quote for quote in coding.quotes if quote.direct]


@pytest.mark.parametrize(("text", "said"), MARKS)
def test_every_kind_of_mark_holds_a_quote_and_is_left_out_of_it(coded, text, said):
    (quote,) = direct(coded(text))
    assert quote.text == said == text[quote.start : quote.end]
    assert quote.source[0].text == "Anna Berg"
    assert quote.cue.text == "said"


def test_a_quote_over_several_sentences_has_a_row_for_each(coded):
    text = "“The bridge is old. It must be rebuilt. We have no money,” Anna Berg said."
    rows = direct(coded(text))
    assert [row.text for row in rows] == [
        "The bridge is old.",
        "It must be rebuilt.",
        "We have no money",
    ]
    assert {row.source[0].text for row in rows} == {"Anna Berg"}


def test_an_interrupted_quote_has_one_speaker(coded):
    text = "“The bridge,” Anna Berg said, “must be rebuilt before winter.”"
    rows = direct(coded(text))
    assert [row.text for row in rows] == ["The bridge", "must be rebuilt before winter."]
    assert {row.source[0].text for row in rows} == {"Anna Berg"}


def test_a_quote_that_runs_on_after_its_cue_keeps_the_speaker(coded):
    text = "“The bridge is old,” Anna Berg said. “We will rebuild it next year.”"
    assert [row.source[0].text for row in direct(coded(text))] == ["Anna Berg", "Anna Berg"]


def test_a_pronoun_speaks_for_whoever_it_stands_for(coded):
    text = "President William Ruto met farmers. “The rains have failed,” he said."
    (quote,) = direct(coded(text))
    assert quote.source[0].text == "he"
    assert "Ruto" in quote.source[0].name


def test_scare_quotes_are_no_quotes(coded):
    assert not coded("The so-called “summer palace” was sold to a bank.").quotes


def test_a_title_is_no_quote(coded):
    assert not coded("The film “The Long Road Home” opened in Lagos on Friday.").quotes


def test_a_part_of_a_sentence_may_be_quoted(coded):
    text = "Anna Berg called the plan “a gift to every thief in town” on Tuesday."
    (quote,) = direct(coded(text))
    assert quote.text == "a gift to every thief in town"
    assert quote.source[0].text == "Anna Berg"


def test_a_quote_after_a_colon_is_spoken_by_the_subject_before_it(coded):
    text = "The general had one answer: “My men never left the fort that night.”"
    (quote,) = direct(coded(text))
    assert quote.source[0].text == "general"


def test_a_quote_over_two_paragraphs_has_the_speaker_named_after_it(coded):
    text = "“The bridge is old and weak.\n\n“We have to rebuild it,” Anna Berg said."
    assert [row.source[0].text for row in direct(coded(text))] == ["Anna Berg", "Anna Berg"]


def test_indirect_speech_is_the_clause_that_a_cue_introduces(coded):
    (quote,) = coded("The mayor said that the bridge was old.").quotes
    assert not quote.direct
    assert quote.text == "the bridge was old"
    assert quote.cue.text == "said"


def test_a_quote_lists_the_claims_inside_it(coded):
    coding = coded("“Rebels burned the mill,” Anna Berg said as the army left.", "burned", "left")
    (quote,) = direct(coding)
    assert quote.claims == (coding.claims[0].id,)


def test_the_same_text_gives_the_same_ids(coded):
    text = "“We left,” she said. The offer signals a thaw."
    first, again = coded(text), coded(text)
    assert [q.id for q in first.quotes] == [q.id for q in again.quotes]
    assert [s.id for s in first.assessments] == [s.id for s in again.assessments]


PIECES = st.sampled_from([
    "“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "(", ")", ",", ".", "?", ":", "—",
    "she said", "the minister warned", "according to Anna Berg", "was seen as", "could", "if",
    "rebels burned the mill", "قال الوزير", "\u202e", "\u200f", "אמר", "it signals", "\n", "\n\n",
    "that", "accused", "of theft", "not", "1999", "🙂", "e\u0301", "\u00a0", "word " * 60,
])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.booleans())
def test_whatever_the_marks_every_span_is_exact_and_nothing_raises(coded, text, glued):
    text = text.replace(" ", "") if glued else text
    coding = coded(text)
    for quote in coding.quotes:
        assert text[quote.start : quote.end] == quote.text != ""
        assert quote.sentence.start <= quote.start < quote.end <= quote.sentence.end
    for seen in coding.assessments:
        for span in (seen.content, seen.cue):
            assert text[span.start : span.end] == span.text
