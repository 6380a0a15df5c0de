"""The place index: names of cities, areas, countries and continents, read where they lie on disk.

`hatch_build.py` makes the index when Dateline is installed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path

import numpy as np

from dateline.errors import ModelError
from dateline.lexicon.keys import key
from dateline.lexicon.memory import Memory
from dateline.lexicon.texts import Texts, longest, place_of
from dateline.model import PlaceEntry

GRAINS = ("city", "admin2", "admin1", "country", "region")
STAMP = "made-from.txt"
LONGEST = 8
SCALE = 1e5
CODE = 3
type Numbers = np.ndarray[tuple[int], np.dtype[np.generic]]
ARRAYS = (
    "admin1", "area-starts", "areas", "country", "grain", "id", "key-starts", "keys", "latitude",
    "longitude", "name-starts", "names", "population", "posting-starts", "postings", "within",
)  # fmt: skip


@dataclass(frozen=True)
class PlaceIndex:
    """Places by name (protocol `Gazetteer`); a copy in another process opens the files again."""

    folder: Path
    arrays: dict[str, memoryview] = field(repr=False, compare=False)
    memory: Memory[tuple[PlaceEntry, ...]] = field(
        default_factory=Memory, repr=False, compare=False
    )

    @classmethod
    def open(cls, folder: Path) -> "PlaceIndex":
        """Open an index.

        Raises:
            ModelError: if the index is not there or lacks a part.
        """
        try:
            if not (folder / STAMP).is_file():
                raise FileNotFoundError(folder / STAMP)
            arrays = {name: memoryview(mapped(folder / f"{name}.npy")) for name in ARRAYS}
        except (OSError, ValueError) as error:
            raise ModelError(
                "the place index cannot be opened",
                why=str(error),
                fix="install Dateline again: pip install --force-reinstall --no-deps dateline "
                "(in a checkout: pip install --no-build-isolation --no-deps -e .)",
                code="model/no-place-index",
            ) from error
        return cls(folder, arrays)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return PlaceIndex.open, (self.folder,)

    @property
    def keys(self) -> Texts:
        """All names, sorted."""
        return Texts(self.arrays["keys"], self.arrays["key-starts"])

    def find(self, name: str, /) -> Sequence[PlaceEntry]:
        """All places that bear a name, most populous first; empty when none does."""
        wanted = key(name)
        return self.memory.of(
            wanted, lambda: tuple(self.entry(number) for number in self.numbers(wanted.encode()))
        )

    def numbers(self, wanted: bytes) -> Sequence[int]:
        """The places that bear a name, by number."""
        at = place_of(self.keys, wanted)
        if at is None:
            return ()
        starts = self.arrays["posting-starts"]
        return self.arrays["postings"][starts[at] : starts[at + 1]].tolist()

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words form the longest known name; 0 for none."""
        return longest(self.keys, (key(word).encode() for word in words[:LONGEST]))

    def entry(self, number: int) -> PlaceEntry:
        """A place by its number."""
        arrays = self.arrays
        names = Texts(arrays["names"], arrays["name-starts"])
        areas = Texts(arrays["areas"], arrays["area-starts"])
        code = arrays["country"][CODE * number : CODE * (number + 1)].tobytes().decode().strip()
        return PlaceEntry(
            name=names[number].decode(), grain=GRAINS[arrays["grain"][number]],
            country=code or None, admin1=areas[arrays["admin1"][number]].decode() or None,
            within=areas[arrays["within"][number]].decode(),
            geonames=str(arrays["id"][number]),
            latitude=arrays["latitude"][number] / SCALE,
            longitude=arrays["longitude"][number] / SCALE,
            population=arrays["population"][number],
        )  # fmt: skip


def mapped(path: Path) -> Numbers:
    """An array on disk, mapped into memory."""
    array: Numbers = np.load(path, mmap_mode="r", allow_pickle=False)
    return array


@lru_cache(maxsize=1)
def gazetteer() -> PlaceIndex:
    """The place index that was made when Dateline was installed.

    Raises:
        ModelError: if there is none.
    """
    folder = resources.files("dateline").joinpath("lexicons", "places", "index")
    return PlaceIndex.open(Path(str(folder)))
