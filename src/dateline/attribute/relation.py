"""What the finders pass to each other: a relation between a source, a cue and a content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import Parse, Participant, Span

Ranges = tuple[tuple[int, int], ...]
STANCE = "stance"
DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Somebody (`source`) says something (`content`) by some words (`cue`).

    `entry` is the lexicon entry that fired and `anchor` its head token. `source_span` is the whole
    noun phrase, `source` who that is. `ranges` are the half-open token ranges of `content`, which
    is in several pieces where the cue stands inside it or a quote runs on. `hidden`: a passive or
    an adverb ("reportedly") names nobody.
    """

    entry: str
    kind: str
    factuality: str
    sentence: int
    anchor: int
    cue: Span
    source: tuple[Participant, ...] = ()
    source_span: Span = field(default_factory=Span)
    content: tuple[Span, ...] = ()
    ranges: Ranges = ()
    is_direct: bool = False
    hidden: bool = False

    def holds(self, token: int) -> bool:
        """Whether a token stands in the content."""
        return any(first <= token < last for first, last in self.ranges)

    @property
    def size(self) -> int:
        """How many tokens the content has."""
        return sum(last - first for first, last in self.ranges)


@dataclass(frozen=True)
class Nearby:
    """The relations of a document by the tokens of their contents, for long documents."""

    held: Mapping[int, Sequence[Relation]]

    @classmethod
    def of(cls, relations: Sequence[Relation]) -> "Nearby":
        """Index relations."""
        held: dict[int, list[Relation]] = {}
        for one in relations:
            for first, last in one.ranges:
                for i in range(first, last):
                    held.setdefault(i, []).append(one)
            if one.kind == DOCUMENT and not one.holds(one.anchor):
                held.setdefault(one.anchor, []).append(one)
        return cls(held)

    def at(self, token: int) -> Sequence[Relation]:
        """The relations whose content holds a token."""
        return self.held.get(token, ())

    def over(self, first: int, last: int) -> list[Relation]:
        """The relations whose content shares a token with a range."""
        found = {id(one): one for i in range(first, last) for one in self.at(i)}
        return list(found.values())


def pieces(found: set[int], gap: int = 0) -> list[tuple[int, int]]:
    """A set of token places as half-open ranges; places `gap` apart still belong together."""
    out: list[tuple[int, int]] = []
    for i in sorted(found):
        if out and i - out[-1][1] <= gap:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def spans(parse: Parse, ranges: Ranges) -> tuple[Span, ...]:
    """The spans of token ranges."""
    return tuple(parse.span(first, last) for first, last in ranges)


def holding(anchor: int, relations: Sequence[Relation]) -> list[Relation]:
    """The relations whose content holds a token, innermost first.

    A cue is not in its own content, but what a picture shows is told by whoever issued it.
    """
    found = [
        one
        for one in relations
        if one.kind != STANCE
        and (one.holds(anchor) if one.anchor != anchor else one.kind == DOCUMENT)
    ]
    return sorted(found, key=lambda one: (one.size, one.anchor))
