"""How a place's name hangs on a happening: the prepositions and phrases between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from dateline.model import Parse, Token
from dateline.resolve.clause import ARGUMENTS, DEEPEST, OF, SAME_PHRASE, VERBAL, Clause
from dateline.resolve.placenames import FoundPlace, place_words

BIG = ("country", "region")
MODIFIERS = ("compound", "nmod", "amod", "poss")
FOR, FROM, BETWEEN = "for", "from", "between"
AWAY = (FROM, "out")
PLACING = ("ADP", "ADV", "ADJ")


@dataclass(frozen=True, slots=True)
class Prepositions:
    """Words before places (`place.where` and others in the lexicon)."""

    where: frozenset[str]
    or_whom: frozenset[str]
    goals: frozenset[str]
    beside: frozenset[str]
    kinds: frozenset[str]
    cities: frozenset[str]
    staying: frozenset[str]
    compound: frozenset[str]

    @classmethod
    def build(cls, words: Mapping[str, tuple[str, ...]]) -> "Prepositions":
        """Take the words from a lexicon."""
        listed = partial(place_words, words)
        return cls(
            where=listed("where"), or_whom=listed("where_or_whom"), goals=listed("goals"),
            beside=listed("with"), kinds=listed("city_words", "area_words", "vague_words"),
            cities=listed("city_words"), staying=listed("staying"), compound=listed("compound"),
        )  # fmt: skip

    def leading(self, parse: Parse, preposition: Token) -> Token:
        """The word that says where, of a preposition of two words ("adjacent to", "out of")."""
        before = parse.tokens[preposition.head]
        return before if before.lower in self.compound and before.pos in PLACING else preposition

    def placing(self, parse: Parse, one: FoundPlace) -> Token | None:
        """The preposition that says that something is at a place, or in it."""
        noun = self.whole(parse, parse.tokens[one.head], one)
        if noun is None or noun.dep != "pobj":
            return None
        preposition = self.leading(parse, parse.tokens[noun.head])
        word = preposition.lower
        return preposition if word in self.where and word not in self.or_whom else None

    def fits(
        self, parse: Parse, clause: Clause, preposition: Token, one: FoundPlace, *, is_doer: bool
    ) -> bool:
        """Whether a preposition before a place says where something is, or is done."""
        word = preposition.lower
        if word in self.goals:
            if clause.told:
                return False
            above = preposition.head
            if above in clause.anchor and (clause.moves or (clause.leaves and word in AWAY)):
                return word not in AWAY or clause.leaves
            near = above in clause.anchor or (above == clause.verb and is_bare(parse, clause))
            return near and one.place.grain not in BIG and not is_doer
        # A country is never what something is "at": "warnings *at* North Korea".
        whom = word == "at" or word in self.or_whom
        if whom and (is_doer or one.place.grain == "country"):
            return False
        return word in self.where

    def whole(self, parse: Parse, named: Token, one: FoundPlace) -> Token | None:
        """The noun whose phrase a place's name is ("the *city* of Raqqa", "the Raqqa *area*")."""
        token = named
        for _ in range(DEEPEST):
            above = parse.tokens[token.head]
            if token.dep == "pobj" and above.lower == OF:
                noun = parse.tokens[above.head]
                if not self.is_kind(noun):
                    return token
                token = noun
            elif token.dep in ("conj", "appos"):
                token = above
            elif token.dep in MODIFIERS:
                if one.place.grain in BIG and not self.is_large_kind(above):
                    return None
                token = above
            else:
                return token
        return None

    def is_kind(self, noun: Token) -> bool:
        """Whether a noun says what kind of place another word names ("areas", "city")."""
        return noun.lower in self.kinds or noun.lemma in self.kinds

    def is_large_kind(self, noun: Token) -> bool:
        """Whether a noun may be what a country or sea is called: a region, but no town by it."""
        return self.is_kind(noun) and self.cities.isdisjoint((noun.lower, noun.lemma))

    def holds(self, parse: Parse, clause: Clause, token: Token) -> bool:
        """Whether a word that a place hangs on belongs to the anchor's happening.

        It is the anchor, the clause's verb, or a noun that is an argument of one of them; or it
        is inside a phrase of place, or an "of" phrase, of such a word.
        """
        for _ in range(DEEPEST):
            if token.i in clause.anchor or token.i in clause.verbs:
                return True
            above = parse.tokens[token.head]
            if token.dep in ARGUMENTS:
                return not clause.told and (above.i in clause.anchor or above.i in clause.verbs)
            if token.dep == "pobj" and self.leads_on(clause, above):
                token = parse.tokens[above.head]
            elif self.is_part(clause, token):
                token = above
            else:
                return False
        return False

    def leads_on(self, clause: Clause, preposition: Token) -> bool:
        """Whether what stands after a preposition is where its head is, and its places so too."""
        word = preposition.lower
        if preposition.i in clause.anchor or (word == FOR and clause.moves):
            return True
        reached = word in self.goals and word not in AWAY and not clause.told
        return reached or word in self.where or word in self.beside

    def is_part(self, clause: Clause, token: Token) -> bool:
        """Whether a word only tells more about the word that it hangs on."""
        if token.dep == "acl":
            return token.lemma in self.staying or token.head in clause.anchor
        return token.dep == "prep" or (token.dep in SAME_PHRASE and token.pos not in VERBAL)


def is_bare(parse: Parse, clause: Clause) -> bool:
    """Whether the anchor is the verb of its clause, or all that the verb says."""
    return any(
        parse.tokens[i].pos in VERBAL or parse.tokens[i].dep == "dobj" for i in clause.anchor
    )


def first_conjunct(parse: Parse, i: int) -> int:
    """The first of the nouns that a name or its noun is coordinated with; itself if with none."""
    token = parse.tokens[i]
    while token.dep in ("conj", *MODIFIERS) and token.head != token.i:
        token = parse.tokens[token.head]
    return token.i


def is_party(parse: Parse, one: FoundPlace) -> bool:
    """Whether a name is one of two parties: "relations between *Tehran* and *Washington*"."""
    token = parse.tokens[one.head]
    joined = bool(parse.kids(token.i, "conj"))
    while token.dep == "conj" and token.head != token.i:
        token, joined = parse.tokens[token.head], True
    return joined and token.dep == "pobj" and parse.tokens[token.head].lower == BETWEEN
