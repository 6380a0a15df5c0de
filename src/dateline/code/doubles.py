"""One happening, one claim: what a sentence tells twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.code.absorb import is_doubted
from dateline.code.frame import NOUNS
from dateline.code.retell import Candidate, words_of
from dateline.code.roles import is_mutual
from dateline.model import Lexicon, Parse

EXERCISING = {"MOBILIZE", "COOPERATE"}
OBJECTS = ("nsubj", "nsubjpass", "dobj")
VISIT = "visit"
BROKERED = "third-party"  # who brokers talks is not one of those who talk


@dataclass(frozen=True)
class Doubles:
    """Joins anchors that tell one happening twice in a sentence ("the *strike* *killed* six").

    `toll` holds verbs that tell whom a deed hurt, `series` nouns that only count or claim deeds.
    """

    toll: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Doubles":
        """Take the lists from a lexicon (`code.doubles.*`)."""
        return cls(*(words_of(lexicon, f"doubles.{name}") for name in cls.__annotations__))

    def joined(self, parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Every happening of a document once.

        A noun that is the verb's subject tells it; else the verb does, and the noun inside its
        adjunct ("were killed in an *attack*") or the verb of its purpose ("*sent* troops to
        *assist* Chad") only adds roles.
        """
        dropped: set[int] = set()
        out = list(candidates)
        for a, left in enumerate(out):
            for b, right in enumerate(out):
                if a == b or left.sentence != right.sentence or not may_be_one(left, right):
                    continue
                if {a, b} & dropped:
                    continue
                toll = self.is_toll(parse, left, right)
                if not (toll or self.is_told_again(parse, left, right)):
                    continue
                keep, drop = (a, b) if goes_first(parse, left, right) else (b, a)
                out[keep] = joined(out[keep], out[drop], both=toll)
                dropped.add(drop)
        return [candidate for i, candidate in enumerate(out) if i not in dropped]

    def is_toll(self, parse: Parse, toll: Candidate, deed: Candidate) -> bool:
        """Whether a verb tells whom the deed over it hurt: "killed six and *wounded* ten".

        "Hit the market, *injuring* four". Somebody else's deed is another.
        """
        verb = parse.tokens[toll.frame.anchor]
        over = verb.dep == "conj" and parse.tokens[verb.head].lemma in self.toll
        result = verb.dep == "advcl" and verb.tag == "VBG"
        if verb.lemma not in self.toll or verb.head != deed.frame.anchor or not (over or result):
            return False
        (theirs, *_), (ours, *_) = people(toll), people(deed)
        return not (theirs and ours) or not theirs.isdisjoint(ours)

    def is_told_again(self, parse: Parse, left: Candidate, right: Candidate) -> bool:
        """Whether one happening is part of how another is told."""
        return (
            hangs_on(parse, left.frame.anchor, right.frame.anchor)
            or self.is_one_of(parse, left, right)
            or is_told_below(parse, left, right)
            or is_said_by(parse, left, right)
            or is_charged(parse, left, right)
            or is_same_deed(parse, left, right)
        )

    def is_one_of(self, parse: Parse, noun: Candidate, verb: Candidate) -> bool:
        """Whether a verb's object or subject only counts or claims deeds: "a series of *raids*"."""
        preposition = parse.tokens[parse.tokens[noun.frame.anchor].head]
        series = parse.tokens[preposition.head]
        counted = preposition.dep == "prep" and series.lemma in self.series
        return counted and series.dep in OBJECTS and series.head == verb.frame.anchor


def is_charged(parse: Parse, deed: Candidate, charge: Candidate) -> bool:
    """Whether a deed of the same type is what somebody is charged with: "accused of *lying*"."""
    verb = parse.tokens[deed.frame.anchor]
    above = parse.tokens[verb.head]
    return verb.dep == "pcomp" and above.lower == "of" and above.head == charge.frame.anchor


def may_be_one(left: Candidate, right: Candidate) -> bool:
    """Whether two tellings may be of one happening: an exercise is of either type."""
    return left.type == right.type or {left.type, right.type} == EXERCISING


def hangs_on(parse: Parse, noun: int, verb: int) -> bool:
    """Whether an event noun is the subject of a verb, or stands in its "in", "by", "during".

    So does the verb of a purpose clause on the verb whose purpose it tells.
    """
    token = parse.tokens[noun]
    if token.pos not in ("NOUN", "PROPN") and token.dep not in ("nsubj", "nsubjpass"):
        return is_purpose(parse, noun, verb)
    if token.head == verb:
        return token.dep in OBJECTS
    head = parse.tokens[token.head]
    adjunct = head.dep in ("prep", "agent") and head.lower in ("in", "by", "during", "with")
    return adjunct and head.head == verb


