"""The spaCy parser as a stage: documents in, parses out, many at a time.

Every body paragraph is parsed on its own, so that headings do not spoil sentences; paragraphs of
many documents go through the pipeline together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import batched

from dateline.model import Block, Document, Lexicon, Parse, Problem, Sentence, Span, Token
from dateline.parse.coordination import with_coordination
from dateline.parse.engine import Words, english
from dateline.parse.layout import Layout, Piece, trimmed
from dateline.parse.surnames import with_surnames

LONGEST_PARAGRAPH = 20_000
LONGEST_SENTENCE = 400
LONGEST_TEXT = 1_000_000
BATCH = 64
UNBROKEN = re.compile(r"\S{300,}")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


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
            tokens=tuple(with_coordination(with_surnames(self.tokens))),
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
    abbreviations: tuple[str, ...] = ()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "SpacyParser":
        """Make the parser ready with a lexicon's layout words and abbreviations."""
        words = lexicon.words
        return cls(Layout.build(words), tuple(words.get("parse.abbreviations", ())))

    def __call__(self, docs: Sequence[Document]) -> Iterator[Parse]:
        """Parse documents, in the order given.

        Text that would hold the parser up (runs without a space, very long sentences) is set
        aside, with a problem in the parse; the rest is parsed.
        """
        growing = [Growing(doc) for doc in docs]
        work = [(i, piece) for i, g in enumerate(growing) for piece in self.pieces(g)]
        done = 0
        for batch in batched(work, BATCH):
            texts = [growing[i].doc.text[piece.start : piece.end] for i, piece in batch]
            parsed = english(self.abbreviations)(texts)
            for words, (i, piece) in zip(parsed, batch, strict=True):
                while done < i:
                    yield growing[done].finished()
                    done += 1
                take(growing[i], words, piece)
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
                        f"characters {part.start} to {part.end} hold a run of 300 or more "
                        "characters without a space and were not coded",
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


def take(growing: Growing, words: Words, piece: Piece) -> None:
    """Add a parsed paragraph's sentences and tokens to its document."""
    starts = [i for i, begins in enumerate(words.begins) if begins]
    for first, last in zip(starts, [*starts[1:], len(words.begins)], strict=True):
        if last - first > LONGEST_SENTENCE:
            growing.problem(
                "parse/long-sentence", f"a sentence of {last - first} words was not coded"
            )
            continue
        add_sentence(growing, words, piece, first, last)


def add_sentence(growing: Growing, words: Words, piece: Piece, first: int, last: int) -> None:
    """Add one sentence; white-space tokens at its ends are kept as tokens, not in its span."""
    text = growing.doc.text
    base = len(growing.tokens) - first
    number = len(growing.sentences)
    start = piece.start + words.start[first]
    end = piece.start + words.start[last - 1] + words.length[last - 1]
    start, end = trimmed(text, start, end)
    if start >= end:
        return
    for i in range(first, last):
        begin = piece.start + words.start[i]
        finish = begin + words.length[i]
        word = text[begin:finish]
        head = words.head[i]
        pos, lemma = words.form[i]
        growing.tokens.append(
            Token(
                base + i, begin, finish, word, word.lower(), lemma.lower(),
                pos, words.tag[i], words.dep[i], base + (head if first <= head < last else i),
                words.ent[i], words.ent_begins[i], number,
            )
        )  # fmt: skip
    growing.sentences.append(
        Sentence(number=number + 1, text=text[start:end], start=start, end=end)
    )
    growing.ranges.append((base + first, base + last))
    growing.paragraphs.append(piece.paragraph)
