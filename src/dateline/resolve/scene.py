"""Which of the places that a sentence names is where a claim's happening took place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.model import Claim, Parse, Participant, Place, Token
from dateline.resolve.clause import SUBJECTS, VERBAL, Clause
from dateline.resolve.hanging import BIG, MODIFIERS, Prepositions, first_conjunct, is_party
from dateline.resolve.placenames import FoundPlace, place_words

FINEST_FIRST = ("site", "city", "admin2", "admin1", "region", "country")
LONGER = 1.6  # a participant's words may be so much longer than a place's and still be the place
OPENING = 2  # words before the preposition that opens a sentence
CIVILIAN = "CVL"
VISIT, RETREAT, SITE = "visit", "RETREAT", "site"
SAID = ("ccomp", "parataxis")
CLAUSES_UP = 3
STOPS = (",", ";", ":", "(", "—", "–", "-", '"', "“", "”")
PARTING = ("who", "which", "that", "where", "when", "after", "before", "while", "as", "and", "but")
FARTHEST_HOST = 8
OTHER_TIMES = ("after", "before", "following", "since", "until")
BETWEEN = re.compile(
    r",? (?:in|on|of|at|near|outside|(?:(?:about|some|around) )?[\w.,-]+ "
    r"(?:miles|mile|kilometers|kilometres|km) (?:\w+ )?(?:of|from)) (?:the )?|, "
)
OWNING = re.compile(r"['’]s ")


@dataclass(frozen=True)
class Scene:
    """Tells where things happen by prepositions (`place.where` and others in the lexicon)."""

    words: Prepositions
    words_alone: frozenset[str]
    moving: frozenset[str]
    leaving: frozenset[str]
    shaking: frozenset[str]
    saying: frozenset[str]

    @classmethod
    def build(cls, words: Mapping[str, tuple[str, ...]]) -> "Scene":
        """Take the prepositions from a lexicon's words."""
        listed = partial(place_words, words)
        return cls(
            words=Prepositions.build(words),
            words_alone=listed("words_alone"), moving=listed("moving"),
            leaving=listed("leaving"), shaking=listed("shaking"),
            saying=frozenset(words.get("time.saying", ())),
        )  # fmt: skip

    def places_of(
        self, parse: Parse, claim: Claim, found: Sequence[FoundPlace]
    ) -> tuple[Place, ...]:
        """The places of a claim, the finest first; where one says where another is, only that."""
        anchor = [token.i for token in parse.tokens_in(claim.anchor)]
        if not anchor:
            return ()
        first, last = parse.sentence_tokens[parse.tokens[anchor[0]].sentence]
        here = [
            one for one in found
            if first <= one.first < last and not one.part_of and not is_party(parse, one)
        ]  # fmt: skip
        if is_before_or_after(parse, anchor):
            below = {i for top in anchor for i in parse.subtree(top)}
            here = [one for one in here if one.head in below]
        doers = [who for who in (*claim.actor, *claim.recipient, *claim.attendee) if who]
        # What people in the street demand, they demand there: "protesters *in Nairobi* called on".
        in_street = any(CIVILIAN in who.sector for who in claim.actor)
        told = claim.type in self.words_alone and not in_street
        clause = Clause.around(parse, anchor, told=told)
        lemmas = {parse.tokens[i].lemma for i in anchor}
        clause = replace(
            clause, moves=claim.mode == VISIT or not lemmas.isdisjoint(self.moving),
            leaves=claim.type == RETREAT or not lemmas.isdisjoint(self.leaving),
            actors=tuple(who for who in claim.actor if who),
        )  # fmt: skip
        if clause.where is not None:
            clause = replace(clause, host=host_before(here, clause))
        chosen = self.chosen(parse, clause, here, doers)
        chosen = exact(parse, chosen, [one for one in here if not one.unnamed])
        chosen = [
            one for one in chosen if not any(holds_place(parse, one, other) for other in chosen)
        ]
        ranked = sorted(chosen, key=lambda one: FINEST_FIRST.index(one.place.grain or "country"))
        return tuple(one.place for one in ranked)

    def chosen(
        self, parse: Parse, clause: Clause, here: Sequence[FoundPlace], doers: Sequence[Participant]
    ) -> list[FoundPlace]:
        """The places that hang on a claim most nearly, those with a name first."""
        named = [one for one in here if not one.unnamed]
        others = [one for one in here if one.unnamed and not clause.told]
        first, _ = parse.sentence_tokens[parse.tokens[min(clause.anchor)].sentence]
        chosen = self.direct(parse, clause, named, doers) or self.near(parse, clause, named, doers)
        chosen = chosen or self.direct(parse, clause, others, doers)
        if not chosen and not clause.told:
            chosen = [one for one in named if self.is_opening(parse, clause, one, first)]
            chosen = chosen or self.above(parse, clause, named, doers)
            chosen = chosen or self.above(parse, clause, others, doers)
        return chosen or self.only(parse, clause, named, doers)

    def direct(
        self, parse: Parse, clause: Clause, here: Sequence[FoundPlace], doers: Sequence[Participant]
    ) -> list[FoundPlace]:
        """The places that hang on an anchor or its clause; those below the anchor go first."""
        chosen = [one for one in here if self.is_scene(parse, clause, one, doers)]
        below = {i for top in clause.anchor for i in parse.subtree(top)}
        return [one for one in chosen if one.head in below] or chosen

    def above(
        self, parse: Parse, clause: Clause, here: Sequence[FoundPlace], doers: Sequence[Participant]
    ) -> list[FoundPlace]:
        """The places of the clause that the anchor's clause is part of, as far as nobody speaks."""
        token = parse.tokens[clause.verb if clause.verb is not None else min(clause.anchor)]
        for _ in range(CLAUSES_UP):
            if token.dep in SAID:
                return []
            verb = next((t for t in parse.ancestors(token.i) if t.pos in VERBAL), None)
            if verb is None or verb.lemma in self.saying or verb.i in clause.anchor:
                return []
            moves = verb.lemma in self.moving  # "flew *to Rome* to meet the king"
            outer = replace(clause.up(parse, verb), actors=clause.actors, moves=moves)
            chosen = self.direct(parse, outer, here, doers)
            if chosen:
                return chosen
            token = verb
        return []

    def is_scene(
        self, parse: Parse, clause: Clause, one: FoundPlace, doers: Sequence[Participant]
    ) -> bool:
        """Whether a place is where the anchor's happening is, by how it hangs on it."""
        named = parse.tokens[one.head]
        length = LONGER * len(one.place.text or "")
        meant = [who for who in doers if who.contains(one.place) and len(who.text or "") <= length]
        acts = any(who in clause.actors for who in meant)
        is_doer = acts or (bool(meant) and one.place.grain != SITE)
        if named.head in clause.anchor and named.dep == "dobj":
            shaken = parse.tokens[named.head].lemma in self.shaking and not clause.actors
            if clause.moves or shaken:
                return True
        if named.head in clause.anchor and named.dep in (*MODIFIERS, "dobj"):
            if named.dep == "compound":
                return not acts and not one.unnamed
            return not meant and one.place.grain not in BIG
        if one.place.grain not in BIG and is_within_name(parse, clause, named):
            return True
        noun = self.words.whole(parse, named, one)
        if noun is None:
            return False
        if clause.host is not None and one.first <= clause.host < one.last:
            return True
        preposition = self.words.leading(parse, parse.tokens[noun.head])
        if clause.told and is_elsewhere(clause, one, preposition):
            return False
        fits = self.words.fits(parse, clause, preposition, one, is_doer=is_doer)
        if noun.dep != "pobj" or not fits:
            return False
        return self.words.holds(parse, clause, parse.tokens[preposition.head])

    def near(
        self, parse: Parse, clause: Clause, here: Sequence[FoundPlace], doers: Sequence[Participant]
    ) -> list[FoundPlace]:
        """The next place after an anchor, if no other clause lies between.

        The parser may have hung it on the wrong word.
        """
        end = max(clause.anchor)
        after = [one for one in here if one.first > end]
        if clause.told or not after or any(who.contains(after[0].place) for who in doers):
            return []
        preposition = self.words.placing(parse, after[0])
        if preposition is None or preposition.i < end:
            return []
        between = parse.tokens[end + 1 : preposition.i]
        if any(t.pos in VERBAL or t.text in STOPS or t.lower in PARTING for t in between):
            return []
        return [after[0]]

    def only(
        self, parse: Parse, clause: Clause, here: Sequence[FoundPlace], doers: Sequence[Participant]
    ) -> list[FoundPlace]:
        """The one place that a sentence names, where what happened is more than words."""
        if clause.told or len({one.place.name for one in here}) != 1:
            return []
        one = here[0]
        is_doer = any(who.contains(one.place) for who in doers)
        preposition = self.words.placing(parse, one)
        if is_doer or preposition is None:
            return []
        verb = next((t.i for t in parse.ancestors(preposition.i) if t.pos in VERBAL), None)
        if verb != clause.verb and (verb is None or parse.tokens[verb].lemma in self.saying):
            return []  # "said in Geneva that troops attacked"
        return [one] if verb in (clause.verb, *clause.above) else []

    def is_opening(self, parse: Parse, clause: Clause, one: FoundPlace, first: int) -> bool:
        """Whether a place opens the sentence ("In Hama, officials said ...")."""
        noun = self.words.whole(parse, parse.tokens[one.head], one)
        if noun is None or noun.dep != "pobj":
            return False
        preposition = parse.tokens[noun.head]
        if preposition.lower not in self.words.where or preposition.lower in self.words.or_whom:
            return False
        subject = next(iter(parse.kids(preposition.head, *SUBJECTS)), None)
        opens = preposition.i - first <= OPENING and subject is not None and subject.i > one.head
        return opens and preposition.head in clause.above


