"""The attributor: claims as coded to a coding with sources, factuality, quotes and assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.attribute.background import Background
from dateline.attribute.certainty import Certainty, Verdict
from dateline.attribute.credit import Credit
from dateline.attribute.degree import CERTAIN, Degree
from dateline.attribute.finder import Finder
from dateline.attribute.marks import quoted
from dateline.attribute.quotes import Speech
from dateline.attribute.relation import Nearby, Relation
from dateline.attribute.sources import Sources
from dateline.attribute.viewpoint import is_assessed
from dateline.attribute.views import Seen, Views
from dateline.model import Aux, Claim, Coding, Lexicon, Parse, Reading, Span

PREDICATES = ("VERB", "AUX", "NOUN", "PROPN")
CAPS = {"interpretation": "PR+", "forecast": "PS+"}
# "Does not accept" is a refusal that happened; "did not refuse" is none.
REFUSAL, REFUSING = "REJECT", "reject."
# Who "plans to send an envoy" agrees to that, however sure it is; "leave or face attack" threatens.
AGREEMENT, THREAT = "AGREE", "THREATEN"
AHEAD = frozenset((Aux.FUTURE, Aux.HYPOTHETICAL))


@dataclass(frozen=True)
class CueAttributor:
    """Attributes claims by the cues, hedges and views of a lexicon (stage `cues.v1`)."""

    finder: Finder
    credit: Credit
    certainty: Certainty
    background: Background
    views: Views
    speech: Speech
    coder: str = ""
    stamp: str = ""

    @classmethod
    def build(cls, lexicon: Lexicon, coder: str = "", stamp: str = "") -> "CueAttributor":
        """Make the attributor ready for a lexicon."""
        return cls(
            finder=Finder.build(lexicon),
            credit=Credit.build(lexicon),
            certainty=Certainty.build(lexicon),
            background=Background.build(lexicon),
            views=Views.build(lexicon),
            speech=Speech(Sources.build(lexicon)),
            coder=coder,
            stamp=stamp,
        )

    def __call__(self, reading: Reading, claims: Sequence[Claim]) -> Coding:
        """Attribute the claims of a document, and find its quotes and assessments."""
        regions = quoted(reading.parse)
        relations = self.finder(reading, regions)
        seen = self.views(reading, relations)
        near = Nearby.of(relations)
        told = Told.of(reading.parse, seen)
        attributed = [self.attributed(reading, claim, near) for claim in claims]
        done = tuple(told.capped(claim) for claim in attributed)
        return Coding(
            document=reading.parse.doc.id,
            coder=self.coder,
            claims=done,
            quotes=self.speech(reading, regions, relations, done, self.coder),
            assessments=tuple(self.views.assessment(reading, one, self.coder) for one in seen),
        )

    def attributed(self, reading: Reading, claim: Claim, near: Nearby) -> Claim:
        """A claim with who says so and how surely."""
        anchor = head_token(reading.parse, claim.anchor)
        relations = near.at(anchor)
        verdict = self.verdict(reading, claim, anchor, relations)
        if claim.type == REFUSAL and not claim.pattern.startswith(REFUSING):
            verdict = verdict.told()
        modes = {*claim.aux, *verdict.aux}
        if claim.type == THREAT:  # it is made now: 8 of 9 that "will" told had none in three sets
            modes.discard(Aux.FUTURE)
        if not modes & AHEAD and self.background.holds(reading.parse, anchor):
            modes.add(Aux.HISTORICAL)
        return replace(
            claim,
            attribution=self.credit.of(reading.parse, anchor, relations),
            factuality=verdict.factuality,
            aux=tuple(mode for mode in Aux if mode in modes),
        )

    def verdict(
        self, reading: Reading, claim: Claim, anchor: int, relations: Sequence[Relation]
    ) -> Verdict:
        """How sure a claim is, by what its type takes its anchor to tell."""
        parse = reading.parse
        if claim.type == THREAT and self.certainty.is_alternative(parse, anchor):
            return Verdict()
        if claim.type == AGREEMENT and self.certainty.is_plan(parse, anchor):
            made = self.certainty.of(reading, anchor, relations)
            return replace(made, aux=(*made.aux, Aux.FUTURE))
        meant = self.certainty.meant(parse, anchor)
        return self.certainty.of(reading, meant, relations, on_condition=claim.type != THREAT)

    def fired(self, reading: Reading) -> frozenset[str]:
        """The ids of the cues, hedges and views that fire on a reading."""
        relations = self.finder(reading)
        near = Nearby.of(relations)
        found = {one.entry for one in relations}
        found.update(seen.entry.id for seen in self.views.all(reading, relations))
        for token in reading.parse.tokens:
            if token.pos in PREDICATES:
                found.update(self.certainty.of(reading, token.i, near.at(token.i)).hedges)
        return frozenset(found)


@dataclass(frozen=True)
class Told:
    """The assessments of a document by sentence: what they are about is not certain."""

    parse: Parse
    by_sentence: Mapping[int, Sequence[Seen]]

    @classmethod
    def of(cls, parse: Parse, seen: Sequence[Seen]) -> "Told":
        """Index assessments that leave open whether something happened.

        What somebody is named as believing is as sure as that belief, which is a hedge already, and
        what is called good or wrong did happen.
        """
        held: dict[int, list[Seen]] = {}
        for one in seen:
            judged = one.entry.adjective and one.entry.kind == "interpretation"
            if one.entry.kind in CAPS and one.entry.holder != "subject" and not judged:
                held.setdefault(parse.tokens[one.point.head].sentence, []).append(one)
        return cls(parse, held)

    def capped(self, claim: Claim) -> Claim:
        """A claim told as certain, but as part of an assessment, is no surer than that."""
        anchor = head_token(self.parse, claim.anchor)
        for one in self.by_sentence.get(claim.sentence.number - 1, ()):
            degree = Degree.of(claim.factuality)
            if degree.level == CERTAIN and is_assessed(self.parse, anchor, one.point):
                cap = degree.under(CAPS[one.entry.kind])
                claim = replace(claim, factuality=cap.factuality)
        return claim


def head_token(parse: Parse, span: Span) -> int:
    """The head token of an anchor: the first verb, else the first whose head stands outside."""
    tokens = parse.tokens_in(span)
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head not in inside or token.head == token.i]
    verbs = [token for token in heads if token.pos in ("VERB", "AUX")]
    return (verbs or heads or tokens)[0].i if tokens else 0
