"""Who a happening is credited to: the innermost source whose content holds it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.attribute.relation import Relation, holding
from dateline.model import Attribution, Kind, Lexicon, Parse, Participant, SourceKind, Span


@dataclass(frozen=True)
class Credit:
    """Makes attributions of relations."""

    media: frozenset[str]
    anonymous: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Credit":
        """Take the words for media, and those for people who stay unnamed."""
        words = lexicon.words
        return cls(
            media=frozenset(words.get("attribute.media", ())),
            anonymous=frozenset(words.get("attribute.anonymous", ())),
        )

    def of(self, parse: Parse, anchor: int, relations: Sequence[Relation]) -> Attribution:
        """The attribution of what is anchored at a token."""
        around = holding(anchor, relations)
        if not around:
            return Attribution()
        inner, *outer = around
        chain = tuple(dict.fromkeys(who for one in outer for who in one.source))
        return Attribution(
            source=inner.source,
            cue=inner.cue,
            content=piece_of(parse, inner, anchor),
            kind=self.kind(inner),
            chain=tuple(who for who in chain if who not in inner.source),
        )

    def kind(self, relation: Relation) -> SourceKind:
        """What kind of source speaks in a relation."""
        if relation.hidden or not relation.source:
            return SourceKind.ANONYMOUS
        who = relation.source[0]
        text = (who.text or who.name).lower()
        words = set(text.replace("’s", "").replace("'s", "").split())
        if "MED" in who.sector or "JRN" in who.sector or words & self.media:
            return SourceKind.MEDIA
        if words & self.anonymous and who.kind is not Kind.PERSON:
            return SourceKind.ANONYMOUS
        if who.kind is Kind.PERSON:
            return SourceKind.NAMED
        if who.kind is Kind.UNKNOWN:
            return unknown_kind(who)
        return SourceKind.OFFICIAL


def unknown_kind(who: Participant) -> SourceKind:
    """A source that nothing is known of: named if it bears a name."""
    said = who.text or who.name
    named = any(word[:1].isupper() for word in said.split()[-1:])
    return SourceKind.NAMED if named else SourceKind.ANONYMOUS


def piece_of(parse: Parse, relation: Relation, anchor: int) -> Span:
    """The piece of a content that holds a token, or the first."""
    for first, last in relation.ranges:
        if first <= anchor < last:
            return parse.span(first, last)
    return relation.content[0] if relation.content else Span()
