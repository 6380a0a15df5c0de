"""Listed names, and what each may mean: countries, their people, capitals, bodies, persons."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.model import Actor, Country, Kind, Lexicon
from dateline.model.names import fold, words_in
from dateline.resolve.identity import NOBODY, Identity, is_held, listed, on_date, state
from dateline.resolve.imported import ImportedNames, without_shorter
from dateline.resolve.persons import Persons
from dateline.resolve.phrases import Hit, PhraseIndex


class Use(StrEnum):
    """How a name is used: what it says about whoever bears it."""

    COUNTRY = "country"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CITY = "city"
    REGION = "region"
    ACTOR = "actor"
    OTHER = "other"


PLACES = (Use.CITY, Use.REGION)
OF_A_COUNTRY = (Use.COUNTRY, Use.ADJECTIVE, Use.PEOPLE, Use.CITY, Use.REGION)
MEDIA = "MED"
PLURAL_ENDINGS = ("s", "men", "women")
UNCHANGED = ("ese", "sh", "ch", "s", "x", "men", "women")
NO_PLURAL = ("ese", "ois", "ss", "lais", "Swiss")


@dataclass(frozen=True, slots=True)
class Name:
    """One meaning of a listed name."""

    use: Use
    identity: Identity
    actor: Actor | None = None
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report says about itself: its date, and how often it names each country.

    `regions` counts the parts of countries that are named; `words` holds every word of the
    text once, as written.
    """

    date: str | None = None
    countries: Mapping[str, int] = field(default_factory=dict)
    regions: Mapping[str, int] = field(default_factory=dict)
    words: frozenset[str] = frozenset()


def is_plural(demonym: str) -> bool:
    """Whether a word for people means several of them."""
    return demonym.endswith(PLURAL_ENDINGS) and not demonym.endswith(NO_PLURAL)


def plurals(demonyms: Sequence[str]) -> list[str]:
    """The plurals of words for people that are not listed themselves ("Kazakhs")."""
    return [
        f"{word}s"
        for word in demonyms
        if not is_plural(word) and not word.endswith(UNCHANGED) and f"{word}s" not in demonyms
    ]


def country_names(country: Country) -> Iterator[tuple[str, Name]]:
    """Every name of a country, its people and its seat of government."""
    identity = state(country)
    whole = Name(Use.COUNTRY, identity, country=country)
    for name in (country.name, *country.aliases):
        yield name, whole
    for word in (*country.demonyms, *plurals(country.demonyms)):
        use = Use.PEOPLE if is_plural(word) else Use.ADJECTIVE
        why = f"{word!r} is of {country.name}"
        yield word, Name(use, identity.because(why), country=country)
    for seat in (country.capital, *country.metonyms):
        why = f"{seat!r} stands for the government of {country.name}"
        yield seat, Name(Use.CITY, identity.because(why), country=country)


def actor_names(actor: Actor) -> Iterator[tuple[str, Name]]:
    """Every name of an actor of the lists; a state without a row of its own is a region."""
    use = Use.REGION if actor.kind is Kind.STATE else Use.ACTOR
    name = Name(use, listed(actor), actor=actor)
    for word in (actor.name, *actor.aliases):
        yield word, name


