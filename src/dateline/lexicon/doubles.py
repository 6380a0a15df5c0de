"""What is wrong between the rows of the actor lists: doubles, seats taken twice, no source."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from dateline.lexicon.layer import files_of
from dateline.lexicon.load import Fault
from dateline.model import Actor, Kind, Lexicon, Office
from dateline.model.names import name_key

CHECKED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
END, BEGIN = "9999", "0000"


def double_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Two actors of one kind and country under one name; names that one row has twice."""
    held: dict[tuple[str, Kind, str | None], dict[str, Actor]] = defaultdict(dict)
    for actor in lexicon.actors:
        for name in (actor.name, *actor.aliases):
            held[name_key(name), actor.kind, actor.country][actor.id] = actor
        own = [name for name in actor.aliases if name == actor.name]
        if own:
            yield Fault("actors", actor.name, "has its own name as an alias")
    for (name, _, country), actors in held.items():
        if len(actors) > 1:
            names = " and ".join(actor.name for actor in actors.values())
            yield Fault("actors", names, f"{len(actors)} actors of {country} are called {name!r}")


def seat_faults(lexicon: Lexicon) -> Iterator[Fault]:
    """Offices of one holder (`actors.single_offices`) that two persons have at one time."""
    single = frozenset(lexicon.words.get("actors.single_offices", ()))
    seats: dict[tuple[str, str], list[tuple[Actor, Office]]] = defaultdict(list)
    for actor in lexicon.actors:
        for office in actor.offices:
            country = office.country or actor.country
            if country and office.since and office.office.lower() in single:
                seats[country, office.office].append((actor, office))
    for (country, office_name), terms in seats.items():
        terms.sort(key=lambda term: term[1].since or "")
        for (one, first), (other, second) in combinations(terms, 2):
            if one.id != other.id and overlaps(first, second):
                what = (
                    f"{office_name} of {country} until {first.until or 'now'}, "
                    f"as is {other.name} from {second.since}"
                )
                yield Fault("actors", one.name, what)


def overlaps(one: Office, other: Office) -> bool:
    """Whether two terms have a day in common; both are known to begin."""
    starts = max(one.since or BEGIN, other.since or BEGIN)
    return starts < min(one.until or END, other.until or END)


def source_faults(layers: Sequence[Path]) -> Iterator[Fault]:
    """Rows of CSV files that do not say where they come from, or when they were checked."""
    for layer in layers:
        base = layer if layer.is_dir() else layer.parent
        for path in files_of(layer) if layer.exists() else ():
            if path.suffix == ".csv":
                name = path.relative_to(base).as_posix()
                with path.open(encoding="utf-8", newline="") as lines:
                    yield from row_faults(csv.DictReader(lines), name)


def row_faults(rows: Iterable[dict[str, str]], name: str) -> Iterator[Fault]:
    """Such rows of one file."""
    for number, row in enumerate(rows, start=2):
        label = next(iter(row.values()), "")
        if "source" in row and not (row["source"] or "").strip():
            yield Fault(name, f"line {number}", f"{label} has no source")
        checked = row.get("checked")
        if checked is not None and not CHECKED.fullmatch(checked.strip()):
            yield Fault(name, f"line {number}", f"{label} has no date of its last check")
