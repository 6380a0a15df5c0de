"""Who speaks: the subject of a cue, wherever the sentence hides it, and who that is."""

from dataclasses import dataclass

from dateline.model import Lexicon, Parse, Participant, Reading, Token

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
SUBJECTS = ("nsubj", "csubj")
RELATIVE = ("WP", "WDT")
PASSIVE_HOSTS = ("acl", "ROOT", "advcl", "amod")
DEEPEST = 8
CLOSING = frozenset(("”", '"', "''", "’", "'", "»"))
POINTING = ("the", "this", "that")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The head token of a source and its token range; `hidden`: a passive names nobody."""

    head: int = -1
    first: int = -1
    last: int = -1
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.head >= 0


NOBODY = Speaker()
HIDDEN = Speaker(hidden=True)


@dataclass(frozen=True)
class Sources:
    """Finds the speaker of a cue, and reads who it is."""

    documents: frozenset[str]
    issuing: frozenset[str]
    putting_out: frozenset[str]
    citing: frozenset[str]
    replying: frozenset[str]
    hearing: frozenset[str]
    roles_of_many: frozenset[str]
    owning: frozenset[str]
    pleonastic: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Sources":
        """Take the words for documents, and those that lead to who issued one."""
        words = lexicon.words
        return cls(
            documents=frozenset(words.get("attribute.documents", ())),
            issuing=frozenset(words.get("attribute.issuing", ())),
            putting_out=frozenset(words.get("attribute.putting_out", ())),
            citing=frozenset(words.get("attribute.citing", ())),
            hearing=frozenset(words.get("attribute.hearing", ())),
            replying=frozenset(words.get("attribute.replying", ())),
            roles_of_many=frozenset(words.get("attribute.roles_of_many", ())),
            owning=frozenset(words.get("attribute.owning_prepositions", ())),
            pleonastic=frozenset(words.get("attribute.pleonastic", ())),
        )

    def of_verb(self, parse: Parse, verb: int, depth: int = 0) -> Speaker:
        """The one who does what a verb tells, in active terms."""
        if is_passive(parse, verb):
            agent = next((a for a in parse.kids(verb, "agent")), None)
            by = parse.kids(agent.i, "pobj") if agent else []
            return phrase(parse, by[0].i) if by else self.of_paper(parse, verb)
        for kid in parse.kids(verb):
            if kid.dep in SUBJECTS:
                return self.resolved(parse, kid) if kid.pos in NOMINAL else NOBODY
        if (after := inverted(parse, verb)) is not None:
            return phrase(parse, after)
        return self.governed(parse, verb, depth) if depth < DEEPEST else NOBODY

    def of_paper(self, parse: Parse, verb: int) -> Speaker:
        """The owner of the paper that a participle describes: "the king's note, sent on Friday"."""
        token = parse.tokens[verb]
        above = parse.tokens[token.head]
        told = token.dep == "acl" and above.lemma in self.documents
        return (self.owner(parse, above.i) if told else NOBODY) or HIDDEN

    def resolved(self, parse: Parse, subject: Token) -> Speaker:
        """A subject; a relative pronoun stands for the noun before its clause."""
        if subject.tag in RELATIVE:
            clause = next((t for t in parse.ancestors(subject.i) if t.dep == "relcl"), None)
            if clause is not None:
                return phrase(parse, clause.head, before=subject.i)
        if subject.lower in self.pleonastic:
            return NOBODY
        return phrase(parse, subject.i)

    def governed(self, parse: Parse, verb: int, depth: int) -> Speaker:
        """The speaker of a verb without a subject: from whatever governs it."""
        token = parse.tokens[verb]
        if token.head == verb:
            return NOBODY
        head = parse.tokens[token.head]
        if token.dep in ("acl", "amod") and token.tag == "VBG":
            return phrase(parse, head.i, before=verb)
        if token.dep == "pcomp":
            head = parse.tokens[head.head] if head.head != head.i else head
        if head.pos in ("NOUN", "PROPN"):
            return self.owner(parse, head.i)
        if head.pos not in ("VERB", "AUX", "ADJ"):
            return NOBODY
        if token.dep == "xcomp" and head.pos == "VERB":
            for kid in parse.kids(head.i, "dobj", "dative", "nsubjpass"):
                return phrase(parse, kid.i)
        if is_passive(parse, head.i):
            for kid in parse.kids(head.i, "nsubjpass"):
                return self.resolved(parse, kid)
        return self.of_verb(parse, head.i, depth + 1)

    def owner(self, parse: Parse, noun: int) -> Speaker:
        """Whose a noun is: its possessor, or who stands after "by", "from" or "of"."""
        for kid in parse.kids(noun, "poss"):
            return phrase(parse, kid.i)
        for kid in parse.kids(noun, "prep", "agent"):
            if kid.lower in self.owning:
                for inner in parse.kids(kid.i, "pobj"):
                    return phrase(parse, inner.i)
        return NOBODY

    def participants(self, reading: Reading, speaker: Speaker) -> tuple[Participant, ...]:
        """Who a speaker is, coordinated ones too; for a document, who issued it."""
        if not speaker:
            return (Participant(name="anonymous"),) if speaker.hidden else ()
        found: list[Participant] = []
        for head in coordinated(reading.parse, speaker.head):
            mention = reading.by_head.get(head)
            if mention is None or not mention.is_actor:
                issuer = self.issuer(reading, head)
                if issuer is not None:
                    mention = reading.by_head.get(issuer)
                    speaker = phrase(reading.parse, issuer)
                    head = issuer  # noqa: PLW2901
            if mention is not None:
                found.extend((mention.who, *mention.also))
            elif head == speaker.head:
                span = reading.parse.span(*core(reading.parse, speaker))
                found.append(Participant(text=span.text, start=span.start, end=span.end))
        return tuple(dict.fromkeys(found))

    def is_known_paper(self, reading: Reading, noun: int) -> bool:
        """Whether a noun is a paper spoken of before, without its issuer: "the statement"."""
        parse = reading.parse
        if parse.tokens[noun].lemma not in self.documents or self.issuer(reading, noun) is not None:
            return False
        mention = reading.by_head.get(noun)
        known = any(kid.lower in POINTING for kid in parse.kids(noun, "det"))
        return known and (mention is None or not mention.is_actor)

    def is_actor(self, reading: Reading, speaker: Speaker) -> bool:
        """Whether a speaker is somebody, or the paper of somebody."""
        mention = reading.by_head.get(speaker.head)
        if mention is not None and mention.is_actor:
            return True
        return bool(speaker) and self.issuer(reading, speaker.head) is not None

    def issuer(self, reading: Reading, noun: int) -> int | None:
        """The head of who issued a document, report or picture, if its phrase says so."""
        parse = reading.parse
        if parse.tokens[noun].lemma not in self.documents:
            return None
        if (putting := self.put_out_by(parse, noun)) is not None:
            return putting
        for kid in parse.kids(noun):
            inner: list[Token] = []
            if kid.dep in ("poss", "compound", "nmod"):
                inner = [kid]
            elif kid.dep == "prep" and kid.lower in self.owning:
                inner = parse.kids(kid.i, "pobj")
            elif kid.dep == "acl" and kid.lemma in self.issuing:
                inner = [
                    t for agent in parse.kids(kid.i, "agent") for t in parse.kids(agent.i, "pobj")
                ]
            for token in inner:
                mention = reading.by_head.get(token.i)
                if mention is not None and mention.is_actor:
                    return token.i
        return None

    def put_out_by(self, parse: Parse, noun: int) -> int | None:
        """The head of who issues a paper that is the object of a verb: "*they* held banners"."""
        token = parse.tokens[noun]
        if token.dep != "dobj" or parse.tokens[token.head].lemma not in self.putting_out:
            return None
        found = self.of_verb(parse, token.head)
        return found.head if found else None


def inverted(parse: Parse, verb: int) -> int | None:
    """The speaker right after a verb that follows a quote: "“Why?” asked *the judge*".

    The parser takes it for an object.
    """
    if verb == 0 or parse.tokens[verb - 1].text not in CLOSING:
        return None
    after = [kid.i for kid in parse.kids(verb, "dobj", "npadvmod", "attr") if kid.i > verb]
    return after[0] if len(after) == 1 else None


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is passive."""
    token = parse.tokens[verb]
    kids = parse.kids(verb)
    if any(kid.dep in ("auxpass", "nsubjpass", "csubjpass") for kid in kids):
        return True
    if token.tag != "VBN" or any(kid.dep in ("aux", "nsubj") for kid in kids):
        return False
    if token.dep == "conj" and parse.tokens[token.head].tag == "VBN":
        return is_passive(parse, token.head)
    return token.dep in PASSIVE_HOSTS


