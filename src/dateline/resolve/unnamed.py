"""Places that a report tells of without a listed name: "an army base", "the town of X", "the city".

They say where claims happened and are no toponyms: no gazetteer bears them, so they have no
coordinates of their own. What points back to a place named before takes that place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.model import Lexicon, Parse, Place, Token
from dateline.resolve.placenames import IN, FoundPlace, entity_range, place_words

SITE, COUNTRY, CITY = "site", "country", "city"
BIG = ("country", "region", "admin1")
OF = "of"
LEFT = ("amod", "compound", "nummod", "nmod", "poss", "punct", "advmod", "npadvmod", "case")
CAPITAL = "capital"
PLACED = ("pobj", "dobj", "conj", "nsubjpass")
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Finds such places by words (`place.site_nouns` and others in the lexicon)."""

    sites: frozenset[str]
    bodies: frozenset[str]
    cities: frozenset[str]
    areas: frozenset[str]
    back: Mapping[str, frozenset[str]]
    pointing: frozenset[str]
    peoples: Mapping[str, str]
    capitals: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon) -> "Unnamed":
        """Take the words from a lexicon."""
        words = lexicon.words
        listed = partial(place_words, words)
        return cls(
            sites=listed("site_nouns"), bodies=listed("site_words", "site_bodies"),
            cities=listed("city_words"), areas=listed("area_words", "vague_words"),
            back={
                COUNTRY: listed("back_to_country"), CITY: listed("back_to_city"),
                "": listed("back_to_any"),
            },
            pointing=listed("pointing"),
            peoples={
                word.lower(): one.iso3
                for one in lexicon.countries for word in one.demonyms
            },
            capitals=frozenset(one.capital for one in lexicon.countries),
        )  # fmt: skip

    def find(self, parse: Parse, named: Sequence[FoundPlace]) -> tuple[FoundPlace, ...]:
        """The places without a listed name, in text order; `named` are those with one."""
        taken = {i for one in named for i in range(one.first, one.last)}
        return tuple(self.places(parse, named, taken))

    def places(
        self, parse: Parse, named: Sequence[FoundPlace], taken: set[int]
    ) -> Iterator[FoundPlace]:
        """Each such place that is none of the `taken` tokens."""
        for token in parse.tokens:
            if token.i in taken or token.pos not in ("NOUN", "PROPN"):
                continue
            name, noun = self.called(parse, token), self.common(parse, token)
            span = name or noun
            if span is not None and taken.isdisjoint(range(*span)):
                one = self.site(parse, span, named)
                yield replace(one, head=token.i, unnamed=name is None)
                taken.update(range(*span))
            elif span is None:
                before = self.meant(parse, token, named)
                if before is not None:
                    yield before

    def called(self, parse: Parse, token: Token) -> tuple[int, int] | None:
        """The tokens of a name that only the words beside it show to be a place's."""
        if token.pos != "PROPN" or not token.text[0].isupper():
            return None
        first, last = entity_range(parse, token.i) if token.ent else name_around(parse, token.i)
        while first < last - 1 and parse.tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        if token.head in range(first, last):
            return None
        words = parse.tokens[first:last]
        above = parse.tokens[token.head]
        if token.dep == "conj" and above.pos == "PROPN":
            above = parse.tokens[above.head]
        if above.lower == OF and self.is_town(parse.tokens[above.head]):
            return first, last
        if token.dep == "compound" and above.pos == "NOUN" and self.is_area(above):
            return first, above.i + 1
        ends = {word.text for word in words if word.i - first > 0}
        return (first, last) if not self.bodies.isdisjoint(ends) else None

    def is_town(self, noun: Token) -> bool:
        """Whether "of" and a name after a noun name a town."""
        return noun.lower in self.cities or noun.lemma in self.cities

    def is_area(self, noun: Token) -> bool:
        """Whether a noun after a name makes it a place's."""
        return any(noun.lower in group for group in (self.sites, self.areas, self.cities))

    def common(self, parse: Parse, token: Token) -> tuple[int, int] | None:
        """The tokens of a phrase whose noun is a kind of site ("a second military base")."""
        if token.pos != "NOUN" or token.lemma not in self.sites or token.dep not in PLACED:
            return None
        first = token.i
        while first and token.i - first < LONGEST and parse.tokens[first - 1].dep in LEFT:
            if parse.tokens[first - 1].tag in ("PRP$", "POS"):
                break
            first -= 1
        told = parse.kids(token.i, "det", "poss", "amod", "compound", "nummod", "nmod")
        if not told and token.tag != "NNS":
            return None  # "in prison", "at school"
        return first, token.i + 1

    def meant(self, parse: Parse, token: Token, named: Sequence[FoundPlace]) -> FoundPlace | None:
        """The place named before that a noun points back to ("the city", "the kingdom")."""
        kind = next((kind for kind, nouns in self.back.items() if token.lower in nouns), None)
        kids = parse.kids(token.i)
        if kind is None or token.dep not in PLACED or any(kid.lower == OF for kid in kids):
            return None
        if not any(kid.lower in self.pointing for kid in kids if kid.dep == "det"):
            return None
        home = self.whose(parse, token)
        before = [
            one for one in named if one.last <= token.i and (not kind or one.place.grain == kind)
            and home in (None, one.place.country)
            and (token.lower != CAPITAL or one.place.name in self.capitals)
        ]  # fmt: skip
        if not before:
            return None
        place = before[-1].place
        said = parse.span(token.i, token.i + 1)
        return FoundPlace(
            replace(place, text=said.text, start=said.start, end=said.end,
                    why=f"{token.text!r}: {place.name}, named before"),
            token.i, token.i + 1, token.i, unnamed=True,
        )  # fmt: skip

    def whose(self, parse: Parse, noun: Token) -> str | None:
        """The country whose people a noun is told to be of ("the *North Korean* capital")."""
        first = noun.i
        while first and noun.i - first < LONGEST and parse.tokens[first - 1].dep in LEFT:
            first -= 1
        words = [token.lower for token in parse.tokens[first : noun.i]]
        phrases = (
            " ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)
        )
        return next((self.peoples[phrase] for phrase in phrases if phrase in self.peoples), None)

    def site(self, parse: Parse, span: tuple[int, int], named: Sequence[FoundPlace]) -> FoundPlace:
        """A phrase as a place; whose country is told by the place that stands beside it."""
        said = parse.span(*span)
        where = beside(parse, span, named)
        place = Place(
            text=said.text, start=said.start, end=said.end, name=said.text or "",
            country=where.country if where else None, grain=SITE,
            why="no gazetteer entry" + (f"; country: that of {where.name}" if where else ""),
        )  # fmt: skip
        return FoundPlace(place, *span, span[1] - 1)


def beside(parse: Parse, span: tuple[int, int], named: Sequence[FoundPlace]) -> Place | None:
    """The place that a phrase is in: right after it, else, for a name, the last in its sentence."""
    said = parse.span(*span)
    first, last = parse.sentence_tokens[parse.tokens[span[0]].sentence]
    here = [one for one in named if first <= one.first < last and one.place.country]
    for one in here:
        if one.first >= span[1] and IN.fullmatch(parse.doc.text[said.end : one.place.start]):
            return one.place
    before = [one.place for one in here if one.last <= span[0]]
    return before[-1] if before and not (said.text or "").islower() else None


def name_around(parse: Parse, i: int) -> tuple[int, int]:
    """The run of proper nouns outside entities that a token is in."""
    first = last = i
    while first and parse.tokens[first - 1].pos == "PROPN" and not parse.tokens[first - 1].ent:
        first -= 1
    while (
        last < len(parse.tokens)
        and parse.tokens[last].pos == "PROPN"
        and not parse.tokens[last].ent
    ):
        last += 1
    return first, last
