"""Whom an object pronoun cannot stand for: whoever does what is done to it.

"Carter criticised *him*": not Carter. Principle B of Chomsky, Lectures on Government and Binding,
1981; what is done to oneself is said with "himself".
"""

from collections.abc import Container

from dateline.model import Parse, Token

DONE_TO = ("dobj", "dative")
TO_WHOM = ("to", "against", "from", "by", "at", "for", "on", "of")
SUBJECTS = ("nsubj", "nsubjpass")
SHARING = ("conj", "advcl", "pcomp")
NAMING = ("nsubj", "dobj", "pobj")  # where "it" may name somebody


def doers(parse: Parse, at: Token) -> list[int]:
    """The heads of whoever does what is done to a pronoun; empty where it is no object."""
    verb = parse.tokens[at.head]
    if at.dep == "pobj" and verb.dep in ("prep", "dative") and verb.lower in TO_WHOM:
        verb = parse.tokens[verb.head]
    elif at.dep not in DONE_TO:
        return []
    if verb.pos not in ("VERB", "AUX"):
        return []
    return subjects_of(parse, verb)


def subjects_of(parse: Parse, verb: Token) -> list[int]:
    """The heads of a verb's subjects, also of the subject that it shares with a verb above.

    Whoever is asked or made to do something is the subject of what is to be done.
    """
    while True:
        found = parse.kids(verb.i, *SUBJECTS)
        above = parse.tokens[verb.head]
        if verb.dep == "pcomp" and above.pos == "ADP":  # "replied by accusing *it*"
            above = parse.tokens[above.head]
        if found or above.i == verb.i or above.pos not in ("VERB", "AUX"):
            break
        if verb.dep == "xcomp":
            found = parse.kids(above.i, "dobj", "nsubj", "nsubjpass")[-1:]
            break
        if verb.dep not in SHARING:
            break
        verb = above
    return [i for one in found for i in (one.i, *(kid.i for kid in parse.kids(one.i, "conj")))]


def may_act(parse: Parse, it: Token, of_things: Container[str]) -> bool:
    """Whether "it" may stand for a state or a body: as a subject, object or after a preposition.

    The object of some verbs is what was said, done or proposed ("denied *it*", "called *it* bad").
    """
    if it.lower != "it":
        return True
    verb = parse.tokens[it.head]
    if it.dep == "nsubj" and verb.dep == "ccomp" and verb.pos in ("ADJ", "NOUN"):
        verb = parse.tokens[verb.head]
    elif it.dep != "dobj":
        return it.dep in NAMING
    return verb.lemma not in of_things
