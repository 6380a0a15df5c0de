"""Who gets or suffers what a noun tells, by the verb or phrase that the noun stands in.

"*Chad* faces sanctions", "*The camp* came under attack", "*She* was the target of a campaign".
"""

from dateline.code.frame import verb_frame
from dateline.model import Parse, Token

UNDERGOING = frozenset(
    ("face", "get", "receive", "suffer", "undergo", "sustain", "endure", "incur", "draw", "attract",
     "await", "withstand", "survive", "escape", "avoid", "serve")
)  # fmt: skip
TARGETS = frozenset(("target", "subject", "object", "victim", "focus", "recipient", "butt"))
BEING = frozenset(("be", "come", "remain", "stay", "fall", "become"))


def undergoers(parse: Parse, noun: int) -> list[int]:
    """The heads of whoever undergoes what a noun tells; empty where nothing says so."""
    token = parse.tokens[noun]
    while token.dep == "conj" and token.head != token.i:
        token = parse.tokens[token.head]
    above = parse.tokens[token.head]
    if token.dep == "dobj" and above.lemma in UNDERGOING:
        return verb_frame(parse, above.i).get("subject")
    if token.dep != "pobj":
        return []
    verb = undergone_in(parse, above)
    return verb_frame(parse, verb.i).get("subject") if verb else []


def undergone_in(parse: Parse, preposition: Token) -> Token | None:
    """The verb whose subject undergoes what stands after a preposition."""
    above = parse.tokens[preposition.head]
    if preposition.lower == "under" and above.lemma in BEING:
        return above
    if preposition.lower == "with" and above.lemma == "meet":
        return above
    if preposition.lower == "to" and above.lemma == "subject":
        above = parse.tokens[above.head] if above.dep in ("acomp", "attr", "oprd") else above
        return above if above.lemma in BEING else None
    if preposition.lower == "of" and above.lemma in TARGETS and above.dep == "attr":
        return parse.tokens[above.head]
    return None
