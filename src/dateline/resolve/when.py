"""Which of a sentence's times is the time of a claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from dateline.model import (
    Aux,
    Basis,
    Claim,
    Factuality,
    Grain,
    Lexicon,
    Parse,
    Reading,
    Token,
    When,
)
from dateline.resolve.dates import published_on
from dateline.resolve.datespans import reach
from dateline.resolve.tense import head_of
from dateline.resolve.timex import Period, Timex

# What each step of the way from the claim's word to the time costs; a step not listed is not taken.
UP = {
    "dobj": 2, "nsubj": 2, "nsubjpass": 2, "pobj": 1, "prep": 2, "agent": 1, "attr": 2, "conj": 3,
    "compound": 1, "poss": 1, "appos": 2, "nmod": 1, "amod": 1, "xcomp": 3, "advcl": 3, "pcomp": 3,
    "dative": 2, "oprd": 2, "npadvmod": 1, "advmod": 1, "acl": 5, "csubj": 3, "prt": 1, "ccomp": 6,
    "acomp": 1, "auxpass": 0, "aux": 0, "dep": 3, "nummod": 1,
}  # fmt: skip
DOWN = {
    "dobj": 1, "nsubj": 3, "nsubjpass": 3, "pobj": 0, "prep": 1, "agent": 2, "attr": 1, "conj": 4,
    "compound": 1, "poss": 1, "appos": 1, "nmod": 1, "amod": 1, "xcomp": 2, "pcomp": 3,
    "dative": 2, "oprd": 2, "npadvmod": 1, "advmod": 1, "prt": 1, "dep": 3, "advcl": 6, "acl": 0,
    "nummod": 1,
}  # fmt: skip
LIMIT = 9
LENGTHS = re.compile(r"P(\d+)([DWMQYE])")
BLOCKED = 99
OWN = 2
LENGTH = 3
FRONTED = 0
APART = 7
SPOKEN = 3
UNCERTAIN_TIMES = frozenset((Aux.HISTORICAL, Aux.FUTURE, Aux.HYPOTHETICAL, Aux.NEGATED))
PLAIN = (Factuality.CERTAIN, Factuality.PROBABLE)
# Clauses that tell what lies behind the news, and dependencies by which a time names a noun.
SIDE_CLAUSES = ("relcl", "acl", "advcl", "csubj", "amod", "pcomp")
# In the id of a pattern: what it tells lies ahead. Its own date goes before that of the promise.
AHEAD = ">"
NAMING = ("compound", "nummod", "amod", "poss", "nmod")


class Way(NamedTuple):
    """A claim in its sentence: its own tokens, the head of them, whether it is done by speaking."""

    parse: Parse
    claim: Claim
    anchor: Token
    held: Sequence[int]
    is_speech: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """The words that tell how a time and a claim hang together."""

    saying: frozenset[str]
    lasting: frozenset[str]
    between: frozenset[str]
    joins: frozenset[str]
    speech_types: frozenset[str]
    alongside: frozenset[str]
    moments: frozenset[str]
    happening: frozenset[str]
    ending: frozenset[str]
    perfect: frozenset[str]
    reach: Mapping[str, str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Timing":
        """Read the lists of verbs and prepositions."""
        lists = lexicon.words
        names = ("since", "until", "before_it", "after_it")
        return cls(
            saying=frozenset(lists.get("time.saying", ())),
            lasting=frozenset(lists.get("time.lasting", ())),
            between=frozenset(lists.get("time.between", ())),
            joins=frozenset(lists.get("time.and", ())),
            speech_types=frozenset(lists.get("time.speech_types", ())),
            alongside=frozenset(lists.get("time.while", ())),
            moments=frozenset(lists.get("time.when", ())),
            happening=frozenset(lists.get("time.happening", ())),
            ending=frozenset(lists.get("time.ending", ())),
            perfect=frozenset(lists.get("time.perfect", ())),
            reach={word: name for name in names for word in lists.get(f"time.{name}", ())},
        )

    def when_of(
        self,
        reading: Reading,
        claim: Claim,
        timexes: Sequence[Timex],
        told: Sequence[Claim] = (),
    ) -> When:
        """When a claim's happening was.

        The time stated for it, if its clause states one; a stated time that cannot be resolved
        has null dates. Where none is stated, the record's contract lets the day of publication
        stand in, marked `published`: only for plain news, that is, certain, neither background
        nor ahead, told in a main clause and not in the pluperfect, in a sentence without times.
        `told` are the document's earlier claims: what one of them dates gets no other date here.
        """
        parse = reading.parse
        anchors = [token.i for token in parse.tokens_in(claim.anchor)]
        if not anchors:
            return When()
        anchor = head_of(parse, anchors[0], anchors[-1] + 1)
        is_speech = claim.type in self.speech_types
        way = Way(parse, claim, anchor, anchors, is_speech)
        here = [t for t in timexes if claim.sentence.start <= t.start < claim.sentence.end]
        found = near(self, way, here)
        if is_speech and AHEAD in (claim.pattern or ""):
            found = near(self, way._replace(is_speech=False), here) or found
        if found:
            best = min(found)[2]
            hosts = any(best.left <= t.i < best.right for t in parse.ancestors(anchor.i))
            return self.stated(parse, best, [timex for _, _, timex in found], hosts=hosts)
        only = self.only(way, [timex for timex in here if timex.kind != "set"])
        if only is not None:
            return self.stated(parse, only, [only])
        if not here and is_plain(parse, anchor, claim) and not is_told(claim, told):
            today = published_on(claim.published)
            if today is not None:
                day = today.text()
                return When(first=day, last=day, grain=Grain.DAY, basis=Basis.PUBLISHED)
        return When()

    def only(self, way: Way, here: Sequence[Timex]) -> Timex | None:
        """The one date of a sentence, where it belongs to a clause that the claim is in.

        The parser often hangs a weekday on the wrong word of the clause.
        """
        dated = [timex for timex in here if timex.first and timex.kind in ("date", "time")]
        if len(here) != 1 or not dated or not fits(way.claim, dated[0]):
            return None
        head = head_of(way.parse, dated[0].left, dated[0].right)
        above = way.parse.ancestors(head.i)
        verb = next((token for token in above if token.pos in ("VERB", "AUX")), None)
        own = (way.anchor, *way.parse.ancestors(way.anchor.i))
        chain = {token.i for token in own}
        if verb is not None and verb.dep == "advcl" and at_once(way.parse, verb, self.moments):
            verb = way.parse.tokens[verb.head]
        if verb is None or verb.i not in chain:
            return None
        if verb.lemma not in self.saying or verb.i in way.held:
            return dated[0]
        below = next(token for token in own if token.head == verb.i)
        told = below.dep in ("dobj", "pobj") or way.is_speech
        return dated[0] if told else None

    def cost(self, way: Way, timex: Timex) -> int:
        """How far a time is from a claim's word on the way through the sentence."""
        parse, held = way.parse, way.held
        head = head_of(parse, timex.left, timex.right)
        if timex.kind == "duration" and not self.lasts(parse, head, timex):
            return BLOCKED
        if head.i in held:
            return 0
        up = self.steps_up(way, timex)
        down, token, own = 0, head, True
        while token.i not in up:
            over = parse.tokens[token.head]
            if over.i == token.i:
                return BLOCKED
            if (
                own
                and token.dep in NAMING
                and over.i not in up
                and not self.frames(parse, over, up)
            ):
                return BLOCKED
            down += OWN if own else self.step_down(parse, token)
            own, token = own and token.pos in ("ADP", "SCONJ"), over
        return up[token.i] + down + (LENGTH if timex.kind == "duration" else 0)

    def steps_up(self, way: Way, timex: Timex) -> dict[int, int]:
        """What it costs to come from a claim's word to each word above it."""
        parse, up = way.parse, dict.fromkeys(way.held, 0)
        token = way.anchor
        up[token.i] = 0
        while token.head != token.i:
            over = parse.tokens[token.head]
            up.setdefault(over.i, up[token.i] + self.step_up(way, token, timex))
            token = over
        return up

    def step_up(self, way: Way, token: Token, timex: Timex) -> int:
        """What a step from a word to its head costs; a time that opens the clause is shared."""
        head = way.parse.tokens[token.head]
        if timex.left <= head.i < timex.right and token.dep in ("relcl", "advcl", "acl"):
            return 1
        if head.lemma in self.saying and head.i not in way.held:
            if self.spoken(way, token):
                return SPOKEN
            return UP["ccomp"] if opens(way.parse, timex, head) else BLOCKED
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            if timex.start < head.start:
                return FRONTED
            return APART if way.parse.kids(token.i, "nsubj", "nsubjpass") else UP["conj"]
        return UP.get(token.dep, BLOCKED)

    def frames(self, parse: Parse, noun: Token, up: Mapping[int, int]) -> bool:
        """Whether a dated noun sets the time of a clause ("during the 2016 campaign")."""
        over = parse.tokens[noun.head]
        return noun.dep == "pobj" and over.lower in self.alongside and over.head in up

    def spoken(self, way: Way, token: Token) -> bool:
        """Whether what hangs on a verb of speech is of the time of speaking."""
        if token.dep == "prep":
            return token.lower in self.alongside
        if token.dep == "ccomp":
            return way.is_speech
        return token.dep in ("advcl", "conj") or way.is_speech

    def step_down(self, parse: Parse, token: Token) -> int:
        """What a step from a word's head to the word costs."""
        if token.dep == "relcl":
            return DOWN["acl"] if token.lemma in self.happening else BLOCKED
        if token.dep == "conj" and parse.kids(token.i, "nsubj", "nsubjpass"):
            return BLOCKED
        return DOWN.get(token.dep, BLOCKED)

    def lasts(self, parse: Parse, head: Token, timex: Timex) -> bool:
        """Whether a length of time tells when: "for months", "in the past two days"."""
        over = parse.tokens[head.head]
        return bool(timex.first) or (over.pos == "ADP" and over.lower in self.lasting)

    def stated(
        self, parse: Parse, timex: Timex, timexes: Sequence[Timex], *, hosts: bool = False
    ) -> When:
        """A time as the claim's own, with "since", "until" or "between ... and" read.

        Not where the time `hosts` the claim's clause: "since May, when it accused ...".
        """
        made = self.widened(parse, timex, timexes)
        span = made.span(parse.doc.text)
        basis = When(
            text=span.text, start=span.start, end=span.end, first=made.first, last=made.last,
            grain=made.grain if made.first or made.last else Grain.NONE, basis=Basis.STATED,
        )  # fmt: skip
        head = head_of(parse, timex.left, timex.right)
        word = parse.tokens[head.head]
        before = word.lower if word.pos in ("ADP", "SCONJ") else ""
        today = published_on(parse.doc.published)
        match "" if hosts else self.reach.get(before):
            case None if before and self.runs_on(parse, word, made) and today:
                first = back_from(today, made)
                return replace(basis, first=first, last=first and today.text())
            case "since" if made.first and today and made.first <= today.text():
                return replace(basis, last=today.text())
            case "until":
                return replace(basis, first=None)
            case "before_it" if made.first:
                return replace(basis, first=None, last=day_beside(made.first, -1))
            case "after_it":
                return replace(basis, first=made.last, last=None)
            case _:
                return basis

    def runs_on(self, parse: Parse, word: Token, timex: Timex) -> bool:
        """Whether a length of time lasts until now: "has used this for two years"."""
        verb = parse.tokens[word.head]
        perfect = any(kid.lower in self.perfect for kid in parse.kids(verb.i, "aux"))
        return perfect and timex.kind == "duration" and not timex.first

    def widened(self, parse: Parse, timex: Timex, timexes: Sequence[Timex]) -> Timex:
        """From one time to the other, where two make a stretch ("from March to May")."""
        text = parse.doc.text
        for one in timexes:
            for two in timexes:
                if (
                    timex in (one, two)
                    and one.end < two.start
                    and text[one.end : two.start].strip().lower() in self.joins
                    and one.left
                    and parse.tokens[one.left - 1].lower in self.between
                ):
                    first = one.first
                    if first and two.last and first > two.last:
                        first = two.last[:4] + first[4:]
                    return replace(one, end=two.end, right=two.right, first=first, last=two.last)
        return timex


