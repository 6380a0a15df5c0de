"""The dictionary coder: fired patterns to claims, one for each happening in a sentence."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dateline.code.absorb import (
    absorbed,
    tells_something,
    without_carried,
    without_parts,
)
from dateline.code.attendance import Attendance
from dateline.code.bare import is_bare
from dateline.code.contexts import ContextIndex
from dateline.code.doubles import Doubles
from dateline.code.likely import looked_over
from dateline.code.match import Fired, PatternIndex
from dateline.code.outlook import Outlook
from dateline.code.parties import Parties
from dateline.code.retell import Candidate, Retelling, words_of
from dateline.code.roles import assign, is_mutual, speaking_for_state
from dateline.code.second import SecondOpinion, as_type
from dateline.model import Claim, Classifier, Lexicon, Parse, Participant, Reading, content_id
from dateline.model.ontology import Ontology

BASE_SCORE = 0.5
SCORE_PER_CONDITION = 0.06
SCORE_BOTH_ROLES = 0.15
TOP_SCORE = 0.95
MOBILIZE, COOPERATE = "MOBILIZE", "COOPERATE"
SURE_ALONE = 0.5
SURE_TOO = 0.8


@dataclass(frozen=True)
class DictionaryCoder:
    """Codes a reading by the lexicon's patterns (stage `dictionary.v1`).

    Build it once with `DictionaryCoder.build`; it can be pickled. `coder` and `stamp` are
    written into every claim, and `coder` is part of the claim's id.
    """

    index: PatternIndex
    ontology: Ontology
    contexts: ContextIndex
    attendance: Attendance
    retelling: Retelling
    outlook: Outlook
    coder: str = ""
    stamp: str = ""
    absorbing: frozenset[str] = field(default_factory=frozenset)
    exercises: frozenset[str] = frozenset()
    second: SecondOpinion | None = None
    parties: Parties = field(default_factory=Parties)
    doubles: Doubles = field(default_factory=Doubles)

    @classmethod
    def build(cls, lexicon: Lexicon, coder: str = "", stamp: str = "") -> "DictionaryCoder":
        """Make the coder ready for a lexicon."""
        return cls(
            index=PatternIndex.build(lexicon),
            ontology=Ontology.of(lexicon),
            contexts=ContextIndex.build(lexicon),
            attendance=Attendance.build(lexicon),
            retelling=Retelling.build(lexicon),
            outlook=Outlook.build(lexicon),
            coder=coder,
            stamp=stamp,
            absorbing=frozenset(t.id for t in lexicon.types.values() if t.absorbs),
            exercises=words_of(lexicon, "exercises"),
            parties=Parties.build(lexicon),
            doubles=Doubles.build(lexicon),
        )

    def __call__(self, reading: Reading) -> list[Claim]:
        """The claims of a document, in text order."""
        candidates = self.candidates(reading)
        fields = self.contexts.by_paragraph(reading.parse, {c.sentence for c in candidates})
        claims = [self.claim(reading, candidate, fields) for candidate in candidates]
        return list({claim.id: claim for claim in claims}.values())

    def candidates(self, reading: Reading) -> list[Candidate]:
        """The happenings of a document: fired, with roles, each told once a sentence."""
        parse = reading.parse
        best = self.outlook(parse, best_by_anchor(self.index.fire(reading)))
        if self.second is not None:
            best = self.outlook(parse, self.second(reading, best))
        found = [
            Candidate(
                fired,
                assign(reading, fired, self.parties),
                parse.tokens[fired.frame.anchor].sentence,
            )
            for fired in best
        ]
        found = share_recipients(found)
        found = self.retelling.resolve(reading, found)
        found = [self.held_jointly(parse, one) for one in self.attendance.add(reading, found)]
        told = (one for one in found if is_told(one))
        kept = [candidate for candidate in told if not is_bare(parse, candidate)]
        kept = without_parts(parse, without_carried(parse, kept, self.index.light_verbs))
        swallowed = absorbed(parse, kept, self.absorbing)
        kept = [one for one in kept if one.frame.anchor not in swallowed or is_told_too(one)]
        kept = self.doubles.joined(parse, kept)
        kept = [looked_over(reading, candidate, self.parties) for candidate in kept]
        kept = [replace(one, roles=speaking_for_state(parse, one.roles, one.type)) for one in kept]
        return [one for one in kept if is_told(one)]

    def held_jointly(self, parse: Parse, candidate: Candidate) -> Candidate:
        """An exercise of several countries as cooperation, as PLOVER has it."""
        anchor = candidate.frame.anchor
        words = {parse.tokens[i].lemma for i in (anchor, *candidate.frame.get("object"))}
        countries = {who.country for who in candidate.roles.actor if who.country}
        joint = candidate.type == MOBILIZE and len(countries) > 1
        if not joint or self.exercises.isdisjoint(words):
            return candidate
        return replace(candidate, fired=as_type(candidate.fired, COOPERATE))

    def claim(
        self, reading: Reading, candidate: Candidate, fields: Mapping[int, tuple[str, ...]]
    ) -> Claim:
        """The claim that a candidate becomes, with everything the ontology says of its type.

        `fields` are the contexts that each sentence's paragraph speaks of.
        """
        parse, fired = reading.parse, candidate.fired
        pattern = fired.pattern
        anchor = parse.span(fired.first, fired.last)
        sentence = parse.sentences[candidate.sentence]
        context = tuple(dict.fromkeys((*pattern.context, *fields[candidate.sentence])))
        kind = self.ontology.type(pattern.type)
        return Claim(
            id=content_id(
                "c", self.coder, parse.doc.id, f"{anchor.start}:{anchor.end}", pattern.type
            ),
            document=parse.doc.id,
            outlet=parse.doc.outlet,
            published=parse.doc.published,
            sentence=sentence,
            anchor=anchor,
            type=pattern.type,
            mode=pattern.mode,
            context=context,
            cameo=self.ontology.to_cameo(pattern.type, pattern.mode, pattern.context),
            quad=kind.quad,
            intensity=self.ontology.intensity(pattern.type, pattern.mode),
            actor=candidate.roles.actor,
            recipient=candidate.roles.recipient,
            attendee=candidate.roles.attendee,
            score=score(candidate),
            coder=self.coder,
            pattern=pattern.id,
            stamp=self.stamp,
        )


class HybridCoder:
    """Patterns with a trained classifier beside them (stage `hybrid.v1`)."""

    @staticmethod
    def build(
        lexicon: Lexicon, classifier: Classifier, coder: str = "", stamp: str = ""
    ) -> DictionaryCoder:
        """Make the dictionary coder ready with a second opinion."""
        made = DictionaryCoder.build(lexicon, coder, stamp)
        return replace(made, second=SecondOpinion.build(lexicon, classifier))


def best_by_anchor(fired: list[Fired]) -> list[Fired]:
    """The most special pattern of each anchor, in text order."""
    best: dict[int, Fired] = {}
    for one in fired:
        held = best.get(one.frame.anchor)
        if held is None or one.weight > held.weight:
            best[one.frame.anchor] = one
    return [best[anchor] for anchor in sorted(best)]


def share_recipients(found: list[Candidate]) -> list[Candidate]:
    """Give a coordinated verb of the same type the recipient of the verb before it.

    "Chad sent troops to Mali and supplied trucks": the trucks went to Mali too. A meeting has only
    actors.
    """
    by_type: dict[tuple[int, str], list[Participant]] = defaultdict(list)
    out = []
    for candidate in found:
        key = (candidate.sentence, candidate.type)
        roles = candidate.roles
        shares = "subject" in candidate.frame.shared or bool(roles.actor)
        shares = shares and not is_mutual(candidate.fired.pattern)
        if not roles.recipient and by_type[key] and shares:
            before = tuple(who for who in by_type[key] if who not in roles.actor)
            candidate = replace(candidate, roles=replace(roles, recipient=before))  # noqa: PLW2901
        elif roles.recipient:
            by_type[key] = list(roles.recipient)
        out.append(candidate)
    return out


def is_told(candidate: Candidate) -> bool:
    """Whether a happening is told: somebody takes part, or the classifier is sure of it."""
    return tells_something(candidate) or is_sure(candidate)


def is_told_too(candidate: Candidate) -> bool:
    """Whether the content of a request, promise or refusal is told beside it: "rejected calls".

    Half of the words at 0.8 or more were claims in three sets of reports, of all others a quarter.
    """
    return tells_something(candidate) and (candidate.fired.sure or 0.0) >= SURE_TOO


def is_sure(candidate: Candidate) -> bool:
    """Whether a happening without a known participant is told all the same.

    It is where the classifier bears the pattern out, or is itself sure; of those that it alone
    tells so, 40 of 57 were claims in three sets of reports, invented and real.
    """
    opinion, pattern = candidate.fired.opinion, candidate.fired.pattern
    if opinion is None or not opinion.is_event:
        return False
    if candidate.has_pattern:
        return opinion.type in (pattern.type, candidate.fired.otherwise)
    return opinion.probability >= SURE_ALONE


def score(candidate: Candidate) -> float:
    """What the second opinion says; without one, an estimate by hand that is not calibrated.

    The estimate counts how special the wording is and whether both roles are filled.
    """
    if candidate.fired.sure is not None:
        return candidate.fired.sure
    both = bool(candidate.roles.actor and candidate.roles.recipient)
    special = SCORE_PER_CONDITION * min(candidate.fired.weight, 6)
    return round(min(BASE_SCORE + special + SCORE_BOTH_ROLES * both, TOP_SCORE), 3)
