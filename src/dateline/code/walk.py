"""Ways through a parse: conjuncts, what stands after prepositions, whom "who" stands for."""

from collections.abc import Iterable

from dateline.model import Parse, Token

PHRASE_LIMIT = 14
HOSTILE_PREPOSITIONS = ("against", "on")


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is passive: an auxiliary or subject says so, or it is a bare participle."""
    token = parse.tokens[verb]
    if any(kid.dep in ("auxpass", "nsubjpass", "csubjpass") for kid in parse.kids(verb)):
        return True
    if token.tag != "VBN" or parse.kids(verb, "aux"):
        return False
    # "Two were killed and one injured", "was condemned and denied aid"; "and one injured a guard".
    has_own = parse.kids(verb, "nsubj") and parse.kids(verb, "dobj")
    if token.dep == "conj" and not has_own:
        head = parse.tokens[token.head]
        return head.tag == "VBN" and is_passive(parse, head.i)
    return token.dep in ("acl", "advcl", "ROOT", "amod")


def with_conjuncts(parse: Parse, head: int) -> list[int]:
    """A head token and everything coordinated with it."""
    found, todo = [], [head]
    while todo:
        i = todo.pop(0)
        found.append(i)
        todo.extend(kid.i for kid in parse.kids(i, "conj") if kid.pos != "VERB")
    return found


def verbs_beside(parse: Parse, verb: int) -> list[int]:
    """The verbs coordinated with a verb."""
    return [kid.i for kid in parse.kids(verb, "conj") if kid.pos == "VERB"]


def after(parse: Parse, prepositions: Iterable[Token]) -> list[int]:
    """The heads of what stands after some prepositions, conjuncts included."""
    nouns = [noun for one in prepositions for noun in parse.kids(one.i, "pobj")]
    return [i for noun in nouns for i in with_conjuncts(parse, noun.i)]


def hostile(parse: Parse, noun: int) -> list[Token]:
    """The prepositions of a thing that name whom it is against: "sanctions *on* Chad"."""
    return [kid for kid in parse.kids(noun, "prep") if kid.lower in HOSTILE_PREPOSITIONS]


def antecedents(parse: Parse, noun: Token) -> list[int]:
    """What a subject or object stands for: for "who", "which", "that", the noun before them."""
    if noun.tag in ("WP", "WDT"):
        verb = parse.tokens[noun.head]
        while verb.dep in ("xcomp", "ccomp", "conj"):
            verb = parse.tokens[verb.head]
        if verb.dep == "relcl":
            return [noun.i, *with_conjuncts(parse, verb.head)] if noun.tag == "WP" else [verb.head]
    return with_conjuncts(parse, noun.i)


def named_among(parse: Parse, those: Token) -> list[int]:
    """Who is said to be among some: "Among those held is *Ada Diaz*", "Those held include ..."."""
    above = parse.tokens[those.head]
    if those.lower != "those":
        return []
    if above.lower == "among":
        above = parse.tokens[above.head]
        named = parse.kids(above.i, "nsubj", "attr") if above.lemma == "be" else []
    else:
        named = parse.kids(above.i, "dobj") if above.lemma == "include" else []
    return [i for one in named for i in with_conjuncts(parse, one.i)]


def subject_of_predicate(parse: Parse, noun: Token) -> list[int]:
    """Who is said to be what a noun says: "*Mali* is the second country that was warned"."""
    verb = parse.tokens[noun.head]
    if noun.dep != "attr" or verb.lemma != "be":
        return []
    subjects = [one for one in parse.kids(verb.i, "nsubj") if one.pos != "PRON"]
    return [i for one in subjects for i in with_conjuncts(parse, one.i)]


def first_conjunct(parse: Parse, i: int) -> Token:
    """A token, or the first of those that it is coordinated with."""
    token = parse.tokens[i]
    while token.dep == "conj" and token.head != token.i:
        token = parse.tokens[token.head]
    return token


def phrase_tokens(parse: Parse, head: int) -> list[Token]:
    """The tokens that make a noun phrase what it is: head, modifiers, of-complement, apposition.

    The "of" is among them, so that a phrase of a pattern can be written as it is said.
    """
    found, todo = [parse.tokens[head]], [head]
    while todo and len(found) < PHRASE_LIMIT:
        for kid in parse.kids(todo.pop()):
            if kid.dep in ("compound", "amod", "nmod", "nummod", "poss", "quantmod", "appos"):
                found.append(kid)
                todo.append(kid.i)
            elif kid.dep == "prep" and kid.lower == "of":
                inner = parse.kids(kid.i, "pobj")
                found.extend([kid, *inner] if inner else [])
                todo.extend(noun.i for noun in inner)
    return sorted(found, key=lambda token: token.i)
