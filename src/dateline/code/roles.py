"""Who did it, to whom, who was there: the slots of a fired pattern read as participants."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.code.frame import NOUNS, Frame, add_governing
from dateline.code.match import Fired
from dateline.code.parties import BETWEEN_TWO, Parties
from dateline.code.people import actors_at, named_or_known, participants
from dateline.code.walk import is_passive
from dateline.model import Kind, Mention, Parse, Participant, Pattern, Reading

VERB_ACTOR = ("subject",)
NOUN_ACTOR = ("owner", "by", "subject", "between", "modifier")
VERB_RECIPIENT = (
    "object", "indirect", "against", "with", "to", "on", "upon", "at", "for", "from", "toward",
    "towards", "over", "into", "of", "object.prep.to", "object.prep.against", "object.prep.on",
    "object.prep.with", "object.prep.for", "object.prep.from", "object.prep.of",
    "purpose.object",
)  # fmt: skip
NOUN_RECIPIENT = ("against", "on", "upon", "with", "to", "at", "toward", "towards", "of", "for",
                  "from", "over", "object")  # fmt: skip
# Types that tell what is to be done or was done by the recipient, types whose recipient may stand
# in what is promised, refused or threatened, and those between whom somebody mediates.
FURTHER = {
    "REQUEST": ("clause.subject", "clause.object"), "ACCUSE": ("clause.subject",),
    "AGREE": ("clause.object",), "REJECT": ("clause.object",), "CONCEDE": ("clause.object",),
    "THREATEN": ("clause.object", "clause.over", "clause.if"),
    "CONSULT": ("between", "object.prep.between"),
}  # fmt: skip
# What is promised, asked, given up or praised as "its" or "their" is mostly one's own: of 68 such
# recipients in the reports written for the training 12 were right, of other types two fifths. So
# are the troops that are moved or pulled back (1 of 16).
OF_ONESELF = (
    "AGREE",
    "CONCEDE",
    "MOBILIZE",
    "PROTEST",
    "REQUEST",
    "RETREAT",
    "SUPPORT",
    "THREATEN",
)
MOVED, ARMED = ("CONCEDE", "MOBILIZE"), {"MIL", "COP", "REB", "UAF"}
# What nouns of these types tell comes "from" whoever acts; and who stands after these prepositions
# suffers the deed that somebody condemns.
GIVEN = ("AGREE", "SUPPORT")  # "was promised tanks *from Chad*"; others are rescued from a place
FROM_ACTOR = ("ACCUSE", "AGREE", "AID", "REJECT", "REQUEST", "SUPPORT", "THREATEN")
SUFFERED = ("object.prep.on", "object.prep.to", "object.prep.for", "object.prep.from")
# What happens at a place that may stand before it; a pledge, a threat or a crackdown is by it.
SOMEWHERE = ("ASSAULT", "CONSULT", "COOPERATE", "PROTEST")
BEFORE_NOUN = ("amod", "compound", "nmod")
WHERE_TO = ("to", "into", "on", "upon", "toward", "towards", "from")
NO_WORDS = Parties()
GOVERNMENT = "GOV"
BY_PEOPLE = ("PROTEST",)
# What governments do. Who fights, helps or accuses may be anybody of the country.
BY_STATES = (
    "AGREE", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "REJECT", "SANCTION",
    "THREATEN",
)  # fmt: skip
BY_PHONE, ONE_SIDED = "phone", ("visit", "third-party")


@dataclass(frozen=True, slots=True)
class Roles:
    """The participants of one happening."""

    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    attendee: tuple[Participant, ...] = ()


def assign(reading: Reading, fired: Fired, parties: Parties = NO_WORDS) -> Roles:
    """Read actor and recipient from the pattern's slots, or the usual ones.

    Whoever undergoes what a noun tells is its recipient, whatever the slots say. Whoever acts is
    never also acted upon. A meeting without visitor or host has only actors, and so has what is
    done together.
    """
    pattern, frame = fired.pattern, fired.frame
    nominal = bool(pattern.noun) and not frame.get("particle") and is_nominal(reading, frame)
    suffering: list[Mention] = []
    if nominal and pattern.type not in BETWEEN_TWO:
        heads = parties.undergoing(reading.parse, frame.anchor, pattern.type)
        suffering = [mention for head in heads for mention in actors_at(reading, head)]
    actor = done_by(reading, fired, parties, nominal=nominal)
    actor = apart(actor, suffering)
    recipient = suffering or done_to(reading, fired, actor, nominal=nominal)
    if reading.parse.tokens[frame.anchor].pos == "VERB":
        actor = actor or mentioned(reading, parties.doers(reading.parse, frame))
        meant = parties.addressed(reading.parse, frame)
        if pattern.type == "ASSAULT":
            meant = meant or parties.struck(reading.parse, frame)
        recipient = recipient or apart(mentioned(reading, meant), actor)
    if is_mutual(pattern):
        actor, recipient = [*actor, *recipient], []
    elif pattern.type == "CONSULT" and actor:
        actor = [*actor, *companions(reading, frame, (*actor, *recipient))]
    if pattern.type not in BY_PEOPLE:
        actor = [as_government(reading.parse, one) for one in actor]
    recipient = [as_government(reading.parse, one) for one in recipient]
    return Roles(actor=participants(actor), recipient=participants(recipient))


def done_by(reading: Reading, fired: Fired, parties: Parties, *, nominal: bool) -> list[Mention]:
    """Who acts, by the pattern's slots or the usual ones, else by the verb above a noun."""
    pattern, frame, parse = fired.pattern, fired.frame, reading.parse
    slots = pattern.actor or usual_actor(pattern.type, nominal=nominal)
    if not (nominal or pattern.actor) and pattern.type in GIVEN and is_passive(parse, frame.anchor):
        slots = (*slots, "from")
    found = first_filled(reading, frame, slots)
    found = [one for one in found if not is_where(parse, one, pattern.type)]
    if found or not nominal:
        return found
    if pattern.type == "CONSULT":
        add_governing(parse, frame)
        found = first_filled(reading, frame, ("governor",))
        heads = parties.told_by(parse, frame) if pattern.mode == BY_PHONE else []
    else:
        heads = parties.sending(parse, frame.anchor, pattern.type)
    others = [mention for head in heads for mention in actors_at(reading, head)]
    return [*found, *apart(others, found)]


