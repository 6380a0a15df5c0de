"""Bare mentions: "the attack" in a later sentence that adds nothing to what was told."""

from dateline.code.frame import NOUNS
from dateline.code.retell import Candidate
from dateline.model import Parse, Participant

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
    return not any(parse.tokens[i].ent in DETAILS for i in parse.subtree(verb.i))


def is_within(who: Participant, start: int, end: int) -> bool:
    """Whether somebody is named between two offsets."""
    return who.start is not None and start <= who.start < end
