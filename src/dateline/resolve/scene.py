"""Which of the places that a sentence names is where a claim's happening took place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dateline.model import Claim, Parse, Participant, Place, Token
from dateline.resolve.clause import (
    ARGUMENTS,
    DEEPEST,
    OF,
    SAME_PHRASE,
    SUBJECTS,
    VERBAL,
    Clause,
)

FINEST_FIRST = ("site", "city", "admin2", "admin1", "region", "country")
BIG = ("country", "region")
MODIFIERS = ("compound", "nmod", "amod", "poss")
LONGER = 1.6  # a participant's words may be so much longer than a place's and still be the place
OPENING = 2  # words before the preposition that opens a sentence
VISIT, RETREAT, FROM = "visit", "RETREAT", "from"
STOPS = (",", ";", ":", "(", "—", "–", "-", '"', "“", "”")
PARTING = ("who", "which", "that", "where", "when", "after", "before", "while", "as", "and", "but")
FARTHEST_HOST = 8
BETWEEN = re.compile(r",? (?:in|on|of|at|near) (?:the )?|, ")
OWNING = re.compile(r"['’]s ")


class Named(Protocol):
    """A place with the tokens that name it (`dateline.resolve.places.FoundPlace`)."""

    @property
    def place(self) -> Place:
        """The place."""

    @property
    def first(self) -> int:
        """Its first token."""

    @property
    def last(self) -> int:
        """The token after its last."""

    @property
    def head(self) -> int:
        """The token by which it hangs on the sentence."""

    @property
    def part_of(self) -> bool:
        """Whether it only says where another place is."""


@dataclass(frozen=True)
class Scene:
    """Tells where things happen by prepositions (`place.where` and others in the lexicon)."""

    where: frozenset[str]
    or_whom: frozenset[str]
    goals: frozenset[str]
    beside: frozenset[str]
    kinds: frozenset[str]
    words_alone: frozenset[str]
    moving: frozenset[str]
    saying: frozenset[str]

    @classmethod
    def build(cls, words: Mapping[str, tuple[str, ...]]) -> "Scene":
        """Take the prepositions from a lexicon's words."""

        def listed(*names: str) -> frozenset[str]:
            return frozenset(word for name in names for word in words.get(f"place.{name}", ()))

        return cls(
            where=listed("where"), or_whom=listed("where_or_whom"), goals=listed("goals"),
            beside=listed("with"),
            kinds=listed("city_words", "area_words", "vague_words"),
            words_alone=listed("words_alone"), moving=listed("moving"),
            saying=frozenset(words.get("time.saying", ())),
        )  # fmt: skip

    def places_of(self, parse: Parse, claim: Claim, found: Sequence[Named]) -> tuple[Place, ...]:
        """The places of a claim, the finest first; where one says where another is, only that."""
        anchor = [token.i for token in parse.tokens_in(claim.anchor)]
        if not anchor:
            return ()
        first, last = parse.sentence_tokens[parse.tokens[anchor[0]].sentence]
        here = [one for one in found if first <= one.first < last and not one.part_of]
        doers = [who for who in (*claim.actor, *claim.recipient, *claim.attendee) if who]
        clause = Clause.around(parse, anchor, told=claim.type in self.words_alone)
        moves = claim.mode == VISIT or any(parse.tokens[i].lemma in self.moving for i in anchor)
        clause = replace(clause, moves=moves, leaves=claim.type == RETREAT)
        if clause.where is not None:
            clause = replace(clause, host=host_before(here, clause))
        chosen = [one for one in here if self.is_scene(parse, clause, one, doers)]
        if not chosen:
            chosen = self.near(parse, clause, here, doers)
        if not chosen and claim.type not in self.words_alone:
            chosen = [one for one in here if self.is_opening(parse, clause, one, first)]
        if not chosen:
            chosen = self.only(parse, clause, here, doers)
        chosen = [one for one in chosen if not is_around(parse, one, chosen)]
        ranked = sorted(chosen, key=lambda one: FINEST_FIRST.index(one.place.grain or "country"))
        return tuple(one.place for one in ranked)

    def is_scene(
        self, parse: Parse, clause: Clause, one: Named, doers: Sequence[Participant]
    ) -> bool:
        """Whether a place is where the anchor's happening is, by how it hangs on it."""
        named = parse.tokens[one.head]
        length = LONGER * len(one.place.text or "")
        is_doer = any(who.contains(one.place) and len(who.text or "") <= length for who in doers)
        if clause.moves and named.head in clause.anchor and named.dep == "dobj":
            return True
        if named.head in clause.anchor and named.dep in (*MODIFIERS, "dobj"):
            return not is_doer and (one.place.grain not in BIG or named.dep == "compound")
        noun = self.whole(parse, named, one)
        if noun is None:
            return False
        if clause.host is not None and one.first <= clause.host < one.last:
            return True
        if clause.told and one.last <= min(clause.anchor):
            return False  # "In Beijing, the ministry praised": where it is told
        preposition = parse.tokens[noun.head]
        if noun.dep != "pobj" or not self.fits(parse, clause, preposition, one, is_doer=is_doer):
            return False
        return self.holds(parse, clause, parse.tokens[preposition.head])

    def near(
        self, parse: Parse, clause: Clause, here: Sequence[Named], doers: Sequence[Participant]
    ) -> list[Named]:
        """The next place after an anchor, if no other clause lies between.

        The parser may have hung it on the wrong word.
        """
        end = max(clause.anchor)
        after = [one for one in here if one.first > end]
        if clause.told or not after or any(who.contains(after[0].place) for who in doers):
            return []
        preposition = self.placing(parse, after[0])
        if preposition is None or preposition.i < end:
            return []
        between = parse.tokens[end + 1 : preposition.i]
        if any(t.pos in VERBAL or t.text in STOPS or t.lower in PARTING for t in between):
            return []
        return [after[0]]

    def only(
        self, parse: Parse, clause: Clause, here: Sequence[Named], doers: Sequence[Participant]
    ) -> list[Named]:
        """The one place that a sentence names, where what happened is more than words."""
        if clause.told or len({one.place.name for one in here}) != 1:
            return []
        one = here[0]
        is_doer = any(who.contains(one.place) for who in doers)
        preposition = self.placing(parse, one)
        if is_doer or preposition is None:
            return []
        verb = next((t.i for t in parse.ancestors(preposition.i) if t.pos in VERBAL), None)
        if verb != clause.verb and (verb is None or parse.tokens[verb].lemma in self.saying):
            return []  # "said in Geneva that troops attacked"
        return [one] if verb in (clause.verb, *clause.above) else []

    def placing(self, parse: Parse, one: Named) -> Token | None:
        """The preposition that says that something is at a place, or in it."""
        noun = self.whole(parse, parse.tokens[one.head], one)
        if noun is None or noun.dep != "pobj":
            return None
        preposition = parse.tokens[noun.head]
        word = preposition.lower
        return preposition if word in self.where and word not in self.or_whom else None

    def fits(
        self, parse: Parse, clause: Clause, preposition: Token, one: Named, *, is_doer: bool
    ) -> bool:
        """Whether a preposition before a place says where something is, or is done."""
        word = preposition.lower
        if word in self.goals:
            above = preposition.head
            if above in clause.anchor and (clause.moves or (clause.leaves and word == FROM)):
                return word != FROM or clause.leaves
            near = above in clause.anchor or (above == clause.verb and self.is_bare(parse, clause))
            return near and one.place.grain not in BIG and not is_doer
        if word in self.or_whom and (is_doer or one.place.grain == "country"):
            return False
        return word in self.where

    def is_bare(self, parse: Parse, clause: Clause) -> bool:
        """Whether the anchor is the verb of its clause, or all that the verb says."""
        return any(
            parse.tokens[i].pos in VERBAL or parse.tokens[i].dep == "dobj" for i in clause.anchor
        )

    def whole(self, parse: Parse, named: Token, one: Named) -> Token | None:
        """The noun whose phrase a place's name is ("the *city* of Raqqa", "the Raqqa *area*")."""
        token = named
        for _ in range(DEEPEST):
            above = parse.tokens[token.head]
            if token.dep == "pobj" and above.lower == OF:
                noun = parse.tokens[above.head]
                if noun.lower not in self.kinds:
                    return token
                token = noun
            elif token.dep in ("conj", "appos"):
                token = above
            elif token.dep in MODIFIERS:
                if one.place.grain in BIG and above.lower not in self.kinds:
                    return None
                token = above
            else:
                return token
        return None

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
            if token.dep == "pobj" and (
                above.lower in self.where or above.lower in self.beside or above.i in clause.anchor
            ):
                token = parse.tokens[above.head]
            elif token.dep in SAME_PHRASE and token.pos not in VERBAL:
                token = above
            else:
                return False
        return False

    def is_opening(self, parse: Parse, clause: Clause, one: Named, first: int) -> bool:
        """Whether a place opens the sentence ("In Hama, officials said ...")."""
        noun = self.whole(parse, parse.tokens[one.head], one)
        if noun is None or noun.dep != "pobj":
            return False
        preposition = parse.tokens[noun.head]
        if preposition.lower not in self.where or preposition.lower in self.or_whom:
            return False
        subject = next(iter(parse.kids(preposition.head, *SUBJECTS)), None)
        opens = preposition.i - first <= OPENING and subject is not None and subject.i > one.head
        return opens and preposition.head in clause.above


def host_before(here: Sequence[Named], clause: Clause) -> int | None:
    """The place that a clause says "where" about: its host, else the nearest one before it."""
    where = clause.where or 0
    before = [one for one in here if one.last <= where and where - one.last <= FARTHEST_HOST]
    return before[-1].last - 1 if before else clause.host


def is_around(parse: Parse, one: Named, chosen: Sequence[Named]) -> bool:
    """Whether a place only says where a finer one is ("the port of Dover on the Channel")."""
    text = parse.doc.text
    for other in chosen:
        a, b = other.place, one.place
        if other is one or a.end is None or b.start is None or b.end is None or a.start is None:
            continue
        finer = FINEST_FIRST.index(a.grain or "country") <= FINEST_FIRST.index(b.grain or "country")
        if finer and (
            BETWEEN.fullmatch(text[a.end : b.start]) or OWNING.fullmatch(text[b.end : a.start])
        ):
            return True
    return False
