"""Which patterns fire on which anchors: an index by lemma, then the slot conditions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.code.frame import NOUNS, Frame, noun_frame, verb_frame
from dateline.code.walk import phrase_tokens
from dateline.model import Judged, Kind, Lexicon, Parse, Pattern, Reading, Token

SLOTS = ("subject", "object", "indirect", "clause", "owner", "modifier")
PHRASE_ONWARD = 5


@dataclass(frozen=True, slots=True)
class Fired:
    """A pattern that fired: the anchor's head token, its frame, and its token range.

    `otherwise` is the type that it would be if it did not lie ahead. `sure` is how sure a second
    opinion makes it, from 0 to 1; None where there is none. `opinion` is what it says.
    """

    pattern: Pattern
    frame: Frame
    first: int
    last: int
    weight: int
    sure: float | None = None
    opinion: Judged | None = None
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a phrase, as they stand and in dictionary form; `texts` in order, spaced."""

    words: frozenset[str]
    texts: tuple[str, str]


def worded_at(parse: Parse, head: int) -> Worded:
    """The words of the phrase that a token heads; many patterns ask for them."""
    found = parse.memo.get(head)
    if found is None:
        tokens = phrase_tokens(parse, head)
        said, based = [token.lower for token in tokens], [token.lemma for token in tokens]
        texts = (f" {' '.join(said)} ", f" {' '.join(based)} ")
        found = parse.memo[head] = Worded(frozenset((*said, *based)), texts)
    return found


@dataclass(frozen=True, slots=True)
class Conditions:
    """The words that a slot may hold: plain lemmas, phrases (spaced), and built-in classes."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    classes: frozenset[str]

    @classmethod
    def of(cls, entries: Iterable[str], lists: Mapping[str, tuple[str, ...]]) -> "Conditions":
        """Read condition words; `@name` is a list of the lexicon or a built-in class."""
        words: list[str] = []
        classes = []
        for entry in entries:
            if entry.startswith("@") and entry[1:] in lists:
                words.extend(lists[entry[1:]])
            elif entry.startswith("@"):
                classes.append(entry[1:])
            else:
                words.append(entry)
        return cls(
            words=frozenset(word.lower() for word in words if " " not in word),
            phrases=tuple(f" {word.lower()} " for word in words if " " in word),
            classes=frozenset(classes),
        )

    def hold(self, reading: Reading, head: int) -> bool:
        """Whether the phrase headed by a token meets one of the conditions."""
        if self.classes and any(in_class(reading, head, name) for name in self.classes):
            return True
        if not self.words and not self.phrases:
            return False
        worded = worded_at(reading.parse, head)
        if not self.words.isdisjoint(worded.words):
            return True
        if not self.phrases:
            return False
        said, based = worded.texts
        for phrase in self.phrases:
            if phrase in said or phrase in based:
                return True
        first = f" {reading.parse.tokens[head].lemma} "
        begun = [phrase for phrase in self.phrases if phrase.startswith(first)]
        if not begun:
            return False
        onward = " ".join(token.lemma for token in head_onward(reading.parse, head))
        return any(f" {onward} ".startswith(phrase) for phrase in begun)


def head_onward(parse: Parse, head: int) -> list[Token]:
    """A head and what follows it in its phrase, determiners left out: "blow to [the] peace"."""
    last = parse.subtree(head)[-1]
    return [token for token in parse.tokens[head : last + 1] if token.dep != "det"][:PHRASE_ONWARD]


def in_class(reading: Reading, head: int, name: str) -> bool:
    """Whether a noun phrase belongs to a built-in class of slot fillers."""
    if name == "any":
        return True
    if name == "quote":
        return any(
            token.pos == "PUNCT" and token.tag in ("``", "''") for token in around(reading, head)
        )
    mention = reading.by_head.get(head)
    if mention is None:
        return False
    if name == "actor":
        return mention.is_actor
    if name == "state":
        return mention.is_actor and mention.who.kind is Kind.STATE
    return name == "person" and mention.who.kind in (Kind.PERSON, Kind.OFFICE)


def around(reading: Reading, head: int) -> list[Token]:
    """The tokens below a head, and the one before and after them."""
    below = reading.parse.subtree(head)
    first, last = max(below[0] - 1, 0), min(below[-1] + 2, len(reading.parse.tokens))
    return list(reading.parse.tokens[first:last])


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern made ready: its particle words, conditions, and how special it is."""

    pattern: Pattern
    second: tuple[str, ...]
    needs: tuple[tuple[str, Conditions], ...]
    bars: tuple[tuple[str, Conditions], ...]

    @property
    def weight(self) -> int:
        """How special the rule is: conditions and extra words count; ids break ties."""
        return 2 * len(self.needs) + 2 * len(self.second) + len(self.bars)

    def conditions_hold(self, reading: Reading, frame: Frame) -> bool:
        """Whether every needed slot holds and no barred one does."""
        for slot, words in self.needs:
            if not slot_holds(reading, frame, slot, words):
                return False
        return not any(slot_holds(reading, frame, slot, words) for slot, words in self.bars)


