"""The place names of a report: where they stand, and which places bear them."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.model import Gazetteer, Lexicon, Parse, PlaceEntry, Reading
from dateline.resolve.phrases import PhraseIndex
from dateline.resolve.placenames import Toponym, country_place, entities, entity_range, lies_in
from dateline.resolve.surroundings import Surroundings

PLACES = ("GPE", "LOC", "FAC")
OTHERS = ("PERSON", "ORG", "NORP", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LANGUAGE")
LONGEST_RUN = 6
ACRONYM = 3
POSSESSIVE = re.compile(r"['’]s?$")
JOINED = re.compile(r",\s+$|\s*\($")


@dataclass(frozen=True)
class ToponymFinder:
    """Finds place names with our own lists and a gazetteer."""

    gazetteer: Gazetteer
    own: PhraseIndex
    words: Mapping[str, frozenset[str]]
    short: Mapping[str, str]
    sites: frozenset[str]
    unsafe: frozenset[str]
    demonyms: Mapping[str, PlaceEntry]

    @classmethod
    def build(cls, lexicon: Lexicon, gazetteer: Gazetteer) -> "ToponymFinder":
        """Index the countries and places of a lexicon."""
        listed = [
            (name, place) for place in lexicon.places for name in (place.name, *place.aliases)
        ]
        demonyms: dict[str, PlaceEntry] = {}
        for country in lexicon.countries:
            place = country_place(gazetteer, country.iso3, country.name)
            listed += [(name, place) for name in (country.name, *country.aliases)]
            demonyms.update(dict.fromkeys(country.demonyms, place))
        words = {
            name.removeprefix("place."): frozenset(listed_words)
            for name, listed_words in lexicon.words.items()
            if name.startswith("place.")
        }
        pairs = (pair.partition("=") for pair in words.pop("short", ()))
        return cls(
            gazetteer=gazetteer,
            own=PhraseIndex.build(listed, cased=True),
            words=words,
            short={short: name for short, _, name in pairs},
            sites=words.get("site_words", frozenset()),
            unsafe=words.get("unsafe", frozenset()),
            demonyms=demonyms,
        )

    def __call__(self, reading: Reading) -> list[Toponym]:
        """All place names of a report, in text order."""
        work = Search(self, reading)
        work.take_own()
        work.take_entities()
        work.take_short()
        work.take_others()
        work.take_others()
        found = sorted(work.found.values(), key=lambda name: name.start)
        return work.beside(found)

    def options(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that bear a name: our own first, then the gazetteer's."""
        hits = self.own.scan(name)
        own = hits[0].senses if hits and (hits[0].start, hits[0].end) == (0, len(name)) else ()
        if not own and name in self.demonyms:
            return (self.demonyms[name],)
        known = {entry.geonames for entry in own if entry.geonames}
        others = [place for place in self.gazetteer.find(name) if place.geonames not in known]
        if name.isupper() and len(name) <= ACRONYM:
            others = [place for place in others if place.name.isupper()]
        return (*own, *others)

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is in one of the word lists."""
        return word in self.words.get(kind, ())


@dataclass
class Search:
    """One report being searched; `found` holds the names by their first token."""

    finder: ToponymFinder
    reading: Reading
    found: dict[int, Toponym] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look at the names' surroundings by the same words."""
        finder = self.finder
        self.around = Surroundings(self.reading, finder.words, finder.short, finder.options)

    @property
    def parse(self) -> Parse:
        """The parsed report."""
        return self.reading.parse

    def take(self, first: int, last: int, *, known: bool = True) -> bool:
        """Take tokens as a place name if any place bears it."""
        if self.taken.intersection(range(first, last)):
            return False
        span = self.parse.span(first, last)
        text = POSSESSIVE.sub("", span.text or "")
        if text in self.finder.demonyms and not self.is_own(text):
            return False
        options = self.finder.options(self.finder.short.get(text, text))
        if options:
            self.put(first, last, text, options, known=known)
        return bool(options)

    def is_own(self, text: str) -> bool:
        """Whether a word that is also a demonym is a country's name too."""
        return any((hit.start, hit.end) == (0, len(text)) for hit in self.finder.own.scan(text))

    def put(
        self, first: int, last: int, name: str, options: tuple[PlaceEntry, ...], *, known: bool
    ) -> None:
        """Write a name down."""
        start = self.parse.tokens[first].start
        hint = self.around.hint(first, last)
        found = Toponym(first, last, start, start + len(name), name, options, hint, known=known)
        self.found[first] = found
        self.taken.update(range(first, last))
        self.names.add(name.casefold())

    def take_own(self) -> None:
        """Take the names of our own lists where they are not part of another name."""
        parse = self.parse
        for hit in self.finder.own.scan(parse.doc.text):
            first = parse.by_start.get(hit.start)
            if first is None or self.around.is_surname(first, first + 1):
                continue
            last = first + 1
            while last < len(parse.tokens) and parse.tokens[last].end <= hit.end:
                last += 1
            if parse.tokens[last - 1].end != hit.end or not self.around.stands_alone(first, last):
                continue
            self.take(first, last)

    def take_entities(self) -> None:
        """Take what the parser takes for places."""
        for first, last, label in entities(self.parse):
            if label in PLACES and not self.taken.intersection(range(first, last)):
                self.take_entity(first, last, label)

    def take_entity(self, first: int, last: int, label: str) -> None:
        """Take one place entity, whole or as far as it is known."""
        tokens = self.parse.tokens
        while first < last - 1 and tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        while last > first + 1 and tokens[last - 1].tag == "POS":
            last -= 1
        text = self.parse.span(first, last).text or ""
        if (
            not text[0].isupper()
            or text in self.finder.unsafe
            or self.around.is_surname(first, last)
        ):
            return
        for end in self.ends(first, last):
            if self.take(first, end):
                return
        inner = first
        while inner < last - 1 and self.finder.has("parts", tokens[inner].lower):
            inner += 1
        if inner > first and self.take(inner, last):
            return
        if label != "GPE" or tokens[last - 1].text in self.finder.sites:
            self.put(first, last, self.parse.span(first, last).text or "", (), known=True)
            return
        self.take_parts(first, last)

    def ends(self, first: int, last: int) -> list[int]:
        """Where a name may end: beyond its entity where a longer one is known, else with it."""
        tokens = self.parse.tokens
        end = last
        while end < len(tokens) and end - first < LONGEST_RUN and tokens[end].pos == "PROPN":
            if tokens[end].ent_start or tokens[end].sentence != tokens[first].sentence:
                break
            end += 1
        longer = first + self.finder.gazetteer.longest([t.text for t in tokens[first:end]])
        return [longer, last] if longer > last else [last]

    def take_parts(self, first: int, last: int) -> None:
        """Take the known names inside an entity; all of it as one unknown place if none is."""
        tokens = self.parse.tokens
        at, some = first, False
        while at < last:
            length = self.finder.gazetteer.longest([t.text for t in tokens[at:last]])
            if length and tokens[at].text[0].isupper() and self.take(at, at + length):
                some = True
            at += max(length, 1)
        if not some:
            self.put(first, last, self.parse.span(first, last).text or "", (), known=True)

    def take_short(self) -> None:
        """Take short forms of areas after a place and a comma ("Canton, Ga.")."""
        tokens = self.parse.tokens
        for i in range(2, len(tokens)):
            if tokens[i - 1].text != "," or i in self.taken or tokens[i - 2].pos != "PROPN":
                continue
            for last in (i + 2, i + 1):
                end = min(last, len(tokens))
                if (self.parse.span(i, end).text or "") in self.finder.short and self.take(i, end):
                    break

    def take_others(self) -> None:
        """Take names that the parser took for something else, or nothing, where it is plain."""
        tokens = self.parse.tokens
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if at in self.taken or token.pos != "PROPN" or not token.text[0].isupper():
                at += 1
                continue
            first, last = (
                entity_range(self.parse, at) if token.ent else run_of_names(self.parse, at)
            )
            if first == at and last > first and token.ent not in PLACES:
                self.take_other(first, last)
            at = max(last, at + 1)

    def take_other(self, first: int, last: int) -> None:
        """Take one such name if it stands like a place's, or is known as one in this report."""
        tokens = self.parse.tokens
        while last > first + 1 and tokens[last - 1].tag == "POS":
            last -= 1
        while first < last - 1 and tokens[first].pos == "DET":
            first += 1
        text = self.parse.span(first, last).text or ""
        site = tokens[last - 1].text in self.finder.sites and last > first + 1
        placed = self.around.after_preposition(first) or self.around.before_area(last, self.found)
        if text in self.finder.unsafe or text in self.finder.demonyms:
            return
        if site and (placed or self.around.at_preposition(first)):
            self.put(first, last, text, self.finder.options(text), known=True)
        elif self.around.is_persons(last) and not self.around.before_area(last, self.found):
            return
        elif text.casefold() in self.names or (placed and not self.around.is_body(first, last)):
            self.take(first, last, known=False)

    def beside(self, found: Sequence[Toponym]) -> list[Toponym]:
        """Tie each name to the one right after it that says where it is ("Paris, Texas")."""
        text = self.parse.doc.text
        tied = list(found)
        for i, (one, two) in enumerate(itertools.pairwise(found)):
            if JOINED.fullmatch(text[one.end : two.start]) and any(
                lies_in(inner, outer) for outer in two.options for inner in one.options
            ):
                tied[i] = replace(one, inside=i + 1)
        return tied


def run_of_names(parse: Parse, first: int) -> tuple[int, int]:
    """The proper nouns outside entities that begin with a token."""
    last = first
    while last < len(parse.tokens) and parse.tokens[last].pos == "PROPN":
        if parse.tokens[last].ent:
            break
        last += 1
    return first, last