def near(timing: Timing, way: Way, here: Sequence[Timex]) -> list[tuple[int, int, Timex]]:
    """The times that can be a claim's, with how far they are from it and where they begin."""
    ends = tells_its_end(way.parse, way.anchor, timing.ending)
    return [
        (cost, timex.start, timex)
        for timex in here
        if timex.kind != "set"
        and fits(way.claim, timex, is_speech=way.is_speech, ends=ends)
        and (cost := timing.cost(way, timex)) <= LIMIT
    ]


def at_once(parse: Parse, verb: Token, moments: frozenset[str]) -> bool:
    """Whether a clause tells when its head happens ("when he speaks on Tuesday")."""
    return any(kid.lower in moments for kid in parse.kids(verb.i, "mark", "advmod"))


def tells_its_end(parse: Parse, noun: Token, ending: frozenset[str]) -> bool:
    """Whether a noun's verb tells when it is over: "the drills are scheduled to end on Friday"."""
    if noun.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = parse.tokens[noun.head]
    return any(one.lemma in ending for one in (verb, *parse.kids(verb.i, "xcomp")))


def opens(parse: Parse, timex: Timex, verb: Token) -> bool:
    """Whether a time opens the clause of a verb, before its subject ("On Friday, he said ...")."""
    subjects = parse.kids(verb.i, "nsubj", "nsubjpass")
    return bool(subjects) and timex.right <= subjects[0].i


