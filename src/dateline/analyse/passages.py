"""A report's text in, its paragraphs of numbered sentences out, without parsing it again.

What was coded carries the number and place of its sentence. The text between two such sentences is
cut at the ends of sentences, and numbered where the cuts come out at the numbers that are missing;
else it is shown without numbers, so that a number on a page is always the record's own.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

LOOSE = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+|(?<=[。\uff01\uff1f])(?![”」』])")
# Not after an initial or a title, and only before what can begin a sentence.
STRICT = re.compile(
    r"(?<![A-Z]\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bSen\.)"
    r"(?<=[.!?…\"”’»)\]])(?<![^.!?…][\"”’»)\]])\s+(?=[\"“‘'(\[]?[^\W_a-z])"
    r"|(?<=[。\uff01\uff1f])(?![”」』])"
)
BODY = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text: a sentence with its number, or one whose number is not known."""

    start: int
    end: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a report: what it is (`body`, `heading`, `byline`, ...), and its lines."""

    kind: str
    lines: tuple[Line, ...]


def passages(
    text: str, blocks: Iterable[tuple[int, int, str]], known: Iterable[tuple[int, int, int]]
) -> list[Paragraph]:
    """The paragraphs of a report.

    Args:
        text: The text of the report.
        blocks: Where each block starts and ends, and what it is; in text order.
        known: Number, start and end of sentences that are known.
    """
    sentences = sorted(set(known), key=lambda one: one[1])
    blocks = list(blocks)
    body = [
        (i, line) for i, (start, end, kind) in enumerate(blocks) if kind == BODY
        for line in lined(start, end, sentences)
    ]  # fmt: skip
    held: dict[int, list[Line]] = {i: [] for i in range(len(blocks))}
    for i, line in numbered(text, body):
        held[i].append(line)
    return [
        Paragraph(kind, tuple(held[i]) if kind == BODY else (Line(start, end),))
        for i, (start, end, kind) in enumerate(blocks)
    ]


def lined(start: int, end: int, known: Sequence[tuple[int, int, int]]) -> Iterator[Line]:
    """A block as known sentences and what stands between them."""
    at = start
    for number, left, right in known[bisect_left(known, start, key=lambda one: one[1]) :]:
        if left >= end:
            break
        if left < at or right > end:
            continue
        if left > at:
            yield Line(at, left)
        yield Line(left, right, number)
        at = right
    if at < end:
        yield Line(at, end)


def numbered(text: str, body: Sequence[tuple[int, Line]]) -> Iterator[tuple[int, Line]]:
    """The lines of the body, each with its block: what is not known cut, and numbered if it can."""
    waiting: list[tuple[int, Line]] = []
    before = 0
    for block, line in body:
        if line.number is None:
            waiting.append((block, line))
            continue
        yield from between(text, waiting, before, line.number)
        yield block, line
        waiting, before = [], line.number
    yield from between(text, waiting, before, None)


def between(
    text: str, waiting: Sequence[tuple[int, Line]], before: int, after: int | None
) -> Iterator[tuple[int, Line]]:
    """What stands between two known numbers; after the last there is none to come out at."""
    tries = [list(sentences(text, waiting, way)) for way in (STRICT, LOOSE)]
    fitting = [one for one in tries if after is None or len(one) == after - before - 1]
    for i, (block, line) in enumerate((fitting or tries)[0], 1):
        yield block, replace(line, number=before + i) if fitting else line


def sentences(
    text: str, waiting: Sequence[tuple[int, Line]], cut: re.Pattern[str]
) -> Iterator[tuple[int, Line]]:
    """Lines cut at the ends of sentences; white space alone is no sentence."""
    for block, line in waiting:
        ends = [match.end() for match in cut.finditer(text, line.start, line.end)]
        for left, right in zip([line.start, *ends], [*ends, line.end], strict=True):
            if text[left:right].strip():
                yield block, Line(left, right)
