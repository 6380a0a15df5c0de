"""Whether a time lies ahead or behind, as far as the words it hangs on tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Lexicon, Parse, Token

PAST, OPEN, AHEAD = -1, 0, 1


def head_of(parse: Parse, left: int, right: int) -> Token:
    """The last token of a range whose head stands outside."""
    tokens = parse.tokens
    for token in reversed(tokens[left:right]):
        if not left <= token.head < right or token.head == token.i:
            return token
    return tokens[left]


@dataclass(frozen=True, slots=True)
class Tenses:
    """Reads the tense that a time is told in."""

    modals: frozenset[str]
    ahead: frozenset[str]
    ahead_words: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Tenses":
        """Read the lists that tell what lies ahead."""
        lists = lexicon.words
        return cls(
            modals=frozenset(lists.get("time.modals", ())),
            ahead=frozenset(lists.get("time.ahead", ())),
            ahead_words=frozenset(lists.get("time.ahead_words", ())),
        )

    def lean(self, parse: Parse, left: int, right: int) -> int:
        """-1 if a time is told as past, 1 if it lies ahead, 0 if its words leave it open."""
        head = head_of(parse, left, right)
        for token in parse.ancestors(head.i):
            if token.pos == "ADP" and token.lower in self.ahead_words:
                return AHEAD
            if token.pos in ("NOUN", "ADJ") and token.lemma in self.ahead:
                return AHEAD
            if token.pos in ("VERB", "AUX"):
                return self.verb_leans(parse, token)
        return OPEN

    def verb_leans(self, parse: Parse, verb: Token) -> int:
        """Whether a verb tells of what is ahead or behind."""
        aux = [kid for kid in parse.kids(verb.i) if kid.dep in ("aux", "auxpass")]
        if any(kid.lower in self.modals for kid in aux):
            return AHEAD
        if verb.lemma in self.ahead and (verb.tag == "VBN" or self.is_present(verb, aux)):
            return AHEAD
        if verb.tag == "VB" and any(kid.lower == "to" for kid in aux):
            return self.goal_leans(parse, verb)
        if verb.tag in ("VBD", "VBN") or any(kid.tag == "VBD" for kid in aux):
            return PAST
        if verb.tag == "VBG" and not aux and verb.dep != "ROOT":
            head = parse.tokens[verb.head]
            return self.verb_leans(parse, head) if head.pos == "VERB" and head.i != verb.i else OPEN
        return AHEAD if verb.tag == "VBG" and aux else OPEN

    def goal_leans(self, parse: Parse, verb: Token) -> int:
        """What "to" leads to lies ahead, unless what governs it is over ("failed to meet")."""
        for head in parse.ancestors(verb.i):
            if head.lemma in self.ahead:
                return AHEAD
            if head.pos in ("VERB", "AUX"):
                return self.verb_leans(parse, head) or AHEAD
        return AHEAD

    def is_present(self, verb: Token, aux: Sequence[Token]) -> bool:
        """Whether a verb stands in the present."""
        return verb.tag in ("VBZ", "VBP", "VBG", "VB") and not any(k.tag == "VBD" for k in aux)
