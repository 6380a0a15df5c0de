"""Names beside each other that the parser does not take for a row.

Of "the U.S. and European Union" it hangs the first on the second as a modifier, as it should in
"U.S. and British troops". Where the second is a name too, the first a person, or "either" stands
before, they share no noun. Of "minister Ada Diaz, premier Bo Li and the king" it takes the second
for another name of the first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Token

DIVIDING = (",", ";")
BEFORE_BOTH = ("det", "preconj", "predet")
PERSON, WIDEST = "PERSON", 3  # words before the first that may belong to both
FURTHEST = 30  # words after a name in which the rest of its row begins


def with_coordination(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a document, with such names coordinated."""
    mended = list(tokens)
    for token in tokens:
        if token.dep == "nmod" and token.pos == "PROPN" and token.head > token.i:
            for one in coordinated(mended, token):
                mended[one.i] = one
        elif is_next_in_row(mended, token):
            mended[token.i] = replace(token, dep="conj")
    return mended


def is_next_in_row(tokens: Sequence[Token], token: Token) -> bool:
    """Whether somebody beside a person is one of a row, which "and" ends."""
    if token.dep != "appos" or not is_person(tokens[token.head]):
        return False
    before = tokens[token.head + 1 : token.i]
    return any(one.text in DIVIDING for one in before) and leads_to_and(tokens, token)


def leads_to_and(tokens: Sequence[Token], token: Token) -> bool:
    """Whether "and" follows a person named in a row, right away or after more of them."""
    following = tokens[token.i + 1 : token.i + 1 + FURTHEST]
    kids = [one for one in following if one.head == token.i]
    beside = [one for one in kids if one.dep == "appos"]
    if not is_person(token) and not any(map(is_person, beside)):
        return False
    return any(one.dep == "cc" for one in kids) or any(leads_to_and(tokens, one) for one in beside)


def is_person(token: Token) -> bool:
    """Whether a token is the last of a person's name."""
    return token.pos == "PROPN" and token.ent == PERSON


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