def is_before_or_after(parse: Parse, anchor: Sequence[int]) -> bool:
    """Whether a noun tells what was at another time than its clause: "after his *arrest*"."""
    nouns = (parse.tokens[i] for i in anchor)
    return any(
        noun.dep == "pobj" and parse.tokens[noun.head].lower in OTHER_TIMES for noun in nouns
    )


def host_before(here: Sequence[FoundPlace], clause: Clause) -> int | None:
    """The place that a clause says "where" about: its host, else the nearest one before it."""
    where = clause.where or 0
    before = [one for one in here if one.last <= where and where - one.last <= FARTHEST_HOST]
    return before[-1].last - 1 if before else clause.host


def exact(
    parse: Parse, chosen: Sequence[FoundPlace], here: Sequence[FoundPlace]
) -> list[FoundPlace]:
    """The chosen places, each replaced by the finer one that it only says where it is.

    "The port of *Dover* on the Channel", "*Ada*, near Accra".
    """
    found: list[FoundPlace] = []
    for one in chosen:
        inner = next((other for other in here if is_around(parse, one, other)), one)
        inner = next((other for other in here if is_around(parse, inner, other)), inner)
        if inner not in found:
            found.append(inner)
    return found


def is_around(parse: Parse, one: FoundPlace, other: FoundPlace) -> bool:
    """Whether a place only says where another, finer one is."""
    text = parse.doc.text
    a, b = other.place, one.place
    if other is one or a.end is None or b.start is None or b.end is None or a.start is None:
        return False
    finer = FINEST_FIRST.index(a.grain or "country") <= FINEST_FIRST.index(b.grain or "country")
    return finer and bool(
        BETWEEN.fullmatch(text[a.end : b.start]) or OWNING.fullmatch(text[b.end : a.start])
    )


def is_elsewhere(clause: Clause, one: FoundPlace, preposition: Token) -> bool:
    """Whether a place is where words are told, or where something is that they are about.

    "*In Beijing*, the ministry praised", "threatened to strike back for a raid *in Beirut*".
    """
    ours = (*clause.anchor, clause.verb)
    return one.last <= min(clause.anchor) or preposition.head not in ours


def holds_place(parse: Parse, outer: FoundPlace, inner: FoundPlace) -> bool:
    """Whether a place is the country that a finer one is in, not one beside it ("*A* and *B*")."""
    return (
        outer.place.grain == "country"
        and inner.place.grain not in BIG
        and outer.place.country == inner.place.country
        and first_conjunct(parse, outer.head) != first_conjunct(parse, inner.head)
    )


def is_within_name(parse: Parse, clause: Clause, named: Token) -> bool:
    """Whether a place belongs to a word that belongs to the anchor ("the *Oslo* tram fire")."""
    above = parse.tokens[named.head]
    return (
        named.dep in ("compound", "nmod")
        and above.dep in ("compound", "nmod")
        and above.ent != named.ent
        and above.head in clause.anchor
    )