@dataclass(frozen=True)
class Names:
    """All listed names, with the countries and the persons behind them.

    `surnames` leads from the first and the last word of a person's name to the person.
    """

    index: PhraseIndex
    actors: tuple[Actor, ...]
    countries: Mapping[str, Country]
    states: Mapping[str, Identity]
    surnames: Mapping[str, tuple[Actor, ...]]
    persons: Persons
    clues: Mapping[str, frozenset[str]]
    imported: ImportedNames

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Names":
        """Index the countries and actors of a lexicon."""
        unsafe = set(lexicon.words.get("actors.unsafe", ()))
        pairs = [pair for country in lexicon.countries for pair in country_names(country)]
        imported = ImportedNames(lexicon.rosters)
        actors = tuple(imported.known(actor) for actor in lexicon.actors)
        pairs += [pair for actor in actors for pair in actor_names(actor)]
        pairs = [(name, sense) for name, sense in pairs if name and name not in unsafe]
        other = Name(Use.OTHER, NOBODY)
        pairs += [(name, other) for name in lexicon.words.get("actors.not_names", ())]
        return cls(
            index=PhraseIndex.build(pairs, cased=True),
            actors=actors,
            countries={country.iso3: country for country in lexicon.countries},
            states={country.iso3: state(country) for country in lexicon.countries},
            surnames=surnames_of(actors),
            imported=imported,
            persons=Persons.build(actors, lexicon.words),
            clues={
                name.removeprefix("actors.clues."): frozenset(words)
                for name, words in lexicon.words.items()
                if name.startswith("actors.clues.")
            },
        )

    def scan(self, text: str, words: Sequence[tuple[str, int, int]] | None = None) -> list[Hit]:
        """The listed names in a text; words that only belong to other names are left out."""
        words = words_in(text) if words is None else words
        hits = self.index.scan(text, words)
        if not self.imported.rosters:
            return hits
        more = self.imported.hits(words, hits)
        own = [
            Hit(start, end, tuple(Name(Use.ACTOR, listed(actor), actor) for actor in actors))
            for start, end, actors in more
        ]
        return sorted((*without_shorter(hits, more), *own), key=lambda hit: hit.start)

    def setting(
        self, hits: Sequence[Hit], words: Sequence[tuple[str, int, int]], date: str | None
    ) -> Setting:
        """What the names of a report say about where it plays."""
        countries: Counter[str] = Counter()
        regions: Counter[str] = Counter()
        for hit in hits:
            senses = hit.senses
            country = senses[0].identity.country
            if len(senses) > 1 or country is None or MEDIA in senses[0].identity.sector:
                continue  # "CNN reports" does not say where a report plays
            countries[country] += 1
            if senses[0].use is Use.REGION:
                regions[country] += 1
        return Setting(date, countries, regions, frozenset(word for word, _, _ in words))

    def family_names(self, hits: Sequence[Hit], date: str | None) -> dict[str, Identity]:
        """The listed persons that a report names in full, by family name where only one has it.

        A headline or a caption may call somebody by the family name before the text names them.
        """
        found: dict[str, dict[str, Actor]] = {}
        for hit in hits:
            actor = hit.senses[0].actor
            if len(hit.senses) == 1 and actor is not None and actor.kind is Kind.PERSON:
                found.setdefault(actor.name.lower().split()[-1], {})[actor.id] = actor
        return {
            name: self.in_office(next(iter(actors.values())), date)
            for name, actors in found.items()
            if len(actors) == 1
        }

    def in_office(self, actor: Actor, date: str | None) -> Identity:
        """An actor of the lists with the office held on a date."""
        return on_date(actor, date, self.persons.heads)

    def choose(self, text: str, hit: Hit, setting: Setting) -> Name:
        """The meaning of a name that fits the report best; the first listed one on a draw."""
        senses: tuple[Name, ...] = hit.senses
        if len(senses) == 1:
            return senses[0]
        said = text[hit.start : hit.end]
        return max(senses, key=lambda sense: self.fitness(said, sense, setting))

    def fitness(self, said: str, sense: Name, setting: Setting) -> tuple[int, int]:
        """How well a meaning fits: clue words first, then how often its country is named."""
        country = sense.identity.country or ""
        if sense.use is Use.OTHER:
            return (-1, 0)
        if sense.use is Use.REGION:
            clues = self.clues.get(said, frozenset())
            clued = len(clues & setting.words) + setting.regions.get(country, 0)
            rivals = setting.countries.get(self.whole(said), 0)
            return (1 if clued > rivals else -1, clued)
        if sense.identity.kind is not Kind.PERSON:
            return (0, setting.countries.get(country, 0))
        if sense.actor is None or not self.imported.rosters or setting.date is None:
            return (0, 0)
        holds = any(is_held(office, setting.date) for office in sense.actor.offices)
        return (0, 2 * (setting.countries.get(country, 0) > 0) + holds)

    def whole(self, said: str) -> str:
        """The code of the country that bears a name that a region bears too."""
        for country in self.countries.values():
            if said == country.name:
                return country.iso3
        return ""


def surnames_of(actors: Sequence[Actor]) -> dict[str, tuple[Actor, ...]]:
    """Persons by the first and the last word of their name (which is the family name differs)."""
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.kind is not Kind.PERSON:
            continue
        words = [fold(word) for word, _, _ in words_in(actor.name)]
        for word in dict.fromkeys((words[0], words[-1])):
            found[word].append(actor)
    return {word: tuple(persons) for word, persons in found.items()}
