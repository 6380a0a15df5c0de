"""Who takes part as a trained classifier sees it, beside what the parse gives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.code.match import Fired
from dateline.code.parties import Parties
from dateline.code.people import actors_at, participants
from dateline.code.retell import Candidate
from dateline.code.roles import BY_PEOPLE, Roles, as_government, is_mutual, is_where
from dateline.code.walk import after, first_conjunct, with_conjuncts
from dateline.model import Judged, Mention, Parse, Participant, Reading

# Swept; see docs/decisions/0011-a-classifier-beside-the-patterns.md for the figures.
TAKES_PART = 0.55
# Recipients whom the parse gives here and the classifier does not see were right one time in ten,
# those in other slots three times in five.
LOOSE = ("purpose.object", "clause.object", "clause.subject", "for", "at", "from")
TO_NOBODY = ("MOBILIZE",)  # one of seven recipients that the classifier saw was right
TIMES = ("DATE", "TIME")
EXPLETIVE = "it"  # "it rained"
VISIT = "CONSULT"
SEEN = "the classifier sees it take part"
MODIFIERS = ("poss", "amod", "compound", "nmod")


def looked_over(reading: Reading, candidate: Candidate, parties: Parties) -> Candidate:
    """A candidate with its roles as the classifier leaves them, where it judged the word.

    Where it sees none of those whom the parse gives, whom it is sure of takes part instead.
    """
    opinion = candidate.fired.opinion
    if opinion is None or is_received(candidate):
        return candidate
    anchor = candidate.fired.frame.anchor
    present = candidate.roles.attendee
    guests = tuple(who for who in present if not is_sure_of(reading, who, opinion))
    candidate = replace(candidate, roles=replace(candidate.roles, attendee=guests))
    actor = acting(reading, candidate, opinion, parties)
    actor = tuple(owned(reading, anchor, who, opinion.actor) for who in actor)
    undergoes = undergoing(reading, candidate, opinion, actor)
    undergoes = tuple(owned(reading, anchor, who, opinion.recipient) for who in undergoes)
    recipient = tuple(who for who in undergoes if not is_among(who, actor))
    attendee = tuple(who for who in present if not is_among(who, (*actor, *recipient)))
    return replace(candidate, roles=Roles(actor, recipient, attendee))


def is_received(candidate: Candidate) -> bool:
    """Whether somebody receives a guest, who acts: "*Kenya* hosted Chad's president"."""
    pattern, roles = candidate.fired.pattern, candidate.roles
    turned = pattern.actor == ("object",) and pattern.recipient == ("subject",)
    return pattern.type == VISIT and turned and bool(roles.actor and roles.recipient)


def acting(
    reading: Reading, candidate: Candidate, opinion: Judged, parties: Parties
) -> tuple[Participant, ...]:
    """The actors; who would meet nobody meets whom the classifier is sure of.

    Whoever takes no part by the verb above a noun does not act.
    """
    fired, roles, shares = candidate.fired, candidate.roles, opinion.actor
    anchor, found = fired.frame.anchor, roles.actor
    kept: tuple[Participant, ...] = ()
    if is_mutual(fired.pattern):
        shares = either(opinion)
        kept = found if len(found) == 1 else ()
    if not kept and is_said_of(reading, anchor, found, shares):
        return found
    if not kept and is_borne_out(reading, found, shares):
        if is_mutual(fired.pattern):
            found = in_view(reading, anchor, found, opinion)
        others = (*roles.recipient, *roles.attendee)
        return (*found, *beside(reading, found, shares, others))
    heads = parties.taking_no_part(reading.parse, anchor)
    apart = participants(mention for head in heads for mention in actors_at(reading, head))
    undergo = (who for who in roles.recipient if is_borne_out(reading, (who,), opinion.recipient))
    others = (*kept, *undergo, *roles.attendee, *apart)
    sure = likely(reading, fired, shares, others, anybody=not roles.actor)
    sure = (*sure, *unread_beside(reading, sure, opinion, others))
    return (*kept, *sure) or roles.actor


def beside(
    reading: Reading,
    found: Sequence[Participant],
    shares: Mapping[int, float],
    others: Sequence[Participant],
) -> tuple[Participant, ...]:
    """Whom the classifier is sure of among those coordinated with somebody found."""
    row = row_of(reading, found) - heads_of(reading, found)
    sure = (i for i in sorted(row) if shares.get(i, 0.0) >= TAKES_PART)
    return standing_at(reading, sure, (*found, *others))


def unread_beside(
    reading: Reading, found: Sequence[Participant], opinion: Judged, others: Sequence[Participant]
) -> tuple[Participant, ...]:
    """The rest of a row of those whom the classifier is sure of, where it did not read so far."""
    rest = (i for i in sorted(row_of(reading, found)) if i not in opinion.read)
    return standing_at(reading, rest, (*found, *others))


def standing_at(
    reading: Reading, heads: Iterable[int], others: Sequence[Participant]
) -> tuple[Participant, ...]:
    """Who stands at some words, but for some others, each once."""
    found = (mention for head in heads for mention in actors_at(reading, head))
    return each_once(participants(as_government(reading.parse, one) for one in found), others)


def undergoing(
    reading: Reading, candidate: Candidate, opinion: Judged, actor: Sequence[Participant]
) -> tuple[Participant, ...]:
    """The recipients, without those in odd places whom the classifier does not see.

    Of what it alone tells it knows best: of 29 whom it did not see there 4 were right.
    """
    fired, roles, shares = candidate.fired, candidate.roles, opinion.recipient
    others = (*actor, *roles.attendee)
    if is_mutual(fired.pattern):
        return roles.recipient
    if is_borne_out(reading, roles.recipient, shares):
        return (*roles.recipient, *beside(reading, roles.recipient, shares, others))
    sure: tuple[Participant, ...] = ()
    if fired.pattern.type not in TO_NOBODY:
        sure = likely(reading, fired, shares, others, anybody=not roles.recipient)
    if sure:
        return sure
    left = without_loose(reading, fired, roles.recipient)
    return left if candidate.has_pattern else in_view(reading, fired.frame.anchor, left, opinion)


def is_sure_of(reading: Reading, who: Participant, opinion: Judged) -> bool:
    """Whether the classifier is sure that somebody takes part, in whatever role."""
    shares = either(opinion)
    return any(shares.get(i, 0.0) >= TAKES_PART for i in heads_of(reading, (who,)))


def owned(
    reading: Reading, anchor: int, who: Participant, shares: Mapping[int, float]
) -> Participant:
    """Whoever is somebody's, where only the owner was found: "*his client* denied it".

    The classifier is surer of what is owned, in no list as it may be.
    """
    tokens = reading.parse.tokens
    for i in heads_of(reading, (who,)):
        noun = tokens[i].head
        mention = reading.by_head.get(noun)
        if tokens[i].tag != "PRP$" or noun == anchor or mention is None:
            continue
        if shares.get(noun, 0.0) >= max(TAKES_PART, shares.get(i, 0.0)):
            return seen(reading, mention).who
    return who


def in_view(
    reading: Reading, anchor: int, found: Sequence[Participant], opinion: Judged
) -> tuple[Participant, ...]:
    """Participants without those whom the classifier has read and sees in neither role.

    Nobody goes who owns the deed ("*his* talks") or stands in a row with one whom it sees.
    """
    shares = either(opinion)
    seen = [who for who in found if is_borne_out(reading, (who,), shares)]
    owners = [kid.i for kid in reading.parse.kids(anchor, "poss")]
    unread = [i for i in heads_of(reading, found) if i not in opinion.read]
    kept = {*row_of(reading, seen), *owners, *unread}
    starts = {reading.by_head[i].who.start for i in kept if i in reading.by_head}
    return tuple(who for who in found if who in seen or who.start in starts)


def heads_of(reading: Reading, found: Sequence[Participant]) -> set[int]:
    """The words that participants are headed by."""
    inside = ((who.start, token.i) for who in found for token in reading.parse.tokens_in(who))
    heads = ((start, i, reading.by_head.get(i)) for start, i in inside)
    return {i for start, i, one in heads if one is not None and one.who.start == start}


def row_of(reading: Reading, found: Sequence[Participant]) -> set[int]:
    """The words that participants are headed by, and those coordinated with them."""
    parse = reading.parse
    firsts = {first_conjunct(parse, head).i for head in heads_of(reading, found)}
    return {i for first in firsts for i in with_conjuncts(parse, first)}


def either(opinion: Judged) -> dict[int, float]:
    """How likely words are to take part in either role."""
    words = opinion.actor.keys() | opinion.recipient.keys()
    return {i: max(opinion.actor.get(i, 0.0), opinion.recipient.get(i, 0.0)) for i in words}


def is_borne_out(
    reading: Reading, found: Sequence[Participant], shares: Mapping[int, float]
) -> bool:
    """Whether the classifier sees any of some participants, or the words they stand beside."""
    tokens = reading.parse.tokens
    starts = {who.start for who in found}
    beside = (kid.i for i in heads_of(reading, found) for kid in reading.parse.kids(i, "appos"))
    if any(i in shares for i in beside):
        return True
    return any(holds(who, tokens[i].start) for who in found for i in shares) or any(
        mention.who.start in starts for i in shares for mention in actors_at(reading, i)
    )


def is_said_of(
    reading: Reading, anchor: int, found: Sequence[Participant], shares: Mapping[int, float]
) -> bool:
    """Whether the classifier is sure of somebody for whom the verb has a pronoun.

    "*Chad* said *it* would not take part": the pronoun stands nearer.
    """
    parse = reading.parse
    verbs = [anchor, *(kid.i for kid in parse.kids(anchor, "ccomp"))]
    subjects = (kid for verb in verbs for kid in parse.kids(verb, "nsubj", "nsubjpass"))
    starts = {kid.start for kid in subjects if kid.tag == "PRP"}
    names = {who.name for who in found if who.start in starts}
    return any(
        mention.who.name in names
        for i, share in shares.items() if share >= TAKES_PART
        for mention in actors_at(reading, i)
    )  # fmt: skip


def without_loose(
    reading: Reading, fired: Fired, found: Sequence[Participant]
) -> tuple[Participant, ...]:
    """Those who stand where the parse is to be trusted."""
    heads = (head for slot in LOOSE for head in fired.frame.get(slot))
    loose = {mention.who.start for head in heads for mention in actors_at(reading, head)}
    return tuple(who for who in found if who.start not in loose)


def likely(
    reading: Reading,
    fired: Fired,
    shares: Mapping[int, float],
    others: Sequence[Participant],
    *,
    anybody: bool,
) -> tuple[Participant, ...]:
    """Whom the classifier is sure of but for some others, each once.

    Somebody known to act goes before who is not ("the *salvagers*"), if `anybody` will do; of those
    inside each other the widest. What is told takes no part in itself ("the *insurgency* has cost
    lives").
    """
    sure = [
        mention
        for mention in reading.mentions
        if shares.get(mention.head, 0.0) >= TAKES_PART
        and mention.head != fired.frame.anchor
        and not is_where(reading.parse, mention, fired.pattern.type)
    ]
    found = [one for one in sure if one.is_actor]
    if anybody and not found:
        tokens = reading.parse.tokens
        people = (one for one in sure if tokens[one.head].ent not in TIMES)
        found = [seen(reading, one) for one in people if tokens[one.head].lower != EXPLETIVE]
    found = [
        one for one in found if not any(is_inside(reading.parse, one, other) for other in found)
    ]
    if fired.pattern.type not in BY_PEOPLE:
        found = [as_government(reading.parse, mention) for mention in found]
    return each_once(participants(found), others)


def seen(reading: Reading, mention: Mention) -> Mention:
    """Somebody in no list, of the one country that the phrase names ("towns in *Lebanon*").

    The classifier is a reason beside that of the lists.
    """
    parse, who = reading.parse, mention.who
    inner = after(parse, parse.kids(mention.head, "prep"))
    before = (kid.i for i in (mention.head, *inner) for kid in parse.kids(i, *MODIFIERS))
    heads = (*inner, *before)
    named = {reading.by_head[i].who.country for i in heads if i in reading.by_head} - {None}
    country = who.country or (named.pop() if len(named) == 1 else None)
    return replace(mention, who=replace(who, country=country, why=f"{who.why}; {SEEN}"))


def each_once(
    found: Iterable[Participant], others: Sequence[Participant]
) -> tuple[Participant, ...]:
    """Those who are not among the others, nor there before under the same name."""
    kept: list[Participant] = []
    for who in found:
        if not is_among(who, (*others, *kept)):
            kept.append(who)
    return tuple(kept)


def is_among(who: Participant, others: Iterable[Participant]) -> bool:
    """Whether somebody is one of some others, or stands in the words of one."""
    return any(
        other.name == who.name or (who.start is not None and holds(other, who.start))
        for other in others
    )


def holds(who: Participant, place: int) -> bool:
    """Whether a participant's words hold a place of the text."""
    return who.start is not None and who.end is not None and who.start <= place < who.end


def is_inside(parse: Parse, one: Mention, other: Mention) -> bool:
    """Whether a mention is part of another: "the rest of *the world*"."""
    if other is one:
        return False
    of = (kid for kid in parse.kids(other.head, "prep") if kid.lower == "of")
    within = other.first <= one.first and one.last <= other.last
    return within or one.head in after(parse, of)
