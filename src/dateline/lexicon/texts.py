"""Sorted texts that lie on disk: looked up by bisection, never read as a whole."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts in one run of bytes."""

    data: memoryview
    starts: memoryview

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.data[self.starts[number] : self.starts[number + 1]].tobytes()


def place_of(keys: Texts, wanted: bytes) -> int | None:
    """The number of a text among sorted ones; None where it is not there."""
    at = bisect_left(keys, wanted)
    return at if at < len(keys) and keys[at] == wanted else None


def longest(keys: Texts, words: Iterable[bytes]) -> int:
    """How many of the first words, parted by spaces, form the longest text; 0 for none.

    A word may be empty (what stood there has no letters); a first empty word ends the search.
    """
    best, at, name = 0, 0, b""
    for count, word in enumerate(words, start=1):
        name = b" ".join(part for part in (name, word) if part)
        if not name:
            return 0
        at = bisect_left(keys, name, lo=at)
        if at == len(keys) or not keys[at].startswith(name):
            break
        if keys[at] == name:
            best = count
    return best
