"""TOML and CSV files to entries, and entries to a `Lexicon`.

TOML holds what has structure, by table name: `[[type]]`, `[[context]]`, `[[pattern]]`, `[[cue]]`,
`[[hedge]]`, `[[view]]`, `[sectors]`, `[lists]`, `[words]`, and `drop`. CSV holds long flat lists,
told apart by their columns.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import msgspec

from dateline.errors import LexiconError, ModelError
from dateline.lexicon.drafts import ImportedActors
from dateline.lexicon.geonames import ImportedPlaces
from dateline.lexicon.importing import FOLDER, opened
from dateline.lexicon.layer import files_of, shipped
from dateline.lexicon.realms import with_realms
from dateline.lexicon.rows import CsvKind, actors_of, csv_kinds
from dateline.model import (
    Agent,
    Atlas,
    Context,
    Country,
    Crosswalk,
    Cue,
    EventType,
    Hedge,
    ItemEntry,
    Lexicon,
    Pattern,
    PlaceEntry,
    Realm,
    Roster,
    View,
    content_id,
)

TABLES: Mapping[str, type[EventType | Context | Pattern | Cue | Hedge | View]] = {
    "type": EventType,
    "context": Context,
    "pattern": Pattern,
    "cue": Cue,
    "hedge": Hedge,
    "view": View,
}
IN_ORDER = ("cues", "hedges", "views")
ACTORS, PLACES = "actors", "places"
MAPS = ("sectors", "lists", "words")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with lexicon data: where it is, and what was found and expected."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.what} - at {self.where}"
            if self.where
            else f"{self.file}: {self.what}"
        )


@dataclass(slots=True)
class Entries:
    """Everything read so far, by kind and key; later entries replace earlier ones."""

    held: dict[str, dict[str, object]] = field(default_factory=dict)
    origin: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set)

    def put(self, kind: str, key: str, value: object, layer: str, file: str) -> None:
        """Add an entry; the same key twice in one layer is a fault."""
        if (layer, kind, key) in self.seen:
            where = self.origin.get((kind, key), "")
            self.faults.append(Fault(file, key, f"{kind} {key!r} is there twice (also in {where})"))
            return
        self.seen.add((layer, kind, key))
        self.held.setdefault(kind, {})[key] = value
        self.origin[kind, key] = file

    def drop(self, key: str, file: str) -> None:
        """Take an entry out, whatever its kind; dropping nothing is a fault."""
        if not any(entries.pop(key, None) is not None for entries in self.held.values()):
            self.faults.append(Fault(file, "drop", f"there is no entry {key!r} to drop"))


def load(layers: Sequence[Path] = (), *, over: Entries | None = None) -> Lexicon:
    """Read the shipped lexicons and any layers over them.

    Args:
        layers: Files or folders, in order.
        over: What `read_shipped` gave, if it was called before; it is used up.

    Raises:
        LexiconError: if any file has a fault; `why` lists all of them.
    """
    lexicon, faults = read(layers, over=over)
    if faults:
        raise LexiconError(
            f"the lexicons have {len(faults)} fault{'s' if len(faults) > 1 else ''}",
            why="\n".join(str(fault) for fault in faults),
            fix="mend the entries named, then run: dateline lexicon check",
        )
    return lexicon


def read(
    layers: Sequence[Path] = (), *, over: Entries | None = None
) -> tuple[Lexicon, list[Fault]]:
    """Read the lexicons as far as they can be read, with all faults of form; as `load` does."""
    entries = over or read_shipped()
    for layer in layers:
        read_layer(entries, layer)
    lexicon = with_imports(assemble(entries.held), layers, entries.faults)
    return replace(lexicon, digest=digest(lexicon)), entries.faults


def read_shipped() -> Entries:
    """Read what comes with Dateline, to lay layers over it."""
    entries = Entries()
    read_layer(entries, shipped())
    return entries


def read_layer(entries: Entries, layer: Path) -> None:
    """Read the files of a layer into the entries."""
    if not layer.exists():
        entries.faults.append(Fault(str(layer), "", "no such file or folder"))
        return
    base = layer if layer.is_dir() else layer.parent
    for path in files_of(layer):
        read_file(entries, path, path.relative_to(base).as_posix(), str(layer))


def with_imports(lexicon: Lexicon, layers: Sequence[Path], faults: list[Fault]) -> Lexicon:
    """The lexicon with the tables that were imported into its layers, the last layer's first."""
    rosters: list[Roster] = []
    atlases: list[Atlas] = []
    for layer in reversed([layer for layer in layers if layer.is_dir()]):
        try:
            if found := opened(layer / FOLDER / ACTORS):
                rosters.append(ImportedActors(*found))
            if found := opened(layer / FOLDER / PLACES):
                atlases.append(ImportedPlaces(*found))
        except ModelError as error:
            faults.append(Fault(f"{layer / FOLDER}", "", f"{error.what}: {error.why}"))
    return replace(lexicon, rosters=tuple(rosters), atlases=tuple(atlases))