def is_where(parse: Parse, mention: Mention, type_: str) -> bool:
    """Whether a place before a noun says where something was: "the *London* bombing"."""
    before = parse.tokens[mention.head].dep in BEFORE_NOUN
    return before and mention.by_place and type_ in SOMEWHERE


def done_to(
    reading: Reading, fired: Fired, actor: Sequence[Mention], *, nominal: bool
) -> list[Mention]:
    """The recipient, by the pattern's slots or the usual ones."""
    pattern, frame = fired.pattern, fired.frame
    taken = {(mention.first, mention.last) for mention in actor}
    slots = pattern.recipient or usual_recipient(pattern.type, nominal=nominal)
    filled = slot_by_slot(reading, frame, slots)
    found = next(filter(None, (foreign(reading, some, actor, pattern.type) for some in filled)), [])
    if nominal and not pattern.recipient and not found and pattern_takes_modifier(pattern.type):
        found = spare_modifiers(reading, frame, taken)
    return found


def foreign(
    reading: Reading, mentions: Iterable[Mention], actor: Sequence[Mention], type_: str
) -> list[Mention]:
    """Those that are neither among the actors nor their own, each once."""
    others = dict.fromkeys(apart(mentions, actor))
    return [one for one in others if not is_ones_own(reading.parse, one, type_)]


def companions(reading: Reading, frame: Frame, others: Sequence[Mention]) -> list[Mention]:
    """Who visits or mediates along with whoever does: "on a visit to Oslo *with the king*"."""
    beside = (one for head in frame.get("with") for one in named_or_known(reading, head))
    return apart(beside, others)


def mentioned(reading: Reading, heads: Iterable[int]) -> list[Mention]:
    """Those who stand at some heads, whether or not anything tells that they act.

    A pronoun of nobody known is nobody.
    """
    nouns = (head for head in heads if reading.parse.tokens[head].tag != "PRP")
    return [reading.by_head[head] for head in nouns if head in reading.by_head]


def as_government(parse: Parse, mention: Mention) -> Mention:
    """A state's adjective before what is its own as its government: "the *Israeli* action"."""
    who = mention.who
    if parse.tokens[mention.head].dep not in BEFORE_NOUN or who.sector:
        return mention
    return replace(mention, who=replace(who, sector=(GOVERNMENT,))) if who.country else mention


