"""Bare mentions: "the attack" in a later sentence that adds nothing to what was told."""

from collections.abc import Iterator

from dateline.code.retell import Candidate
from dateline.model import Parse, Participant, Token

NOUNS = ("NOUN", "PROPN")
VERBS = ("VERB", "AUX")
# Entities that say when, where, or how many.
DETAILS = ("DATE", "TIME", "CARDINAL", "QUANTITY", "MONEY", "PERCENT", "GPE", "LOC", "FAC")


def is_bare(parse: Parse, candidate: Candidate) -> bool:
    """Whether a noun tells nothing in its sentence: nobody named there, no day, place, number."""
    anchor = parse.tokens[candidate.frame.anchor]
    if anchor.pos not in NOUNS:
        return False
    sentence = parse.sentences[candidate.sentence]
    roles = candidate.roles
    people = (*roles.actor, *roles.recipient, *roles.attendee)
    if any(is_within(who, sentence.start, sentence.end) for who in people):
        return False
    verb = next((above for above in parse.ancestors(anchor.i) if above.pos in VERBS), anchor)
    return not any(token.ent in DETAILS for token in below(parse, verb.i))


def is_within(who: Participant, start: int, end: int) -> bool:
    """Whether somebody is named between two offsets."""
    return who.start is not None and start <= who.start < end


def below(parse: Parse, i: int) -> Iterator[Token]:
    """A token and all that hang on it."""
    yield parse.tokens[i]
    for kid in parse.kids(i):
        yield from below(parse, kid.i)
