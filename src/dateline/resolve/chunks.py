"""Noun phrases of a parse: where each begins and ends, and its head."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from dateline.model import Lexicon, Parse, Token

NOUNS = ("NOUN", "PROPN")
LEFT = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "nummod",
        "poss",
        "quantmod",
        "advmod",
        "npadvmod",
        "case",
        "punct",
    )
)
NAME_LABELS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"))
ADJECTIVE_LABELS = frozenset(("NORP", "GPE", "ORG", "LOC"))
PHRASE_PREPOSITIONS = frozenset(("of", "for", "from", "in", "at"))
BETWEEN_NAMES = 2  # ", and" or "and the"
LONGEST_RIGHT = 8
MODIFIERS = ("compound", "amod", "nmod")
HEDGING = ("ADJ", "ADP", "ADV", "SCONJ")  # before a number; a noun there belongs to it ("No. 2")
PARTS = ("nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj")
COUNTED = ("nsubj", "nsubjpass", "dobj")  # where a number may stand for people
SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: tokens `first` to `last` (half-open) and its head.

    `stop` is where the head's own part ends: an "of" phrase after it reaches on to `last`.
    `is_modifier` marks a name inside another phrase ("*Russian* forces"), `is_count` a number that
    stands alone ("*At least 30* were arrested").
    """

    first: int
    stop: int
    last: int
    head: int
    is_pronoun: bool = False
    is_modifier: bool = False
    is_count: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Words that stand for somebody where other words would not.

    `some` are subjects ("*both* have agreed"); `bodies` and `fighters` stand before one of the
    `deeds` ("*police* firing"), bodies with the name before them ("*Israeli army* raid"), fighters
    where there is none ("*rebel* attack": "*Taliban* militant attack" is the Taliban's).
    """

    some: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    fighters: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Standing":
        """Take the words from a lexicon, where they stand under these names."""
        return cls(**lexicon.words_under("actors", cls.__annotations__))


def chunks(parse: Parse, standing: Standing) -> Iterator[Chunk]:
    """All noun phrases, pronouns, lone numbers and names inside phrases, by head in text order."""
    for token in parse.tokens:
        if token.tag in ("PRP", "PRP$") or is_some(parse, token, standing.some):
            yield Chunk(token.i, token.i + 1, token.i + 1, token.i, is_pronoun=True)
        elif token.pos == "NUM" and token.dep in COUNTED:
            first, last = left_edge(parse, token), right_edge(parse, token)
            yield Chunk(first, token.i + 1, last, token.i, is_count=last == token.i + 1)
        elif stands_for_people(parse, token):
            yield Chunk(token.i, token.i + 1, token.i + 1, token.i)
        elif is_doer(parse, token.i, standing):
            yield Chunk(with_name(parse, token), token.i + 1, token.i + 1, token.i)
        elif is_name_before(token) and is_doer(parse, token.i + 1, standing):
            continue  # a part of that: "*Israeli* army raid"
        elif token.pos in NOUNS or (token.pos == "ADJ" and token.ent in ADJECTIVE_LABELS):
            chunk = around(parse, token)
            if chunk is not None:
                yield chunk


def is_some(parse: Parse, token: Token, some: Container[str]) -> bool:
    """Whether a subject is such a word by itself, not of others: "*some* of the states"."""
    if token.dep not in SUBJECTS or token.lower not in some:
        return False
    return all(kid.lower != "of" for kid in parse.kids(token.i, "prep"))


def is_doer(parse: Parse, at: int, standing: Standing) -> bool:
    """Whether a word stands before what it does."""
    if at >= len(parse.tokens):
        return False
    token = parse.tokens[at]
    if token.dep not in MODIFIERS or parse.tokens[token.head].lemma not in standing.deeds:
        return False
    alone = at == 0 or not is_name_before(parse.tokens[at - 1])
    return token.lemma in standing.bodies or (alone and token.lemma in standing.fighters)


def with_name(parse: Parse, token: Token) -> int:
    """The first word of the name right before a noun; its own place where there is none."""
    before = parse.tokens[token.i - 1] if token.i else token
    return entity(parse, before)[0] if is_name_before(before) else token.i


def is_name_before(token: Token) -> bool:
    """Whether a name modifies what follows it: "*Kenyan* police", not "in *Kenya* police raids"."""
    return token.dep in MODIFIERS and token.ent in NAME_LABELS


def stands_for_people(parse: Parse, token: Token) -> bool:
    """Whether a participle stands for people: "police freed *the accused*"."""
    if token.tag != "VBN" or token.dep not in PARTS:
        return False
    return any(kid.lower == "the" for kid in parse.kids(token.i, "det"))


def around(parse: Parse, token: Token) -> Chunk | None:
    """The phrase that a noun heads; a modifier is one only where it is the last of a name."""
    if token.dep in MODIFIERS and token.head > token.i and token.pos != "VERB":
        return modifier(parse, token)
    if token.pos not in NOUNS and token.dep in ("amod", "advmod"):
        return modifier(parse, token)
    first = left_edge(parse, token)
    while first < token.i and is_loose(parse, parse.tokens[first]):
        first += 1
    stop = token.i + 1
    return Chunk(first, stop, right_edge(parse, token), token.i)


def modifier(parse: Parse, token: Token) -> Chunk | None:
    """A name that modifies another noun, whole: its last word is the head."""
    if token.ent not in NAME_LABELS:
        return None
    first, last = entity(parse, token)
    if last != token.i + 1:
        return None
    head = parse.tokens[token.head].i
    return None if first <= head < last else Chunk(first, last, last, token.i, is_modifier=True)


def entity(parse: Parse, token: Token) -> tuple[int, int]:
    """The token range of the entity that a token is in; itself alone where it is in none."""
    tokens = parse.tokens
    if not token.ent:
        return token.i, token.i + 1
    first = token.i
    while not tokens[first].ent_start and first and tokens[first - 1].ent == token.ent:
        first -= 1
    last = token.i + 1
    while last < len(tokens) and tokens[last].ent == token.ent and not tokens[last].ent_start:
        last += 1
    return first, last


def left_edge(parse: Parse, token: Token) -> int:
    """The first token of what stands before a noun and belongs to it."""
    first = token.i
    todo = [token.i]
    while todo:
        for k in parse.children[todo.pop()]:
            kid = parse.tokens[k]
            if k < token.i and kid.dep in LEFT:
                first = min(first, k)
                todo.append(k)
    return first


def is_loose(parse: Parse, token: Token) -> bool:
    """Whether a token at the beginning of a phrase is no part of it ("*as many as* 98 people")."""
    if token.pos in HEDGING and parse.tokens[token.head].pos == "NUM":
        return True
    return token.pos in ("DET", "PUNCT", "SPACE", "CCONJ", "ADP") or token.dep in (
        "advmod", "predet", "preconj", "case",
    ) or token.tag in ("PRP$", "PDT")  # fmt: skip


def right_edge(parse: Parse, token: Token) -> int:
    """Where an "of" phrase right after a noun ends; the noun's own end where there is none."""
    following = token.i + 1
    if following >= len(parse.tokens) or parse.tokens[following].head != token.i:
        return following
    preposition = parse.tokens[following]
    if preposition.dep != "prep" or preposition.lower not in PHRASE_PREPOSITIONS:
        return following
    nouns = parse.kids(preposition.i, "pobj")
    if not nouns or not following < nouns[0].i <= token.i + LONGEST_RIGHT:
        return following
    end, todo = right_edge(parse, nouns[0]), [nouns[0]]
    while todo:  # "of France, Germany and Italy": each hangs on the one before
        for kid in parse.kids(todo.pop().i, "conj"):
            if kid.pos == "PROPN" and kid.i - end <= BETWEEN_NAMES:
                end = right_edge(parse, kid)
                todo.append(kid)
    return end


def counted_noun(parse: Parse, chunk: Chunk, counts: Container[str]) -> Token | None:
    """What a noun that counts is of: "dozens of *members* of Congress"."""
    if parse.tokens[chunk.head].lower not in counts:
        return None
    after = [kid for kid in parse.kids(chunk.head, "prep") if kid.lower == "of"]
    nouns = [noun for of in after for noun in parse.kids(of.i, "pobj") if noun.i < chunk.last]
    return nouns[0] if nouns else None