def speaking_for_state(parse: Parse, roles: Roles, type_: str) -> Roles:
    """Roles in which a people acts as its state does: "*the Syrians* agreed to talks"."""
    if type_ not in BY_STATES:
        return roles
    return replace(roles, actor=tuple(
        replace(who, sector=(GOVERNMENT,)) if is_the_people(parse, who) else who
        for who in roles.actor
    ))  # fmt: skip


def is_the_people(parse: Parse, who: Participant) -> bool:
    """Whether somebody is the people of a country, or one is: "*the* Syrians", then "they".

    "Syrians" may be any.
    """
    if who.kind is not Kind.GROUP or not who.country or who.sector:
        return False
    first = None if who.start is None else parse.by_start.get(who.start)
    if first is None:
        return False
    after_the = first > 0 and parse.tokens[first - 1].lower == "the"
    return after_the or parse.tokens[first].tag == "PRP"


def is_ones_own(parse: Parse, mention: Mention, type_: str) -> bool:
    """Whether a recipient is likely the actor's own: "move *its troops*", "renew *its* pledge"."""
    if parse.tokens[mention.head].tag == "PRP$":
        return type_ in OF_ONESELF
    whose = parse.kids(mention.head, "poss")
    armed = not ARMED.isdisjoint(mention.who.sector)
    return type_ in MOVED and armed and any(kid.tag == "PRP$" for kid in whose)


def apart(mentions: Iterable[Mention], actor: Sequence[Mention]) -> list[Mention]:
    """Those that are not, under the same words or the same name, among the actors."""
    taken = {(mention.first, mention.last) for mention in actor}
    names = {mention.who.name for mention in actor}
    return [
        mention
        for mention in mentions
        if (mention.first, mention.last) not in taken and mention.who.name not in names
    ]


def usual_actor(type_: str, *, nominal: bool) -> tuple[str, ...]:
    """The slots of whoever acts; "criticism from Ankara" comes from its actor."""
    if not nominal:
        return VERB_ACTOR
    more = ("from",) if type_ in FROM_ACTOR else ()
    return (*NOUN_ACTOR, *more, *(("among",) if type_ in BETWEEN_TWO else ()))


def usual_recipient(type_: str, *, nominal: bool) -> tuple[str, ...]:
    """The slots of the recipient.

    Who condemns "strikes on Lebanon" does not accuse Lebanon, and who marches "to parliament" says
    where to, not whom against: of six such recipients in the reports read for measuring none is
    right.
    """
    slots: tuple[str, ...] = NOUN_RECIPIENT if nominal else VERB_RECIPIENT
    if type_ == "ACCUSE" and not nominal:
        slots = tuple(slot for slot in slots if slot not in SUFFERED)
    if type_ == "PROTEST":
        slots = tuple(slot for slot in slots if slot not in WHERE_TO)
    return slots + FURTHER.get(type_, ())


def is_mutual(pattern: Pattern) -> bool:
    """Whether all who take part act: what is done together, and meetings of nobody's making.

    A visitor acts, and so does who mediates.
    """
    return pattern.together or (pattern.type == "CONSULT" and pattern.mode not in ONE_SIDED)


def is_nominal(reading: Reading, frame: Frame) -> bool:
    """Whether the anchor is a noun."""
    return reading.parse.tokens[frame.anchor].pos in NOUNS


def pattern_takes_modifier(type_: str) -> bool:
    """Whether a second modifier may be the recipient ("Russian-Ukrainian talks" has no such)."""
    return type_ not in ("CONSULT", "COOPERATE")


def spare_modifiers(reading: Reading, frame: Frame, taken: set[tuple[int, int]]) -> list[Mention]:
    """Modifier actors when somebody else already acts ("Israel's Gaza offensive")."""
    if not taken:
        return []
    found = [m for head in frame.get("modifier") for m in actors_at(reading, head)]
    return [m for m in found if (m.first, m.last) not in taken]


def first_filled(reading: Reading, frame: Frame, slots: Iterable[str]) -> list[Mention]:
    """The actors in the first slot that has any, each once."""
    return list(dict.fromkeys(next(filter(None, slot_by_slot(reading, frame, slots)), ())))


def slot_by_slot(reading: Reading, frame: Frame, slots: Iterable[str]) -> Iterator[list[Mention]]:
    """The actors in each of some slots, in their order."""
    for slot in slots:
        yield [mention for head in frame.get(slot) for mention in actors_at(reading, head)]
