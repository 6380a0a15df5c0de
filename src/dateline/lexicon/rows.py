"""The CSV files: which columns each kind has, and how a row becomes a noun.

Lists inside a cell are separated by `;`. An actor has one row an office.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.model import (
    Actor,
    Agent,
    Country,
    Crosswalk,
    ItemEntry,
    Kind,
    Office,
    PlaceEntry,
    Realm,
    content_id,
)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvKind:
    """A kind of CSV file: its name, its columns, and what a row makes (key and noun)."""

    name: str
    columns: tuple[str, ...]
    make: Callable[[Row], tuple[str, object]]

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a header is this kind's."""
        return columns == self.columns


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def number(cell: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(cell) if cell.strip() else None


def crosswalk(row: Row) -> tuple[str, Crosswalk]:
    """A CAMEO code and what it means in PLOVER."""
    made = Crosswalk(
        cameo=row["cameo"], label=row["label"], type=row["type"], mode=row["mode"],
        context=listed(row["context"]), note=row["note"],
    )  # fmt: skip
    return made.cameo, made


def country(row: Row) -> tuple[str, Country]:
    """A state or territory."""
    made = Country(
        iso3=row["iso3"], name=row["name"], aliases=listed(row["aliases"]),
        demonyms=listed(row["demonyms"]), capital=row["capital"],
        metonyms=listed(row["metonyms"]), wikidata=row["wikidata"] or None,
    )  # fmt: skip
    return made.iso3, made


def realm(row: Row) -> tuple[str, Realm]:
    """A land that has the head of another state."""
    made = Realm(
        iso3=row["iso3"], state=row["state"], heads=listed(row["heads"]), office=row["office"],
        since=row["from"] or None, until=row["until"] or None,
    )  # fmt: skip
    return f"realm {made.iso3} {made.state}", made


def code(row: Row) -> tuple[str, str]:
    """A two-letter country code and the three-letter one."""
    return row["iso2"], row["iso3"]


def agent(row: Row) -> tuple[str, Agent]:
    """A word for those who act."""
    made = Agent(word=row["word"], kind=Kind(row["kind"]), sector=listed(row["sector"]),
                 note=row["note"])  # fmt: skip
    return made.word, made


def item(row: Row) -> tuple[str, ItemEntry]:
    """A named item."""
    made = ItemEntry(name=row["name"], aliases=listed(row["aliases"]), class_=row["class"],
                     maker=row["maker"] or None)  # fmt: skip
    return made.name, made


def item_class(row: Row) -> tuple[str, ItemEntry]:
    """A word for a class of items."""
    made = ItemEntry(name=row["name"], aliases=listed(row["aliases"]), class_=row["class"],
                     generic=True)  # fmt: skip
    return f"class {made.name}", made


def place(row: Row) -> tuple[str, PlaceEntry]:
    """A place of our own list."""
    made = PlaceEntry(
        name=row["name"], aliases=listed(row["aliases"]), grain=row["grain"],
        country=row["country"] or None, admin1=row["admin1"] or None, within=row["within"],
        geonames=row["geonames"] or None, latitude=number(row["latitude"]),
        longitude=number(row["longitude"]),
    )  # fmt: skip
    return f"place {made.name} {made.country or ''}", made


def actor(row: Row) -> tuple[str, Actor]:
    """One office of an actor, or an actor without any."""
    offices: tuple[Office, ...] = ()
    if row["office"]:
        offices = (
            Office(
                office=row["office"], country=row["country"] or None, sector=listed(row["sector"]),
                since=row["from"] or None, until=row["until"] or None, source=row["source"],
            ),
        )  # fmt: skip
    if not row["name"].strip():
        raise ValueError("an actor needs a name")
    made = Actor(
        id=content_id("a", row["name"].casefold(), row["country"]), name=row["name"],
        kind=Kind(row["kind"]), country=row["country"] or None, sector=listed(row["sector"]),
        wikidata=row["wikidata"] or None, aliases=listed(row["aliases"]), offices=offices,
    )  # fmt: skip
    return f"{made.id} {row['office']} {row['from']}", made


def actors_of(rows: Iterable[object]) -> tuple[Actor, ...]:
    """Actors from their rows: same name and country, one actor with all offices in time order."""
    held: dict[str, Actor] = {}
    for row in rows:
        if not isinstance(row, Actor):
            continue
        before = held.get(row.id)
        held[row.id] = row if before is None else joined(before, row)
    return tuple(held.values())


def joined(one: Actor, other: Actor) -> Actor:
    """Two rows of one actor as one."""
    offices = sorted((*one.offices, *other.offices), key=lambda office: office.since or "")
    return replace(
        one,
        sector=tuple(dict.fromkeys((*one.sector, *other.sector))),
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
        wikidata=one.wikidata or other.wikidata,
        offices=tuple(offices),
    )


ACTOR_COLUMNS = (
    "name", "aliases", "kind", "country", "sector", "office", "from", "until", "wikidata",
    "source", "checked", "note",
)  # fmt: skip
REALM_COLUMNS = (
    "iso3", "state", "heads", "office", "from", "until", "source", "checked", "note",
)  # fmt: skip
PLACE_COLUMNS = (
    "name", "aliases", "grain", "country", "admin1", "within", "geonames", "latitude",
    "longitude", "source",
)  # fmt: skip


def csv_kinds() -> tuple[CsvKind, ...]:
    """Every kind of CSV file."""
    return (
        CsvKind("crosswalk", ("cameo", "label", "type", "mode", "context", "note"), crosswalk),
        CsvKind(
            "country",
            ("iso3", "name", "aliases", "demonyms", "capital", "metonyms", "wikidata", "source"),
            country,
        ),
        CsvKind("realm", REALM_COLUMNS, realm),
        CsvKind("code", ("iso2", "iso3"), code),
        CsvKind("agent", ("word", "kind", "sector", "note"), agent),
        CsvKind("item", ("name", "aliases", "class", "maker", "source"), item),
        CsvKind("item", ("name", "aliases", "class"), item_class),
        CsvKind("place", PLACE_COLUMNS, place),
        CsvKind("actor", ACTOR_COLUMNS, actor),
    )
