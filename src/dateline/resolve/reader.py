"""The reader of actors: noun phrases of a parse to mentions, with whom each stands for."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from dateline.model import Kind, Lexicon, Mention, Parse, Participant, Reading, Token
from dateline.model.names import words_in
from dateline.resolve.asked import head_of, mended, written_from
from dateline.resolve.binding import may_act
from dateline.resolve.chunks import COUNTED, Chunk, Standing, chunks, counted_noun, entity
from dateline.resolve.coreference import Memory, PointingWords, quoted_tokens, state_called
from dateline.resolve.homes import Homes
from dateline.resolve.identity import NOBODY, Identity, day
from dateline.resolve.names import OF_A_COUNTRY, Setting
from dateline.resolve.phrase import NOTHING, Phrase, Read, completed, pointing
from dateline.resolve.phrases import Hit
from dateline.resolve.reading import PhraseReader
from dateline.resolve.speakers import name_speakers

PLURAL_TAGS = ("NNS", "NNPS")
BODILESS = (Kind.UNKNOWN,)
PEOPLE = Identity(name="people", kind=Kind.GROUP, sector=("CVL",))


@dataclass(frozen=True)
class ActorReader:
    """Reads mentions with the actor lists and agent words of a lexicon (stage `actors.v1`)."""

    phrases: PhraseReader
    words: PointingWords
    standing: Standing

    @classmethod
    def build(cls, lexicon: Lexicon) -> "ActorReader":
        """Make the reader ready for a lexicon."""
        return cls(
            phrases=PhraseReader.build(lexicon),
            words=PointingWords.build(lexicon),
            standing=Standing.build(lexicon),
        )

    def __call__(self, parse: Parse) -> Reading:
        """The mentions of a document, in text order."""
        work = Work(self, parse)
        for chunk in chunks(parse, self.standing):
            work.take(chunk)
        name_speakers(parse, work.reads, work.speakers, self.words.he)
        mentions = tuple(work.mention(head) for head in sorted(work.reads))
        return Reading(
            parse=parse, mentions=mentions, by_head={mention.head: mention for mention in mentions}
        )

    def identify(self, text: str, on: str | None = None) -> Participant:
        """Who a phrase by itself means ("Ukraine's defence ministry"), on a date if given."""
        who = self.meant(mended(text), on)
        return who.at(text, 0, len(text))

    def meant(self, text: str, on: str | None) -> Identity:
        """Who a phrase by itself means."""
        words = words_in(text)
        names = self.phrases.names.scan(text, words)
        setting = self.phrases.names.setting(names, words, day(on))
        agents = tuple(self.phrases.agents.scan(text, words))
        if not words:
            return NOBODY
        start, end = head_of(words, names, agents)
        last = names[-1] if names and names[-1].end == words[-1][2] else None
        if last and all(sense.identity.kind is Kind.PERSON for sense in last.senses):
            start, end = words[-1][1], words[-1][2]
        start = written_from(text, words, start)
        begins = next((first for word, first, _ in words if word[0].isupper()), 0)
        if words[0][0] == "The" and len(words) > 1:
            begins = words[1][1]
        phrase = Phrase(
            text=text, start=0, end=len(text), head_start=start, head_end=end,
            names=tuple(names), agents=agents, proper=text[start].isupper(),
            label="ORG" if text[start].isupper() else "", entity=(begins, len(text)), asked=True,
        )  # fmt: skip
        read = self.phrases.read(phrase, setting)
        if read is NOTHING:
            read = self.phrases.unlisted.whoever(text, setting)
        return read.identity


@dataclass
class Work:
    """One document being read: the hits in its text, and who has been named so far."""

    reader: ActorReader
    parse: Parse
    reads: dict[int, tuple[Chunk, Read]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Scan the text once for names and agent words."""
        text = self.parse.doc.text
        phrases = self.reader.phrases
        words = words_in(text)
        self.names = phrases.names.scan(text, words)
        self.agents = phrases.agents.scan(text, words)
        self.name_starts = [hit.start for hit in self.names]
        self.agent_starts = [hit.start for hit in self.agents]
        self.setting: Setting = phrases.names.setting(
            self.names, words, day(self.parse.doc.published)
        )
        self.memory = Memory(self.reader.words, quoted_tokens(self.parse))
        self.homes = Homes(self.parse, self.memory, phrases.names, self.names, self.setting)
        self.speakers: list[int] = []

    @cached_property
    def in_full(self) -> Mapping[str, Identity]:
        """Persons named in full anywhere in the document, by their family names."""
        return self.reader.phrases.names.family_names(self.names, self.setting.date)

    def take(self, chunk: Chunk) -> None:
        """Read one phrase and remember who it is."""
        cut, chunk = chunk, self.whole(chunk)
        head = self.parse.tokens[chunk.head]
        if chunk.is_pronoun:
            read = self.pronoun(head)
        else:
            read = self.reader.phrases.read(self.phrase(chunk), self.setting)
            read = self.memory.introduced(self.parse, chunk, self.short_form(chunk, read))
            read = self.counted(chunk, self.led_back(chunk, read))
            if read.use is None and is_part_of_name(self.parse, head):
                read = NOTHING
        self.reads[chunk.head] = (chunk, read)
        self.match_apposition(head)
        title = chunk.first - 1
        if chunk.first < cut.first and is_title(self.reads.get(title)):  # "chief *To* Lam"
            self.match(chunk.head, title)
        read = self.reads[chunk.head][1]
        if read.acts and not chunk.is_pronoun:
            self.memory.note(self.parse, chunk, read)

    def whole(self, chunk: Chunk) -> Chunk:
        """A chunk with all of the listed name that its head ends ("To Lam", "De Klerk")."""
        tokens = self.parse.tokens
        at = bisect_right(self.name_starts, tokens[chunk.head].start) - 1
        if chunk.is_pronoun or at < 0:
            return chunk
        hit = self.names[at]
        first = self.parse.by_start.get(hit.start, chunk.first)
        if hit.end != tokens[chunk.head].end or first >= chunk.first:
            return chunk
        return replace(chunk, first=first)

    def phrase(self, chunk: Chunk) -> Phrase:
        """A chunk by offsets, with the hits in it."""
        parse, tokens = self.parse, self.parse.tokens
        head = counted_noun(parse, chunk, self.reader.words.counts) or tokens[chunk.head]
        start, end = tokens[chunk.first].start, tokens[chunk.last - 1].end
        first, last = entity(parse, head)
        return Phrase(
            text=parse.doc.text, start=start, end=end, head_start=head.start, head_end=head.end,
            names=within(self.names, self.name_starts, start, end),
            agents=within(self.agents, self.agent_starts, start, end),
            label=head.ent, entity=(tokens[first].start, tokens[last - 1].end),
            plural=head.tag in PLURAL_TAGS, proper=head.pos == "PROPN" or bool(head.ent),
        )  # fmt: skip

    def pronoun(self, token: Token) -> Read:
        """Whom a pronoun stands for; speakers are named once all is read."""
        words, memory = self.reader.words, self.memory
        who, others = None, memory.beside(self.parse, token)
        if token.lower in words.he:
            who = memory.person(token, others)
        elif token.lower in words.they:
            who = memory.people(token, others)
        elif token.lower in words.it and may_act(self.parse, token, words.of_things):
            who = memory.thing(token, others)
        elif token.lower in words.we or token.lower in words.i:
            self.speakers.append(token.i)
        return pointing(token.text, who) if who else NOTHING

    def counted(self, chunk: Chunk, read: Read) -> Read:
        """Read a lone number as people, where its verb is of people: "30 were arrested"."""
        tokens, words = self.parse.tokens, self.reader.words
        head = tokens[chunk.head]
        lone = chunk.is_count or (
            head.lower in words.counts and chunk.last == chunk.stop and head.dep in COUNTED
        )
        if read.acts or not lone or tokens[head.head].lemma not in words.of_people:
            return read
        return Read(
            replace(PEOPLE, why=f"how many, by the verb {tokens[head.head].text!r}"), acts=True
        )

    def short_form(self, chunk: Chunk, read: Read) -> Read:
        """Lead a family name alone back to the full name given before."""
        head = self.parse.tokens[chunk.head]
        if head.pos != "PROPN" or read.identity.wikidata or read.use in OF_A_COUNTRY:
            return read
        name = self.parse.doc.text[read.name_start : head.end] if read.named else head.text
        known = self.memory.surnames.get(head.lower)
        if known is None and " " not in name:
            known = self.in_full.get(head.lower)
        if known is None or read.identity.kind not in (Kind.PERSON, *BODILESS):
            return read
        if len(name.split()) > 1 and name.lower() != known.name.lower():
            return read
        who = known.because(f"short for {known.name}, named before")
        return replace(read, identity=who, acts=True, named=True, owned=True)

    def led_back(self, chunk: Chunk, read: Read) -> Read:
        """Lead a description back to whom it stands for, or give it the report's country."""
        half = state_called(self.memory, self.parse, chunk)
        if half is not None:
            return pointing(self.parse.tokens[chunk.head].text, half)
        if chunk.is_modifier or read.named:
            titled = read.agent is not None and read.identity.kind is Kind.PERSON
            return (self.homes.nearest if titled else self.homes.of_one_word)(chunk, read)
        two = self.memory.both(self.parse, chunk)
        text = self.parse.span(chunk.first, chunk.last).text or ""
        if two:
            first, *others = [who.because(f"{text!r}: {who.name}, named before") for who in two]
            return Read(first, tuple(others), acts=True)
        who = self.headed(chunk, read) or self.memory.described(self.parse, chunk, read)
        if who is not None:
            known = replace(who, sector=who.sector or read.identity.sector)
            return replace(pointing(text, known), agent=read.agent)
        return self.homes.nearest(chunk, read, self.owner(chunk))

    def owner(self, chunk: Chunk) -> Identity | None:
        """Whose a phrase says that it is by a pronoun: "*their* commanders"."""
        whose = (kid.i for kid in self.parse.kids(chunk.head, "poss") if kid.tag == "PRP$")
        read = next((self.reads[i][1] for i in whose if i in self.reads), NOTHING)
        return read.identity if read.acts else None

    def headed(self, chunk: Chunk, read: Read) -> Identity | None:
        """The state that "his country" or "the administration" means, by whoever heads it."""
        head, words = self.parse.tokens[chunk.head], self.reader.words
        if read.owned or head.lemma not in words.country_nouns or head.tag in PLURAL_TAGS:
            return None
        country = None
        whose = next(iter(self.parse.kids(chunk.head, "poss")), None)
        if whose is not None:
            person = self.memory.person(whose) if whose.lower in words.he else None
            country = person.country if person else None
        elif head.lemma in words.of_a_head and self.memory.points(self.parse, chunk):
            country = self.homes.usual(head.lemma) or self.memory.headed_country()
        return self.reader.phrases.names.states.get(country or "")

    def match_apposition(self, token: Token) -> None:
        """Let a name and a description side by side tell about each other."""
        if token.dep != "appos" or token.head not in self.reads:
            return
        self.match(token.i, token.head)

    def match(self, below: int, over: int) -> None:
        """Let two phrases for one tell about each other."""
        above_chunk, above = self.reads[over]
        chunk, read = self.reads[below]
        if above_chunk.is_pronoun or chunk.is_pronoun:
            return
        name, description = (above, read) if above.named else (read, above)
        if not name.named or (description.named and description.identity.id):
            return
        full = completed(name, description)
        told = replace(full, name_start=description.name_start)
        reads = (full, told) if above.named else (told, full)
        self.reads[over] = (above_chunk, reads[0])
        self.reads[below] = (chunk, reads[1])
        if above.named and full.identity.kind is Kind.PERSON:
            self.memory.note(self.parse, above_chunk, full)

    def mention(self, head: int) -> Mention:
        """A read phrase as a mention; a name with a title in front keeps the title."""
        chunk, read = self.reads[head]
        tokens = self.parse.tokens
        counts = tokens[head].lower in self.reader.words.counts
        whole = counts or not read.acts or (read.agent is not None and not read.named)
        last = chunk.last if whole else chunk.stop
        text = self.parse.doc.text
        start, end = tokens[chunk.first].start, tokens[last - 1].end
        return Mention(
            first=chunk.first, last=last, head=head,
            who=read.identity.at(text[start:end], start, end),
            is_actor=read.acts,
            also=tuple(who.at(text[start:end], start, end) for who in read.also),
            by_place=read.place,
        )  # fmt: skip


def is_title(said: tuple[Chunk, Read] | None) -> bool:
    """Whether a phrase tells what somebody is and names nobody."""
    return said is not None and said[1].agent is not None and not said[1].named


def is_part_of_name(parse: Parse, head: Token) -> bool:
    """Whether a plural with an apostrophe begins a name and owns nothing ("Workers' Party")."""
    apostrophe = any(kid.text in ("'", "’") for kid in parse.kids(head.i, "case"))
    first, last = entity(parse, head)
    return apostrophe and head.dep == "poss" and head.ent == "ORG" and first <= head.head < last


def within(hits: Sequence[Hit], starts: Sequence[int], start: int, end: int) -> tuple[Hit, ...]:
    """The hits that lie wholly inside a range."""
    found = hits[bisect_left(starts, start) : bisect_right(starts, end - 1)]
    return tuple(hit for hit in found if hit.end <= end)
