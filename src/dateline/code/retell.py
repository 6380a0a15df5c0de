"""A happening told on in later sentences: "The event ...", "The parade featured ...".

A report names whose parade it was once. Later sentences take type and unnamed actors from the
nearest earlier telling, and say so in `why`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.code.frame import Frame, verb_frame
from dateline.code.match import Fired
from dateline.code.people import actors_at, participants
from dateline.code.roles import Roles
from dateline.code.walk import phrase_tokens
from dateline.model import Lexicon, Mark, Parse, Reading, Token

WHY = "understood from sentence {}"
RETOLD = "words.code."
ALIKE = "code.alike."
STEM, TELLING = 4, ("NOUN", "VERB")


def words_of(lexicon: Lexicon, name: str) -> frozenset[str]:
    """A word list of the coder; empty when the lexicon has none."""
    return frozenset(lexicon.words.get(f"code.{name}", ()))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A happening on its way to being a claim."""

    fired: Fired
    roles: Roles
    sentence: int

    @property
    def type(self) -> str:
        """The PLOVER type."""
        return self.fired.pattern.type

    @property
    def has_pattern(self) -> bool:
        """Whether a pattern of the lexicon tells it, and not a classifier alone."""
        return Mark.read(self.fired.pattern.id).is_told_by_pattern

    @property
    def frame(self) -> Frame:
        """The slots around the anchor."""
        return self.fired.frame


