"""The place names of a report: where they stand, and which places bear them."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.model import Gazetteer, Lexicon, Parse, PlaceEntry, Reading
from dateline.resolve.bearers import Bearers
from dateline.resolve.inner import inner_names
from dateline.resolve.phrases import PhraseIndex
from dateline.resolve.placenames import Toponym, entities, entity_range, lies_in
from dateline.resolve.standing import is_called_place, stands_placed
from dateline.resolve.surroundings import Surroundings

PLACES = ("GPE", "LOC", "FAC")
OTHERS = ("PERSON", "ORG", "NORP", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LANGUAGE")
LONGEST_RUN = 6
ARTICLE = "the"
POSSESSIVE = re.compile(r"['’]s?$")
JOINED = re.compile(r",\s+$|\s*\($")


@dataclass(frozen=True)
class ToponymFinder:
    """Finds place names with our own lists and a gazetteer."""

    bearers: Bearers
    sites: frozenset[str]
    unsafe: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon, gazetteer: Gazetteer) -> "ToponymFinder":
        """Index the countries and places of a lexicon."""
        bearers = Bearers.build(lexicon, gazetteer)
        return cls(
            bearers=bearers,
            sites=bearers.words.get("site_words", frozenset()),
            unsafe=bearers.words.get("unsafe", frozenset()),
        )

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer."""
        return self.bearers.gazetteer

    @property
    def own(self) -> PhraseIndex:
        """The names of our own lists."""
        return self.bearers.own

    @property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The word lists of places."""
        return self.bearers.words

    @property
    def demonyms(self) -> Mapping[str, PlaceEntry]:
        """Words for the people of a country or region."""
        return self.bearers.demonyms

    def __call__(self, reading: Reading) -> list[Toponym]:
        """All place names of a report, in text order."""
        work = Search(self, reading)
        work.names.update(said.casefold() for said in (dateline_name(reading.parse),) if said)
        work.take_own()
        work.take_entities()
        work.take_short()
        work.take_others()
        work.take_others()
        work.take_inner()
        found = sorted(work.found.values(), key=lambda name: name.start)
        return tied(reading.parse.doc.text, found)

    def options(self, name: str) -> tuple[PlaceEntry, ...]:
        """The places that bear a name."""
        return self.bearers.of(name)

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
    parse: Parse = field(init=False)
    around: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        """Look at the names' surroundings by the same words."""
        finder = self.finder
        self.parse = self.reading.parse
        self.around = Surroundings(
            self.reading, finder.words, finder.bearers.short, finder.bearers.bearing
        )

    def take(self, first: int, last: int, *, known: bool = True, in_name: bool = False) -> bool:
        """Take tokens as a place name if any place bears it."""
        if self.taken.intersection(range(first, last)):
            return False
        span = self.parse.span(first, last)
        text = POSSESSIVE.sub("", span.text or "")
        if text in self.finder.demonyms and not self.finder.bearers.listed(text):
            return False
        options = self.finder.bearers.meant(text)
        if options:
            self.put(first, last, text, options, known=known, in_name=in_name)
        return bool(options)

    def put(
        self, first: int, last: int, name: str, options: tuple[PlaceEntry, ...], **marks: bool
    ) -> None:
        """Write a name down."""
        start = self.parse.tokens[first].start
        hint = self.around.hint(first, last)
        found = Toponym(first, last, start, start + len(name), name, options, hint, **marks)
        self.found[first] = found
        self.taken.update(range(first, last))
        self.names.add(name.casefold())

    def put_unlisted(self, first: int, last: int) -> None:
        """Write down a name that no place bears; it may be called after one."""
        text = self.parse.span(first, last).text or ""
        lone = last == first + 1 and self.parse.tokens[first].ent == "GPE"
        if lone and not is_called_place(self.around, first, last, self.found):
            return
        options = self.finder.bearers.namesake(text)
        self.put(first, last, text, options, known=True, namesake=bool(options))

    def take_own(self) -> None:
        """Take the names of our own lists where they are not part of another name."""
        parse = self.parse
        for hit in self.finder.own.scan(parse.doc.text):
            first = parse.by_start.get(hit.start)
            if first is None or self.around.is_surname(first, first + 1):
                continue
            first += parse.tokens[first].lower == ARTICLE and parse.tokens[first].end < hit.end
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
        while first < last - 1 and (
            tokens[first].pos in ("DET", "PUNCT")
            or (tokens[first].text.islower() and self.finder.has("parts", tokens[first].lower))
        ):
            first += 1
        while last > first + 1 and tokens[last - 1].tag == "POS":
            last -= 1
        text = self.parse.span(first, last).text or ""
        if (
            not text[0].isupper()
            or text in self.finder.unsafe
            or self.finder.bearers.is_university(text)
            or self.around.is_surname(first, last)
        ):
            return
        for end in ends(self.parse, self.finder.gazetteer, first, last):
            if self.take(first, end):
                return
        inner = first
        while inner < last - 1 and self.finder.has("parts", tokens[inner].lower):
            inner += 1
        if inner > first and self.take(inner, last):
            return
        if label != "GPE" or tokens[last - 1].text in self.finder.sites:
            self.put_unlisted(first, last)
            return
        self.take_parts(first, last)

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
            self.put_unlisted(first, last)

    def take_short(self) -> None:
        """Take short forms of areas after a place and a comma ("Canton, Ga.")."""
        tokens = self.parse.tokens
        for i in range(2, len(tokens)):
            if tokens[i - 1].text != "," or i in self.taken or tokens[i - 2].pos != "PROPN":
                continue
            for last in (i + 2, i + 1):
                end = min(last, len(tokens))
                if (self.parse.span(i, end).text or "") in self.finder.bearers.short and self.take(
                    i, end
                ):
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
        placed = stands_placed(self.around, first, last, self.found)
        if text in self.finder.unsafe or text in self.finder.demonyms:
            return
        if site and (placed or self.around.at_preposition(first)):
            if not self.take(first, last):
                self.put_unlisted(first, last)
        elif self.around.is_persons(last) and not self.around.before_area(last, self.found):
            return
        elif text.casefold() in self.names or (placed and not self.around.is_body(first, last)):
            self.take(first, last, known=False)

    def take_inner(self) -> None:
        """Take the known names inside those of bodies."""
        for first, last in inner_names(self.parse, self.finder.bearers, self.names, self.taken):
            self.take(first, last, in_name=True)


