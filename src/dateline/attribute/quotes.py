"""Reported speech as rows: direct quotes with their speakers, and indirect speech."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.attribute.contents import Scene
from dateline.attribute.marks import Quoted
from dateline.attribute.relation import Nearby, Relation
from dateline.attribute.sources import Sources, phrase
from dateline.model import Claim, Kind, Parse, Participant, Quote, Reading, Span, content_id

SCARE_WORDS = 4
SPEECH = "speech"
NEAR = 3
HE = ("he", "she")


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
        before = Before.of(reading, relations, self.sources)
        found: list[tuple[Quoted, Said]] = []
        named: dict[int, tuple[Participant, ...]] = {}
        for region in regions:
            owner = owner_of(region, near)
            if owner:
                source, cue = self.cited(reading.parse, region, owner, near), owner.cue
                source = named.setdefault(owner.anchor, before.named(region, source, owner, found))
            elif is_speech(reading.parse, region):
                source, cue = self.led_by_colon(reading, region)
                source = source or before.speaker(region, found)
            else:
                continue
            found.append((region, Said(region.start, region.end, True, source, cue)))
        yield from led_on(found)

    def cited(
        self, parse: Parse, region: Quoted, owner: Relation, near: Nearby
    ) -> tuple[Participant, ...]:
        """Who speaks in a quote: whoever the one that reports it cites, else that one."""
        for one in near.over(region.first, region.last):
            token = parse.tokens[one.anchor]
            if token.lemma in self.sources.citing and token.head == owner.anchor and one.source:
                return one.source
        return owner.source

    def led_by_colon(
        self, reading: Reading, region: Quoted
    ) -> tuple[tuple[Participant, ...], Span]:
        """Who speaks after a colon: the subject of the words before it, or whose paper it is."""
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
            issuer = self.sources.issuer(reading, token.i)
            if issuer is not None:
                source = self.sources.participants(reading, phrase(parse, issuer))
                return source, parse.span(token.i, token.i + 1)
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


@dataclass(frozen=True)
class Before:
    """Who speaks in a quote that no cue introduces: read from the sentence before it."""

    reading: Reading
    told: Mapping[int, Relation]
    sources: Sources

    @classmethod
    def of(cls, reading: Reading, relations: Sequence[Relation], sources: Sources) -> "Before":
        """Index the speech of a document by sentence; the last one of each counts."""
        tokens = reading.parse.tokens
        told = {
            one.sentence: one
            for one in relations
            if one.kind == SPEECH and one.source and tokens[one.anchor].pos == "VERB"
        }
        return cls(reading, told, sources)

    def speaker(
        self, region: Quoted, found: Sequence[tuple[Quoted, Said]]
    ) -> tuple[Participant, ...]:
        """Who goes on speaking; nobody where the text does not tell.

        A quote goes on with the one before if that ended the sentence before, or stands in the
        same sentence. Else it belongs to whom the sentence before lets speak, or is about; else,
        inside a paragraph or at the beginning of the next, to whoever was quoted last.
        """
        parse = self.reading.parse
        last = found[-1] if found else None
        near = last is not None and region.paragraph - last[0].paragraph
        going_on = last[1].source if last is not None and near in (0, 1) else ()
        sentence = parse.tokens[region.first].sentence
        begins = parse.sentence_tokens[sentence][0] == region.first
        if not begins:
            return going_on if near == 0 else ()
        if sentence == 0 or parse.paragraphs[sentence - 1] < region.paragraph - 1:
            return ()
        if last and parse.tokens[last[0].last - 1].sentence == sentence - 1:
            return last[1].source
        told = self.told.get(sentence - 1)
        return (told.source if told else self.topic(sentence - 1)) or going_on

    def topic(self, sentence: int) -> tuple[Participant, ...]:
        """The person that is the subject of a sentence."""
        parse = self.reading.parse
        for token in parse.tokens[slice(*parse.sentence_tokens[sentence])]:
            if token.dep == "nsubj" and parse.tokens[token.head].dep == "ROOT":
                mention = self.reading.by_head.get(token.i)
                if mention is not None and mention.who.kind is Kind.PERSON:
                    return (mention.who,)
        return ()

    def named(
        self,
        region: Quoted,
        source: tuple[Participant, ...],
        owner: Relation,
        found: Sequence[tuple[Quoted, Said]],
    ) -> tuple[Participant, ...]:
        """Who "he" or "the senator" is who goes on right after somebody was quoted: the same.

        Whoever replies is somebody else, and there are many officials and spokesmen.
        """
        parse = self.reading.parse
        if len(source) != 1 or not found or len(found[-1][1].source) != 1:
            return source
        who, (quote, said) = source[0], found[-1]
        last = said.source[0]
        gap = parse.tokens[region.first].sentence - parse.tokens[quote.last - 1].sentence
        person = last.kind is Kind.PERSON or (last.kind is Kind.UNKNOWN and last.name.istitle())
        if not person or who.start is None or gap > NEAR:
            return source
        head = parse.tokens[parse.by_start.get(who.start, 0)]
        replies = parse.tokens[owner.anchor].lemma in self.sources.replying
        goes_on = head.lower in HE and gap <= 1 and not replies
        bare = head.end == who.end and head.i > 0 and parse.tokens[head.i - 1].lower == "the"
        role = bare and who.kind is Kind.OFFICE and head.lemma not in self.sources.roles_of_many
        if not (goes_on or role) or self.is_named_before(head.i, who):
            return source
        why = f"{who.text!r}: {last.name}, who was quoted before"
        return (replace(last, text=who.text, start=who.start, end=who.end, why=why),)

    def is_named_before(self, head: int, who: Participant) -> bool:
        """Whether somebody is named in the same sentence, before the word that stands for them."""
        start = self.reading.parse.sentence_tokens[self.reading.parse.tokens[head].sentence][0]
        before = (self.reading.by_head.get(i) for i in range(start, head))
        return any(mention is not None and mention.who.name == who.name for mention in before)


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
