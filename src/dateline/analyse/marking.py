"""Spans of a text in, its pieces with all that each one is out: marks that nest and overlap.

Offsets are half-open code points. A piece begins or ends wherever some mark does, so that no mark
is cut short, widened, or drawn over another; a piece inside three marks bears all three.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]
# What a mark can be, and what it says to the reader.
SHAPES: Mapping[str, str] = {
    "party": "actor, recipient, attendee",
    "action": "what happens",
    "where": "place, time",
    "amount": "number, equipment",
    "says": "who says so",
    "hedge": "hedged or denied",
    "quote": "reported speech",
    "view": "interpretation, trend, forecast",
}
PARTS: Mapping[str, str] = {
    "actor": "party", "recipient": "party", "attendee": "party", "place": "where",
    "quantity": "amount", "item": "amount",
}  # fmt: skip
CERTAIN = "CT+"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a text, what it is, and the id of the row that it belongs to."""

    start: int
    end: int
    what: str
    row: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks: what they are and whose, in a fixed order."""

    text: str
    shapes: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def marks_of_claim(claim: Row) -> Iterator[Mark]:
    """The marks of a claim: who, what, where, when, how many, who says so, how sure."""
    key = claim["id"]
    yield from mark(claim["anchor"], "action", key)
    if claim["factuality"] != CERTAIN:
        yield from mark(claim["anchor"], "hedge", key)
    for field, what in PARTS.items():
        for one in claim[field]:
            yield from mark(one, what, key)
    for one in claim["quantity"]:
        yield from mark(hedge_in(one), "hedge", key)
    yield from mark(claim["when"], "where", key)
    yield from sayers(claim["attribution"], key)


def marks_of_quote(quote: Row) -> Iterator[Mark]:
    """The marks of a quote: what is said, by whom, with which words."""
    yield from mark(quote, "quote", quote["id"])
    yield from sayers(quote, quote["id"])


def marks_of_assessment(view: Row) -> Iterator[Mark]:
    """The marks of an assessment: what is made of things, and by whom."""
    yield from mark(view["content"], "view", view["id"])
    yield from sayers(view, view["id"])


def sayers(told: Row, key: str) -> Iterator[Mark]:
    """The words that tell who says so."""
    for who in told["source"]:
        yield from mark(who, "says", key)
    yield from mark(told["cue"], "says", key)


def mark(span: Row, what: str, key: str) -> Iterator[Mark]:
    """A span as a mark; none where it stands nowhere."""
    start, end = span["start"], span["end"]
    if start is not None and end is not None and start < end:
        yield Mark(start, end, what, key)


def hedge_in(quantity: Row) -> Row:
    """Where the hedge of a number stands in its words: "about" in "about 15,000"."""
    text, hedge, start = quantity["text"], quantity["hedge"], quantity["start"]
    at = text.find(hedge) if text and hedge else -1
    if at < 0 or start is None:
        return {"start": None, "end": None}
    return {"start": start + at, "end": start + at + len(hedge)}


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text of `[start, end)` in pieces, each with all marks over it; nothing is left out.

    >>> marks = [Mark(0, 11, "party", "c-1"), Mark(6, 11, "where", "c-2")]
    >>> [(piece.text, piece.shapes) for piece in pieces("North Korea sent", 0, 16, marks)]
    [('North ', ('party',)), ('Korea', ('party', 'where')), (' sent', ())]
    """
    inside = [one for one in marks if one.start < end and one.end > start]
    stops = sorted({start, end, *(min(max(place, start), end) for one in inside
                                  for place in (one.start, one.end))})  # fmt: skip
    opening = sorted(inside, key=lambda one: one.start)
    alive: list[Mark] = []
    found, at = [], 0
    for left, right in pairwise(stops):
        alive = [one for one in alive if one.end > left]
        while at < len(opening) and opening[at].start <= left:
            if opening[at].end > left:
                alive.append(opening[at])
            at += 1
        found.append(piece(text[left:right], alive))
    return found


def piece(text: str, over: Sequence[Mark]) -> Piece:
    """A stretch of text with the marks over it."""
    seen = {one.what for one in over}
    rows = dict.fromkeys(one.row for one in sorted(over, key=lambda one: one.row))
    return Piece(text, tuple(what for what in SHAPES if what in seen), tuple(rows))


def by_range(marks: Iterable[Mark], ranges: Sequence[tuple[int, int]]) -> list[list[Mark]]:
    """The marks that touch each of some ranges, which are in text order and do not overlap."""
    held: list[list[Mark]] = [[] for _ in ranges]
    first = 0
    for one in sorted(marks, key=lambda one: (one.start, one.end)):
        while first < len(ranges) and ranges[first][1] <= one.start:
            first += 1
        at = first
        while at < len(ranges) and ranges[at][0] < one.end:
            held[at].append(one)
            at += 1
    return held


def in_sentence(claim: Row) -> list[Piece]:
    """The sentence of a claim in pieces, with the marks of the claim."""
    sentence = claim["sentence"]
    start = sentence["start"]
    moved = (Mark(max(one.start - start, 0), one.end - start, one.what, one.row)
             for one in marks_of_claim(claim) if one.end > start)  # fmt: skip
    return pieces(sentence["text"], 0, len(sentence["text"]), moved)
