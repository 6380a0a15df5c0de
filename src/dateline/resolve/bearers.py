"""Which places a name may stand for: those that bear it, or else those that its words name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.model import Gazetteer, Lexicon, PlaceEntry
from dateline.resolve.phrases import PhraseIndex
from dateline.resolve.placenames import CITIES_FIRST, country_place

ACRONYM = 3
ARTICLE = "the "
OF = "of"
LARGE = 50_000
AREAS = ("admin1", "admin2")
CITIES = ("city", "site")


@dataclass(frozen=True)
class Bearers:
    """Finds the places of a name in our own lists and a gazetteer.

    `words` are the lists `place.` of the lexicon; `demonyms` give the country or region of words
    for people ("Russian", "European"), `short` the names of short forms of areas ("Ga.").
    """

    gazetteer: Gazetteer
    own: PhraseIndex
    words: Mapping[str, frozenset[str]]
    demonyms: Mapping[str, PlaceEntry]
    short: Mapping[str, str]

    @classmethod
    def build(cls, lexicon: Lexicon, gazetteer: Gazetteer) -> "Bearers":
        """Index the countries and places of a lexicon."""
        listed = [
            (name, place)
            for place in (completed(gazetteer, place) for place in lexicon.places)
            for name in (place.name, *place.aliases)
        ]
        demonyms: dict[str, PlaceEntry] = {}
        for country in lexicon.countries:
            place = country_place(gazetteer, country.iso3, country.name)
            aliases = [name for name in country.aliases if not is_area(gazetteer, place, name)]
            listed += [(name, place) for name in (country.name, *aliases)]
            demonyms.update(dict.fromkeys(country.demonyms, place))
        words = {
            name.removeprefix("place."): frozenset(listed_words)
            for name, listed_words in lexicon.words.items()
            if name.startswith("place.")
        }
        short, peoples = (
            dict(pair.split("=") for pair in lexicon.words.get(f"place.{kind}", ()))
            for kind in ("short", "demonyms")
        )
        bearers = cls(gazetteer, PhraseIndex.build(listed, cased=True), words, demonyms, short)
        places = {said: bearers.bearing(name)[:1] for said, name in peoples.items()}
        demonyms.update({said: found[0] for said, found in places.items() if found})
        return bearers

    def meant(self, said: str) -> tuple[PlaceEntry, ...]:
        """The places that bear a name as it is written; short forms ("Ga.") are of areas."""
        full = self.short.get(said)
        if full is None:
            return self.of(said)
        found = self.of(full)
        return tuple(entry for entry in found if entry.grain == "admin1") or found

    def of(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that bear a name, or else what is left of it without its kind."""
        return self.bearing(name) or self.called(name)

    def bearing(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that bear just this name: our own first, then the gazetteer's."""
        own = self.listed(name) or self.listed(ARTICLE + name)
        if not own and name in self.demonyms:
            return (self.demonyms[name],)
        known = {entry.geonames for entry in own if entry.geonames}
        others = [place for place in self.gazetteer.find(name) if place.geonames not in known]
        if name.isupper() and len(name) <= ACRONYM:
            others = [place for place in others if place.name.isupper()]
        return (*own, *others)

    def listed(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places of our own lists that bear just this name."""
        hits = self.own.scan(name)
        return hits[0].senses if hits and (hits[0].start, hits[0].end) == (0, len(name)) else ()

    def called(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places of a name that says what they are or which part is meant.

        "Lagos State" is Lagos as an area, "Hamilton Township" Hamilton as a town; "West Wales"
        and "South Florida" lie in what they are parts of.
        """
        words = name.split()
        for inner, kinds in self.cores(words):
            found = self.of(" ".join(inner)) if inner and inner[0][0].isupper() else ()
            fitting = tuple(e for e in found if (e.grain in kinds if kinds else is_large(e)))
            if fitting:
                return fitting
        return ()

    def cores(self, words: list[str]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
        """What is left of a name without the words for what it is, and the grains that fit."""
        if len(words) < 2:  # noqa: PLR2004 - a lone word has no core
            return
        first, last = words[0].casefold(), words[-1].casefold()
        for kind, grains in (("area_words", AREAS), ("city_words", CITIES)):
            if last in self.words.get(kind, ()):
                yield words[:-1], grains
            if first in self.words.get(kind, ()) and words[1].casefold() == OF:
                yield words[2:], grains
        if first in self.words.get("parts", ()):
            yield words[1:], ()

    def is_university(self, name: str) -> bool:
        """Whether a name is one that newspapers write for a university ("Ohio State").

        Only of American states, but for two whose cities have their name ("New York State").
        """
        core, state, rest = name.partition(" State")
        if not state or rest or core.casefold() in CITIES_FIRST:
            return False
        return any(e.grain == "admin1" and e.country == "USA" for e in self.bearing(core)[:1])

    def namesake(self, name: str) -> tuple[PlaceEntry, ...]:
        """The place that a body or house is called after ("Dubai Police", "Mexican Senate").

        Streets and squares are called after places elsewhere, and embassies after those who
        send them; nothing is said of them.
        """
        words = name.split()
        if self.words.get("called_after_others", frozenset()).intersection(words):
            return ()
        if words[0] in self.demonyms and len(words) > 1:
            return (self.demonyms[words[0]],)
        opening = words[: self.longest(words)]
        ending = words[len(words) - words[::-1].index(OF) :] if OF in words[1:] else []
        return next((found for said in (opening, ending) if (found := self.large(said, words))), ())

    def large(self, said: list[str], words: list[str]) -> tuple[PlaceEntry, ...]:
        """The large places that are called by some of the words of a name, but not by all."""
        name = " ".join(said)
        if not said or len(said) == len(words) or name in self.words.get("unsafe", ()):
            return ()
        if name.casefold() in self.words.get("parts", ()):
            return ()
        listed = self.listed(name)
        return tuple(
            entry for entry in self.of(name)
            if is_large(entry) and (entry in listed or entry.name.casefold() == name.casefold())
        )  # fmt: skip

    def longest(self, words: list[str]) -> int:
        """How many of the first words are the name of a place."""
        hits = self.own.scan(" ".join(words))
        own = len(words) and (hits[0].end if hits and hits[0].start == 0 else 0)
        listed = len(" ".join(words)[:own].split()) if own else 0
        return max(listed, self.gazetteer.longest(words))


def completed(gazetteer: Gazetteer, place: PlaceEntry) -> PlaceEntry:
    """A place of our own with the id that the gazetteer has for an area of its name."""
    if place.geonames or not place.country or place.grain not in ("region", *AREAS):
        return place
    names = (place.name, *place.aliases, f"{place.name} Republic", f"Republic of {place.name}")
    for name in names:
        for entry in gazetteer.find(name):
            if entry.country == place.country and entry.grain in AREAS:
                return replace(place, geonames=entry.geonames)
    return place


def is_area(gazetteer: Gazetteer, country: PlaceEntry, name: str) -> bool:
    """Whether another name of a country is that of one of its areas (England)."""
    return any(
        entry.country == country.country and entry.grain == "admin1" and entry.name == name
        for entry in gazetteer.find(name)
    )


def is_large(entry: PlaceEntry) -> bool:
    """Whether bodies are likely to be called after a place."""
    return entry.grain in ("country", "region", "admin1") or entry.population >= LARGE
