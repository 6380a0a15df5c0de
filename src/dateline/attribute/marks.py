"""Quote marks: which words of a document stand between matching ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Parse

DOUBLE = re.compile(r"“|”|\"|''|``|„|«|»")
SINGLE_OPEN = re.compile(r"(?<![\w’'.,!?])[‘'](?=\w)")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")
SPACE = " \t\n\xa0([{—–-/"
LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quote marks: `start` to `end` without the marks, tokens with them.

    `paragraph` is where it begins; `open`: no mark closes it in its paragraph.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    open: bool = False


def quoted(parse: Parse) -> list[Quoted]:
    """The quoted words of a document, in text order, each within one paragraph."""
    text = parse.doc.text
    if not any(mark in text for mark in "“”\"'‘’`„«»"):
        return []
    found = []
    for number, first, last in paragraphs(parse):
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        for a, b, is_open in matched(text, start, end):
            region = placed(parse, (a, b), (first, last), number, is_open=is_open)
            if region:
                found.append(region)
    return found


def paragraphs(parse: Parse) -> Iterator[tuple[int, int, int]]:
    """Each body paragraph's number and token range."""
    held: tuple[int, int, int] | None = None
    for number, (first, last) in zip(parse.paragraphs, parse.sentence_tokens, strict=True):
        if held and held[0] == number:
            held = (number, held[1], last)
            continue
        if held:
            yield held
        held = (number, first, last)
    if held:
        yield held


def matched(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Offsets of quoted words with their marks; True where no mark closes them."""
    at = start
    plain: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in DOUBLE.finditer(text, start, end):
        opens = is_opening(text, mark.group(), mark.start(), mark.end(), start)
        if opened is None and opens:
            plain.append((at, mark.start()))
            opened = mark.start()
        elif opened is not None and not opens:
            yield opened, mark.end(), False
            at, opened = mark.end(), None
    if opened is not None:
        yield opened, end, True
        at = end
    plain.append((at, end))
    for a, b in plain:
        yield from singles(text, a, b)


def is_opening(text: str, mark: str, a: int, b: int, start: int) -> bool:
    """Whether a double mark opens; a straight one does after a space and before a letter."""
    if mark in "“„«``":
        return True
    if mark in "”»":
        return False
    before = text[a - 1] if a > start else " "
    after = text[b] if b < len(text) else " "
    return before in SPACE + "‘'" and not after.isspace()


def singles(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Words between single marks: the close that follows punctuation is the surest."""
    at = start
    while opening := SINGLE_OPEN.search(text, at, end):
        closes = [
            mark.end()
            for mark in SINGLE_CLOSE.finditer(
                text, opening.end(), min(end, opening.end() + LONGEST_SINGLE)
            )
        ]
        if not closes:
            at = opening.end()
            continue
        sure = [close for close in closes if text[close - 2] in ".,!?…"]
        at = (sure or closes)[0]
        yield opening.start(), at, False


def placed(
    parse: Parse, marks: tuple[int, int], within: tuple[int, int], number: int, *, is_open: bool
) -> Quoted | None:
    """A pair of marks as tokens and bare offsets; None for an empty quote."""
    tokens = parse.tokens
    first = bisected(parse, marks[0], within)
    last = first
    while last < within[1] and tokens[last].start < marks[1]:
        last += 1
    text = parse.doc.text
    width = 2 if text[marks[0] : marks[0] + 2] in ("''", "``") else 1
    start = marks[0] + width
    end = marks[1] if is_open else marks[1] - (2 if text[marks[1] - 2 : marks[1]] == "''" else 1)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end or last <= first:
        return None
    return Quoted(start, end, first, last, number, is_open)


def bisected(parse: Parse, offset: int, within: tuple[int, int]) -> int:
    """The first token of a range that ends after an offset."""
    lo, hi = within
    tokens = parse.tokens
    while lo < hi:
        mid = (lo + hi) // 2
        if tokens[mid].end <= offset:
            lo = mid + 1
        else:
            hi = mid
    return lo
