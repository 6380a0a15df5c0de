"""What a pronoun or a description stands for: the nearest fitting name before it.

No model: number, kind and the words of the description decide, and nearness breaks ties, as in
the sieves of Raghunathan et al. 2010. Whoever speaks is asked for "I" and "we".
"""

from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from dateline.model import Kind, Lexicon, Parse, Token
from dateline.resolve.binding import SUBJECTS, doers
from dateline.resolve.chunks import Chunk
from dateline.resolve.identity import Identity
from dateline.resolve.phrase import Read

GROUPS = (Kind.BODY, Kind.ARMED_GROUP, Kind.GROUP, Kind.STATE)
PERSONS = (Kind.PERSON, Kind.OFFICE)
SENTENCES_BACK = 4
INTRODUCED_BACK = 2
FAR_BACK = 12
INDEFINITE = frozenset(("a", "an"))
MARKS = frozenset(("“", "”", '"', "''", "``"))
NOUNS_OF = "actors.nouns_of."
NO_NAMES: frozenset[str] = frozenset()
Names = AbstractSet[str]
Fits = Callable[["Known"], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody named or described before: who, where, as what.

    `subject` is 2 for the subject of a sentence, 1 for that of a clause in it, else 0; `plural`:
    "they" may stand for them, `one`: "it" may; `quoted`: named in somebody's words.
    """

    who: Identity
    head: int
    sentence: int
    subject: int
    named: bool
    plural: bool
    one: bool
    words: frozenset[str]
    quoted: bool = False


def rank(parse: Parse, head: Token) -> int:
    """How much a mention stands out as a subject: of the sentence, of a clause, or not at all."""
    if head.dep not in SUBJECTS:
        return 0
    return 2 if parse.tokens[head.head].dep == "ROOT" else 1


def is_person(parse: Parse, head: Token) -> bool:
    """Whether a clause with "who" says that a name is a person's."""
    clauses = parse.kids(head.i, "relcl")
    return any(kid.lower == "who" for verb in clauses for kid in parse.kids(verb.i, *SUBJECTS))


@dataclass
class Memory:
    """Everybody named so far in one document, in text order."""

    words: "PointingWords"
    quoted: AbstractSet[int] = frozenset()
    known: list[Known] = field(default_factory=list)
    surnames: dict[str, Identity] = field(default_factory=dict)
    stranger: Known | None = None

    def note(self, parse: Parse, chunk: Chunk, read: Read) -> None:
        """Remember somebody who may be meant again."""
        head = parse.tokens[chunk.head]
        who = read.identity
        owns = head.dep == "poss" and who.kind is Kind.PERSON
        if not who.name or (chunk.is_modifier and who.kind is not Kind.STATE and not owns):
            return
        names = {
            form
            for token in parse.tokens[chunk.first : chunk.stop]
            for form in (token.lemma, token.lower)
        }
        several = head.tag in ("NNS", "NNPS")
        known = Known(
            who=who, head=chunk.head, sentence=head.sentence, named=read.named,
            subject=rank(parse, head), words=frozenset(names),
            plural=several or bool(parse.kids(chunk.head, "conj")),
            one=not (several or stands_in_row(parse, chunk.head)),
            quoted=chunk.head in self.quoted,
        )  # fmt: skip
        self.known.append(known)
        if known.subject and not read.named and who.country and self.is_somebody(parse, known):
            self.stranger = known
        if who.kind is Kind.PERSON and read.named:
            # Family names stand last or, as in East Asia, first.
            words = who.name.lower().split()
            for form in (head.lower, words[-1], words[0]):
                held = self.surnames.get(form)
                if is_fuller(who, held) and any(letter.isalpha() for letter in form):
                    self.surnames[form] = who

    def person(self, at: Token, but: Names = NO_NAMES) -> Identity | None:
        """The person "he" or "she" stands for: the latest subject, else the latest at all."""
        return self.nearest(
            at,
            lambda k: (
                k.who.kind in PERSONS and (k.named or not k.plural) and self.words.agrees(k, at)
            ),
            but=but,
        )

    def thing(self, at: Token, but: Names = NO_NAMES) -> Identity | None:
        """The state, body or group that "it" stands for."""
        return self.nearest(at, lambda k: k.who.kind in GROUPS and k.one, but=but)

    def is_somebody(self, parse: Parse, known: Known) -> bool:
        """Whether a description speaks of one person not told of before ("a Turkish nurse")."""
        head = parse.tokens[known.head]
        article = {kid.lower for kid in parse.kids(known.head, "det")}
        alone = not known.plural and head.lemma not in self.words.group_nouns
        one = known.who.kind is Kind.PERSON or (known.who.kind is Kind.GROUP and alone)
        return one and not article.isdisjoint(INDEFINITE)

    def introduced(self, parse: Parse, chunk: Chunk, read: Read) -> Read:
        """A name nobody knows with what the sentence before says of whom it is about.

        "A Turkish nurse was shot on Friday. *Ada Roe* was on her way home."
        """
        who, head, stranger = read.identity, parse.tokens[chunk.head], self.stranger
        if stranger is None or not read.named or who.country or who.wikidata:
            return read
        person = who.kind is Kind.PERSON or (who.kind is Kind.BODY and is_person(parse, head))
        near = 0 < head.sentence - stranger.sentence <= INTRODUCED_BACK
        if not person or not near or head.dep not in SUBJECTS:
            return read
        self.stranger = None
        told = stranger.who
        return replace(
            read, owned=True, acts=True,
            identity=replace(
                who, kind=Kind.PERSON, country=told.country, sector=who.sector or told.sector,
                why=f"{who.why}; {told.name!r} before tells the rest",
            ),
        )  # fmt: skip

    def headed_country(self) -> str | None:
        """The country whose head of state or government is named most; on a tie the latest."""
        heads = [k.who for k in self.known if (k.who.office or "").lower() in self.words.heads]
        counts = Counter(who.country for who in heads)
        return max((who.country for who in reversed(heads)), key=counts.__getitem__, default=None)

    def people(self, at: Token, but: Names = NO_NAMES) -> Identity | None:
        """Those whom "they" stands for: several, or a body."""
        return self.nearest(
            at, lambda k: k.plural or k.who.kind in (Kind.GROUP, Kind.ARMED_GROUP), but=but
        ) or self.thing(at, but)

    def beside(self, parse: Parse, at: Token) -> Names:
        """The names of whoever does what is done to a pronoun: it does not stand for them."""
        heads = doers(parse, at)
        return (
            {known.who.name for known in self.known if known.head in heads} if heads else NO_NAMES
        )

    def nearest(
        self, at: Token, fits: Fits, back: int = SENTENCES_BACK, but: Names = NO_NAMES
    ) -> Identity | None:
        """The best earlier mention: sentences back count most, then subjects, then names.

        Outside quotes those named only in one come last: whoever speaks does not name themselves.
        It is nobody of the names in `but`.
        """
        found = [
            known
            for known in self.known
            if known.head < at.i
            and at.sentence - known.sentence <= back
            and known.who.name not in but
            and fits(known)
        ]
        if not found:
            return None
        outside = at.i not in self.quoted
        return max(
            found,
            key=lambda k: (not (outside and k.quoted), k.sentence, k.subject, k.named, k.head),
        ).who

    def described(self, parse: Parse, chunk: Chunk, read: Read) -> Identity | None:
        """Whom a definite description without owner stands for ("the ministry")."""
        head = parse.tokens[chunk.head]
        if read.owned or not self.points(parse, chunk):
            return None
        plural = head.tag in ("NNS", "NNPS")
        if head.lemma in self.words.country_nouns and not plural:
            return self.nearest(head, lambda k: k.who.kind is Kind.STATE, FAR_BACK)
        if head.lemma in self.words.group_nouns:
            kinds = (Kind.BODY, Kind.ARMED_GROUP, Kind.GROUP)
            return self.nearest(
                head,
                lambda k: k.named and k.who.kind in kinds and self.words.fit(k, head),
                FAR_BACK,
            )
        if head.lower in self.words.charged and not plural:
            return self.nearest(head, is_private, FAR_BACK)
        if plural or read.agent is None or read.agent.kind != Kind.OFFICE:
            return None
        office = read.agent.word
        return self.nearest(
            head,
            lambda k: (
                k.named
                and k.who.kind is Kind.PERSON
                and (office in (k.who.office or "").lower() or office == "leader")
            ),
            FAR_BACK,
        )

    def points(self, parse: Parse, chunk: Chunk) -> bool:
        """Whether a phrase begins with a word that points back."""
        kids = parse.kids(chunk.head, "det", "poss", "predet")
        return any(kid.lower in self.words.pointing for kid in kids)

    def both(self, parse: Parse, chunk: Chunk) -> list[Identity]:
        """The states that "both nations" stands for, in text order.

        Two that were named side by side ("China and Russia"), the nearest such pair; where there is
        none, the last two named.
        """
        head = parse.tokens[chunk.head]
        if head.lemma not in self.words.state_nouns or head.tag not in ("NNS", "NNPS"):
            return []
        first = {kid.lower for kid in parse.kids(chunk.head)}
        if not first & self.words.both and not self.points(parse, chunk):
            return []
        states = [known for known in self.known if known.who.kind is Kind.STATE]
        for known in reversed(states):
            beside = parse.tokens[known.head]
            for other in states:
                if beside.dep == "conj" and other.head == beside.head and other.who != known.who:
                    return [other.who, known.who]
        found: list[Identity] = []
        for known in reversed(states):
            if all(known.who.name != other.name for other in found):
                found.append(known.who)
        return found[:2][::-1] if len(found) > 1 else []


@dataclass(frozen=True)
class PointingWords:
    """The word lists under `actors.` that say what may point back to what."""

    he: frozenset[str]
    she: frozenset[str]
    women: frozenset[str]
    men: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    we: frozenset[str]
    i: frozenset[str]
    both: frozenset[str]
    halves: frozenset[str]
    from_abroad: frozenset[str]
    of_a_head: frozenset[str]
    state_nouns: frozenset[str]
    country_nouns: frozenset[str]
    group_nouns: frozenset[str]
    heads: frozenset[str]
    pointing: frozenset[str]
    counts: frozenset[str]
    of_people: frozenset[str]
    of_things: frozenset[str]
    charged: frozenset[str]
    stateless: frozenset[str]
    of_others: frozenset[str]
    nouns_of: Mapping[str, frozenset[str]]
    homes: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "PointingWords":
        """Take the word lists from a lexicon."""
        words = lexicon.words
        names = (one for one in cls.__annotations__ if one not in ("nouns_of", "homes", "usual"))
        lists = lexicon.words_under("actors", names)
        nouns_of = {
            name.removeprefix(NOUNS_OF): frozenset(found)
            for name, found in words.items()
            if name.startswith(NOUNS_OF)
        }
        peoples = (pair.partition("=") for pair in words.get("actors.peoples", ()))
        homes = {people.lower(): tuple(codes.split()) for people, _, codes in peoples}
        usual = dict(pair.split("=") for pair in words.get("actors.usual", ()))
        return cls(nouns_of=nouns_of, homes=homes, usual=usual, **lists)

    def agrees(self, known: Known, at: Token) -> bool:
        """Whether "he" or "she" may stand for somebody: no title or given name tells otherwise."""
        told = known.words.union(known.who.name.lower().split()[:1])
        other = self.men if at.lower in self.she else self.women
        own = self.women if at.lower in self.she else self.men
        return told.isdisjoint(other) or not told.isdisjoint(own)

    def fit(self, known: Known, head: Token) -> bool:
        """Whether somebody can be called by a noun: by their own name, kind or sector."""
        if head.lemma in known.words or head.lemma in known.who.name.lower():
            return True
        marks = (known.who.kind.value, *known.who.sector)
        return any(head.lemma in self.nouns_of.get(mark, ()) for mark in marks)


def is_private(known: Known) -> bool:
    """Whether a named person holds no office, and is nobody's soldier or official."""
    who = known.who
    return known.named and who.kind is Kind.PERSON and not who.office and not who.sector


def stands_in_row(parse: Parse, head: int) -> bool:
    """Whether others are named beside somebody, but for their own: "Iran and *its allies*"."""
    row = parse.kids(head, "conj")
    return any(
        parse.kids(one.i, "conj") or not any(k.tag == "PRP$" for k in parse.kids(one.i, "poss"))
        for one in row
    )


def is_fuller(who: Identity, held: Identity | None) -> bool:
    """Whether somebody is named with more words, or with an office that was not told before."""
    if held is None:
        return True
    return (" " not in held.name and " " in who.name) or bool(who.office and not held.office)


def state_called(memory: Memory, parse: Parse, chunk: Chunk) -> Identity | None:
    """The state that is called by the first word of its name: "the *South*" of South Korea."""
    head = parse.tokens[chunk.head]
    if head.lower not in memory.words.halves or not head.text.istitle():
        return None
    if chunk.is_modifier or chunk.first < head.i:
        return None
    first = f"{head.text} "
    return memory.nearest(
        head, lambda k: k.who.kind is Kind.STATE and k.who.name.startswith(first), FAR_BACK
    )


def quoted_tokens(parse: Parse) -> frozenset[int]:
    """The places of the tokens between double quote marks; a mark left open ends its paragraph."""
    found: list[int] = []
    open_in = -1
    for token in parse.tokens:
        if token.text in MARKS:
            paragraph = parse.paragraphs[token.sentence]
            closes = token.text == "”" or (token.text != "“" and open_in == paragraph)
            open_in = -1 if closes else paragraph
        elif open_in >= 0:
            if parse.paragraphs[token.sentence] == open_in:
                found.append(token.i)
            else:
                open_in = -1
    return frozenset(found)
