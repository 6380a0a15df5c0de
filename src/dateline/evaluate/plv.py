"""Event types: a sentence with a marked source and target in, one of PLV's 15 root types out.

Of the sentence's claims the one is taken whose actor and recipient overlap the marked phrases, of
several one that is no phone call, and of such the one that stands highest in the sentence. Where
the coder makes no claim the most special pattern that fires decides; where none fires the word that
its classifier holds for the likeliest event; without any verb or noun the root is CONSULT, the most
frequent type of event data at large.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.code import PatternIndex
from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import macro_f1, percent
from dateline.evaluate.stages import Reports, lexicon, pipeline
from dateline.model import Claim, Document, Judged, Parse, Participant, Reading, Span, Token
from dateline.parse.classifier import event_classifier

NEEDS = ("root", "penta", "marked_sentence")
MARK = re.compile(r"</?[st]>")
DEFAULT = "CONSULT"
# PLV joins CONCEDE and RETREAT, and counts the pair as material cooperation. It follows an edition
# before the manual 0.8: what is agreed or promised counts as AGREE even where it yields, but not a
# truce or release that is announced (CAMEO 087), not aid that is (07) and not what is decided;
# agreements reached and support promised as SUPPORT (057, 051), missed ones as REJECT; imposed
# sanctions as COERCE (172), convictions as ACCUSE, blockades and what armed forces take as ASSAULT
# (191, 192), deadlines, calls for sanctions (131) and what somebody will do in conflict as
# THREATEN. A phone call is what is said in it.
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
AHEAD = ">CONCEDE"
REACHED = ("agree.agree-thing", "agree.deal-reached")
ARMED, BLOCKADE = {"MIL", "REB", "UAF"}, "blockade"
DEEDS, FUTURE = (
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    ("will", "'ll", "shall", "would"),
)
SETTLED = {"announce", "decide", "declare", "proclaim"}
GIVING = SETTLED | {"approve", "unveil"}
PHONE = "phone"
ABOUT, BACKING = ("on", "to", "for"), "support"
ULTIMATE = {"deadline", "sanction"}
DEALS = {"deal", "agreement", "accord", "pact", "text", "draft", "treaty", "proposal", "plan"}
EDITION = {
    ("SANCTION", ""): "COERCE", ("SANCTION", "convict"): "ACCUSE", ("THREATEN", "arrest"): "COERCE",
}  # fmt: skip
PENTA = {
    "verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3,
    "material conflict": 4,
}  # fmt: skip
YIELD_PENTA = 2
LAST_OF_COOPERATION = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and where the marked phrases stand in it."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]

    @classmethod
    def of(cls, marked: str) -> "Marked":
        """Take the marks out of a sentence; a phrase that is not marked is empty."""
        text = ""
        at: dict[str, int] = {}
        last = 0
        for mark in MARK.finditer(marked):
            text += marked[last : mark.start()]
            last = mark.end()
            at[mark.group()] = len(text)
        return cls(
            text=text + marked[last:],
            source=(at.get("<s>", 0), at.get("</s>", 0)),
            target=(at.get("<t>", 0), at.get("</t>", 0)),
        )


def plv(records: Iterable[Record]) -> Measured:
    """Macro-F1 of 15 roots, of four quad classes, and of conflict against cooperation.

    `claim`, `pattern` and `word` are the shares of sentences that each of these decided.
    Every sentence of such a file tells of an event, so the figures flatter: a coder that finds
    events where there are none loses nothing.
    """
    rows = list(records)
    marked = [Marked.of(row["gold"]["marked_sentence"]) for row in rows]
    documents = [
        Document.of(one.text, origin=row["id"]) for row, one in zip(rows, marked, strict=True)
    ]
    index = PatternIndex.build(lexicon())
    reports = Reports(documents)
    found = [
        one or (DEFAULT, "default")
        for one in reports.each(lambda i, reading: root(reading, marked[i], index))
    ]
    predicted = [
        {"id": row["id"], "root": type_, "penta": penta(type_), "by": by}
        for row, (type_, by) in zip(rows, found, strict=True)
    ]
    gold = [row["gold"] for row in rows]
    by = Counter(row["by"] for row in predicted)
    return Measured(
        {
            "root": macro_f1([g["root"] for g in gold], [p["root"] for p in predicted]),
            "quad": macro_f1([str(g["penta"]) for g in gold], [str(p["penta"]) for p in predicted]),
            "binary": macro_f1(
                [side(g["penta"]) for g in gold], [side(p["penta"]) for p in predicted]
            ),
            "accuracy": percent(
                sum(g["root"] == p["root"] for g, p in zip(gold, predicted, strict=True)), len(gold)
            ),
            "claim": percent(by["claim"], len(rows)),
            "pattern": percent(by["pattern"], len(rows)),
            "word": percent(by["word"], len(rows)),
            "n": len(rows),
            "failed": reports.failed,
        },
        predicted,
    )


def root(reading: Reading, marked: Marked, index: PatternIndex) -> tuple[str, str]:
    """The root type of a sentence, and what decided it: a claim, pattern, word or the default."""
    claims = pipeline().coder(reading)
    if claims:
        best = max(claims, key=lambda claim: standing(reading, claim, marked))
        return in_edition(reading.parse, best), "claim"
    fired = index.fire(reading)
    if fired:
        type_ = max(fired, key=lambda one: (one.weight, -one.first)).pattern.type
        return YIELD.get(type_, type_), "pattern"
    told = likeliest(reading)
    if told is not None:
        return YIELD.get(told.type, told.type), "word"
    return DEFAULT, "default"


def standing(reading: Reading, claim: Claim, marked: Marked) -> tuple[float, ...]:
    """What puts a claim before others of a sentence, the most important first."""
    parse = reading.parse
    anchor = parse.tokens_in(claim.anchor)
    depth = min((len(list(parse.ancestors(token.i))) for token in anchor), default=0)
    return fit(reading, claim, marked), claim.mode != PHONE, -depth, -(claim.anchor.start or 0)


def likeliest(reading: Reading) -> Judged | None:
    """What the coder's classifier holds for the likeliest event among all verbs and nouns."""
    words = [
        token.i for token in reading.parse.tokens if token.pos in ("VERB", "NOUN") and not token.ent
    ]
    judged = event_classifier()(reading.parse, words).values()
    return max(judged, key=lambda one: (one.is_event, one.probability), default=None)