def read_file(entries: Entries, path: Path, name: str, layer: str) -> None:
    """Read one file into the entries; faults are noted, not raised."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        entries.faults.append(Fault(name, "", f"cannot be read: {error}"))
        return
    if path.suffix == ".csv":
        read_csv(entries, text, name, layer)
        return
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        entries.faults.append(Fault(name, "", f"is not TOML: {error}"))
        return
    read_toml(entries, data, name, layer)


def read_toml(entries: Entries, data: Mapping[str, object], name: str, layer: str) -> None:
    """Take the tables of one TOML file."""
    for key in data.get("drop", ()):  # type: ignore[attr-defined]
        entries.drop(str(key), name)
    for table, value in data.items():
        if table in ("drop", "version"):
            continue
        if table in MAPS and isinstance(value, dict):
            for key, words in value.items():
                taken = words if isinstance(words, str) else tuple(words)
                entries.put(table, key, taken, layer, name)
        elif table in TABLES and isinstance(value, list):
            for number, item in enumerate(value):
                read_entry(entries, table, item, f"$.{table}[{number}]", (name, layer))
        else:
            known = ", ".join([*TABLES, *MAPS, "drop"])
            entries.faults.append(Fault(name, table, f"unknown table; known are {known}"))


def read_entry(
    entries: Entries, table: str, item: Mapping[str, object], where: str, at: tuple[str, str]
) -> None:
    """Turn one TOML table into its noun, strictly: unknown keys and wrong types are faults."""
    name, layer = at
    noun = TABLES[table]
    unknown = set(item) - {f.name for f in fields(noun)}
    for key in sorted(unknown):
        known = ", ".join(sorted(f.name for f in fields(noun)))
        entries.faults.append(
            Fault(name, f"{where}.{key}", f"unknown key {key!r}; known are {known}")
        )
    kept = {key: value for key, value in item.items() if key not in unknown}
    try:
        made: EventType | Context | Pattern | Cue | Hedge | View = msgspec.convert(
            kept, noun, strict=True
        )
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        entries.faults.append(Fault(name, where + path.rstrip("`"), what))
        return
    entries.put(table, made.id, made, layer, name)


def read_csv(entries: Entries, text: str, name: str, layer: str) -> None:
    """Read one CSV file; its columns tell what it holds."""
    rows = csv.DictReader(text.splitlines())
    columns = tuple(rows.fieldnames or ())
    kind = next((kind for kind in csv_kinds() if kind.fits(columns)), None)
    if kind is None:
        entries.faults.append(Fault(name, "line 1", f"unknown columns: {', '.join(columns)}"))
        return
    for number, row in enumerate(rows, start=2):
        read_row(entries, kind, row, f"line {number}", (name, layer))


def read_row(
    entries: Entries, kind: CsvKind, row: Mapping[str, str], where: str, at: tuple[str, str]
) -> None:
    """Turn one CSV row into its noun."""
    name, layer = at
    if None in row or None in row.values():
        entries.faults.append(Fault(name, where, "has another number of cells than the header"))
        return
    try:
        key, made = kind.make(row)
    except (ValueError, KeyError) as error:
        entries.faults.append(Fault(name, where, str(error)))
        return
    entries.put(kind.name, key, made, layer, name)


def assemble(held: Mapping[str, Mapping[str, object]]) -> Lexicon:
    """The lexicon of the effective entries."""

    def values[T](kind: str, noun: type[T]) -> tuple[T, ...]:
        return tuple(v for v in held.get(kind, {}).values() if isinstance(v, noun))

    def words(kind: str) -> dict[str, tuple[str, ...]]:
        return {k: v for k, v in held.get(kind, {}).items() if isinstance(v, tuple)}

    realms = values("realm", Realm)
    return Lexicon(
        types={t.id: t for t in values("type", EventType)},
        contexts={c.id: c for c in values("context", Context)},
        sectors={k: v for k, v in held.get("sectors", {}).items() if isinstance(v, str)},
        crosswalk=values("crosswalk", Crosswalk),
        patterns=values("pattern", Pattern),
        lists=words("lists"),
        cues=values("cue", Cue),
        hedges=values("hedge", Hedge),
        views=values("view", View),
        countries=values("country", Country),
        realms=realms,
        agents=values("agent", Agent),
        actors=with_realms(actors_of(held.get("actor", {}).values()), realms),
        items=values("item", ItemEntry),
        places=values("place", PlaceEntry),
        codes={k: v for k, v in held.get("code", {}).items() if isinstance(v, str)},
        words=words("words"),
    )


def digest(lexicon: Lexicon) -> str:
    """A hash of everything in a lexicon, whatever files it came from.

    Order counts for cues, hedges and views alone: of those the first that fits wins.
    """
    parts: list[str] = []
    for part in fields(lexicon):
        value = getattr(lexicon, part.name)
        if part.name in ("rosters", "atlases"):
            parts.extend(f"{part.name}:{table.digest}" for table in value)
        elif part.name != "digest":
            members: Iterable[object] = value.items() if isinstance(value, Mapping) else value
            rows = [f"{part.name}:{member!r}" for member in members]
            parts.extend(rows if part.name in IN_ORDER else sorted(rows))
    return content_id("l", *parts)
