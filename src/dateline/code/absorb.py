"""One happening, one claim: what a speech act swallows, and what a sentence tells twice."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from dateline.code.frame import NOUNS
from dateline.code.retell import Candidate
from dateline.model import Parse

COMPLEMENTS = ("xcomp", "dobj", "nsubjpass")
EXERCISING = {"MOBILIZE", "COOPERATE"}
BROKERED = "third-party"  # who brokers talks is not one of those who talk
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


def drop_retold(parse: Parse, candidates: list[Candidate]) -> list[Candidate]:
    """Join anchors that tell one happening twice in a sentence ("the *strike* *killed* six").

    A noun that is the verb's subject tells it; else the verb does, and the noun inside its
    adjunct ("were killed in an *attack*") or the verb of its purpose ("*sent* troops to *assist*
    Chad") only adds roles.
    """
    dropped: set[int] = set()
    out = list(candidates)
    for a, left in enumerate(out):
        for b, right in enumerate(out):
            if a == b or left.sentence != right.sentence or not may_be_one(left, right):
                continue
            told_on = (
                hangs_on(parse, left.frame.anchor, right.frame.anchor)
                or is_told_below(parse, left, right)
                or is_said_by(parse, left, right)
            )
            if {a, b} & dropped or not (told_on or is_same_deed(parse, left, right)):
                continue
            keep, drop = (a, b) if goes_first(parse, left, right) else (b, a)
            out[keep] = joined(out[keep], out[drop])
            dropped.add(drop)
    return [candidate for i, candidate in enumerate(out) if i not in dropped]


def may_be_one(left: Candidate, right: Candidate) -> bool:
    """Whether two tellings may be of one happening: an exercise is of either type."""
    return left.type == right.type or {left.type, right.type} == EXERCISING


def hangs_on(parse: Parse, noun: int, verb: int) -> bool:
    """Whether an event noun is the subject of a verb, or stands in its "in", "by", "during".

    So does the verb of a purpose clause on the verb whose purpose it tells.
    """
    token = parse.tokens[noun]
    if token.pos not in ("NOUN", "PROPN") and token.dep not in ("nsubj", "nsubjpass"):
        return is_purpose(parse, noun, verb)
    if token.head == verb:
        return token.dep in ("nsubj", "nsubjpass", "dobj")
    head = parse.tokens[token.head]
    adjunct = head.dep in ("prep", "agent") and head.lower in ("in", "by", "during", "with")
    return adjunct and head.head == verb


def is_same_deed(parse: Parse, left: Candidate, right: Candidate) -> bool:
    """Whether two verbs in a row that a classifier alone takes for events are one deed.

    "They *wave* flags and *chant* as they *march*": one protest, by the same people on nobody else.
    """
    if left.has_pattern or right.has_pattern or people(left) != people(right):
        return False
    verb = parse.tokens[left.frame.anchor]
    while verb.pos == "VERB" and verb.dep in ("conj", "advcl"):
        verb = parse.tokens[verb.head]
        if verb.i == right.frame.anchor:
            return verb.pos == "VERB"
    return False


def people(candidate: Candidate) -> tuple[set[str], ...]:
    """The names of those who act, who are acted on, and who are there."""
    roles = candidate.roles
    return tuple(
        {who.name for who in some} for some in (roles.actor, roles.recipient, roles.attendee)
    )


def is_told_below(parse: Parse, noun: Candidate, verb: Candidate) -> bool:
    """Whether a clause on a noun tells of it: "*sanctions* *imposed* by Mali".

    Talks that somebody brokered are told apart from the brokering.
    """
    clause = parse.tokens[verb.frame.anchor]
    told = clause.dep in ("acl", "relcl") and clause.head == noun.frame.anchor
    return told and verb.fired.pattern.mode != BROKERED


def is_said_by(parse: Parse, deed: Candidate, speech: Candidate) -> bool:
    """Whether a deed is what a speech verb tells: "*said* the army would *hit* back".

    The pattern of such a verb looks for who acts in the clause.
    """
    verb = parse.tokens[deed.frame.anchor]
    told = verb.dep == "ccomp" and verb.head == speech.frame.anchor
    return told and "clause.subject" in speech.fired.pattern.actor


def is_purpose(parse: Parse, purpose: int, verb: int) -> bool:
    """Whether a verb tells what another verb, or its object, is for ("to assist")."""
    token = parse.tokens[purpose]
    if token.tag != "VB" or token.dep not in ("advcl", "xcomp", "acl", "relcl"):
        return False
    if not any(kid.lower == "to" for kid in parse.kids(purpose, "aux")):
        return False
    above = parse.tokens[token.head]
    return above.i == verb or (above.dep == "dobj" and above.head == verb)


def goes_first(parse: Parse, noun: Candidate, verb: Candidate) -> bool:
    """Whether the noun rather than its verb is kept: alone with a pattern, or its subject.

    Of two verbs in a row the one that the classifier is surer of; of a verb and its noun the noun
    where the classifier sees the event in it alone ("*made* an *arrest*").
    """
    if noun.has_pattern is not verb.has_pattern:
        return noun.has_pattern
    nominal = parse.tokens[noun.frame.anchor].pos in NOUNS
    if nominal and is_doubted(noun) is not is_doubted(verb):
        return is_doubted(verb)
    if parse.tokens[noun.frame.anchor].pos == "VERB" and not noun.has_pattern:
        return (noun.fired.sure or 0.0) > (verb.fired.sure or 0.0)
    return tells_itself(parse, noun.frame.anchor)


def tells_itself(parse: Parse, noun: int) -> bool:
    """Whether the noun rather than its verb carries the happening."""
    return parse.tokens[noun].dep == "nsubj"


def joined(keep: Candidate, drop: Candidate) -> Candidate:
    """The kept telling, with the roles that only the dropped one has."""
    mine, other = keep.roles, drop.roles
    actor = mine.actor or tuple(who for who in other.actor if who not in mine.recipient)
    recipient = mine.recipient or tuple(who for who in other.recipient if who not in actor)
    return replace(keep, roles=replace(mine, actor=actor, recipient=recipient))
