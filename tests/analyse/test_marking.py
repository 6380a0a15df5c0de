"""Marks of a text, whole texts out of pieces, and sentences that keep the record's numbers."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.analyse.marking import SHAPES, Mark, by_range, hedge_in, in_sentence, pieces
from dateline.analyse.passages import passages

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(list(SHAPES))), max_size=12
)


def marks_of(spans: list[tuple[int, int, str]]) -> list[Mark]:
    return [Mark(min(a, b), max(a, b), what, f"c-{i}") for i, (a, b, what) in enumerate(spans)]


@given(st.text(max_size=60), SPANS)
def test_pieces_are_the_text_and_bear_exactly_the_marks_over_them(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = marks_of(spans)
    found = pieces(text, 0, len(text), marks)
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        middle = [m for m in marks if m.start <= at < m.end]
        assert set(piece.shapes) == {m.what for m in middle}
        assert set(piece.rows) == {m.row for m in middle}
        last = at + len(piece.text) - 1
        assert [m for m in marks if m.start <= last < m.end] == middle
        at += len(piece.text)


@given(SPANS, st.lists(st.integers(1, 9), max_size=8))
def test_each_range_has_the_marks_that_touch_it(
    spans: list[tuple[int, int, str]], lengths: list[int]
) -> None:
    ranges, at = [], 0
    for length in lengths:
        ranges.append((at, at + length))
        at += length + 1
    marks = [m for m in marks_of(spans) if m.start < m.end]
    found = by_range(marks, ranges)
    for (start, end), held in zip(ranges, found, strict=True):
        assert set(held) == {m for m in marks if m.start < end and m.end > start}


def test_offsets_are_code_points() -> None:
    text = "\U0001f680 Kim \U0001f680 met"
    found = pieces(text, 0, len(text), [Mark(2, 5, "party", "c-1"), Mark(8, 11, "action", "c-1")])
    assert [(p.text, p.shapes) for p in found if p.shapes] == [
        ("Kim", ("party",)), ("met", ("action",)),
    ]  # fmt: skip


def test_the_hedge_of_a_number_is_marked_in_its_words() -> None:
    told = {"text": "about 15,000 troops", "hedge": "about", "start": 10, "end": 29}
    assert hedge_in(told) == {"start": 10, "end": 15}
    assert hedge_in({**told, "hedge": None})["start"] is None


def test_a_sentence_far_into_a_report_is_marked_by_its_own_offsets() -> None:
    nowhere = {"text": None, "start": None, "end": None}
    claim = {
        "id": "c-1", "factuality": "PS+", "anchor": {"text": "met", "start": 104, "end": 107},
        "sentence": {"number": 7, "text": "Kim met Xi.", "start": 100, "end": 111},
        "actor": [{"text": "Kim", "start": 100, "end": 103}],
        # Understood from an earlier sentence: not in this one.
        "recipient": [{"text": "Xi", "start": 50, "end": 52}], "attendee": [], "place": [],
        "quantity": [], "item": [], "when": nowhere,
        "attribution": {"source": [], "cue": nowhere},
    }  # fmt: skip
    found = in_sentence(claim)
    assert [(p.text, p.shapes) for p in found] == [
        ("Kim", ("party",)), (" ", ()), ("met", ("action", "hedge")), (" Xi.", ()),
    ]  # fmt: skip


TEXT = "A Headline\n\nOne came. Two went. Mr. Three stayed.\n\nFour left. Five said: “Go.” Six."


def test_sentences_between_known_ones_are_numbered_where_the_count_comes_out() -> None:
    at = TEXT.index("Five said")
    known = [(5, at, TEXT.index(" Six."))]
    found = passages(TEXT, [(0, 10, "heading"), (12, 49, "body"), (51, len(TEXT), "body")], known)
    told = [(line.number, TEXT[line.start : line.end].strip()) for p in found for line in p.lines]
    assert told == [
        (None, "A Headline"), (1, "One came."), (2, "Two went."), (3, "Mr. Three stayed."),
        (4, "Four left."), (5, "Five said: “Go.”"), (6, "Six."),
    ]  # fmt: skip


def test_where_the_count_does_not_come_out_no_number_is_made_up() -> None:
    at = TEXT.index("Five said")
    known = [(9, at, TEXT.index(" Six."))]
    found = passages(TEXT, [(12, 49, "body"), (51, len(TEXT), "body")], known)
    numbers = [line.number for p in found for line in p.lines]
    assert numbers == [None, None, None, None, 9, 10]


@given(st.text(alphabet="aB .!?\n“”。", max_size=80))
def test_passages_leave_out_nothing_but_white_space(text: str) -> None:
    found = passages(text, [(0, len(text), "body")], [])
    shown = "".join(text[line.start : line.end] for p in found for line in p.lines)
    assert "".join(shown.split()) == "".join(text.split())