def is_same_deed(parse: Parse, left: Candidate, right: Candidate) -> bool:
    """Whether two verbs in a row that a classifier alone takes for events are one deed.

    "They *wave* flags and *chant* as they *march*": one protest, by the same people on nobody else.
    """
    if left.has_pattern or right.has_pattern or people(left) != people(right):
        return False
    verb = parse.tokens[left.frame.anchor]
    while verb.pos == "VERB" and verb.dep in ("conj", "advcl"):
        verb = parse.tokens[verb.head]
        if verb.i == right.frame.anchor:
            return verb.pos == "VERB"
    return False


def people(candidate: Candidate) -> tuple[set[str], ...]:
    """The names of those who act, who are acted on, and who are there."""
    roles = candidate.roles
    return tuple(
        {who.name for who in some} for some in (roles.actor, roles.recipient, roles.attendee)
    )


def is_told_below(parse: Parse, noun: Candidate, verb: Candidate) -> bool:
    """Whether a clause on a noun tells of it: "*sanctions* *imposed* by Mali".

    Talks that somebody brokered are told apart from the brokering.
    """
    clause = parse.tokens[verb.frame.anchor]
    told = clause.dep in ("acl", "relcl") and clause.head == noun.frame.anchor
    return told and verb.fired.pattern.mode != BROKERED


def is_said_by(parse: Parse, deed: Candidate, speech: Candidate) -> bool:
    """Whether a deed is what a speech verb tells: "*said* the army would *hit* back".

    The pattern of such a verb looks for who acts in the clause; without a pattern it only tells,
    but for a charge, which is a deed itself.
    """
    verb = parse.tokens[deed.frame.anchor]
    told = verb.dep == "ccomp" and verb.head == speech.frame.anchor
    by_pattern = "clause.subject" in speech.fired.pattern.actor
    return told and (by_pattern or not (speech.has_pattern or speech.type == "ACCUSE"))


def is_purpose(parse: Parse, purpose: int, verb: int) -> bool:
    """Whether a verb tells what another verb, or its object, is for ("to assist")."""
    token = parse.tokens[purpose]
    if token.tag != "VB" or token.dep not in ("advcl", "xcomp", "acl", "relcl"):
        return False
    if not any(kid.lower == "to" for kid in parse.kids(purpose, "aux")):
        return False
    above = parse.tokens[token.head]
    return above.i == verb or (above.dep == "dobj" and above.head == verb)


def goes_first(parse: Parse, noun: Candidate, verb: Candidate) -> bool:
    """Whether the noun rather than its verb is kept: alone with a pattern, or its subject.

    Of a journey and whom somebody meets on it the meeting is kept.
    Of two verbs in a row the one that the classifier is surer of; of a verb and its noun the noun
    where the classifier sees the event in it alone ("*made* an *arrest*").
    """
    if is_met(parse, noun, verb):
        return True
    if noun.has_pattern is not verb.has_pattern:
        return noun.has_pattern
    nominal = parse.tokens[noun.frame.anchor].pos in NOUNS
    if nominal and is_doubted(noun) is not is_doubted(verb):
        return is_doubted(verb)
    if parse.tokens[noun.frame.anchor].pos == "VERB" and not noun.has_pattern:
        return (noun.fired.sure or 0.0) > (verb.fired.sure or 0.0)
    return tells_itself(parse, noun.frame.anchor)


def is_met(parse: Parse, meeting: Candidate, journey: Candidate) -> bool:
    """Whether somebody travels to meet somebody: "flew to Rome to *meet* the king"."""
    if not is_purpose(parse, meeting.frame.anchor, journey.frame.anchor):
        return False
    visit = journey.fired.pattern.mode == VISIT and meeting.fired.pattern.mode != VISIT
    return visit and is_mutual(meeting.fired.pattern) and len(meeting.roles.actor) > 1


def tells_itself(parse: Parse, noun: int) -> bool:
    """Whether the noun rather than its verb carries the happening."""
    return parse.tokens[noun].dep == "nsubj"


def joined(keep: Candidate, drop: Candidate, *, both: bool = False) -> Candidate:
    """The kept telling with the roles that only the dropped one has, or the recipients of both.

    A meeting has only actors.
    """
    mine, other = keep.roles, drop.roles
    if is_mutual(keep.fired.pattern):
        other = replace(other, recipient=())
    actor = mine.actor or tuple(who for who in other.actor if who not in mine.recipient)
    theirs = tuple(who for who in other.recipient if who not in (*actor, *mine.recipient))
    recipient = (*mine.recipient, *theirs) if both else mine.recipient or theirs
    return replace(keep, roles=replace(mine, actor=actor, recipient=recipient))
