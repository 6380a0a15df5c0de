"""How sure the source is that something happened, and when in the telling it lies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.attribute.climb import Climb, Structure
from dateline.attribute.degree import Degree
from dateline.attribute.hedges import HedgeIndex, is_infinitive
from dateline.attribute.relation import Relation, holding
from dateline.model import Aux, Factuality, Lexicon, Parse, Reading

PAST = ("VBD", "VBN", "VBG")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Factuality and auxiliary modes of a happening, and the ids of the hedges that led there."""

    factuality: Factuality = Factuality.CERTAIN
    aux: tuple[Aux, ...] = ()
    hedges: tuple[str, ...] = ()

    def told(self) -> "Verdict":
        """The same without the denial: of a happening that the denial itself makes, now."""
        if Aux.NEGATED not in self.aux:
            return self
        aux = tuple(one for one in self.aux if one not in (Aux.NEGATED, Aux.FUTURE))
        return replace(
            self, factuality=Degree.of(self.factuality).under("flip").factuality, aux=aux
        )


@dataclass(frozen=True)
class Certainty:
    """Reads how sure a happening is from the words around it.

    `Certainty.build(lexicon).of(reading, anchor, relations)`: `anchor` is the place of the head
    token of any predicate (verb or noun) in `reading.parse.tokens`, `relations` what
    `Finder.build(lexicon)(reading)` gives. The verdict is in the eyes of the innermost source.
    """

    hedges: HedgeIndex
    structure: Structure
    planning: frozenset[str] = frozenset()
    trying: frozenset[str] = frozenset()

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Certainty":
        """Index the hedges of a lexicon."""
        return cls(
            hedges=HedgeIndex.build(lexicon),
            structure=Structure.build(lexicon),
            planning=frozenset(lexicon.words.get("attribute.planning", ())),
            trying=frozenset(lexicon.words.get("attribute.trying", ())),
        )

    def meant(self, parse: Parse, anchor: int) -> int:
        """The predicate that a claim anchored at a token is about.

        Of a plan that is what is planned ("plans *to travel*"), of an attempt that was made the
        attempt ("*tried* to launch"): it is what happened.
        """
        token = parse.tokens[anchor]
        if token.lemma in self.planning:
            ahead = [k for k in parse.kids(anchor, "xcomp") if is_infinitive(parse, k.i)]
            return ahead[0].i if ahead else anchor
        above = parse.tokens[token.head]
        past = above.tag in PAST or any(k.lower == "did" for k in parse.kids(above.i, "aux"))
        tried = past and above.lemma in self.trying
        to = token.dep in ("xcomp", "advcl") and is_infinitive(parse, anchor)
        return above.i if tried and to else anchor

    def is_plan(self, parse: Parse, anchor: int) -> bool:
        """Whether a verb tells of a plan of its subject: "plans to", "is preparing to"."""
        token = parse.tokens[anchor]
        own = token.lemma in self.planning and not parse.kids(anchor, "auxpass")
        return own and any(is_infinitive(parse, k.i) for k in parse.kids(anchor, "xcomp"))

    def is_alternative(self, parse: Parse, anchor: int) -> bool:
        """Whether a verb is what else would happen: "leave *or face* an attack"."""
        token = parse.tokens[anchor]
        either = any(k.lower == "or" for k in parse.kids(token.head, "cc"))
        return token.dep == "conj" and either and token.tag in ("VB", "VBP")

    def of(
        self,
        reading: Reading,
        anchor: int,
        relations: Sequence[Relation] = (),
        *,
        on_condition: bool = True,
    ) -> Verdict:
        """The verdict on the predicate headed by a token, in the eyes of its innermost source.

        What "if" clauses leave open counts only `on_condition`: a threat is made whatever comes of
        its condition (119 of 129 in the reports written for the training are certain).
        """
        around = holding(anchor, relations)
        told = around[0] if around else None
        climb = Climb(self.hedges, self.structure, reading.parse, told, on_condition=on_condition)
        climb.run(anchor)
        aux = set(climb.aux)
        if climb.degree.untrue and climb.degree.level:
            aux.add(Aux.NEGATED)
        else:
            aux.discard(Aux.NEGATED)
        return Verdict(
            factuality=climb.degree.factuality,
            aux=tuple(one for one in Aux if one in aux),
            hedges=tuple(dict.fromkeys(climb.used)),
        )
