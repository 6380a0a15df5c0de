"""Family names that the tagger takes for common words ("*Trump* granted", "accused *May*").

A report that names somebody in full or with a title calls the same person by the family name alone
later on. A word that ends such a name is that name wherever it stands alone as a noun does, unless
the report writes it small as well.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Token

PERSON = "PERSON"
NO_DATE = frozenset(("nsubj", "nsubjpass", "dobj", "poss"))
OF_A_NOUN = NO_DATE | {"csubj", "dative", "pobj", "conj", "appos"}
MISTAKEN = frozenset(("NOUN", "VERB", "ADJ"))
BEFORE = frozenset(("det", "amod", "compound", "nmod", "poss", "nummod"))


def with_surnames(tokens: Sequence[Token]) -> list[Token]:
    """The words of a report with family names tagged and labelled as such."""
    known = surnames(tokens)
    return [named(one) if is_surname(tokens, one, known) else one for one in tokens]


def surnames(tokens: Sequence[Token]) -> set[str]:
    """The last words of the persons that the parser sees, but those written small as well.

    The modal "may" is no noun, and does not count.
    """
    found = {
        token.text
        for token in tokens
        if token.ent == PERSON and token.pos == "PROPN" and token.text.istitle()
        and ends_name(tokens, token) and is_led_up_to(tokens, token)
    }  # fmt: skip
    if not found:
        return found
    return found - {t.text.title() for t in tokens if t.text.islower() and t.pos != "AUX"}


def ends_name(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a labelled word is the last of its name."""
    after = tokens[token.i + 1 : token.i + 2]
    return not after or after[0].ent_start or after[0].ent != token.ent


def is_led_up_to(tokens: Sequence[Token], token: Token) -> bool:
    """Whether a word of the same phrase stands right before: a given name, or a title."""
    before = tokens[token.i - 1] if token.i else None
    return before is not None and before.head == token.i and before.dep in BEFORE


def is_surname(tokens: Sequence[Token], token: Token, known: set[str]) -> bool:
    """Whether a word is one of some family names, though the tagger or the labels say otherwise."""
    if token.text not in known or token.ent not in ("", "DATE") or is_led_up_to(tokens, token):
        return False
    if token.pos == "PROPN":
        return token.dep in NO_DATE
    return token.pos in MISTAKEN and token.dep in OF_A_NOUN


def named(token: Token) -> Token:
    """A word as a person's name."""
    return replace(token, pos="PROPN", tag="NNP", lemma=token.lower, ent=PERSON, ent_start=True)
