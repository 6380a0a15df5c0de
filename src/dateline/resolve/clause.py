"""The clause that a claim's anchor stands in, and the words that share its scene."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Parse, Participant, Token

VERBAL = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
SAME_PHRASE = ("conj", "appos", "compound", "nmod")
OF = "of"
WHERE = "where"
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """The anchor and its clause.

    `verb` is the clause's verb, `verbs` those that share its scene, `above` the words that the
    clause depends on, and `host` the noun that the clause says "where" about.
    `actors` are the claim's.
    """

    anchor: frozenset[int]
    verb: int | None
    verbs: frozenset[int]
    above: frozenset[int]
    host: int | None
    where: int | None = None
    told: bool = False
    moves: bool = False
    leaves: bool = False
    actors: tuple[Participant, ...] = ()

    def up(self, parse: Parse, verb: Token) -> "Clause":
        """The clause of a verb that this clause depends on, looked at for the same happening."""
        above = frozenset(t.i for t in parse.ancestors(verb.i))
        return Clause(frozenset((verb.i,)), verb.i, frozenset(sharing(parse, verb)), above, None)

    @classmethod
    def around(cls, parse: Parse, anchor: Sequence[int], *, told: bool = False) -> "Clause":
        """The clause of an anchor; `told`: what is done is done in words alone."""
        inside = frozenset(anchor)
        tops = (
            i for i in anchor if parse.tokens[i].head not in inside or parse.tokens[i].head == i
        )
        top = next(tops, anchor[0])
        verb = verb_of(parse, parse.tokens[top])
        above = frozenset(t.i for t in parse.ancestors(verb.i if verb else top))
        if verb is None:
            return cls(inside, None, frozenset(), above, None, told=told)
        where = where_of(parse, verb)
        host = host_of(parse, where)
        shared = frozenset(sharing(parse, verb))
        return cls(inside, verb.i, shared, above, host, where=where, told=told)


def verb_of(parse: Parse, token: Token) -> Token | None:
    """The verb that a word is, or that it is an argument of."""
    for _ in range(DEEPEST):
        if token.pos in VERBAL:
            return token
        above = parse.tokens[token.head]
        if token.dep in ARGUMENTS:
            return above if above.pos in VERBAL else None
        if token.dep == "pobj" and above.lower == OF:
            token = parse.tokens[above.head]
        elif token.dep in SAME_PHRASE:
            token = above
        else:
            return None
    return None


def host_of(parse: Parse, where: int | None) -> int | None:
    """The word right before the "where" that opens a clause."""
    if not where:
        return None
    comma = parse.tokens[where - 1].pos == "PUNCT" and where > 1
    return where - 2 if comma else where - 1


def where_of(parse: Parse, verb: Token) -> int | None:
    """The "where" that opens a verb's clause."""
    return next((kid.i for kid in parse.kids(verb.i, "advmod") if kid.lower == WHERE), None)


def sharing(parse: Parse, verb: Token) -> list[int]:
    """A verb and those joined to it without a subject of their own."""
    kids = parse.kids(verb.i, "conj", "xcomp")
    bare = [kid.i for kid in kids if kid.pos in VERBAL and not parse.kids(kid.i, *SUBJECTS)]
    found = [verb.i, *bare]
    above = parse.tokens[verb.head]
    if verb.dep in ("conj", "xcomp") and above.pos in VERBAL and not parse.kids(verb.i, *SUBJECTS):
        found.append(above.i)
    return found
