"""Two names beside each other that the parser takes for one: "the U.S. and European Union".

It hangs the first on the second as a modifier, as it should in "French and Dutch troops". Who
stands beside whom is told apart by what is a name: "Hamas and Hezbollah leaders" share their noun.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Token

BEFORE_BOTH = ("det", "preconj", "predet")


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
    names = [token for token in kids["conj"] if token.pos == "PROPN"]
    if len(kids["cc"]) != 1 or names or noun.pos not in ("NOUN", "PROPN"):
        return
    yield replace(first, dep=noun.dep, head=first.i if noun.head == noun.i else noun.head)
    yield replace(noun, dep="conj", head=first.i)
    yield from (replace(token, dep="amod", head=noun.i) for token in kids["conj"])
    for token in tokens[max(first.i - 3, 0) : first.i]:
        if token.head == noun.i and token.dep in BEFORE_BOTH:
            yield replace(token, head=first.i)
