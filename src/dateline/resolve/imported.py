"""Imported actors in a text: names of two words and more that no list of our own has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Actor, Kind, Roster
from dateline.model.names import fold, name_key
from dateline.resolve.phrases import Hit

ACRONYM = 3
type Words = Sequence[tuple[str, int, int]]


@dataclass(frozen=True)
class ImportedNames:
    """Finds the names of imported actors where they lie on disk."""

    rosters: tuple[Roster, ...]

    def hits(self, words: Words, held: Sequence[Hit]) -> list[tuple[int, int, tuple[Actor, ...]]]:
        """The names in a text with their bearers; ones inside a listed name are left out.

        A listed name gives way to a longer one that begins with it.
        """
        ends = {hit.start: hit.end for hit in held}
        found, i, covered = [], 0, 0
        while i < len(words):
            word, start, _ = words[i]
            count = self.longest(words, i) if start >= covered and word[0].isupper() else 0
            listed = ends.get(start, 0)
            if count and words[i + count - 1][2] > listed:
                actors = self.find(" ".join(fold(said) for said, _, _ in words[i : i + count]))
                if actors:
                    found.append((start, words[i + count - 1][2], actors))
                    i += count
                    continue
            covered = max(covered, listed)
            i += 1
        return found

    def longest(self, words: Words, first: int) -> int:
        """How many words from one on form a name, as it is written; 0 for none."""
        folded = [fold(word) for word, _, _ in words[first : first + 8]]
        count = max((roster.longest(folded) for roster in self.rosters), default=0)
        last = words[first + count - 1][0] if count else ""
        if count > 1:
            return count if last[0].isupper() or last[0].isdigit() else 0
        return count if last.isupper() and len(last) >= ACRONYM else 0

    def find(self, key: str) -> tuple[Actor, ...]:
        """All bearers of a name: those of the layer read last first, each layer's best first."""
        return tuple(actor for roster in self.rosters for actor in roster.find(key))

    def known(self, actor: Actor) -> Actor:
        """A listed actor with the Wikidata id that an import has for it, if just one fits."""
        if actor.wikidata or actor.kind is Kind.STATE or not self.rosters:
            return actor
        same = {
            other.wikidata
            for other in self.find(name_key(actor.name))
            if other.wikidata and other.kind is actor.kind and other.country == actor.country
        }
        return replace(actor, wikidata=same.pop()) if len(same) == 1 else actor


def without_shorter(
    held: Sequence[Hit], found: Sequence[tuple[int, int, tuple[Actor, ...]]]
) -> list[Hit]:
    """The listed names that no imported name covers."""
    spans = [(start, end) for start, end, _ in found]
    return [
        hit for hit in held if not any(start < hit.end and hit.start < end for start, end in spans)
    ]
