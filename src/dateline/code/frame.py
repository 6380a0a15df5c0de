"""The slots around an anchor: who stands as subject, object, owner, after which preposition.

Slots are written in active terms: the subject of "The town was shelled by rebels" is "rebels",
its object "the town". A slot holds the places of head tokens, conjuncts included.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.code.walk import (
    after,
    antecedents,
    first_conjunct,
    hostile,
    is_passive,
    named_among,
    subject_of_predicate,
    verbs_beside,
    with_conjuncts,
)
from dateline.model import Parse, Token

VERB_SLOTS = {
    "nsubj": "subject", "csubj": "subject", "nsubjpass": "object", "csubjpass": "object",
    "dobj": "object", "attr": "object", "oprd": "object", "dative": "indirect",
    "xcomp": "clause", "ccomp": "clause",
}  # fmt: skip
OBJECT_CONTROL_PREPOSITIONS = ("of", "for", "from", "with")
NOUNS = ("NOUN", "PROPN")
COMPLEMENT_PREPOSITIONS = ("with", "against", "to", "on", "from", "for")
LAID = ("impose", "place", "put", "slap", "levy", "lay")
CONDITIONAL = ("if", "unless", "until")
ADJUNCT_PREPOSITIONS = ("on", "during", "in", "at", "after", "before", "following", "for", "from")
BLAMED = {"blame": "on", "pin": "on", "attribute": "to", "ascribe": "to"}
REFLEXIVE = ("self", "selves")
NOT_OF_THE_VERB = ("according", "due", "owing", "thanks", "prior", "contrary")
BY_MEANS = frozenset(("employ", "exploit", "use"))  # "*Chad* used its ties to press Mali"
TOGETHER = (("join", "in"),)  # "*Chad* joined *Mali* in condemning the attack"
# "It is hard to defeat Chad": whom it is hard for is not said.
TOUGH = frozenset(
    ("bad", "best", "better", "crucial", "dangerous", "difficult", "easier", "easy", "essential",
     "good", "hard", "harder", "important", "impossible", "necessary", "possible", "safe", "simple",
     "tough", "urgent", "vital")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """An anchor token and its slots: slot name to head tokens, nearest and surest first.

    `clause` holds the verbs of complement clauses. `shared` names slots that were taken from a
    governing or coordinated verb rather than found on the anchor itself.
    """

    anchor: int
    slots: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    shared: set[str] = field(default_factory=set)

    def get(self, slot: str) -> list[int]:
        """The head tokens in a slot; prepositions are asked for by name ("to" or "prep.to")."""
        return self.slots.get(slot) or self.slots.get(f"prep.{slot}") or []

    def add(self, slot: str, *tokens: int) -> None:
        """Put head tokens into a slot, each once."""
        held = self.slots[slot]
        held.extend(i for i in tokens if i not in held)


def verb_frame(parse: Parse, verb: int) -> Frame:
    """The slots of a verb, in active terms, with what it shares with verbs above it."""
    frame = Frame(verb)
    passive = is_passive(parse, verb)
    # A gapped passive has a subject that is labelled as one that acts: "and *three* wounded".
    surely = bool(parse.kids(verb, "auxpass")) or (passive and parse.tokens[verb].dep == "conj")
    for kid in parse.kids(verb):
        slot = slot_of(kid, passive=surely)
        if kid.dep == "dative" and kid.pos == "ADP":
            add_preposition(parse, frame, kid)
        elif slot == "clause":
            frame.add("clause", kid.i, *verbs_beside(parse, kid.i))
        elif slot:
            frame.add(slot, *antecedents(parse, kid))
        elif kid.dep == "agent":
            frame.add("subject", *after(parse, [kid]))
        elif kid.dep == "prep":
            add_preposition(parse, frame, kid)
    add_object_shared(parse, frame)
    if passive:
        add_agent_beyond(parse, frame)
    add_modals(parse, frame)
    add_adjectives(parse, frame)
    take_governed(parse, frame, passive=passive)
    add_company(parse, frame, passive=passive)
    add_complements(parse, frame)
    add_purpose(parse, frame)
    add_prepositions_of_object(parse, frame)
    return frame


def is_company(parse: Parse, preposition: Token) -> bool:
    """Whether what follows takes part like who is named before: "*along with* Chad"."""
    return preposition.lower == "along" and any(
        kid.lower == "with" for kid in parse.kids(preposition.i, "prep")
    )


def add_company(parse: Parse, frame: Frame, *, passive: bool) -> None:
    """Give a verb's subject its company: "was claimed by Chad *along with Mali*".

    Of a passive that names nobody it is the object's: "she was held along with *her sister*".
    """
    company = [kid for kid in parse.kids(frame.anchor, "prep") if is_company(parse, kid)]
    inner = [deep for kid in company for deep in parse.kids(kid.i, "prep")]
    slot = "object" if passive and not frame.get("subject") else "subject"
    frame.add(slot, *after(parse, inner))


def add_object_shared(parse: Parse, frame: Frame) -> None:
    """Give a verb the object of the verb right after it: "beat and detained *the crowd*"."""
    if frame.get("object"):
        return
    for other in parse.kids(frame.anchor, "conj"):
        if other.i == frame.anchor + 2 and other.pos == "VERB" and other.tag != "VBG":
            frame.add("object", *(i for kid in parse.kids(other.i, "dobj")
                                  for i in with_conjuncts(parse, kid.i)))  # fmt: skip


def slot_of(kid: Token, *, passive: bool) -> str | None:
    """The slot of a verb's child; a passive's subject is its object, whatever it is labelled."""
    slot = VERB_SLOTS.get(kid.dep)
    return "object" if passive and slot == "subject" else slot


def add_preposition(parse: Parse, frame: Frame, kid: Token, slot: str = "") -> None:
    """Put the objects of a preposition into its slot; a gerund after it is a clause.

    After "as" an adjective counts too: "described it as *unfair*".
    What stands after "according to" and the like is no "to" of the verb.
    """
    name = kid.lower
    if name in NOT_OF_THE_VERB:
        return
    if is_company(parse, kid):
        return
    for inner in parse.kids(kid.i):
        if inner.dep == "pobj" or (name == "as" and inner.pos == "ADJ"):
            frame.add(f"{slot}prep.{name}", *with_conjuncts(parse, inner.i))
        elif inner.dep == "pcomp":
            frame.add("clause", inner.i)
            frame.add(f"{slot}prep.{name}", inner.i)
        elif inner.dep == "prep":
            add_preposition(parse, frame, inner, slot)


def add_prepositions_of_object(parse: Parse, frame: Frame) -> None:
    """Put what stands after the prepositions of an object into `object.prep.*`.

    So is whom the thing is against that the object is of: "the lifting of sanctions on *Chad*", and
    whom it was imposed on: "lifted the curbs placed on *Chad*".
    """
    for head in list(frame.get("object")):
        for verb in parse.kids(head, "acl"):
            for kid in parse.kids(verb.i, "prep") if verb.lemma in LAID else ():
                add_preposition(parse, frame, kid, slot="object.")
        for kid in parse.kids(head, "prep"):
            add_preposition(parse, frame, kid, slot="object.")
            for noun in parse.kids(kid.i, "pobj") if kid.lower == "of" else ():
                for inner in hostile(parse, noun.i):
                    add_preposition(parse, frame, inner, slot="object.")


def add_agent_beyond(parse: Parse, frame: Frame) -> None:
    """Give a passive the "by" that hangs on what it is called: "listed as terrorists *by Chad*"."""
    if frame.get("subject"):
        return
    for noun in frame.get("prep.as"):
        by = [kid for kid in parse.kids(noun, "prep") if kid.lower == "by"]
        frame.add("subject", *after(parse, by))


def add_modals(parse: Parse, frame: Frame) -> None:
    """Put the auxiliaries of a verb and a negation beside them into `modifier`: "*will not* go"."""
    helping = parse.kids(frame.anchor, "aux", "auxpass")
    if helping or parse.tokens[frame.anchor].pos == "AUX":
        negating = parse.kids(frame.anchor, "neg")
        frame.add("modifier", *(kid.i for kid in (*helping, *negating)))


def add_adjectives(parse: Parse, frame: Frame) -> None:
    """Take what a predicate adjective governs: "is willing to *talk* to ...", "is open to ..."."""
    for adjective in parse.kids(frame.anchor, "acomp"):
        for kid in parse.kids(adjective.i, "xcomp", "prep"):
            if kid.dep == "xcomp":
                frame.add("clause", kid.i, *verbs_beside(parse, kid.i))
            else:
                add_preposition(parse, frame, kid)


def add_complements(parse: Parse, frame: Frame) -> None:
    """Put who stands in a complement clause into `clause.subject` and `clause.object`.

    "Demanded that *Chad* leave", "declined to meet *the envoy*", "threatened to retaliate against
    *Mali*", "is willing to consider lifting sanctions on *Chad*". Who gets something goes before
    what they get; what stands after "over" is apart, in `clause.over`: it is the reason.
    """
    below = [kid.i for verb in frame.get("clause") for kid in parse.kids(verb, "xcomp")]
    for verb in [*frame.get("clause"), *below]:
        for kid in sorted(parse.kids(verb), key=lambda kid: kid.lower != "to"):
            if kid.dep in ("nsubj", "nsubjpass") and kid.tag not in ("WP", "WDT"):
                frame.add("clause.subject", *with_conjuncts(parse, kid.i))
            elif kid.dep == "dobj":
                whom = after(parse, hostile(parse, kid.i))
                frame.add("clause.object", *with_conjuncts(parse, kid.i), *whom)
            elif kid.dep == "prep" and kid.lower in (*COMPLEMENT_PREPOSITIONS, "over"):
                slot = "clause.over" if kid.lower == "over" else "clause.object"
                frame.add(slot, *after(parse, [kid]))
    add_conditions(parse, frame, [frame.anchor, *frame.get("clause"), *below])


def add_conditions(parse: Parse, frame: Frame, verbs: Iterable[int]) -> None:
    """Put whoever some verbs depend on into `clause.if`: "will strike if *Chad* attacks"."""
    conditions = [kid for verb in verbs for kid in parse.kids(verb, "advcl")]
    for one in conditions:
        if any(kid.lower in CONDITIONAL for kid in parse.kids(one.i, "mark")):
            subjects = parse.kids(one.i, "nsubj", "nsubjpass")
            named = (kid for kid in subjects if kid.pos != "PRON")
            frame.add("clause.if", *(i for kid in named for i in with_conjuncts(parse, kid.i)))


def add_purpose(parse: Parse, frame: Frame) -> None:
    """Count a purpose clause as a complement ("sent troops to help Chad"), with its objects."""
    purposes = parse.kids(frame.anchor, "advcl", "xcomp")
    for head in frame.get("object"):
        purposes.extend(parse.kids(head, "acl", "relcl"))
    for verb in purposes:
        if verb.tag == "VB" and any(kid.lower == "to" for kid in parse.kids(verb.i, "aux")):
            frame.add("clause", verb.i)
            for noun in parse.kids(verb.i, "dobj"):
                frame.add("purpose.object", *with_conjuncts(parse, noun.i))


def take_governed(parse: Parse, frame: Frame, *, passive: bool) -> None:
    """Fill the empty subject (in a passive: object) from whatever governs the verb.

    So is the object that a relative clause leaves out.
    """
    verb = parse.tokens[frame.anchor]
    slot = "object" if passive else "subject"
    head = parse.tokens[verb.head]
    if verb.dep == "relcl" and leaves_object_out(parse, frame):
        frame.add("object", *(subject_of_predicate(parse, head) or with_conjuncts(parse, head.i)))
    if frame.get(slot) or verb.head == verb.i:
        return
    if verb.dep == "acl":
        if verb.tag in ("VBN", "VBG"):
            frame.add(slot, *(named_among(parse, head) or with_conjuncts(parse, head.i)))
        elif head.pos in ("NOUN", "PROPN"):
            frame.add("subject", *noun_frame(parse, head.i).get("subject"))
    elif verb.dep == "amod" and verb.tag in ("VBN", "VBG"):
        frame.add(slot, head.i)
    elif verb.dep == "conj" and head.pos in ("VERB", "AUX"):
        share_from(frame, verb_frame(parse, head.i), passive=passive, up=is_passive(parse, head.i))
    elif verb.dep in ("xcomp", "advcl", "ccomp", "pcomp"):
        take_controlled(parse, frame, slot)
    frame.shared.add(slot)


def leaves_object_out(parse: Parse, frame: Frame) -> bool:
    """Whether a relative clause without "who" or "that" lacks its object: "the man *they seized*".

    In "the day they spoke" and "the city they fought in" it lacks none; a clause of saying may have
    its own below ("the man they said was free").
    """
    if frame.get("object") or not frame.get("subject"):
        return False
    kids = parse.kids(frame.anchor)
    related = any(kid.tag in ("WDT", "WP", "WRB") or kid.lower == "that" for kid in kids)
    stranded = any(kid.dep == "prep" and not parse.kids(kid.i) for kid in kids)
    return not (related or stranded or parse.kids(frame.anchor, "ccomp", "xcomp"))


def share_from(frame: Frame, above: Frame, *, passive: bool, up: bool) -> None:
    """Share the surface subject of a coordinated verb, and its agent if both are passive."""
    frame.add("object" if passive else "subject", *above.get("object" if up else "subject"))
    if passive and up and not frame.get("subject"):
        frame.add("subject", *above.get("subject"))


def take_controlled(parse: Parse, frame: Frame, slot: str) -> None:
    """Find the unspoken subject of a complement ("urged Iran to stop", "agreed to send")."""
    verb = parse.tokens[frame.anchor]
    governor = parse.tokens[verb.head]
    preposition = ""
    if verb.dep == "pcomp":
        preposition = governor.lower
        governor = parse.tokens[governor.head]
    if governor.pos in ("NOUN", "PROPN"):
        frame.add(slot, *noun_frame(parse, governor.i).get("subject"))
        return
    if governor.pos not in ("VERB", "AUX", "ADJ"):
        return
    if governor.dep == "acomp" and governor.lemma not in TOUGH:  # "Iran is likely to attack"
        governor = parse.tokens[governor.head]
    above = verb_frame(parse, governor.i)
    by_object = preposition in OBJECT_CONTROL_PREPOSITIONS or verb.dep == "xcomp"
    by_object = by_object and governor.pos == "VERB" and governor.lemma not in BY_MEANS
    by_object = by_object and not is_phoned(parse, verb, governor)
    if (by_object or is_passive(parse, governor.i)) and above.get("object"):
        frame.add(slot, *above.get("object"))
    elif verb.dep != "ccomp" or not parse.kids(verb.i, "mark"):
        frame.add(slot, *above.get("subject"))
        if (governor.lemma, preposition) in TOGETHER:
            frame.add(slot, *above.get("object"))


def is_phoned(parse: Parse, verb: Token, governor: Token) -> bool:
    """Whether to call somebody is to phone: "called the envoy to thank *him*".

    Nobody is called on to do something to "him" or "her" and means himself.
    """
    objects = parse.kids(verb.i, "dobj") if governor.lemma == "call" else []
    return any(kid.tag == "PRP" and not kid.lower.endswith(REFLEXIVE) for kid in objects)


def frame_at(parse: Parse, word: int, light_verbs: frozenset[str]) -> Frame:
    """The slots of a word, as a noun or as a verb."""
    if parse.tokens[word].pos in NOUNS:
        return noun_frame(parse, word, light_verbs)
    return verb_frame(parse, word)


def noun_frame(parse: Parse, noun: int, light_verbs: frozenset[str] = frozenset()) -> Frame:
    """The slots of an event noun: owner, modifiers, prepositions, the light verb's subject."""
    frame = Frame(noun)
    for kid in parse.kids(noun):
        if kid.dep == "poss":
            frame.add("owner", *with_conjuncts(parse, kid.i))
            frame.add("subject", *with_conjuncts(parse, kid.i))
        elif kid.dep in ("amod", "compound", "nmod", "npadvmod"):
            frame.add("modifier", *with_conjuncts(parse, kid.i))
        elif kid.dep in ("prep", "agent"):
            add_preposition(parse, frame, kid)
        elif kid.dep in ("acl", "relcl", "ccomp") or is_for_to(parse, kid):
            frame.add("clause", kid.i)
    add_complements(parse, frame)
    frame.add("object", *frame.get("prep.of"))
    frame.add("subject", *frame.get("prep.by"))
    add_light_verb(parse, frame, light_verbs)
    add_said_to_do(parse, frame, light_verbs)
    return frame


