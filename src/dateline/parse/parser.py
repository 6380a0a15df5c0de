"""The spaCy parser as a stage: documents in, parses out, many at a time.

Every body paragraph is parsed on its own, so that headings do not spoil sentences; paragraphs of
many documents go through the pipeline together.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.model import Block, Document, Lexicon, Parse, Problem, Sentence, Span, Token
from dateline.parse.layout import Layout, Piece, trimmed
from dateline.parse.engine import english

LONGEST_PARAGRAPH = 20_000
LONGEST_SENTENCE = 400
LONGEST_TEXT = 1_000_000
BATCH = 64
UNBROKEN = re.compile(r"\S{300,}")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
TOKEN_FIELDS = (
    "IDX",
    "LENGTH",
    "LEMMA",
    "POS",
    "TAG",
    "DEP",
    "HEAD",
    "ENT_TYPE",
    "ENT_IOB",
    "SENT_START",
)
BEGINS = 3


@dataclass(slots=True)
class Growing:
    """The parse of one document while its paragraphs come in."""

    doc: Document
    blocks: list[tuple[Span, Block]] = field(default_factory=list)
    dateline: Span = field(default_factory=Span)
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, what: str) -> None:
        """Note something that was set aside."""
        self.problems.append(
            Problem(
                document=self.doc.id, origin=self.doc.origin, stage="parse", code=code, what=what
            )
        )

    def finished(self) -> Parse:
        """The parse as a noun."""
        return Parse(
            doc=self.doc,
            tokens=tuple(self.tokens),
            sentences=tuple(self.sentences),
            sentence_tokens=tuple(self.ranges),
            paragraphs=tuple(self.paragraphs),
            blocks=tuple(self.blocks),
            dateline=self.dateline,
            problems=tuple(self.problems),
        )


@dataclass(frozen=True)
class SpacyParser:
    """Parses English with `en_core_web_md` (stage `spacy.v1`).

    The model is loaded at the first call in a process, after its hash is checked.
    """

    layout: Layout

    @classmethod
    def build(cls, lexicon: Lexicon) -> "SpacyParser":
        """Make the parser ready with a lexicon's layout words."""
        return cls(layout=Layout.build(lexicon.words))

    def __call__(self, docs: Sequence[Document]) -> Iterator[Parse]:
        """Parse documents, in the order given.

        Text that would hold the parser up (runs without a space, very long sentences) is set
        aside, with a problem in the parse; the rest is parsed.
        """
        growing = [Growing(doc) for doc in docs]
        work = [(i, piece) for i, g in enumerate(growing) for piece in self.pieces(g)]
        nlp = english()._nlp  # noqa: SLF001
        strings = Strings(nlp.vocab.strings)
        texts = ((growing[i].doc.text[piece.start : piece.end], (i, piece)) for i, piece in work)
        done = 0
        for parsed, (i, piece) in nlp.pipe(texts, as_tuples=True, batch_size=BATCH):
            while done < i:
                yield growing[done].finished()
                done += 1
            take(growing[i], parsed, piece, strings)
        for left in growing[done:]:
            yield left.finished()

    def pieces(self, growing: Growing) -> Iterator[Piece]:
        """The body pieces of a document that can be parsed; notes all blocks."""
        doc = growing.doc
        for piece in self.layout.pieces(doc):
            growing.blocks.append((doc.span(piece.start, piece.end), piece.kind))
            if piece.kind is Block.DATELINE:
                growing.dateline = self.layout.place(doc, piece)
            if piece.kind is not Block.BODY:
                continue
            if piece.start >= LONGEST_TEXT:
                growing.problem(
                    "parse/too-long", f"text after {LONGEST_TEXT:,} characters was not coded"
                )
                return
            for part in parts(doc.text, piece):
                if UNBROKEN.search(doc.text, part.start, part.end):
                    growing.problem(
                        "parse/unbroken-text",
                        f"characters {part.start} to {part.end} hold a run of 300 or more characters "
                        "without a space and were not coded",
                    )
                else:
                    yield part


def parts(text: str, piece: Piece) -> Iterator[Piece]:
    """A paragraph, or a very long one cut at sentence ends."""
    start = piece.start
    while piece.end - start > LONGEST_PARAGRAPH:
        ends = [m.end() for m in SENTENCE_END.finditer(text, start, start + LONGEST_PARAGRAPH)]
        space = text.rfind(" ", start + 1, start + LONGEST_PARAGRAPH)
        cut = ends[-1] if ends else space + 1 if space > 0 else start + LONGEST_PARAGRAPH
        yield Piece(start, cut, piece.kind, piece.paragraph)
        start = cut
    yield Piece(start, piece.end, piece.kind, piece.paragraph)


class Strings:
    """spaCy's strings by hash, each looked up once."""

    def __init__(self, store: Any) -> None:  # noqa: ANN401 - spaCy's StringStore has no types
        self.store = store
        self.known: dict[int, str] = {}

    def __getitem__(self, key: int) -> str:
        text = self.known.get(key)
        if text is None:
            text = self.known[key] = self.store[key] if key else ""
        return text


def take(growing: Growing, parsed: Any, piece: Piece, strings: Mapping[int, str] | Strings) -> None:  # noqa: ANN401
    """Add a parsed paragraph's sentences and tokens to its document."""
    rows = parsed.to_array(list(TOKEN_FIELDS))
    heads = rows[:, TOKEN_FIELDS.index("HEAD")].astype("int64").tolist()
    starts = [i for i, row in enumerate(rows[:, -1].tolist()) if row == 1 or i == 0]
    table = rows.tolist()
    for first, last in zip(starts, [*starts[1:], len(table)], strict=True):
        if last - first > LONGEST_SENTENCE:
            growing.problem(
                "parse/long-sentence", f"a sentence of {last - first} words was not coded"
            )
            continue
        add_sentence(growing, table, heads, (first, last), (piece, strings))


def add_sentence(
    growing: Growing,
    table: list[list[int]],
    heads: list[int],
    span: tuple[int, int],
    context: tuple[Piece, Mapping[int, str] | Strings],
) -> None:
    """Add one sentence; white-space tokens at its ends are kept as tokens, not in its span."""
    first, last = span
    piece, strings = context
    text = growing.doc.text
    base = len(growing.tokens) - first
    number = len(growing.sentences)
    start = piece.start + table[first][0]
    end = piece.start + table[last - 1][0] + table[last - 1][1]
    start, end = trimmed(text, start, end)
    if start >= end:
        return
    for i in range(first, last):
        offset, length, lemma, pos, tag, dep, _, ent, iob, _ = table[i]
        begin = piece.start + offset
        word = text[begin : begin + length]
        head = i + heads[i]
        growing.tokens.append(
            Token(
                base + i, begin, begin + length, word, word.lower(), strings[lemma].lower(),
                strings[pos], strings[tag], strings[dep], base + (head if first <= head < last else i),
                strings[ent], iob == BEGINS, number,
            )
        )  # fmt: skip
    growing.sentences.append(
        Sentence(number=number + 1, text=text[start:end], start=start, end=end)
    )
    growing.ranges.append((base + first, base + last))
    growing.paragraphs.append(piece.paragraph)