def slot_holds(reading: Reading, frame: Frame, slot: str, words: Conditions) -> bool:
    """Whether something in a slot meets the conditions; prepositions also on the object."""
    heads: Iterable[int] = frame.slots.get(slot, ())
    if slot.startswith("prep."):
        of_object = frame.slots.get(f"object.{slot}", ())
        heads = [*heads, *(i for i in of_object if i not in heads)] if of_object else heads
    for head in heads:
        if slot == "clause":
            if clause_holds(reading.parse, head, words):
                return True
        elif words.hold(reading, head):
            return True
    return False


def clause_holds(parse: Parse, verb: int, words: Conditions) -> bool:
    """Whether the verb of a complement is one of the words, alone or with its particle or modal.

    "must *" is any verb after "must", "would strike" that verb after "would", if not negated;
    "would not hesitate" if it is.
    """
    if "any" in words.classes:
        return True
    token = parse.tokens[verb]
    if token.lemma in words.words:
        return True
    if not words.phrases:
        return False
    said = {f" {token.lemma} {kid.lower} " for kid in parse.kids(verb, "prt", "prep")}
    denied = "not " if parse.kids(verb, "neg") else ""
    for kid in parse.kids(verb, "aux"):
        said |= {f" {kid.lower} * ", f" {kid.lower} {denied}{token.lemma} "}
    return not said.isdisjoint(words.phrases)


