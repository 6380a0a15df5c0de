"""The layout of a report: which lines are body, and which are headings, bylines and the like.

Works on characters alone, before any parsing; every block keeps its offsets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.model import Block, Document, Span

HEADING_WORDS = 14
HEADLINE_WORDS = 22
BYLINE_WORDS = 14
DATELINE_BLOCKS = 4
WRAPPED_FROM, WRAPPED_TO = 45, 100
ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")
LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
BLANK = re.compile(r"(?:\r?\n[ \t\u00a0]*){2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a document: `[start, end)` and what it is."""

    start: int
    end: int
    kind: Block
    paragraph: int


@dataclass(frozen=True)
class Layout:
    """Recognises blocks by the word lists under `parse.` in the lexicon."""

    openings: Mapping[Block, tuple[str, ...]]
    inside: Mapping[Block, tuple[str, ...]]
    dateline: re.Pattern[str]

    @classmethod
    def build(cls, words: Mapping[str, tuple[str, ...]]) -> "Layout":
        """Take the word lists from a lexicon's `words`."""

        def lower(name: str) -> tuple[str, ...]:
            return tuple(word.lower() for word in words.get(f"parse.{name}", ()))

        return cls(
            openings={
                Block.BYLINE: lower("byline_openings"),
                Block.CAPTION: lower("caption_openings"),
                Block.SEE_ALSO: lower("see_also_openings"),
            },
            inside={Block.CAPTION: lower("caption_credits")},
            dateline=dateline_pattern(words.get("parse.months", ())),
        )

    def pieces(self, doc: Document) -> list[Piece]:
        """The blocks of a document in text order; a dateline ends where the body begins."""
        lines = list(paragraphs(doc.text))
        found: list[Piece] = []
        for number, (start, end) in enumerate(lines):
            kind = self.kind(doc, lines, number)
            if kind is Block.BODY and number < DATELINE_BLOCKS:
                match = self.dateline.match(doc.text, start, end)
                if match:
                    found.append(Piece(start, match.end(), Block.DATELINE, number))
                    start = match.end()  # noqa: PLW2901
            if start < end:
                found.append(Piece(start, end, kind, number))
        return found

    def place(self, doc: Document, piece: Piece) -> Span:
        """The place words of a dateline ("SEOUL, South Korea")."""
        match = self.dateline.match(doc.text, piece.start)
        if match is None or not (match["place"] or match["place2"]):
            return Span()
        start, end = match.span("place" if match["place"] else "place2")
        return doc.span(start, end)

    def kind(self, doc: Document, lines: list[tuple[int, int]], number: int) -> Block:
        """What a line or paragraph is."""
        start, end = lines[number]
        text = doc.text[start:end].strip()
        lower = text.lower()
        short = len(text.split()) <= BYLINE_WORDS
        for kind, openings in self.openings.items():
            ended = text.endswith(".") and not lower.startswith("report")
            if lower.startswith(openings) and (kind is not Block.BYLINE or (short and not ended)):
                return kind
        if short and any(credit in lower for credit in self.inside[Block.CAPTION]):
            return Block.CAPTION
        return Block.HEADING if is_heading(doc, text, lines, number) else Block.BODY


def is_heading(doc: Document, text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether a line stands as a heading: short, no end mark, with body after it."""
    if doc.title and text.casefold() == doc.title.strip().casefold():
        return len(lines) > 1
    if number + 1 == len(lines) or ENDS_SENTENCE.search(text) or not re.search(r"\w", text):
        return False
    limit = HEADLINE_WORDS if number == 0 else HEADING_WORDS
    return len(text.split()) <= limit


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text, trimmed: lines, or runs of lines wrapped at a fixed width."""
    start = 0
    for gap in [*BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        lines = [trimmed(text, *match.span()) for match in LINE.finditer(text, start, end)]
        lines = [(a, b) for a, b in lines if a < b]
        if is_wrapped(text, lines):
            yield lines[0][0], lines[-1][1]
        else:
            yield from lines
        start = gap.end() if gap else end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines are one paragraph broken at a fixed width (RFC 3676 style plain text)."""
    if len(lines) < 2:  # noqa: PLR2004
        return False
    inner = lines[:-1]
    even = all(WRAPPED_FROM <= end - start <= WRAPPED_TO for start, end in inner)
    open_ended = sum(not ENDS_SENTENCE.search(text[start:end]) for start, end in inner)
    return even and open_ended * 2 >= len(inner)


def dateline_pattern(months: tuple[str, ...]) -> re.Pattern[str]:
    """The form of a dateline: place, perhaps a date, perhaps an agency, a dash.

    "PYONGYANG, Oct 10 (Wire) -", "SEOUL, South Korea (AP) —", "Cairo, 12 May –", "(Wire) -".
    """
    month = "(?:" + "|".join(map(re.escape, months or ("January",))) + r")\.?"
    date = rf"(?:{month} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {month}(?: \d{{4}})?)"
    upper = r"[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]*)*"
    name = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+)*"
    agency = r"\([A-Z][\w .&/]{1,30}\)"
    dash = r"(?:—|–|--|-)"
    return re.compile(
        rf"\s*(?:(?P<place>(?:{upper})(?:, {name}){{0,2}}?)(?:, {date})?,? ?"
        rf"(?:{agency} ?)?{dash}\s+"
        rf"|(?P<place2>{name}), {date},? ?(?:{agency} ?)?{dash}\s+"
        rf"|{agency} ?{dash}\s+)"
    )