def in_edition(parse: Parse, claim: Claim) -> str:
    """The root that PLV's edition gives a claim."""
    anchor = parse.tokens_in(claim.anchor)
    words = {token.lemma for token in anchor}
    about = words | set(objects(parse, anchor))
    if claim.type == "AGREE":
        return of_agreement(parse, claim, anchor, about)
    if claim.mode == "seize" and any(ARMED.intersection(who.sector) for who in claim.actor):
        return "ASSAULT"
    if claim.type in DEEDS and any(lies_ahead(parse, token) for token in anchor):
        return "THREATEN"
    if claim.type == "COERCE" and BLOCKADE in about:
        return "ASSAULT"
    if claim.type == "REQUEST" and about & ULTIMATE:
        return "THREATEN"
    if claim.type not in YIELD:
        return EDITION.get((claim.type, claim.mode), claim.type)
    return "AGREE" if AHEAD in claim.pattern or words & agreeing() else "YIELD"


def of_agreement(
    parse: Parse, claim: Claim, anchor: Sequence[Token], about: Collection[str]
) -> str:
    """The root of an agreement or promise: one that is reached, or of support, is SUPPORT."""
    if claim.pattern.startswith(REACHED) or ("agree" in about and DEALS.intersection(about)):
        return "REJECT" if failed(parse, anchor) else "SUPPORT"
    if GIVING.intersection(token.lemma for token in anchor) and given().intersection(about):
        return "AID"
    return "SUPPORT" if BACKING in about else "AGREE"


@cache
def given() -> frozenset[str]:
    """The words for what is given as aid, troops among it."""
    return frozenset(lexicon().lists["aid_words"]) | {"deployment"}


def objects(parse: Parse, anchor: Iterable[Token]) -> Iterator[str]:
    """The lemmas of what an anchor is done to, and of what it is about."""
    for token in anchor:
        kids = parse.kids(token.i, "dobj", "nsubjpass")
        for kid in parse.kids(token.i, "prep"):
            kids += parse.kids(kid.i, "pobj") if kid.lower in ABOUT else []
        yield from (kid.lemma for kid in kids)


def failed(parse: Parse, anchor: Iterable[Token]) -> bool:
    """Whether what a verb tells was tried in vain: "failed to reach an agreement"."""
    return any(parse.tokens[token.head].lemma == "fail" for token in anchor)


def lies_ahead(parse: Parse, token: Token) -> bool:
    """Whether a verb tells what somebody will do, or is what a verb has as its object."""
    above = parse.tokens[token.head] if token.dep in ("dobj", "nsubjpass") else token
    return any(kid.lower in FUTURE for verb in (token, above) for kid in parse.kids(verb.i, "aux"))


@cache
def agreeing() -> frozenset[str]:
    """The words by which somebody agrees to or plans what is to come, and has not settled it."""
    told = (one for one in lexicon().patterns if one.type == "AGREE" and one.clause)
    verbs = {verb for one in told for verb in one.verb}
    return (frozenset(lexicon().words["code.outlook_planning"]) | verbs) - SETTLED


def fit(reading: Reading, claim: Claim, marked: Marked) -> int:
    """How many of the two marked phrases a claim has in the right role."""
    roles = ((claim.actor, marked.source), (claim.recipient, marked.target))
    return sum(stands(reading, people, at) for people, at in roles)


def stands(reading: Reading, people: Sequence[Participant], at: tuple[int, int]) -> bool:
    """Whether one of the participants is a marked phrase, or stands for it ("said *it* would")."""
    place = Span(text=" " * (at[1] - at[0]), start=at[0], end=at[1])
    names = {one.who.name for one in reading.mentions if one.is_actor and one.who.overlaps(place)}
    return any(who.overlaps(place) or who.name in names for who in people)


def penta(type_: str) -> int:
    """The quad class of a root type, 1 to 4, as PLV counts it."""
    return YIELD_PENTA if type_ == "YIELD" else PENTA[lexicon().types[type_].quad]


def side(number: int) -> str:
    """Conflict or cooperation."""
    return "cooperation" if number <= LAST_OF_COOPERATION else "conflict"
