"""Two names beside each other that the parser takes for one: "the U.S. and European Union".

It hangs the first on the second as a modifier, as it should in "U.S. and British troops". Where the
second is a name too, the first a person, or "either" stands before, they share no noun.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Token

BEFORE_BOTH = ("det", "preconj", "predet")
PERSON, WIDEST = "PERSON", 3  # words before the first that may belong to both


def with_coordination(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a document, with such names coordinated."""
    mended = list(tokens)
    for token in tokens:
        if token.dep == "nmod" and token.pos == "PROPN" and token.head > token.i:
            for one in coordinated(mended, token):
                mended[one.i] = one
    return mended


def coordinated(tokens: Sequence[Token], first: Token) -> Iterator[Token]:
    """What changes where a name stands beside the noun that it hangs on; nothing else does."""
    noun = tokens[first.head]
    kids = defaultdict(list)
    for token in tokens[first.i + 1 : noun.i]:
        if token.head == first.i:
            kids[token.dep].append(token)
    before = [
        token for token in tokens[max(first.i - WIDEST, 0) : first.i]
        if token.head == noun.i and token.dep in BEFORE_BOTH
    ]  # fmt: skip
    apart = noun.pos == "PROPN" or first.ent == PERSON or any(t.dep == "preconj" for t in before)
    if not apart or len(kids["cc"]) != 1 or any(t.pos == "PROPN" for t in kids["conj"]):
        return
    yield replace(first, dep=noun.dep, head=first.i if noun.head == noun.i else noun.head)
    yield replace(noun, dep="conj", head=first.i)
    yield from (replace(token, dep="amod", head=noun.i) for token in kids["conj"])
    yield from (replace(token, head=first.i) for token in before)