def is_for_to(parse: Parse, verb: Token) -> bool:
    """Whether a verb tells what somebody is to do: "a call for *Chad to wait*"."""
    return verb.dep == "advcl" and any(kid.lower == "for" for kid in parse.kids(verb.i, "mark"))


def add_said_to_do(parse: Parse, frame: Frame, light_verbs: frozenset[str]) -> None:
    """Give a noun the subject that a clause on it tells.

    "A raid staged by *rebels*", "the bombing that was blamed on *separatists*".
    """
    for verb in parse.kids(frame.anchor, "acl", "relcl"):
        if verb.lemma in light_verbs and verb.tag == "VBN":
            prepositions = parse.kids(verb.i, "agent")
        else:
            word = BLAMED.get(verb.lemma)
            prepositions = [kid for kid in parse.kids(verb.i, "prep") if kid.lower == word]
        frame.add("subject", *after(parse, prepositions))


def add_light_verb(parse: Parse, frame: Frame, light_verbs: frozenset[str]) -> None:
    """Give a noun the subject of the light verb that it is object of ("launched an attack")."""
    token = first_conjunct(parse, frame.anchor)
    verb = parse.tokens[token.head]
    if verb.lemma not in light_verbs or token.dep not in ("dobj", "nsubjpass"):
        return
    above = verb_frame(parse, verb.i)
    frame.add("light verb", verb.i)
    frame.add("subject", *above.get("subject"))
    for slot, heads in above.slots.items():
        if slot.startswith("prep.") and not frame.get(slot):
            frame.add(slot, *heads)


def add_governing(parse: Parse, frame: Frame) -> None:
    """Put into `governor` the subject of the verb whose adjunct the noun stands in.

    "*The envoy* said on a visit to Rome", "*She* spoke after talks with the rebels". The verb
    itself goes into `governing`.
    """
    token = first_conjunct(parse, frame.anchor)
    above = parse.tokens[token.head]
    if token.dep != "pobj" or above.dep != "prep" or above.lower not in ADJUNCT_PREPOSITIONS:
        return
    verb = parse.tokens[above.head]
    if verb.pos in ("VERB", "AUX"):
        frame.add("governor", *verb_frame(parse, verb.i).get("subject"))
        frame.add("governing", verb.i)
