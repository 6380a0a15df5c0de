"""Who takes part, by what a verb or phrase always tells of its subject and its object.

Whoever undergoes what a noun tells: "*Chad* faces sanctions", "*The camp* came under attack",
"*She* was the target of a campaign". Whoever something can only be done by or to, whatever they
are called: "*the three* accused *the world body*".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.code.frame import Frame, verb_frame
from dateline.code.walk import after, first_conjunct, is_passive
from dateline.model import Lexicon, Parse, Token

BEING = frozenset(("be", "come", "remain", "stay", "fall", "become"))
GOOD = ("SUPPORT", "AID", "AGREE", "CONCEDE")  # what somebody wins; a battle is won otherwise
# Deeds of two sides: whoever "faces talks with" somebody takes part like them.
BETWEEN_TWO = ("AGREE", "CONSULT", "COOPERATE")


@dataclass(frozen=True)
class Parties:
    """Verbs and nouns of a lexicon that settle who takes part.

    `undergone` holds verbs whose subject undergoes what their object tells, `won` those of which
    that holds for what is good for it, `targets` nouns for somebody who does; `by_somebody` and
    `to_somebody` verbs whose subject or object is somebody, `asking` those whose object is so
    before an infinitive, else mostly a thing; `striking` those that hit their object, whatever it
    is; `apart` those whose subject does not do what their object tells.
    """

    undergone: frozenset[str] = frozenset()
    won: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    by_somebody: frozenset[str] = frozenset()
    to_somebody: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Parties":
        """Take the lists from a lexicon (`code.parties.*`)."""
        return cls(**lexicon.words_under("code.parties", cls.__annotations__))

    def undergoing(self, parse: Parse, noun: int, type_: str) -> Iterator[int]:
        """The heads of whoever undergoes what a noun tells; none where nothing says so."""
        for kid in parse.kids(noun, "acl"):  # "threats received by Chad"
            if kid.tag == "VBN" and self.is_undergone(kid.lemma, type_):
                yield from after(parse, parse.kids(kid.i, "agent"))
        token = first_conjunct(parse, noun)
        above = parse.tokens[token.head]
        if token.dep == "dobj" and self.is_undergone(above.lemma, type_):
            yield from verb_frame(parse, above.i).get("subject")
        elif token.dep == "pobj":
            verb = self.verb_over(parse, above)
            if verb is not None:
                slot = "object" if is_passive(parse, verb.i) else "subject"
                yield from verb_frame(parse, verb.i).get(slot)

    def is_undergone(self, verb: str, type_: str) -> bool:
        """Whether the subject of a verb undergoes what its object tells."""
        return verb in self.undergone or (type_ in GOOD and verb in self.won)

    def sending(self, parse: Parse, noun: int, type_: str) -> list[int]:
        """The heads of whoever somebody undergoes it from: "won praise *from Chad*"."""
        token = first_conjunct(parse, noun)
        above = parse.tokens[token.head]
        if token.dep != "dobj" or not self.is_undergone(above.lemma, type_):
            return []
        return verb_frame(parse, above.i).get("prep.from")

    def taking_no_part(self, parse: Parse, noun: int) -> list[int]:
        """The heads of whoever does not do what a noun tells: "*Chad* condemned the attack"."""
        token = first_conjunct(parse, noun)
        above = parse.tokens[token.head]
        if token.dep == "pobj":
            above = parse.tokens[above.head]
        if token.dep not in ("dobj", "pobj") or above.lemma not in self.apart:
            return []
        return verb_frame(parse, above.i).get("subject")

    def told_by(self, parse: Parse, frame: Frame) -> list[int]:
        """The heads of whom the verb above a noun addresses: "assured *the king* in a call"."""
        speaking = self.to_somebody | self.asking
        verbs = [i for i in frame.get("governing") if parse.tokens[i].lemma in speaking]
        slots = ("indirect", "object")
        return [
            head for verb in verbs for slot in slots for head in verb_frame(parse, verb).get(slot)
        ]

    def verb_over(self, parse: Parse, preposition: Token) -> Token | None:
        """The verb whose subject undergoes what stands after a preposition."""
        above = parse.tokens[preposition.head]
        verb = above
        if above.dep in ("acomp", "attr", "oprd"):
            verb = parse.tokens[above.head]
        if preposition.i < above.i or (verb.lemma not in BEING and verb is not above):
            return None
        fits = {
            "under": above.lemma in BEING,
            "with": above.lemma == "meet",
            "to": above.lemma == "subject",
            "of": above.lemma in self.targets and verb is not above,
        }
        return verb if fits.get(preposition.lower) else None

    def doers(self, parse: Parse, frame: Frame) -> list[int]:
        """The heads of a verb's subject, where only somebody can do it."""
        return frame.get("subject") if parse.tokens[frame.anchor].lemma in self.by_somebody else []

    def struck(self, parse: Parse, frame: Frame) -> list[int]:
        """The heads of what an attack hits: the object of a verb that tells nothing else."""
        return frame.get("object") if parse.tokens[frame.anchor].lemma in self.striking else []

    def addressed(self, parse: Parse, frame: Frame) -> list[int]:
        """The heads of a verb's object, where it can be said or done only to somebody.

        So are those of what stands after the preposition of some ("appealed *to* both camps").
        """
        lemma = parse.tokens[frame.anchor].lemma
        if lemma in self.to_somebody or (lemma in self.asking and has_to_do(parse, frame.anchor)):
            return frame.get("object")
        said_to = (slot for slot in frame.slots if f"{lemma} {slot[5:]}" in self.to_somebody)
        return [head for slot in said_to for head in frame.get(slot)]


def has_to_do(parse: Parse, verb: int) -> bool:
    """Whether a verb has an infinitive below it ("asked the trust *to wait*")."""
    return any(kid.tag == "VB" for kid in parse.kids(verb, "xcomp", "ccomp"))
