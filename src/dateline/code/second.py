"""A second opinion on what words tell: a trained classifier beside the patterns.

Where both say the same the claim is sure; where they differ the pattern's claim is kept with a low
score and a mark in `pattern`, so that review can start there; what only the classifier sees is
coded when it is sure enough, or sees it in a verb and its object together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.code.frame import NOUNS, frame_at
from dateline.code.match import Fired
from dateline.code.retell import words_of
from dateline.model import (
    Backing,
    Classifier,
    Judged,
    Lexicon,
    Mark,
    Parse,
    Pattern,
    Reading,
    Token,
)
from dateline.model.marks import NONE

# Swept; see docs/decisions/0011-a-classifier-beside-the-patterns.md for the figures.
SURE, DOUBTED, OVERRULED, DENIED, BOTH = 0.45, 0.3, 0.6, 0.1, 0.45
# Patterns of these types that the classifier doubts were right one time in five.
UNTOLD = ("CONSULT", "SUPPORT")
TOGETHER = ("dobj", "xcomp", "nsubjpass")
AT_HANDS_OF = ("by", "from")
INSIDE = ("compound", "nmod", "amod", "aux", "auxpass", "poss", "npadvmod")


@dataclass(frozen=True)
class SecondOpinion:
    """Weighs patterns that fired against what a classifier makes of the same words."""

    classifier: Classifier
    asked: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    light_verbs: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    suffered: frozenset[str] = frozenset()
    recipients: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, lexicon: Lexicon, classifier: Classifier) -> "SecondOpinion":
        """Take from a lexicon the words to ask about, light verbs and modals."""
        # Who attends is told by `attendance`, or by a pattern.
        keys = ("seldom", "by_pattern", "attend_verbs")
        spared = (name for key in keys for name in words_of(lexicon, key))
        return cls(
            classifier=classifier,
            asked=anchors_of(lexicon).difference(spared),
            linking=words_of(lexicon, "linking_verbs"),
            adjectives=predicates_of(lexicon),
            light_verbs=frozenset(lexicon.lists.get("light_verbs", ())),
            possible=words_of(lexicon, "outlook_possible"),
            firm=words_of(lexicon, "firm_patterns"),
            suffered=words_of(lexicon, "suffered"),
            recipients=recipient_slots(lexicon),
        )

    def __call__(self, reading: Reading, fired: Sequence[Fired]) -> list[Fired]:
        """What is told, in text order: by a pattern, by the classifier, or by both."""
        parse = reading.parse
        by_anchor = {one.frame.anchor: one for one in fired}
        anchors = sorted(self.words(reading) | by_anchor.keys())
        carried = {anchor: self.carrier(parse, anchor) for anchor in anchors}
        judged = self.classifier(parse, sorted(set(carried.values())))
        opinions = {anchor: judged[at] for anchor, at in carried.items() if at in judged}
        told = (
            self.weighed(parse, anchor, by_anchor.get(anchor), opinions.get(anchor))
            for anchor in anchors
        )
        found = [one for one in told if one is not None]
        found += self.told_between(parse, opinions, found)
        return sorted(found, key=lambda one: one.frame.anchor)

    def told_between(
        self, parse: Parse, opinions: Mapping[int, Judged], found: Sequence[Fired]
    ) -> list[Fired]:
        """What a verb and its object tell together, though neither is sure: "*took* *steps*".

        One of a type in a sentence that does not tell it otherwise: the pair that is surest.
        """
        tokens = parse.tokens
        told = {(tokens[one.frame.anchor].sentence, one.pattern.type) for one in found}
        taken = {one.frame.anchor for one in found}
        best: dict[tuple[int, str], tuple[float, int]] = {}
        for noun, verb in self.pairs(parse, opinions):
            one, other = opinions[noun], opinions[verb]
            key = (tokens[noun].sentence, one.type)
            if one.type != other.type or key in told or not taken.isdisjoint((noun, verb)):
                continue
            surer = noun if one.probability >= other.probability else verb
            pair = (one.probability + other.probability, surer)
            if pair[0] >= BOTH and not self.is_open(parse, verb):
                best[key] = max(pair, best.get(key, pair))
        return [self.told(parse, tokens[at], opinions[at]) for _, at in best.values()]

    def pairs(self, parse: Parse, words: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The words whose object or complement another of them is: that one, and its verb."""
        among = set(words)
        for i in among:
            token = parse.tokens[i]
            if token.dep in TOGETHER and token.head in among:
                yield i, token.head

    def carrier(self, parse: Parse, anchor: int) -> int:
        """The word that carries what an anchor tells: of "was critical" the adjective."""
        if parse.tokens[anchor].lemma not in self.linking:
            return anchor
        after = (kid for kid in parse.kids(anchor, "acomp") if kid.i > anchor)
        return next((kid.i for kid in after if kid.lemma in self.adjectives), anchor)

    def words(self, reading: Reading) -> set[int]:
        """The words to ask about: where nobody acts there is nothing to tell."""
        tokens = reading.parse.tokens
        peopled = {tokens[m.head].sentence for m in reading.mentions if m.is_actor}
        return {
            token.i
            for token in tokens
            if token.sentence in peopled
            and (
                (token.lemma in self.asked and may_tell(token) and not is_prefix(tokens, token))
                or self.carrier(reading.parse, token.i) != token.i
            )
        }

    def weighed(
        self, parse: Parse, anchor: int, fired: Fired | None, judged: Judged | None
    ) -> Fired | None:
        """What one word tells; None for nothing."""
        if judged is None:
            return fired
        if fired is None:
            sure = judged.is_event and judged.probability >= SURE
            return self.told(parse, parse.tokens[anchor], judged) if sure else None
        fired = replace(fired, opinion=judged)
        if judged.type in (fired.pattern.type, fired.otherwise) and judged.is_event:
            return agreed(fired, judged)
        if judged.type == fired.pattern.type and judged.probability < DENIED:
            return None
        if fired.pattern.id in self.firm:
            return doubted(fired, judged)
        sure = judged.is_event and judged.probability >= OVERRULED
        if sure and not self.is_open(parse, anchor):
            return self.told(parse, parse.tokens[anchor], judged, beside=fired)
        return None if fired.pattern.type in UNTOLD else doubted(fired, judged)

    def is_open(self, parse: Parse, anchor: int) -> bool:
        """Whether a verb is told as possible: what "may" happen is not yet promised."""
        return any(kid.lower in self.possible for kid in parse.kids(anchor, "aux"))

    def told(
        self, parse: Parse, token: Token, judged: Judged, beside: Fired | None = None
    ) -> Fired:
        """What the classifier alone says, or says against a pattern."""
        slots = self.recipients.get(judged.type, ())
        mark = Mark("", Backing.ALONE, judged.type)
        if beside is not None:
            mark = Mark(beside.pattern.id, Backing.OVERRULED, judged.type)
        pattern = pattern_of(token, str(mark), judged.type, judged.mode, slots)
        if token.lemma in self.suffered:
            pattern = replace(pattern, actor=AT_HANDS_OF, recipient=("subject",))
        if beside is not None:
            return replace(beside, pattern=pattern, sure=judged.probability)
        frame = frame_at(parse, token.i, self.light_verbs)
        last = 1 + self.carrier(parse, token.i)
        return Fired(pattern, frame, token.i, last, 0, judged.probability, judged)


