"""A place name in a report, and how names of places stand to each other and to entities."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.model import Gazetteer, Parse, Place, PlaceEntry

# Between a place and the place that it is in.
IN = re.compile(r",? (?:in|at|near|outside) (?:the )?(?:city of )?|, ")

# Cities that are named without "City" more often than the states that they share a name with.
CITIES_FIRST = ("new york", "washington")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at `[start, end)`, tokens `first` to `last`; `options` are its bearers.

    `hint` says what the words beside it call it; `inside` is the number of the name beside it
    that says where it is; `known` whether the parser or our own list takes it for a place;
    `in_name` whether it stands inside the name of a body ("*Toronto* Police"), which it places;
    `namesake` whether the options are not places of the name but one that a site is called after.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    options: tuple[PlaceEntry, ...] = ()
    hint: str = ""
    inside: int | None = None
    known: bool = True
    in_name: bool = False
    namesake: bool = False


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place named in a report: tokens `first` to `last`, with `head` the one it hangs by.

    `part_of` marks a name that only says where the one before it is ("Paris, *Texas*"), `unnamed`
    a phrase without a name ("the base").
    """

    place: Place
    first: int
    last: int
    head: int
    part_of: bool = False
    unnamed: bool = False


def place_words(words: Mapping[str, tuple[str, ...]], *names: str) -> frozenset[str]:
    """The words of a lexicon's lists `place.NAME`, together."""
    return frozenset(word for name in names for word in words.get(f"place.{name}", ()))


def country_place(gazetteer: Gazetteer, iso3: str, name: str) -> PlaceEntry:
    """A country as a place, with the gazetteer's id and coordinates if it knows it."""
    for entry in gazetteer.find(name):
        if entry.grain == "country" and entry.country == iso3:
            return replace(entry, name=name)
    return PlaceEntry(name=name, grain="country", country=iso3)


def lies_in(inner: PlaceEntry, outer: PlaceEntry) -> bool:
    """Whether a place is in another, by the names that it gives."""
    if inner is outer or inner.geonames == outer.geonames or inner.country != outer.country:
        return False
    if outer.grain == "country":
        return inner.grain != "country"
    if outer.grain == "admin1":
        return inner.admin1 == outer.name and inner.grain not in ("country", "admin1")
    return outer.grain in ("admin2", "city") and bool(inner.within) and inner.within == outer.name


def entity_range(parse: Parse, i: int) -> tuple[int, int]:
    """The token range of the entity that a token is in; itself alone where it is in none."""
    tokens = parse.tokens
    label = tokens[i].ent
    if not label:
        return i, i + 1
    first = i
    while first and not tokens[first].ent_start and tokens[first - 1].ent == label:
        first -= 1
    last = i + 1
    while last < len(tokens) and tokens[last].ent == label and not tokens[last].ent_start:
        last += 1
    return first, last


def entities(parse: Parse) -> Iterator[tuple[int, int, str]]:
    """All entities with their labels."""
    tokens = parse.tokens
    i = 0
    while i < len(tokens):
        if tokens[i].ent:
            _, last = entity_range(parse, i)
            yield i, last, tokens[i].ent
            i = last
        else:
            i += 1
