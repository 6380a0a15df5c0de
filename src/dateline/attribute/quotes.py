"""Reported speech as rows: direct quotes with their speakers, and indirect speech."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.attribute.contents import Scene
from dateline.attribute.marks import Quoted
from dateline.attribute.relation import Nearby, Relation
from dateline.attribute.sources import Sources
from dateline.model import Claim, Parse, Participant, Quote, Reading, Span, content_id

SCARE_WORDS = 4
SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Said:
    """Who said the words between two offsets, and by which words; `direct`: in quote marks."""

    start: int
    end: int
    direct: bool
    source: tuple[Participant, ...] = ()
    cue: Span = field(default_factory=Span)


@dataclass(frozen=True)
class Speech:
    """Finds quotes and who speaks them."""

    sources: Sources

    def __call__(
        self,
        reading: Reading,
        regions: Sequence[Quoted],
        relations: Sequence[Relation],
        claims: Sequence[Claim],
        coder: str,
    ) -> tuple[Quote, ...]:
        """The quotes of a document in text order, one row for each sentence."""
        scene = Scene.of(reading.parse, list(regions))
        found = [*self.direct(reading, scene.quotes, relations), *indirect(scene, relations)]
        anchors = sorted((claim.anchor.start or 0, claim.id) for claim in claims)
        rows: dict[tuple[int, int], Quote] = {}
        for said in found:
            for row in by_sentence(reading.parse, said, anchors, coder):
                rows.setdefault((row.start, row.end), row)
        return tuple(rows[key] for key in sorted(rows))

    def direct(
        self, reading: Reading, regions: Sequence[Quoted], relations: Sequence[Relation]
    ) -> Iterator[Said]:
        """Words in quote marks that somebody speaks; scare quotes and titles are left out."""
        near = Nearby.of(relations)
        found: list[tuple[Quoted, Said]] = []
        for region in regions:
            owner = owner_of(region, near)
            if owner:
                said = Said(region.start, region.end, True, owner.source, owner.cue)
            elif is_speech(reading.parse, region):
                source, cue = self.led_by_colon(reading, region)
                if not source and found and goes_on(reading.parse, region, found[-1][0]):
                    source = found[-1][1].source
                said = Said(region.start, region.end, True, source, cue)
            else:
                continue
            found.append((region, said))
        yield from led_on(found)

    def led_by_colon(
        self, reading: Reading, region: Quoted
    ) -> tuple[tuple[Participant, ...], Span]:
        """Who speaks after a colon: the subject of the words before it."""
        parse = reading.parse
        if region.first == 0 or parse.tokens[region.first - 1].text != ":":
            return (), Span()
        start, _ = parse.sentence_tokens[parse.tokens[region.first - 1].sentence]
        for token in parse.tokens[start : region.first]:
            if token.dep == "nsubj" and token.head < region.first:
                speaker = self.sources.resolved(parse, token)
                return self.sources.participants(reading, speaker), parse.span(
                    token.head, token.head + 1
                )
        return (), Span()


def led_on(found: Sequence[tuple[Quoted, Said]]) -> Iterator[Said]:
    """Quotes left open at the end of a paragraph take the speaker named at the end of the next."""
    after: tuple[Quoted, Said] | None = None
    out: list[Said] = []
    for region, said in reversed(found):
        goes = after and region.open and after[0].paragraph == region.paragraph + 1
        told = replace(said, source=after[1].source) if after and goes and not said.source else said
        out.append(told)
        after = (region, told)
    yield from reversed(out)


def owner_of(region: Quoted, near: Nearby) -> Relation | None:
    """The relation whose content a quote is, or is part of: the innermost."""
    around = near.over(region.first, region.last)
    return min(around, key=lambda one: (not one.is_direct, one.size), default=None)


def is_speech(parse: Parse, region: Quoted) -> bool:
    """Whether quoted words without a cue are speech: a clause of some length, not a name."""
    words = [t for t in parse.tokens[region.first : region.last] if t.pos not in ("PUNCT", "SPACE")]
    named = all(t.text[:1].isupper() for t in words if t.pos in ("NOUN", "PROPN", "VERB", "ADJ"))
    return len(words) >= SCARE_WORDS and any(t.pos in ("VERB", "AUX") for t in words) and not named


def goes_on(parse: Parse, region: Quoted, last: Quoted) -> bool:
    """Whether a quote goes on with the one before: in its paragraph, or as all of the next."""
    if region.paragraph == last.paragraph:
        return True
    sentence = parse.tokens[region.first].sentence
    begins = parse.sentence_tokens[sentence][0] == region.first
    return begins and region.paragraph == last.paragraph + 1


def indirect(scene: Scene, relations: Sequence[Relation]) -> Iterator[Said]:
    """The clauses that cues of speech introduce."""
    parse = scene.parse
    for one in relations:
        if one.kind != SPEECH or one.is_direct:
            continue
        for first, last in one.ranges:
            quote = scene.around(first)
            told = any(token.pos in ("VERB", "AUX") for token in parse.tokens[first:last])
            if told and not (quote and last <= quote.last):
                opens = parse.tokens[first].lower == "that" and parse.tokens[first].dep == "mark"
                span = parse.span(first + 1 if opens else first, last)
                yield Said(span.start or 0, span.end or 0, False, one.source, one.cue)


def by_sentence(
    parse: Parse, said: Said, anchors: Sequence[tuple[int, str]], coder: str
) -> Iterator[Quote]:
    """One row for each sentence that speech runs over; `anchors` are claims by their start."""
    text = parse.doc.text
    at = bisect_right(parse.sentences, said.start, key=lambda sentence: sentence.end)
    while at < len(parse.sentences) and parse.sentences[at].start < said.end:
        sentence = parse.sentences[at]
        at += 1
        start, end = max(sentence.start, said.start), min(sentence.end, said.end)
        start, end = bare(text, start, end)
        if start >= end:
            continue
        inside = anchors[bisect_left(anchors, (start, "")) : bisect_left(anchors, (end, ""))]
        yield Quote(
            id=content_id("q", coder, parse.doc.id, f"{start}:{end}"),
            document=parse.doc.id, sentence=sentence, text=text[start:end], start=start, end=end,
            direct=said.direct, source=said.source, cue=said.cue,
            claims=tuple(claim for _, claim in inside),
        )  # fmt: skip


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without space, marks of quotes and a last comma."""
    while start < end and (text[start].isspace() or text[start] in '“”"«»„'):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in '“”"«»„,'):
        end -= 1
    return start, end
