"""Why a sentence is coded as it is: the patterns that fired, and those that nearly did."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.code.frame import NOUNS, Frame, frame_at
from dateline.code.match import (
    PatternIndex,
    Rule,
    first_of_noun,
    last_of_verb,
    slot_holds,
)
from dateline.model import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One pattern at one anchor: whether it `fired`, and if not, what was missing."""

    sentence: int
    anchor: str
    start: int
    pattern: str
    type: str
    fired: bool
    missing: str = ""


def explain(index: PatternIndex, reading: Reading) -> Iterator[Explanation]:
    """Every pattern whose anchor word stands in the text, in text order.

    A pattern that did not fire says which slot condition failed; one whose fixed second word
    ("carry *out*") is not there is none that nearly fires, and is left out.
    """
    parse = reading.parse
    for token in parse.tokens:
        nominal = token.pos in NOUNS
        rules = index.rules_at(token)
        if not rules:
            continue
        frame = frame_at(parse, token.i, index.light_verbs)
        for rule in rules:
            fixed = first_of_noun if nominal else last_of_verb
            if fixed(parse, token, rule.second) is None:
                continue
            missing = failed(reading, frame, rule)
            yield Explanation(
                sentence=token.sentence + 1,
                anchor=token.text,
                start=token.start,
                pattern=rule.pattern.id,
                type=rule.pattern.type,
                fired=not missing,
                missing=missing,
            )


def failed(reading: Reading, frame: Frame, rule: Rule) -> str:
    """The first condition that keeps a rule from firing; empty when it fires."""
    for slot, words in rule.needs:
        if not slot_holds(reading, frame, slot, words):
            return f"{slot} holds {held(reading, frame, slot)}"
    for slot, words in rule.bars:
        if slot_holds(reading, frame, slot, words):
            return f"{slot} may not hold {held(reading, frame, slot)}"
    return ""


def held(reading: Reading, frame: Frame, slot: str) -> str:
    """The words in a slot, for a message."""
    heads = frame.get(slot)
    words = ", ".join(repr(reading.parse.tokens[head].text) for head in heads)
    return words or "nothing"