@dataclass(frozen=True)
class PatternIndex:
    """All patterns of a lexicon, by the lemma of their anchor; build it once."""

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    light_verbs: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "PatternIndex":
        """Index the patterns; lists are looked up in `lexicon.lists`."""
        verbs: dict[str, list[Rule]] = defaultdict(list)
        nouns: dict[str, list[Rule]] = defaultdict(list)
        for pattern in lexicon.patterns:
            needs = tuple(
                (slot, Conditions.of(words, lexicon.lists)) for slot, words in asked(pattern)
            )
            bars = tuple(
                (slot, Conditions.of(words, lexicon.lists))
                for slot, words in pattern.without.items()
            )
            for entry in pattern.verb:
                first, *second = entry.lower().split()
                verbs[first].append(Rule(pattern, tuple(second), needs, bars))
            for entry in pattern.noun:
                *before, last = entry.lower().split()
                nouns[last].append(Rule(pattern, tuple(before), needs, bars))
        return cls(
            verbs={lemma: tuple(rules) for lemma, rules in verbs.items()},
            nouns={lemma: tuple(rules) for lemma, rules in nouns.items()},
            light_verbs=frozenset(lexicon.lists.get("light_verbs", ())),
        )

    def fire(self, reading: Reading) -> list[Fired]:
        """Every pattern that fires, by anchor in text order, the most special first."""
        found: list[Fired] = []
        for token in reading.parse.tokens:
            rules = self.rules_at(token)
            if rules:
                fire = self.fire_nouns if token.pos in NOUNS else self.fire_verbs
                here = fire(reading, token, rules)
                found.extend(sorted(here, key=lambda fired: (-fired.weight, fired.pattern.id)))
        return found

    def rules_at(self, token: Token) -> tuple[Rule, ...]:
        """The rules for the word that a token is; none where it can tell no happening."""
        if token.pos in NOUNS:
            return () if is_modifier(token) else self.nouns.get(singular(token), ())
        return self.verbs.get(token.lemma, ()) if may_be_verb(token) else ()

    def fire_verbs(self, reading: Reading, token: Token, rules: tuple[Rule, ...]) -> list[Fired]:
        """The patterns that fire on a verb or participle."""
        parse = reading.parse
        beside = {kid.lower for kid in parse.kids(token.i)}
        beside.update(t.lower for t in parse.tokens[token.i + 1 : token.i + 2])
        rules = tuple(rule for rule in rules if not rule.second or rule.second[0] in beside)
        if not rules:
            return []
        frame = verb_frame(parse, token.i)
        found = []
        for rule in rules:
            last = last_of_verb(parse, token, rule.second)
            if last and rule.conditions_hold(reading, frame):
                found.append(Fired(rule.pattern, frame, token.i, last, rule.weight))
        return found

    def fire_nouns(self, reading: Reading, token: Token, rules: tuple[Rule, ...]) -> list[Fired]:
        """The patterns that fire on an event noun."""
        parse = reading.parse
        frame = noun_frame(parse, token.i, self.light_verbs)
        found = []
        for rule in rules:
            first = first_of_noun(parse, token, rule.second)
            if first is not None and rule.conditions_hold(reading, frame):
                found.append(Fired(rule.pattern, frame, first, token.i + 1, rule.weight))
        return found


def is_modifier(noun: Token) -> bool:
    """Whether a noun only modifies the one after it."""
    return noun.dep in ("compound", "nmod", "amod") and noun.head > noun.i


def may_be_verb(token: Token) -> bool:
    """Whether a token is a verb or participle that tells something: "the besieged city" does not.

    The tagger calls some participles adjectives; their tag counts.
    """
    if token.dep == "amod" and token.tag == "VBN":
        return False
    return token.pos in ("VERB", "AUX") or token.tag in ("VBN", "VBG", "VBD")


def singular(token: Token) -> str:
    """A noun's dictionary form; that of a capitalised plural is still plural in the parse."""
    return token.lemma.removesuffix("s") if token.tag == "NNPS" else token.lemma


def asked(pattern: Pattern) -> list[tuple[str, tuple[str, ...]]]:
    """The slot conditions of a pattern, prepositions as `prep.X`."""
    slots = [(slot, getattr(pattern, slot)) for slot in SLOTS if getattr(pattern, slot)]
    return slots + [(f"prep.{name}", words) for name, words in pattern.prep.items()]


def last_of_verb(parse: Parse, token: Token, second: tuple[str, ...]) -> int | None:
    """Where a verb with its particle ends (half-open); None when the particle is not there."""
    last = token.i + 1
    for word in second:
        kid = next(
            (kid for kid in parse.kids(token.i) if kid.lower == word and kid.i > token.i), None
        )
        if kid is None:
            follows = parse.tokens[last] if last < len(parse.tokens) else None
            if follows is None or follows.lower != word:
                return None
            kid = follows
        if kid.i == last:
            last += 1
    return last


def first_of_noun(parse: Parse, token: Token, before: tuple[str, ...]) -> int | None:
    """Where an event noun with its fixed modifiers begins; None when one is missing."""
    first = token.i
    kids = parse.kids(token.i, "compound", "amod", "nmod")
    for word in reversed(before):
        kid = next((kid for kid in kids if word in (kid.lower, kid.lemma)), None)
        if kid is None:
            return None
        first = min(first, kid.i)
    return first
