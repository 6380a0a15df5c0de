"""Who gets or suffers what a noun tells, by the verb or phrase that the noun stands in.

"*Chad* faces sanctions", "*The camp* came under attack", "*She* was the target of a campaign".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.code.frame import first_conjunct, is_passive, verb_frame
from dateline.model import Lexicon, Parse, Token

BEING = frozenset(("be", "come", "remain", "stay", "fall", "become"))
# Deeds of two sides: whoever "faces talks with" somebody takes part like them.
BETWEEN_TWO = ("AGREE", "CONSULT", "COOPERATE")


@dataclass(frozen=True)
class Undergoing:
    """The verbs whose subject undergoes their object, and the nouns for somebody who does."""

    verbs: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Undergoing":
        """Take both lists from a lexicon."""
        lists = (lexicon.words.get(f"code.undergone.{name}", ()) for name in ("verbs", "targets"))
        return cls(*map(frozenset, lists))

    def heads(self, parse: Parse, noun: int) -> Iterator[int]:
        """The heads of whoever undergoes what a noun tells; none where nothing says so."""
        token = first_conjunct(parse, noun)
        above = parse.tokens[token.head]
        if token.dep == "dobj" and above.lemma in self.verbs:
            yield from verb_frame(parse, above.i).get("subject")
        elif token.dep == "pobj":
            verb = self.verb_over(parse, above)
            if verb is not None:
                slot = "object" if is_passive(parse, verb.i) else "subject"
                yield from verb_frame(parse, verb.i).get(slot)

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
