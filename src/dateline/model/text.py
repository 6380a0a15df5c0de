"""Documents, and what parsing finds in them: tokens, sentences, mentions.

All offsets are half-open `[start, end)` code points into `Document.text`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from dateline.model.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a document: `text` is exactly what stands at `[start, end)`.

    All three are None when the document does not state the thing (`Span.none()`).

    Raises:
        ValueError: if the offsets are reversed, negative, or do not fit the text's length.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        """Check that offsets and text agree."""
        if self.text is None or self.start is None or self.end is None:
            if (self.text, self.start, self.end) != (None, None, None):
                raise ValueError(f"span {self.start}:{self.end} is half stated: {self.text!r}")
        elif not 0 <= self.start <= self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"span {self.start}:{self.end} does not hold {self.text!r}")

    def __bool__(self) -> bool:
        return self.start is not None

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: the evidence for a claim. `number` counts from 1 within the document."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as published by one outlet.

    `origin` is the path as given, or the input's own id. `sha256` is of the UTF-8 text.
    `published` is an ISO 8601 date, or date and time with offset; None when unknown.
    `words` counts runs of non-space characters. `syndicated_from` is the id of the document
    of which this one is a copy.
    """

    id: str
    origin: str
    sha256: str
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    words: int = 0
    syndicated_from: str | None = None

    @classmethod
    def of(cls, text: str, *, origin: str, **fields: str | None) -> "Document":
        """Make a document; its id comes from text, outlet and publication date.

        Lone surrogates, which UTF-8 cannot hold, become U+FFFD, one for one.
        """
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        published, outlet = fields.get("published"), fields.get("outlet")
        return cls(
            id=content_id("d", text, outlet or "", published or ""),
            origin=origin,
            sha256=content_id("", text, digest="hex"),
            text=text,
            words=len(text.split()),
            **fields,
        )

    def span(self, start: int, end: int) -> Span:
        """The span `[start, end)` with its text."""
        return Span(text=self.text[start:end], start=start, end=end)


class Block(StrEnum):
    """What a line or paragraph of a document is; only `body` is coded for events."""

    BODY = "body"
    HEADING = "heading"
    DATELINE = "dateline"
    BYLINE = "byline"
    CAPTION = "caption"
    SEE_ALSO = "see also"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed document, with the parser's reading of it.

    `i` is its place in `Parse.tokens`, `head` the place of its syntactic head (its own for a
    root). `pos` is the universal tag, `tag` the Penn tag, `dep` the ClearNLP dependency label,
    `ent` the entity label ("" for none), `ent_start` whether an entity begins here.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_start: bool
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong with one document; the others were coded.

    `stage` is where it went wrong, `code` a stable slug, `what` a plain sentence.
    """

    document: str | None
    origin: str
    stage: str
    code: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Parse:
    """A document with its tokens and sentences.

    `sentences` are in text order; `sentence_tokens[k]` is the half-open token range of
    `sentences[k]`. Headings, datelines, bylines, captions and "see also" lines are in `blocks`
    (span, kind) and have no sentences unless they are body. `place` is the token-less text of a
    dateline's place ("PYONGYANG"), `paragraphs[k]` the paragraph number of sentence k.
    """

    doc: Document
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    sentence_tokens: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[int, ...] = ()
    blocks: tuple[tuple[Span, Block], ...] = ()
    dateline: Span = field(default_factory=Span)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the places of its syntactic children, in text order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token.i)
        return tuple(tuple(kids) for kids in found)

    def kids(self, i: int, *deps: str) -> list[Token]:
        """The children of token `i` with one of the dependency labels (all, if none given)."""
        tokens = self.tokens
        return [tokens[k] for k in self.children[i] if not deps or tokens[k].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """The places of token `i` and everything below it, in text order."""
        found, todo = [], [i]
        while todo:
            k = todo.pop()
            found.append(k)
            todo.extend(self.children[k])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The head of token `i`, its head, and so on to the root."""
        token = self.tokens[i]
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `first` up to, not including, `last`."""
        return self.doc.span(self.tokens[first].start, self.tokens[last - 1].end)

    @cached_property
    def memo(self) -> dict[int, Any]:
        """What the coder found of the phrase that each token heads, so that it is found once."""
        return {}

    @cached_property
    def by_start(self) -> dict[int, int]:
        """Token place by its start offset."""
        return {token.start: token.i for token in self.tokens}

    def tokens_in(self, span: Span) -> list[Token]:
        """The tokens that lie wholly inside a span, in text order."""
        if span.start is None or span.end is None:
            return []
        lo, hi = 0, len(self.tokens)
        while lo < hi:
            mid = (lo + hi) // 2
            if self.tokens[mid].start < span.start:
                lo = mid + 1
            else:
                hi = mid
        found = []
        for token in self.tokens[lo:]:
            if token.end > span.end:
                break
            found.append(token)
        return found

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that token `i` stands in."""
        return self.sentences[self.tokens[i].sentence]
