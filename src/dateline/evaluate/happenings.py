"""A marked event mention of a parsed report in, what it tells out: its word's family, who and what.

A word's family is its stem, so that "attack", "attacked" and "attacker" are one, and beyond that
the family that the lexicon's list `merge.happenings` puts it in ("blaze": that of "fire").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dateline.model import Lexicon, Reading, Token

# The endings that make nouns and forms of verbs, longest first, one of which is cut off; what is
# left has four letters or more (after Porter 1980, much reduced).
ENDINGS = (
    "ations", "ation", "ition", "tion", "sion", "ment", "ing", "ings", "age", "ance", "ence",
    "ure", "al", "er", "or", "ed", "ity", "y", "e", "d",
)  # fmt: skip
STEM = 4
CONTENT = ("VERB", "NOUN", "PROPN")
DOERS, DONE_TO = ("nsubj", "poss"), ("nsubjpass", "dobj", "attr", "oprd")
NAMING = ("compound", "nummod", "amod", "poss", "nmod")
SHARING = ("conj", "xcomp", "advcl")
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a mention tells: family of its head word, whether that is speech, doers, done to."""

    family: str
    speech: bool = False
    doers: frozenset[str] = frozenset()
    done_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Families:
    """The families of words, by stem, and the stems of verbs of speech."""

    of: Mapping[str, str]
    speech: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> Self:
        """Take the families of a lexicon; a word in two is of the first."""
        found: dict[str, str] = {}
        for family in lexicon.words.get("merge.happenings", ()):
            first, *rest = family.split()
            for word in (first, *rest):
                found.setdefault(stem(word), f"{first} and its like")
        speech = lexicon.words.get("merge.speech", ())
        return cls(found, frozenset(stem(word) for word in speech))

    def told(self, reading: Reading, mention: Mapping[str, object]) -> Told:
        """What a mention of a report tells."""
        head = head_of(reading, mention)
        word = stem(head.lemma.lower() if head else str(mention["text"]).lower())
        family = self.of.get(word, word)
        if head is None:
            return Told(family)
        doers, done_to = around(reading, head)
        return Told(family, word in self.speech, doers, done_to)


def stem(word: str) -> str:
    """A word without its ending: the same for a verb's forms and the nouns made of it."""
    if len(word) > STEM and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= STEM), "")
    word = word.removesuffix(ending).removesuffix("i")
    if len(word) > STEM:
        word = word.removesuffix("e")
    return word[:-1] if len(word) > STEM and word[-1] == word[-2] else word


def head_of(reading: Reading, mention: Mapping[str, object]) -> Token | None:
    """The head token of a mention, a verb or noun where there is one."""
    parse = reading.parse
    start, end = mention["start"], mention["end"]
    inside = parse.tokens_in(parse.doc.span(start, end))  # type: ignore[arg-type]
    places = {token.i for token in inside}
    tops = [t for t in inside if t.head not in places or t.head == t.i]
    content = [t for t in tops if t.pos in CONTENT]
    return next(iter(content or tops), None)


def around(reading: Reading, head: Token) -> tuple[frozenset[str], frozenset[str]]:
    """The words for those who do it and those it is done to."""
    parse = reading.parse
    doers = parse.kids(head.i, *DOERS)
    done_to = parse.kids(head.i, *DONE_TO)
    for kid in parse.kids(head.i, "prep", "agent"):
        if kid.lower == "by":
            doers += parse.kids(kid.i, "pobj")
        elif kid.lower == "of" and head.pos != "VERB":
            done_to += parse.kids(kid.i, "pobj")
    if head.pos == "VERB" and not parse.kids(head.i, "nsubj", "nsubjpass"):
        above = parse.tokens[head.head]
        if head.dep in ("relcl", "acl"):
            (done_to if head.tag == "VBN" else doers).append(above)
        elif head.dep in SHARING:
            doers += parse.kids(above.i, "nsubj", "nsubjpass")
    names = {mention.head: mention.who.name or mention.who.text or ""
             for mention in reading.mentions}  # fmt: skip
    return words_of(reading, doers, names), words_of(reading, done_to, names)


def words_of(reading: Reading, people: Sequence[Token], names: Mapping[int, str]) -> frozenset[str]:
    """The words by which participants are known again: of the name, the head, what names it."""

    def words() -> Iterator[str]:
        for one in people:
            yield from (w for w in names.get(one.i, "").lower().split() if len(w) >= SHORTEST)
            if one.pos != "PRON":
                yield one.lemma.lower()
            for kid in reading.parse.kids(one.i, *NAMING):
                if kid.pos in ("PROPN", "NUM", "NOUN", "ADJ"):
                    yield kid.lemma.lower()

    return frozenset(words())