def back_from(today: Period, timex: Timex) -> str | None:
    """When a length of time that ends today began; None if its length is vague."""
    length = LENGTHS.fullmatch(timex.value)
    start = reach(today.first(), length[2], -int(length[1])) if length else None
    return start.isoformat() if start else None


def day_beside(day: str, days: int) -> str:
    """The day so many days from another."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def fits(claim: Claim, timex: Timex, *, is_speech: bool = False, ends: bool = False) -> bool:
    """Whether a time can be the claim's: not ahead for what has happened, nor behind for plans.

    What is done by speaking has the date of that, whatever is to come of it; what is under way may
    be dated by when it ends.
    """
    today = published_on(claim.published)
    if today is None or not timex.first or not timex.last:
        return True
    if Aux.FUTURE in claim.aux and not is_speech:
        return timex.last >= today.text()
    return ends or timex.first <= today.shift(1).text()


def is_plain(parse: Parse, anchor: Token, claim: Claim) -> bool:
    """Whether a claim is plain news: certain, in a main clause, neither pluperfect nor ahead."""
    if claim.factuality not in PLAIN or UNCERTAIN_TIMES & set(claim.aux):
        return False
    chain = (anchor, *parse.ancestors(anchor.i))
    if any(token.dep in SIDE_CLAUSES for token in chain):
        return False
    verb = next((token for token in chain if token.pos in ("VERB", "AUX")), None)
    if verb is None or verb.tag not in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
        return False
    return not any(kid.lower in ("had", "'d", "’d") for kid in parse.kids(verb.i, "aux"))


def is_told(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether an earlier claim tells of such a happening by the same actors, and dates it."""
    names = {who.name for who in claim.actor}
    return any(
        other.type == claim.type
        and other.when.basis is Basis.STATED
        and (not names or names & {who.name for who in other.actor})
        for other in told
    )