def pattern_of(
    token: Token, name: str, kind: str, mode: str, recipient: tuple[str, ...]
) -> Pattern:
    """What stands for a pattern where none of the lexicon tells a word: it alone, of a type."""
    nominal = token.pos in NOUNS
    return Pattern(
        id=name, type=kind, mode=mode, recipient=recipient,
        verb=() if nominal else (token.lemma,), noun=(token.lemma,) if nominal else (),
    )  # fmt: skip


def recipient_slots(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """For some types the slots to look in for the recipient, where no pattern names them."""
    told = {kind: lexicon.words.get(f"code.recipient_of.{kind}") for kind in lexicon.types}
    return {kind: slots for kind, slots in told.items() if slots}


def anchors_of(lexicon: Lexicon) -> frozenset[str]:
    """The words that some pattern has as its anchor: of a verb the first, of a noun the last."""
    verbs = {word.lower().split()[0] for one in lexicon.patterns for word in one.verb}
    return frozenset(verbs | {w.lower().split()[-1] for one in lexicon.patterns for w in one.noun})


def predicates_of(lexicon: Lexicon) -> frozenset[str]:
    """The words after "be" in patterns such as "be critical", and adjectives beside them."""
    linking = words_of(lexicon, "linking_verbs")
    told = (word.lower().split() for one in lexicon.patterns for word in one.verb)
    patterned = {words[1] for words in told if len(words) > 1 and words[0] in linking}
    return words_of(lexicon, "predicates") | patterned


def is_prefix(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a noun is the first part of a verb with a hyphen: "*test*-fired"."""
    following = tokens[token.i + 1 : token.i + 3]
    if len(following) < 2 or following[0].text != "-" or following[1].pos != "VERB":  # noqa: PLR2004
        return False
    return following[0].start == token.end and following[1].start == following[0].end


def may_tell(token: Token) -> bool:
    """Whether a word by itself may tell a happening: a verb or noun that modifies nothing."""
    if token.dep in INSIDE or len(token.lemma) < 3:  # noqa: PLR2004 - "be", "do", "go"
        return False
    return token.pos == "VERB" or (token.pos == "NOUN" and not token.ent)


def as_type(fired: Fired, type_: str) -> Fired:
    """What fired as another type, as what is known of the participants makes it.

    The classifier may bear a pattern out in that ("mobilize.exercise>COOPERATE+encoder").
    """
    mark = Mark.read(fired.pattern.id)
    alone = not mark.is_told_by_pattern
    new = Mark("", Backing.ALONE, type_) if alone else Mark(f"{mark.pattern}>{type_}")
    made = replace(fired, pattern=replace(fired.pattern, id=str(new), type=type_, mode=""))
    opinion = fired.opinion
    if alone or opinion is None:
        return made
    borne_out = opinion.is_event and opinion.type == type_
    return agreed(made, opinion) if borne_out else doubted(made, opinion)


def agreed(fired: Fired, judged: Judged) -> Fired:
    """A pattern with the classifier behind it; the pattern's mode goes first."""
    pattern = fired.pattern
    mark = str(Mark(pattern.id, Backing.SAME))
    told = replace(pattern, id=mark, mode=pattern.mode or judged.mode)
    return replace(fired, pattern=told, sure=judged.probability)


def doubted(fired: Fired, judged: Judged) -> Fired:
    """A pattern that the classifier does not bear out; the mark says what it sees instead."""
    pattern = fired.pattern
    seen = judged.type if judged.is_event else NONE
    told = replace(pattern, id=str(Mark(pattern.id, Backing.OTHER, seen)))
    return replace(fired, pattern=told, sure=DOUBTED)
