"""What lies ahead or is refused: "will visit" is an agreement to, "will not help" a refusal.

PLOVER codes future cooperation as AGREE, an announced withdrawal or release as CONCEDE, and a
refusal to cooperate as REJECT (manual 0.8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.code.match import Fired
from dateline.model import Lexicon, Parse, Token

REJECT = "REJECT"
PROMISED = "code.outlook_promised."
DEEPEST = 3
VERBS = ("VERB", "AUX")


@dataclass(frozen=True)
class Outlook:
    """Tells by modals and planning verbs, and by the types that they change.

    `promised` holds for a type what it is while it lies ahead.
    """

    ahead: frozenset[str]
    planning: frozenset[str]
    refusing: frozenset[str]
    negations: frozenset[str]
    refused: frozenset[str]
    promised: Mapping[str, str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Outlook":
        """Take the word lists `code.outlook_*` of a lexicon."""
        words = lexicon.words
        named = ("ahead", "planning", "refusing", "negations", "refused")
        return cls(
            **{name: frozenset(words.get(f"code.outlook_{name}", ())) for name in named},
            promised={
                kind: ahead
                for ahead in lexicon.types
                for kind in words.get(f"{PROMISED}{ahead}", ())
            },
        )

    def __call__(self, parse: Parse, fired: Sequence[Fired]) -> list[Fired]:
        """The fired patterns, those told as promised or refused with the type that makes them."""
        return [self.told(parse, one) for one in fired]

    def told(self, parse: Parse, fired: Fired) -> Fired:
        """One fired pattern as its modal, or that of the verb which carries it, makes it."""
        kind = fired.pattern.type
        if kind not in self.promised and kind not in self.refused:
            return fired
        verb = parse.tokens[fired.frame.anchor]
        if verb.pos not in VERBS:
            carrying = fired.frame.get("light verb")
            if not carrying:
                return fired
            verb = parse.tokens[carrying[0]]
        if kind in self.refused and self.is_refused(parse, verb):
            return changed(fired, REJECT)
        if kind in self.promised and self.is_ahead(parse, verb):
            return changed(fired, self.promised[kind])
        return fired

    def is_refused(self, parse: Parse, verb: Token) -> bool:
        """Whether a verb has a modal and a negation: "will not send"."""
        words = {kid.lower for kid in parse.kids(verb.i, "aux", "neg", "advmod")}
        return bool(words & self.refusing) and bool(words & self.negations)

    def is_ahead(self, parse: Parse, verb: Token, depth: int = 0) -> bool:
        """Whether a verb is told as ahead: "will send", "plans to send"."""
        words = {kid.lower for kid in parse.kids(verb.i, "aux", "neg")}
        if words & self.negations:
            return False
        if words & self.ahead:
            return True
        above = parse.tokens[verb.head]
        if above.i == verb.i or depth >= DEEPEST:
            return False
        if verb.dep in ("xcomp", "acl") and above.lemma in self.planning:
            return True
        shares = verb.dep == "conj" and not parse.kids(verb.i, "nsubj", "nsubjpass", "aux")
        return shares and above.pos == "VERB" and self.is_ahead(parse, above, depth + 1)


def changed(fired: Fired, kind: str) -> Fired:
    """A fired pattern with another type; its id says which type it was."""
    pattern = fired.pattern
    told = replace(pattern, id=f"{pattern.id}>{kind}", type=kind, mode="")
    return replace(fired, pattern=told, otherwise=pattern.type)