def tied(text: str, found: Sequence[Toponym]) -> list[Toponym]:
    """Names, each tied to the one right after it that says where it is ("Paris, Texas")."""
    names = list(found)
    for i, (one, two) in enumerate(itertools.pairwise(found)):
        if JOINED.fullmatch(text[one.end : two.start]) and any(
            lies_in(inner, outer) for outer in two.options for inner in one.options
        ):
            names[i] = replace(one, inside=i + 1)
    return names


def ends(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> list[int]:
    """Where a name may end: beyond its entity where a longer one is known, else with it."""
    tokens = parse.tokens
    end = last
    while end < len(tokens) and end - first < LONGEST_RUN and tokens[end].pos == "PROPN":
        if tokens[end].ent_start or tokens[end].sentence != tokens[first].sentence:
            break
        end += 1
    longer = first + gazetteer.longest([t.text for t in tokens[first:end]])
    return [longer, last] if longer > last else [last]


def dateline_name(parse: Parse) -> str:
    """The first place of a report's dateline, as it is written."""
    return (parse.dateline.text or "").partition(",")[0].strip()


def run_of_names(parse: Parse, first: int) -> tuple[int, int]:
    """The proper nouns outside entities that begin with a token."""
    last = first
    while last < len(parse.tokens) and parse.tokens[last].pos == "PROPN":
        if parse.tokens[last].ent:
            break
        last += 1
    return first, last
