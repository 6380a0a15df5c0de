"""Where an assessment stands: its cue, what is assessed, and whether its conditions are met."""

from dataclasses import dataclass

from dateline.attribute.hedges import is_known_clause
from dateline.attribute.sources import is_passive
from dateline.model import Kind, Parse, Reading, Token, View

VERBS = ("VERB", "AUX")
TREND = "trend"
RIGHT = frozenset((
    "dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "prep", "dative", "prt", "agent",
    "npadvmod", "advmod", "pcomp", "pobj", "acl",
))  # fmt: skip
COMPLEMENTS = ("dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "dative")
FINITE = ("VBD", "VBZ", "VBP", "VBN")
DEFINITE = ("the", "this", "that", "these", "those")
GROUP = ("aux", "auxpass", "neg")
GOING_ON = ("have", "be", "continue", "keep")
PEOPLE = frozenset(("he", "she", "they", "we", "i", "you", "who", "him", "her", "them"))
SPEAKERS = ("i", "we", "you")
COMPARED = {"@comparative": ("JJR", "RBR"), "@superlative": ("JJS", "RBS")}


@dataclass(frozen=True, slots=True)
class ViewForm:
    """One word or phrase of an entry: the words beside the first (for nouns: before the last)."""

    entry: View
    second: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """The head token of a cue, and the token ranges of cue and content."""

    head: int
    cue: tuple[int, int]
    content: tuple[int, int]

    @property
    def is_whole(self) -> bool:
        """Whether cue and content have words; odd parses may turn their ends around."""
        return self.cue[0] < self.cue[1] and self.content[0] < self.content[1]


def place(reading: Reading, token: Token, name: str, form: ViewForm) -> Point | None:
    """Where an entry stands if its word does at a token; None where it does not hold."""
    match name:
        case "verb":
            found = by_verb(reading, token, form)
        case "noun":
            found = by_noun(reading.parse, token, form)
        case "adjective":
            found = by_adjective(reading, token, form)
        case _:
            found = by_phrase(reading.parse, token, form)
    return found if found and found.is_whole else None


def by_verb(reading: Reading, token: Token, form: ViewForm) -> Point | None:
    """A verb with its object, clause or preposition; for a trend, its whole clause."""
    parse = reading.parse
    last = verb_end(parse, token, form)
    if last is None or not verb_fits(reading, token, form):
        return None
    cue = (group_start(parse, token.i), last)
    if form.entry.kind == TREND:
        return Point(token.i, cue, clause(parse, token.i))
    content = (last, right_end(parse, token.i))
    return Point(token.i, cue, content) if content[0] < content[1] else None


def verb_end(parse: Parse, verb: Token, form: ViewForm) -> int | None:
    """Where a verb ends, with its second word if that follows; None when that is not there."""
    last = verb.i + 1
    for word in form.second:
        near = (kid for host in particle_hosts(parse, verb) for kid in parse.kids(host))
        kid = next((kid for kid in near if kid.lower == word and kid.i > verb.i), None)
        if kid is None:
            return None
        last = kid.i + 1 if kid.i == last else last
    return last


def verb_fits(reading: Reading, verb: Token, form: ViewForm) -> bool:
    """Whether voice, holder, subject and object are as an entry asks."""
    parse, entry = reading.parse, form.entry
    kids = parse.kids(verb.i)
    hidden = entry.holder == "hidden"
    if hidden is not is_passive(parse, verb.i):
        return False
    if hidden and any(kid.dep == "agent" for kid in kids):
        return False
    if entry.holder != "outlet" and any(kid.dep == "neg" for kid in kids):
        return False
    itself = speaks_itself(parse, verb) and entry.kind != "forecast"
    if entry.holder != "outlet" and (itself or is_asked(parse, verb)):
        return False
    if entry.kind != TREND and any(kid.tag == "TO" for kid in kids):
        return False
    return (
        leads_on(parse, verb, form)
        and subject_holds(reading, verb, entry)
        and object_holds(parse, verb, entry)
    )


def leads_on(parse: Parse, verb: Token, form: ViewForm) -> bool:
    """Whether a verb has the complement that an assessment needs, or tells a lasting change."""
    entry = form.entry
    if entry.kind == TREND:
        return "@comparative" in entry.object or is_going_on(parse, verb)
    return bool(form.second or entry.object or parse.kids(verb.i, *COMPLEMENTS))


def particle_hosts(parse: Parse, verb: Token) -> list[int]:
    """Where the second word of a verb may hang: on it or its object ("see the law as unjust")."""
    return [verb.i, *(kid.i for kid in parse.kids(verb.i, "dobj"))]


def by_noun(parse: Parse, token: Token, form: ViewForm) -> Point | None:
    """A noun for what something is or what may come: "a sign of", "the risk that"."""
    first = token.i - len(form.second)
    if tuple(t.lower for t in parse.tokens[max(first, 0) : token.i]) != form.second:
        return None
    head = parse.tokens[token.head]
    named = token.dep == "attr" and head.lemma == "be"
    aside = token.dep == "appos"
    below = [k for k in parse.kids(token.i, "prep", "acl", "relcl", "ccomp") if k.i > token.i]
    below = [k for k in below if k.dep != "prep" or k.lower in ("of", "for", "to", "that")]
    clear = [k for k in below if k.dep in ("acl", "ccomp") or k.dep == "prep"]
    if form.entry.kind == "forecast":
        clear = [k for k in clear if k.dep != "prep" or k.lower == "of"]
        if not clear:
            return None
    elif form.entry.object:
        clear = [k for k in clear if k.dep != "prep" and parse.kids(k.i, "mark")]
        if not clear:
            return None
    elif not (named or aside) or not below:
        return None
    found = clear or below
    places = parse.subtree(found[0].i)
    start = places[0] + 1 if found[0].dep == "prep" else places[0]
    cue_first = group_start(parse, head.i) if named else first
    if named and head.i > token.i:
        cue_first = first
    content = (start, places[-1] + 1)
    return Point(token.i, (cue_first, token.i + 1), content) if content[0] < content[1] else None


def by_adjective(reading: Reading, token: Token, form: ViewForm) -> Point | None:
    """An adjective: before its noun in a trend, else after "is"."""
    parse = reading.parse
    if form.second:
        return None
    if form.entry.kind == TREND:
        if token.dep != "amod" or token.head < token.i or not is_asserted(parse, token.head):
            return None
        places = parse.subtree(token.head)
        return Point(token.i, (token.i, token.i + 1), (places[0], places[-1] + 1))
    verb = parse.tokens[token.head]
    if token.dep not in ("acomp", "oprd", "ROOT", "ccomp", "conj") and token.tag != "VBN":
        return None
    if token.dep in ("acomp", "oprd") and verb.pos in VERBS:
        if not subject_holds(reading, verb, form.entry):
            return None
        return Point(token.i, (group_start(parse, verb.i), token.i + 1), clause(parse, verb.i))
    led = [k for k in parse.kids(token.i, "xcomp") if k.tag == "VB"]
    return Point(token.i, (token.i, token.i + 1), clause(parse, token.i)) if led else None


def is_asserted(parse: Parse, noun: int) -> bool:
    """Whether a noun is what a sentence is about: its subject, or what there is."""
    token = parse.tokens[noun]
    there = token.dep == "attr" and bool(parse.kids(token.head, "expl"))
    return there or token.dep in ("nsubj", "nsubjpass", "ROOT")


def by_phrase(parse: Parse, token: Token, form: ViewForm) -> Point | None:
    """Words as they stand; a modal only where it tells what may come."""
    last = token.i + 1 + len(form.second)
    if tuple(t.lower for t in parse.tokens[token.i + 1 : last]) != form.second:
        return None
    if (
        form.entry.kind == TREND
        and token.pos == "ADP"
        and parse.tokens[token.head].pos not in VERBS
    ):
        return None
    modal = form.entry.kind == "forecast" and not form.second
    if modal and not (token.tag == "MD" and looks_ahead(parse, token)):
        return None
    host = token
    while host.pos not in VERBS and host.head != host.i:
        host = parse.tokens[host.head]
    if token.dep in ("aux", "auxpass"):
        host = parse.tokens[token.head]
    content = clause(parse, host.i)
    inside = content[0] <= token.i and last <= content[1]
    below = parse.subtree(token.i)[-1] + 1
    if form.entry.kind == "interpretation" and last < below:
        return Point(host.i, (token.i, last), (last, below))
    return Point(host.i, (token.i, last), content) if inside else None


def speaks_itself(parse: Parse, verb: Token) -> bool:
    """Whether a verb's subject is the speaker: "I think" adds nothing to who says so."""
    return any(kid.lower in SPEAKERS for kid in parse.kids(verb.i, "nsubj"))


def is_asked(parse: Parse, verb: Token) -> bool:
    """Whether somebody should or must hold a view: nobody is said to hold it."""
    return any(kid.lower in ("should", "must") for kid in parse.kids(verb.i, "aux"))


def looks_ahead(parse: Parse, modal: Token) -> bool:
    """Whether a modal tells what may come: not of the past, not denied, not of oneself."""
    verb = parse.tokens[modal.head]
    kids = parse.kids(verb.i)
    past = any(kid.lemma == "have" and kid.dep == "aux" for kid in kids)
    denied = any(kid.dep == "neg" for kid in kids)
    return modal.dep == "aux" and not (past or denied or speaks_itself(parse, verb))


def subject_holds(reading: Reading, verb: Token, entry: View) -> bool:
    """Whether a verb's subject meets an entry's condition."""
    if not entry.subject:
        return True
    parse = reading.parse
    at: Token | None = verb
    while at is not None:
        found = parse.kids(at.i, "nsubj", "csubj", "nsubjpass")
        if found:
            break
        above = parse.tokens[at.head]
        at = above if at.dep in ("conj", "xcomp", "advcl") and above.i != at.i else None
    if at is None:
        return verb.dep in ("acl", "advcl", "relcl", "xcomp")
    subject = parse.kids(at.i, "nsubj", "csubj", "nsubjpass")[0]
    if "@thing" in entry.subject:
        return not acts(reading, subject)
    return subject.lemma in entry.subject


def acts(reading: Reading, noun: Token) -> bool:
    """Whether a noun is somebody who can act."""
    mention = reading.by_head.get(noun.i)
    if mention is None:
        return noun.lower in PEOPLE
    person = mention.who.kind in (Kind.PERSON, Kind.OFFICE, Kind.GROUP, Kind.STATE, Kind.BODY)
    return (mention.is_actor and person) or noun.lower in PEOPLE - {"they", "them"}


def object_holds(parse: Parse, verb: Token, entry: View) -> bool:
    """Whether what follows a verb meets an entry's condition."""
    if not entry.object:
        return True
    wanted = set(entry.object)
    after = [kid for kid in parse.kids(verb.i) if kid.i > verb.i]
    if "@ongoing" in wanted:
        modal = any(kid.tag == "MD" for kid in parse.kids(verb.i, "aux"))
        return not modal and any(kid.dep == "xcomp" and kid.lemma in wanted for kid in after)
    if "@state" in wanted:
        return any(kid.dep in ("acomp", "oprd") for kid in after)
    held = entry.holder == "subject"
    clauses = [k for k in after if k.dep == "ccomp" or (k.dep == "xcomp" and not held)]
    if "@clause" in wanted and clauses:
        past = any(k.lemma == "have" for one in clauses for k in parse.kids(one.i, "aux"))
        return not (past and entry.kind == "forecast")
    for kid in after:
        if kid.dep not in ("dobj", "attr", "acomp", "oprd", "nsubjpass", "dative"):
            continue
        near = [kid, *parse.kids(kid.i)]
        if kid.lemma in wanted or kid.lower in wanted:
            return True
        if any(
            name in wanted and any(t.tag in tags for t in near) for name, tags in COMPARED.items()
        ):
            return True
    return False


def is_going_on(parse: Parse, verb: Token) -> bool:
    """Whether a change lasts: "has grown", "is growing", "continues to grow"."""
    aux = {kid.lemma for kid in parse.kids(verb.i, "aux")}
    if verb.lemma in GOING_ON:
        return True
    above = parse.tokens[verb.head]
    kept = verb.dep == "xcomp" and above.lemma in GOING_ON
    return kept or ("have" in aux and verb.tag == "VBN") or ("be" in aux and verb.tag == "VBG")


def group_start(parse: Parse, verb: int) -> int:
    """Where a verb's auxiliaries begin."""
    first = verb
    kids = {kid.i: kid for kid in parse.kids(verb)}
    while (kid := kids.get(first - 1)) and (kid.dep in GROUP or kid.tag == "RB"):
        first -= 1
    return first


def right_end(parse: Parse, verb: int) -> int:
    """The end of what follows a verb, before coordinated verbs and asides."""
    last = verb + 1
    for kid in parse.kids(verb):
        if kid.i < verb:
            continue
        if kid.dep not in RIGHT:
            if kid.dep in ("conj", "cc", "advcl", "punct", "parataxis"):
                break
            continue
        last = max(last, parse.subtree(kid.i)[-1] + 1)
    while last > verb + 1 and parse.tokens[last - 1].pos in ("PUNCT", "SPACE"):
        last -= 1
    return last


def clause(parse: Parse, verb: int) -> tuple[int, int]:
    """A clause: from its subject to the end of what follows its verb."""
    first = min(
        [
            verb,
            *(
                parse.subtree(k.i)[0]
                for k in parse.kids(verb)
                if k.i < verb and k.dep in ("nsubj", "nsubjpass", "csubj", "expl")
            ),
        ]
    )
    return min(first, group_start(parse, verb)), right_end(parse, verb)


def is_assessed(parse: Parse, anchor: int, point: Point) -> bool:
    """Whether a happening is what an assessment is about, not a fact mentioned in it.

    Facts are what a finite relative or circumstantial clause tells or a clause with "why", and a
    definite noun phrase that is the object of another verb or preposition ("anger over *the
    arrest*").
    """
    first, last = point.content
    if not first <= anchor < last or anchor == point.head:
        return False
    i = anchor
    while first <= i < last and i != point.head:
        token = parse.tokens[i]
        if token.dep in ("relcl", "advcl", "acl") and token.tag in FINITE:
            return False
        if is_known_clause(parse, token):
            return False
        if token.dep in ("pobj", "dobj") and is_definite(parse, i):
            above = parse.tokens[token.head]
            governor = above.head if token.dep == "pobj" else above.i
            if governor != point.head and first <= above.i < last:
                return False
        if token.head == i:
            break
        i = token.head
    return True


def is_definite(parse: Parse, noun: int) -> bool:
    """Whether a noun phrase points to something known."""
    return any(k.dep == "poss" or k.lower in DEFINITE for k in parse.kids(noun, "det", "poss"))
