"""All relations of a document: cues with sources and contents, and quotes that run on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.attribute.contents import Scene, whole
from dateline.attribute.cues import CueIndex, Found
from dateline.attribute.marks import Quoted, quoted
from dateline.attribute.relation import STANCE, Nearby, Ranges, Relation, spans
from dateline.attribute.sources import Speaker, core
from dateline.model import Lexicon, Participant, Reading, Span

SHORT_QUOTE = 24
NEAR = 3
TELLING = ("speech", "document")


@dataclass(frozen=True)
class Finder:
    """Finds who says what in a reading."""

    cues: CueIndex
    going_on: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Finder":
        """Make the finder ready for a lexicon."""
        going_on = frozenset(lexicon.words.get("attribute.going_on", ()))
        return cls(cues=CueIndex.build(lexicon), going_on=going_on)

    def __call__(
        self, reading: Reading, quotes: list[Quoted] | None = None
    ) -> tuple[Relation, ...]:
        """The relations of a document, in the order of their cues."""
        parse = reading.parse
        scene = Scene.of(parse, quoted(parse) if quotes is None else quotes)
        found = [one for token in parse.tokens for one in self.cues.at(scene, token)]
        found = distinct(one for one in found if self.counts(scene, one))
        runs = running_on(scene, found)
        made = [self.relation(reading, scene, one, runs.get(one.at.head, ())) for one in found]
        made = self.with_issuers(reading, found, made)
        near = Nearby.of([one for one in made if one.kind != STANCE])
        return tuple(one for one in made if one.kind in TELLING or not is_nested(one, near))

    def counts(self, scene: Scene, one: Found) -> bool:
        """Whether a cue tells that something was said: not "to say", and not inside a quote.

        A word or two in quote marks may be a cue, but of no other quote.
        """
        parse, head = scene.parse, one.at.head
        quote = scene.around(head)
        if quote is not None and (one.direct or quote.end - quote.start > SHORT_QUOTE):
            return False
        if not any(kid.lower == "to" for kid in parse.kids(head, "aux")):
            return True
        return parse.tokens[parse.tokens[head].head].lemma in self.going_on

    def relation(self, reading: Reading, scene: Scene, one: Found, more: Ranges) -> Relation:
        """A found cue as a relation."""
        parse = reading.parse
        at = one.at
        speaker = at.speaker
        ranges = tuple(sorted({*one.ranges, *more}))
        return Relation(
            entry=one.entry.id,
            kind=one.entry.kind,
            factuality=one.entry.factuality,
            sentence=parse.tokens[at.head].sentence,
            anchor=at.head,
            cue=parse.span(at.first, at.last),
            source=self.cues.sources.participants(reading, speaker),
            source_span=source_span(scene, one) if speaker else Span(),
            content=spans(parse, ranges),
            ranges=ranges,
            is_direct=one.direct or all_quoted(scene, ranges),
            hidden=speaker.hidden,
        )

    def with_issuers(
        self, reading: Reading, found: list[Found], made: list[Relation]
    ) -> list[Relation]:
        """Lead "the statement added" back to whoever was said to speak shortly before."""
        sources = self.cues.sources
        out: list[Relation] = []
        last: Relation | None = None
        for one, relation in zip(found, made, strict=True):
            speaker = one.at.speaker
            if speaker and sources.is_known_paper(reading, speaker.head):
                near = last is not None and relation.sentence - last.sentence <= NEAR
                if last is not None and near:
                    relation = replace(relation, source=led_back(reading, speaker, last.source))  # noqa: PLW2901
            elif (
                relation.source and relation.kind in TELLING and sources.is_actor(reading, speaker)
            ):
                last = relation
            out.append(relation)
        return out


def led_back(
    reading: Reading, speaker: Speaker, before: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Those who spoke before, with the words that now stand for them."""
    span = reading.parse.span(*core(reading.parse, speaker))
    why = "{!r}: {}, who spoke before"
    return tuple(
        replace(
            who, text=span.text, start=span.start, end=span.end,
            name=who.name or who.text or "", why=why.format(span.text, who.name or who.text),
        )
        for who in before
    )  # fmt: skip


def source_span(scene: Scene, one: Found) -> Span:
    """The whole noun phrase of a source; the comma that ends its aside belongs to it."""
    parse, speaker = scene.parse, one.at.speaker
    last = speaker.last
    aside = any(kid.i > speaker.head for kid in parse.kids(speaker.head, "appos", "relcl", "acl"))
    follows = last < len(parse.tokens) and parse.tokens[last].text == ","
    if aside and follows and speaker.head < one.at.head and last + 1 == one.at.first:
        last += 1
    return parse.span(speaker.first, last)


def all_quoted(scene: Scene, ranges: Ranges) -> bool:
    """Whether a content is quoted from its first word to its last."""
    if not ranges:
        return False
    quotes = [scene.around(first) for first, _ in ranges]
    return all(
        quote is not None and last <= quote.last
        for quote, (_, last) in zip(quotes, ranges, strict=True)
    )


def distinct(found: Iterable[Found]) -> list[Found]:
    """One relation a cue and content: the first cue word wins ("was quoted as saying").

    One that names nobody gives way: "he was asked, telling reporters: “No.”".
    """
    held: dict[tuple[int, ...], Found] = {}
    for one in found:
        key = tuple(place for part in one.ranges for place in part)
        first = held.setdefault(key, one)
        apart = one.at.first - first.at.last > NEAR
        if apart and one.direct and first.at.speaker.hidden and one.at.speaker:
            held[key] = one
    return sorted(held.values(), key=lambda one: one.at.head)


def running_on(scene: Scene, found: list[Found]) -> dict[int, Ranges]:
    """Quotes without a cue of their own go on with what the speaker before them says."""
    parse = scene.parse
    owned = {quote.first for one in found for quote in inside(scene, one)}
    direct = {parse.tokens[one.at.head].sentence: one for one in found if one.direct}
    more: dict[int, list[tuple[int, int]]] = {}
    held: Found | None = None
    paragraph = -1
    for number, (first, _) in enumerate(parse.sentence_tokens):
        if number in direct:
            held, paragraph = direct[number], parse.paragraphs[number]
            continue
        if parse.paragraphs[number] != paragraph:
            held = None
        quote = scene.starting(first) or scene.starting(first - 1)
        if quote and quote.first not in owned and held:
            more.setdefault(held.at.head, []).extend(whole(scene, quote.first, quote.last))
        elif held and scene.around(first) is None:
            held = None
    return {head: tuple(ranges) for head, ranges in more.items()}


def inside(scene: Scene, one: Found) -> list[Quoted]:
    """The quotes that stand in a content."""
    return [q for first, last in one.ranges for q in scene.quotes if first <= q.first < last]


def is_nested(one: Relation, near: Nearby) -> bool:
    """Whether a cue stands in what somebody else says."""
    return any(other is not one for other in near.at(one.anchor))