def coordinated(parse: Parse, head: int) -> list[int]:
    """A head and the nouns coordinated with it."""
    found, todo = [], [head]
    while todo:
        i = todo.pop(0)
        found.append(i)
        todo.extend(kid.i for kid in parse.kids(i, "conj") if kid.pos in NOMINAL)
    return found


def phrase(parse: Parse, head: int, before: int | None = None) -> Speaker:
    """A noun phrase as it stands, with its asides; only up to `before`, if given."""
    places = parse.subtree(head)
    if before is not None:
        places = [i for i in places if i < before]
    first, last = head, head + 1
    held = set(places)
    while first - 1 in held:
        first -= 1
    while last in held:
        last += 1
    while last - 1 > head and parse.tokens[last - 1].pos in ("PUNCT", "SPACE"):
        last -= 1
    while first < head and parse.tokens[first].pos in ("PUNCT", "SPACE", "CCONJ"):
        first += 1
    return Speaker(head, first, last)


def core(parse: Parse, speaker: Speaker) -> tuple[int, int]:
    """A noun phrase in its short form: without article, relative clause and asides."""
    tokens = parse.tokens
    last = speaker.last
    for kid in parse.kids(speaker.head, "relcl", "appos", "acl"):
        if kid.i > speaker.head:
            last = min(last, parse.subtree(kid.i)[0])
    while last > speaker.head + 1 and tokens[last - 1].pos in ("PUNCT", "SPACE"):
        last -= 1
    first = speaker.first
    while first < speaker.head and tokens[first].tag in ("DT", "SP", "_SP"):
        first += 1
    return first, max(last, speaker.head + 1)
