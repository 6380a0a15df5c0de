"""Family names that the tagger takes for common words ("*Trump* granted", "as *May* said").

A report that names somebody in full calls the same person by the family name alone later on. A
word with a capital that the parser labels as a person's last name anywhere in a report is that
name wherever it stands alone as a noun does.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Token

PERSON = "PERSON"
OF_A_NOUN = frozenset(
    ("nsubj", "nsubjpass", "csubj", "dobj", "dative", "pobj", "conj", "appos", "poss")
)
NO_DATE = frozenset(("nsubj", "nsubjpass", "dobj", "poss"))
MISTAKEN = frozenset(("NOUN", "VERB", "ADJ"))


def with_surnames(tokens: Sequence[Token]) -> list[Token]:
    """The words of a report with family names tagged and labelled as such."""
    known = surnames(tokens)
    return [named(token) if is_surname(token, known) else token for token in tokens]


def surnames(tokens: Sequence[Token]) -> set[str]:
    """The last words of the persons that the parser sees, but those written small as well."""
    found = {
        token.text
        for token in tokens
        if token.ent == PERSON and token.pos == "PROPN" and token.text.istitle()
        and ends_name(tokens, token)
    }  # fmt: skip
    return found - {token.text.title() for token in tokens if token.text.islower()}


def ends_name(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a labelled word is the last of its name."""
    after = tokens[token.i + 1 : token.i + 2]
    return not after or after[0].ent_start or after[0].ent != token.ent


def is_surname(token: Token, known: set[str]) -> bool:
    """Whether a word is one of some family names, though the tagger or the labels say otherwise."""
    if token.text not in known or token.ent == PERSON:
        return False
    if token.pos == "PROPN":
        return token.ent in ("", "DATE") and token.dep in NO_DATE
    return token.pos in MISTAKEN and token.dep in OF_A_NOUN


def named(token: Token) -> Token:
    """A word as a person's name."""
    return replace(token, pos="PROPN", tag="NNP", lemma=token.lower, ent=PERSON, ent_start=True)
