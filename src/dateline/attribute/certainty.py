"""How sure the source is that something happened, and when in the telling it lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.attribute.climb import Climb, Structure
from dateline.attribute.hedges import HedgeIndex
from dateline.attribute.relation import Relation, holding
from dateline.model import Aux, Factuality, Lexicon, Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """Factuality and auxiliary modes of a happening, and the ids of the hedges that led there."""

    factuality: Factuality = Factuality.CERTAIN
    aux: tuple[Aux, ...] = ()
    hedges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certainty:
    """Reads how sure a happening is from the words around it.

    `Certainty.build(lexicon).of(reading, anchor, relations)`: `anchor` is the place of the head
    token of any predicate (verb or noun) in `reading.parse.tokens`, `relations` what
    `Finder.build(lexicon)(reading)` gives. The verdict is in the eyes of the innermost source.
    """

    hedges: HedgeIndex
    structure: Structure

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Certainty":
        """Index the hedges of a lexicon."""
        return cls(hedges=HedgeIndex.build(lexicon), structure=Structure.build(lexicon))

    def of(self, reading: Reading, anchor: int, relations: Sequence[Relation] = ()) -> Verdict:
        """The verdict on the predicate headed by a token, in the eyes of its innermost source."""
        around = holding(anchor, relations)
        climb = Climb(self.hedges, self.structure, reading.parse, around[0] if around else None)
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
