"""What a claim swallows: the content of a speech act, the object of a light verb."""

from collections.abc import Container, Iterable, Sequence

from dateline.code.retell import Candidate
from dateline.model import Parse

COMPLEMENTS = ("xcomp", "dobj", "nsubjpass")
PARTS, FORBIDDING = ("dobj", "nsubjpass", "pobj", "npadvmod", "compound"), ("COERCE", "restrict")
CONTENT_PREPOSITIONS = ("for", "to", "of", "on", "with", "about", "over")


def absorbed(parse: Parse, candidates: Sequence[Candidate], absorbing: Iterable[str]) -> set[int]:
    """The anchors that are content of a request, promise, threat, refusal or concession."""
    types = frozenset(absorbing)
    anchors = {candidate.frame.anchor for candidate in candidates}
    swallowed: set[int] = set()
    for candidate in candidates:
        own = candidate.fired.pattern.absorbs
        if own is False or (own is None and candidate.type not in types):
            continue
        swallowed |= content(parse, candidate.frame.anchor) & anchors
    return swallowed


def content(parse: Parse, anchor: int) -> set[int]:
    """The tokens of what is asked, promised or refused itself: complements and their objects.

    What lies deeper, in a complement's own complements and asides, is told for its own sake.
    """
    found: set[int] = set()
    for kid in parse.kids(anchor):
        if kid.dep == "acomp":
            found.update(inner.i for inner in parse.kids(kid.i, "xcomp"))
        elif kid.dep in COMPLEMENTS or (kid.dep in ("acl", "advcl") and kid.tag == "VB"):
            found.add(kid.i)
        elif kid.dep == "prep" and kid.lower in CONTENT_PREPOSITIONS:
            found.update(inner.i for inner in parse.kids(kid.i, "pobj", "pcomp"))
    for i in list(found):
        found.update(kid.i for kid in parse.kids(i, "conj", "dobj"))
    return found


def without_carried(
    parse: Parse, candidates: Sequence[Candidate], light_verbs: Container[str]
) -> list[Candidate]:
    """All but doubted light verbs whose object tells something else: "*ran* a smear campaign"."""
    told = {one.frame.anchor: one.type for one in candidates if one.has_pattern}
    return [
        one for one in candidates
        if parse.tokens[one.frame.anchor].lemma not in light_verbs
        or not is_doubted(one)
        or all(told.get(kid.i, one.type) == one.type
               for kid in parse.kids(one.frame.anchor, "dobj"))
    ]  # fmt: skip


def without_parts(parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
    """All but nouns of nobody that are part of what their verb tells, or are forbidden by it.

    "Went on *strike*", "banned all *rallies*"; only a classifier sees an event in them.
    """
    told = {candidate.frame.anchor: candidate.fired.pattern for candidate in candidates}

    def is_part(one: Candidate) -> bool:
        noun = parse.tokens[one.frame.anchor]
        above = parse.tokens[noun.head]
        if noun.dep == "pobj":
            above = parse.tokens[above.head]
        verb = told.get(above.i) if above.pos == "VERB" and noun.dep in PARTS else None
        if verb is None or one.has_pattern or tells_something(one):
            return False
        forbidden = (verb.type, verb.mode) == FORBIDDING and noun.dep != "pobj"
        return verb.type == one.type or forbidden

    return [one for one in candidates if not is_part(one)]


def tells_something(candidate: Candidate) -> bool:
    """Whether anybody takes part: a happening without actors of public affairs is no claim."""
    roles = candidate.roles
    return bool(roles.actor or roles.recipient or roles.attendee)


def is_doubted(candidate: Candidate) -> bool:
    """Whether the classifier takes what a pattern tells for no event."""
    opinion = candidate.fired.opinion
    return candidate.has_pattern and opinion is not None and not opinion.is_event