@dataclass(frozen=True)
class Retelling:
    """Finds sentences that tell on, by the word lists under `code.` in the lexicon."""

    event_words: frozenset[str]
    continuing_verbs: frozenset[str]
    pointing_words: frozenset[str]
    joining_verbs: frozenset[str]
    joining_nouns: frozenset[str]
    image_nouns: frozenset[str]
    show_verbs: frozenset[str]
    gathering_types: frozenset[str]
    weapons: frozenset[str]
    alike: tuple[frozenset[str], ...]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Retelling":
        """Take the word lists from a lexicon."""
        names = [name for name in cls.__annotations__ if name not in ("weapons", "alike")]
        lists = {name: words_of(lexicon, name) for name in names}
        alike = (words for name, words in lexicon.words.items() if name.startswith(ALIKE))
        return cls(
            weapons=frozenset(lexicon.lists.get("weapons", ())),
            alike=tuple(map(frozenset, alike)), **lists,
        )  # fmt: skip

    def resolve(self, reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        """Add the sentences that tell on, and fill actors that were named before.

        A verb that tells on does so whatever a classifier alone holds it for.
        """
        added = self.told_on(reading, found)
        telling = {candidate.frame.anchor for candidate in added}
        kept = [candidate for candidate in found if candidate.frame.anchor not in telling]
        out: list[Candidate] = []
        for candidate in sorted([*kept, *added], key=lambda c: c.frame.anchor):
            out.append(self.with_actor(reading.parse, candidate, out))
        return out

    def with_actor(
        self, parse: Parse, candidate: Candidate, before: Sequence[Candidate]
    ) -> Candidate:
        """Fill the actors of a happening that points back to an earlier one of its type.

        It must be called like that one: "the attack" is not the arrest before. One that is called
        so goes before one with another word for such deeds.
        """
        anchor = candidate.frame.anchor
        if candidate.roles.actor or not self.points_back(parse, anchor) or is_named(parse, anchor):
            return candidate
        told = [
            (one, words_told(parse, (one.frame.anchor, *one.frame.get("object"))))
            for one in before if one.type == candidate.type and one.roles.actor
        ]  # fmt: skip
        for is_alike in (self.is_called_so, self.is_deed_like):
            alike = [one for one, words in told if is_alike(parse, anchor, words)]
            earlier = latest(alike, candidate.sentence, {candidate.type})
            if earlier is not None:
                return told_again(candidate, earlier)
        return candidate

    def is_called_so(self, parse: Parse, noun: int, told: set[str]) -> bool:
        """Whether a noun shares a word or a stem with those that told a happening before.

        Or it is one for any happening ("the event").
        """
        lemma = parse.tokens[noun].lemma
        if lemma in self.event_words:
            return True
        stems = {word[:STEM] for word in told}
        return not words_told(parse, [noun]).isdisjoint(told) or lemma[:STEM] in stems

    def is_deed_like(self, parse: Parse, noun: int, told: set[str]) -> bool:
        """Whether both have words for such deeds: "fired *missiles*", "the *strike*"."""
        lemma = parse.tokens[noun].lemma
        return any(lemma in group and not group.isdisjoint(told) for group in self.alike)

    def points_back(self, parse: Parse, anchor: int) -> bool:
        """Whether a noun is definite ("the parade", "this display")."""
        token = parse.tokens[anchor]
        if token.pos not in ("NOUN", "PROPN"):
            return False
        return any(kid.lower in self.pointing_words for kid in parse.kids(anchor, "det", "poss"))

    def told_on(self, reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        """Happenings in sentences that no pattern fired on for them."""
        parse = reading.parse
        taken = {candidate.frame.anchor for candidate in found if candidate.has_pattern}
        said = {(candidate.sentence, candidate.type) for candidate in found}
        added: list[Candidate] = []
        for token in parse.tokens:
            if token.pos != "NOUN":
                continue
            earlier = latest([*found, *added], token.sentence, self.gathering_types)
            if earlier is None or (token.sentence, earlier.type) in said:
                continue
            verb = self.continuing_verb(parse, token)
            if verb is None or verb.i in taken:
                continue
            candidate = self.telling_on(reading, verb, earlier)
            added.append(candidate)
            said.add((token.sentence, candidate.type))
        return added

    def continuing_verb(self, parse: Parse, noun: Token) -> Token | None:
        """The verb by which an event word, or a picture of one, tells on."""
        verb = parse.tokens[noun.head]
        if noun.dep in ("nsubj", "nsubjpass"):
            if noun.lemma in self.image_nouns:
                return verb if verb.lemma in self.show_verbs and self.shows(parse, verb) else None
            pointed = noun.lemma in self.event_words and self.points_back(parse, noun.i)
            return verb if pointed and verb.lemma in self.continuing_verbs else None
        if noun.lemma not in self.event_words or not self.points_back(parse, noun.i):
            return None
        if noun.dep == "pobj":
            return self.joining_verb(parse, noun)
        if noun.dep == "dobj" and verb.lemma in self.continuing_verbs:
            return verb if parse.kids(verb.i, "nsubj") else None
        return None

    def joining_verb(self, parse: Parse, noun: Token) -> Token | None:
        """The verb of somebody's part in it: "were part of", "marched in" the procession."""
        head = parse.tokens[parse.tokens[noun.head].head]
        if head.lemma in self.joining_nouns:
            head = parse.tokens[head.head]
        named = head.lemma in self.joining_verbs
        return head if named and parse.tokens[noun.head].lower in ("in", "of") else None

    def shows(self, parse: Parse, verb: Token) -> bool:
        """Whether the object of a verb is arms."""
        objects = verb_frame(parse, verb.i).get("object")
        return any(t.lemma in self.weapons for head in objects for t in phrase_tokens(parse, head))

    def telling_on(self, reading: Reading, verb: Token, earlier: Candidate) -> Candidate:
        """A candidate at a verb, of the earlier happening's type."""
        frame = verb_frame(reading.parse, verb.i)
        pattern = replace(earlier.fired.pattern, id="words.code.event_words")
        actors = [m for head in frame.get("subject") for m in actors_at(reading, head)]
        if any(reading.parse.tokens[i].lemma in self.image_nouns for i in frame.get("subject")):
            actors = []
        fired = Fired(pattern, frame, verb.i, verb.i + 1, 0)
        candidate = Candidate(fired, Roles(actor=participants(actors)), verb.sentence)
        return candidate if actors else told_again(candidate, earlier)


def words_told(parse: Parse, heads: Iterable[int]) -> set[str]:
    """The nouns and verbs of some phrases, as lemmas."""
    tokens = (token for head in heads for token in phrase_tokens(parse, head))
    return {token.lemma for token in tokens if token.pos in TELLING}


def is_named(parse: Parse, noun: int) -> bool:
    """Whether a name or a date before a noun says which one it is: "the *Paris* attacks"."""
    before = parse.kids(noun, "compound", "nmod", "nummod")
    return any(kid.pos == "PROPN" or "/" in kid.text for kid in before)


def latest(
    before: Sequence[Candidate], sentence: int, types: set[str] | frozenset[str]
) -> Candidate | None:
    """The nearest happening of some kinds in an earlier sentence that has an actor.

    One told in its own words goes before one that was itself told on.
    """
    fitting = [c for c in before if c.sentence < sentence and c.roles.actor and kind_in(c, types)]
    return max(fitting, key=lambda c: (not is_retold(c), c.sentence, -c.frame.anchor), default=None)


def is_retold(candidate: Candidate) -> bool:
    """Whether a happening was understood from one told before."""
    return candidate.fired.pattern.id.startswith(RETOLD)


def kind_in(candidate: Candidate, kinds: set[str] | frozenset[str]) -> bool:
    """Whether a happening is of one of some kinds: types, or types with a mode ("PROTEST/demo")."""
    pattern = candidate.fired.pattern
    return pattern.type in kinds or f"{pattern.type}/{pattern.mode}" in kinds


def told_again(candidate: Candidate, earlier: Candidate) -> Candidate:
    """The candidate with the actors of an earlier telling, their spans there, and why."""
    why = WHY.format(earlier.sentence + 1)
    actors = tuple(replace(who, why=why) for who in earlier.roles.actor)
    return replace(candidate, roles=replace(candidate.roles, actor=actors))
