"""Assessments: what somebody makes of things, found by the views of a lexicon."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.attribute.relation import Nearby, Relation, holding
from dateline.attribute.sources import Sources
from dateline.attribute.viewpoint import Point, ViewForm, place
from dateline.model import (
    Assessment,
    AssessmentKind,
    Lexicon,
    Participant,
    Reading,
    Token,
    View,
    content_id,
)

FIELDS = ("verb", "noun", "adjective", "phrase")
VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN")
TREND = "trend"
TELLING = ("speech", "document")


@dataclass(frozen=True, slots=True)
class Seen:
    """An assessment in its place: the lexicon entry, the tokens, and who holds it."""

    entry: View
    point: Point
    source: tuple[Participant, ...]


@dataclass(frozen=True)
class Views:
    """Finds assessments in a reading."""

    forms: Mapping[tuple[str, str], tuple[ViewForm, ...]]
    sources: Sources

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Views":
        """Index the views of a lexicon by kind of word and first word."""
        held: dict[tuple[str, str], list[ViewForm]] = defaultdict(list)
        for entry in lexicon.views:
            for name in FIELDS:
                for word in getattr(entry, name):
                    words = word.lower().split()
                    chief = words.pop(-1 if name == "noun" else 0)
                    held[name, chief].append(ViewForm(entry, tuple(words)))
        return cls(
            forms={key: tuple(found) for key, found in held.items()},
            sources=Sources.build(lexicon),
        )

    def __call__(self, reading: Reading, relations: Sequence[Relation]) -> list[Seen]:
        """The assessments of a document, each told once, in the order of their cues."""
        held: dict[int, Seen] = {}
        for seen in self.all(reading, relations):
            held.setdefault(seen.point.head, seen)
        by_sentence: dict[int, list[Seen]] = defaultdict(list)
        for seen in held.values():
            by_sentence[reading.parse.tokens[seen.point.head].sentence].append(seen)
        return [
            one
            for found in by_sentence.values()
            for one in found
            if not any(covers(other, one) for other in found)
        ]

    def all(self, reading: Reading, relations: Sequence[Relation]) -> Iterator[Seen]:
        """Every assessment; what a known source shows or says is none of the outlet's.

        A noun with a that-clause ("their criticism that ...") is that source's own.
        """
        cued = {
            one.anchor: one.source
            for one in relations
            if one.kind in TELLING and any(who.kind for who in one.source)
        }
        near = Nearby.of(relations)
        for token in reading.parse.tokens:
            found = self.at(reading, token)
            if not found:
                continue
            entry, point = found
            if entry.holder != "outlet" or point.head not in cued:
                yield Seen(entry, point, self.holder(reading, entry, point, near))
            elif entry.noun and entry.object:
                yield Seen(entry, point, cued[point.head])

    def at(self, reading: Reading, token: Token) -> tuple[View, Point] | None:
        """The first entry whose cue a token heads, and where it stands."""
        for name, word in keys(token):
            for form in self.forms.get((name, word), ()):
                point = place(reading, token, name, form)
                if point:
                    return form.entry, point
        return None

    def holder(
        self, reading: Reading, entry: View, point: Point, near: Nearby
    ) -> tuple[Participant, ...]:
        """Who makes that of it; empty for the outlet."""
        around = holding(point.head, near.at(point.head))
        if entry.holder == "subject":
            speaker = self.sources.of_verb(reading.parse, point.head)
            found = self.sources.participants(reading, speaker)
            if found:
                return found
        if around:
            return around[0].source
        return (Participant(name="anonymous"),) if entry.holder == "hidden" else ()

    def assessment(self, reading: Reading, seen: Seen, coder: str) -> Assessment:
        """A found assessment as a row."""
        parse = reading.parse
        content, cue = parse.span(*seen.point.content), parse.span(*seen.point.cue)
        return Assessment(
            id=content_id(
                "s", coder, parse.doc.id, f"{content.start}:{content.end}", f"{cue.start}:{cue.end}"
            ),
            document=parse.doc.id,
            sentence=parse.sentence_of(seen.point.head),
            content=content,
            cue=cue,
            source=seen.source,
            kind=AssessmentKind(seen.entry.kind),
        )


def covers(wide: Seen, one: Seen) -> bool:
    """Whether another assessment already tells one: around it, or of just its words.

    Of two about the same words the inner one is the more special ("believe that it could").
    """
    a, b = wide.point.content, one.point.content
    if wide is one:
        return False
    if one.entry.kind == TREND != wide.entry.kind and a[0] - 1 <= b[0] and b[1] <= a[1] + 1:
        return True
    if wide.entry.kind == TREND != one.entry.kind:
        return False
    if abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1:
        return wide.point.head > one.point.head
    inside = a[0] <= b[0] and b[1] <= a[1]
    return inside and wide.entry.kind == one.entry.kind


def keys(token: Token) -> Iterator[tuple[str, str]]:
    """Under which words a token's views are indexed."""
    if token.pos in VERBS:
        yield "verb", token.lemma
    elif token.pos in NOUNS:
        yield "noun", token.lemma
    if token.pos == "ADJ" or token.tag in ("VBG", "VBN"):
        yield "adjective", token.lower
    yield "phrase", token.lower
