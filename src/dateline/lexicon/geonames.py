"""GeoNames' dump (`allCountries.txt`, or one country's file) to places.

Which features become which grain stands in the lexicon (`import.geonames.` words). The names of
areas above a place come from the dump itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from dateline.lexicon.drafts import pairs
from dateline.lexicon.importing import Entry, Kept
from dateline.lexicon.keys import is_latin, key
from dateline.lexicon.memory import Memory
from dateline.lexicon.table import Row, Table
from dateline.model import Gazetteer, Lexicon, PlaceEntry

COLUMNS = 19
LONGEST = 60
CODE_LENGTH = 4
AREA_CODES = {"ADM1": 1, "ADM2": 2}
WORDS = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A place, and the codes of the areas that it is in, the larger first."""

    place: PlaceEntry
    areas: tuple[str, ...]


class GeoNames:
    """Reads lines of the dump (protocol `Format`)."""

    TABS = COLUMNS - 1

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the tables of a lexicon."""
        self.codes = lexicon.codes
        self.grains = {code: told[0] for code, told in pairs(lexicon, "import.geonames").items()}

    def read(self, line: bytes, /) -> Iterator[Kept]:
        """The place of a line, and its name where other places lie in it."""
        if not line.strip() or line.startswith(b"#"):
            return
        cells = line.decode("utf-8").rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            raise ValueError(f"has {len(cells)} columns, GeoNames' dump {COLUMNS}")
        if not cells[0].isdigit():
            raise ValueError(f"has no GeoNames id but {cells[0]!r}")
        grain = self.grain(f"{cells[6]}.{cells[7]}")
        if not grain or not cells[1]:
            return
        areas = (f"{cells[8]}.{cells[10]}", f"{cells[8]}.{cells[10]}.{cells[11]}")
        if level := AREA_CODES.get(cells[7]):
            yield Kept(areas[level - 1], cells[1].replace("\t", " ").encode(), label=True)
        yield Kept(cells[0], msgspec.json.encode(Draft(self.place(cells, grain), areas)))

    def grain(self, code: str) -> str:
        """The grain of a feature: that of the longest listed beginning; "-" for none."""
        for end in range(len(code), 0, -1):
            if found := self.grains.get(code[:end]):
                return "" if found == "-" else found
        return ""

    def place(self, cells: Sequence[str], grain: str) -> PlaceEntry:
        """A line as a place.

        Raises:
            ValueError: if coordinates or people are no numbers.
        """
        latitude, longitude = float(cells[4]), float(cells[5])
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004
            raise ValueError(f"lies outside the earth: {latitude}, {longitude}")
        # One inhabitant at least: a place without any would count as one of our own sites.
        return PlaceEntry(
            name=cells[1], aliases=tuple(wanted(cells[1], (cells[2], *cells[3].split(",")), grain)),
            grain=grain, country=self.codes.get(cells[8]), geonames=cells[0],
            latitude=latitude, longitude=longitude, population=max(int(cells[14] or 0), 1),
        )  # fmt: skip

    def row(self, entry: Entry, labels: Mapping[str, bytes], /) -> Row | None:
        """The place with the names of the areas above it."""
        if entry.new:
            draft = msgspec.json.decode(entry.new[-1], type=Draft)
            above = [labels.get(code, b"").decode() for code in draft.areas]
            place = draft.place
            if place.grain == "admin1":
                above = [place.name, ""]
            elif place.grain == "admin2":
                above[1] = ""
            elif place.grain in ("country", "region"):
                above = ["", ""]
            place = replace(place, admin1=above[0] or None, within=above[1])
        elif entry.old is not None:
            place = msgspec.json.decode(entry.old, type=PlaceEntry)
        else:
            return None
        keys = dict.fromkeys(key(name) for name in (place.name, *place.aliases))
        return Row(msgspec.json.encode(place), place.population, [k for k in keys if len(k) > 1])


def wanted(own: str, names: Sequence[str], grain: str) -> Iterator[str]:
    """The other names to find a place by: Latin, no codes, no transcriptions in small letters."""
    for name in dict.fromkeys(names):
        if name == own or not name or len(name) > LONGEST or not is_latin(name):
            continue
        code = name.isupper() and len(name) <= CODE_LENGTH
        if grain in ("country", "region") or (name[0].isupper() and not code):
            yield name


@dataclass(frozen=True)
class ImportedPlaces:
    """Imported places by name (protocol `Atlas`)."""

    table: Table
    digest: str
    memory: Memory[tuple[PlaceEntry, ...]] = field(
        default_factory=Memory, repr=False, compare=False
    )

    def find(self, name: str, /) -> tuple[PlaceEntry, ...]:
        """All places that bear a name, most populous first."""
        wanted_key = key(name)
        return self.memory.of(
            wanted_key,
            lambda: tuple(
                msgspec.json.decode(entry, type=PlaceEntry)
                for entry in self.table.entries(wanted_key)
            ),
        )

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words form the longest known name; 0 for none."""
        return self.table.longest([key(word).encode() for word in words[:WORDS]])


@dataclass(frozen=True)
class Atlases:
    """Several indexes of places as one (protocol `Gazetteer`): the last wins where two differ."""

    parts: tuple[Gazetteer, ...]

    def find(self, name: str, /) -> tuple[PlaceEntry, ...]:
        """All places that bear a name, each once by its GeoNames id, most populous first."""
        found = {place.geonames: place for part in self.parts for place in part.find(name)}
        return tuple(sorted(found.values(), key=lambda place: -place.population))

    def longest(self, words: Sequence[str], /) -> int:
        """How many of the first words form the longest name that any knows; 0 for none."""
        return max((part.longest(words) for part in self.parts), default=0)
