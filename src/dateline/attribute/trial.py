"""Which cues, hedges and views fire on a reading: what test sentences are tried with."""

from dataclasses import dataclass
from functools import lru_cache

from dateline.attribute.attributor import CueAttributor
from dateline.model import Lexicon, Reading


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A lexicon as a key: the same one, not an equal one, which would be slow to tell."""

    lexicon: Lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other.lexicon is self.lexicon


@lru_cache(maxsize=2)
def attributor_of(key: Key) -> CueAttributor:
    """The attributor of a lexicon, built once."""
    return CueAttributor.build(key.lexicon)


def fired(reading: Reading, lexicon: Lexicon) -> frozenset[str]:
    """The ids of the cues, hedges and views that fire on a reading."""
    return attributor_of(Key(lexicon)).fired(reading)
