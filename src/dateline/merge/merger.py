"""The merger: claims, documents and judgements in, events out; whole, or group by group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dateline.merge.assemble import assemble
from dateline.merge.cluster import Clustering
from dateline.merge.credits import Wires
from dateline.merge.support import Origins, origins
from dateline.model import Claim, Document, Event, Judgement, Lexicon

NO_WIRES = Wires({})


@dataclass(frozen=True, slots=True)
class RulesMerger:
    """Merges by the terms of `compare`; knows news agencies by the credits of a lexicon."""

    wires: Wires = NO_WIRES

    @classmethod
    def build(cls, lexicon: Lexicon) -> Self:
        """Take what it needs of a lexicon."""
        return cls(Wires.build(lexicon))

    def components(
        self, claims: Iterable[Claim], judgements: Sequence[Judgement] = (), /
    ) -> Iterator[Sequence[Sequence[str]]]:
        """The ids of the claims of each event, by components; the claims are not kept."""
        clustering = Clustering(judgements)
        clustering.add(claims)
        yield from clustering.components()

    def origins(self, documents: Mapping[str, Document], /) -> Origins:
        """Where each document has its words from: its group of copies, and a news agency."""
        return origins(documents, self.wires)

    def events(self, groups: Iterable[Sequence[Claim]], come_from: Origins, /) -> Iterator[Event]:
        """The event of each group of claims."""
        return (assemble(group, come_from) for group in groups)


def merge(
    claims: Iterable[Claim],
    documents: Mapping[str, Document],
    judgements: Sequence[Judgement] = (),
    merger: RulesMerger = RulesMerger(),
) -> list[Event]:
    """The events that claims make, in order of date and id.

    Claims are joined when a comparison says that they tell of one happening; what an analyst
    judged `same` is joined, what an analyst judged `different` is never joined directly. The
    result does not depend on the order of the claims.
    """
    held = {claim.id: claim for claim in claims}
    components = merger.components(held.values(), judgements)
    groups = ([held[key] for key in group] for component in components for group in component)
    events = merger.events(groups, merger.origins(documents))
    return sorted(events, key=lambda event: (event.when.first or "", event.id))
