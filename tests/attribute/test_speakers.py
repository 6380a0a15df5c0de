"""Who speaks in a direct quote when the quote's own sentence does not name anybody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def direct(coding):
    return [quote for quote in coding.quotes if quote.direct]


def speakers(coding):
    return [quote.source[0].name if quote.source else None for quote in direct(coding)]


PRONOUNS = [
    # Whoever speaks does not name themselves in what they say.
    ("President Ruto met farmers. “Every president has failed,” he said.", "Ruto"),
    ("Anna Berg opened the bridge. “Mayor John Holm would be proud,” she said.", "Anna Berg"),
    # "He" is no woman, "she" no man, whoever was named last.
    ("Mr. Holm met Ms. Berg. “It was a good talk,” she said.", "Berg"),
    ("Mr. Holm met Ms. Berg. “It was a good talk,” he said.", "Holm"),
    ("Peter Holm met Theresa Lund. “It was a good talk,” he said.", "Peter Holm"),
    # The subject of a sentence stands out more than that of a clause in it.
    ("John Holm was asked what Peter Lund wants. “I cannot say,” he answered.", "John Holm"),
    # Whoever was quoted last goes on, but not where somebody replies.
    ("“We left,” John Holm said of Peter Lund.\n\n“We will return,” he added.", "John Holm"),
]


@pytest.mark.parametrize(("text", "name"), PRONOUNS)
def test_a_pronoun_after_a_quote_stands_for_who_speaks(coded, text, name):
    assert name in speakers(coded(text))[-1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“Why?” asked Gaetz on the House floor.", ["Gaetz"]),
        ("“We march at dawn,” the agency reported, citing two officers.", ["two officers"]),
        (
            "“We march,” the agency reported, citing two officers. “We will win.”",
            ["two officers", "two officers"],
        ),
        ("He was asked about the vote, telling the crowd: “I did not lose the vote.”", ["He"]),
        ("Anna Berg released a statement calling for “an end to all this”.", ["Anna Berg"]),
        ("Two men carried a banner reading “No war for the king of oil”.", ["Two men"]),
        ("Anna Berg's letter, sent on Friday: “We will never leave this valley.”", ["Anna Berg"]),
        (
            "Holm said “we will not accept these claims” and insisted they “work for peace”.",
            ["Holm", "Holm"],
        ),
        ("Berg said she “offered to go” and that Holm told her: “Let us talk.”", ["Berg", "Holm"]),
        ("The mayor repeated his warning that “the bridge is not safe”.", ["mayor"]),
    ],
)  # fmt: skip
def test_the_speaker_stands_elsewhere_in_the_sentence(coded, text, names):
    coding = coded(text)
    assert [quote.source[0].text for quote in direct(coding)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg told reporters that the bridge was a danger.\n\n“It will fall within a year.”",
        "Anna Berg, the mayor, has often been in the north.\n\n“I know every village there.”",
        "“The bridge will fall,” Anna Berg said.\n\n“It will fall within a year.”",
        "“The bridge will fall,” Anna Berg said. “It is old.” Nobody spoke. “It is very old.”",
        "“The bridge will fall,” said Senator Anna Berg. “It is old,” the senator said.",
    ],
)
def test_a_quote_without_a_cue_belongs_to_whom_the_sentences_before_name(coded, text):
    assert {name.split()[-1] for name in speakers(coded(text))} == {"Berg"}


def test_an_official_is_not_whoever_was_quoted_before(coded):
    text = "“The bridge will fall,” Anna Berg said. “It will stand,” the official said."
    assert speakers(coded(text))[-1] != "Anna Berg"


LONG = " ".join(f"We built bridge number {i} and it fell." for i in range(250))
MARKS = st.sampled_from(["“", "”", '"', "«", "»", "‘", "’", "''", "", "\u202b", "\u202c", "\u200f"])


@settings(max_examples=8, deadline=None)
@given(MARKS, MARKS, st.sampled_from(["", "\n\n"]), st.sampled_from([LONG, "قلنا إننا لن نغادر"]))
def test_long_nested_open_and_right_to_left_quotes_have_exact_spans(coded, left, right, gap, said):
    text = f"Anna Berg spoke. {left}{said} “{gap}nested ‘words’ of others {right} she said."
    coding = coded(text)
    for quote in coding.quotes:
        assert text[quote.start : quote.end] == quote.text != ""
        for span in (quote.cue, *quote.source):
            assert span.start is None or text[span.start : span.end] == span.text


def test_a_quote_of_two_thousand_words_is_one_quote_with_a_row_a_sentence(coded):
    said = LONG.removesuffix(".")
    text = f"“{said},” Anna Berg said."
    rows = direct(coded(text))
    assert len(LONG.split()) == 2000
    assert len(rows) > 200
    assert " ".join(row.text for row in rows) == said
    assert {row.source[0].text for row in rows} == {"Anna Berg"}
