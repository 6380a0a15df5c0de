"""The words around a name: whether it stands like a place's, a person's or a body's."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.model import Kind, Parse, PlaceEntry, Reading, Token
from dateline.resolve.placenames import Toponym, entities, entity_range

CITY, AREA = "city", "area"
SMALL = 100_000


@dataclass(frozen=True)
class Surroundings:
    """A report as the names in it are looked at.

    `words` are the `place.` lists of the lexicon, `short` the short forms of areas, `options`
    gives the places that bear a name.
    """

    reading: Reading
    words: Mapping[str, frozenset[str]]
    short: Mapping[str, str]
    options: Callable[[str], Sequence[PlaceEntry]]

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is in one of the word lists."""
        return word in self.words.get(kind, ())

    @property
    def parse(self) -> Parse:
        """The parsed report."""
        return self.reading.parse

    def hint(self, first: int, last: int) -> str:
        """What the words beside a name call it ("the city of X", "X province")."""
        tokens = self.parse.tokens
        near = [tokens[last].text] if last < len(tokens) else []
        if first and tokens[first - 1].lower != "of":
            near.append(tokens[first - 1].lower)
        elif first > 1:
            near.append(tokens[first - 2].lower)
        for word in near:
            if self.has("city_words", word):
                return CITY
            if self.has("area_words", word):
                return AREA
        return ""

    def stands_alone(self, first: int, last: int) -> bool:
        """Whether a listed name is not part of a longer name, nor of a person's or body's."""
        tokens = self.parse.tokens
        if any(tokens[i].pos in ("VERB", "ADV") for i in range(first, last)):
            return False
        begin, end = entity_range(self.parse, first)
        inside = begin < first or end > last
        if not inside:
            return True
        if self.options(self.parse.span(begin, end).text or ""):
            return False
        rest = [tokens[i] for i in (*range(begin, first), *range(last, end))]
        return all(self.is_loose(token) for token in rest)

    def is_loose(self, token: Token) -> bool:
        """Whether a word of an entity is no part of the name."""
        return token.pos in ("DET", "PUNCT", "PART", "ADP") or self.has("parts", token.lower)

    def is_surname(self, first: int, last: int) -> bool:
        """Whether a lone name is that of a person named in full elsewhere."""
        token = self.parse.tokens[first]
        if last != first + 1 or self.after_preposition(first) or token.lower not in self.surnames:
            return False
        small = all(place.population < SMALL for place in self.options(token.text)[:1])
        return small or token.dep in ("nsubj", "nsubjpass", "poss")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of persons' names in the report."""
        tokens = self.parse.tokens
        return frozenset(
            tokens[last - 1].lower
            for first, last, label in entities(self.parse)
            if label == "PERSON" and last > first + 1 and not self.has("parts", tokens[first].lower)
        )

    def is_persons(self, last: int) -> bool:
        """Whether a name ends like that of a person named in full in the report."""
        return self.parse.tokens[last - 1].lower in self.surnames

    def after_preposition(self, i: int) -> bool:
        """Whether a word stands right after a preposition of place, "the city of" or "northern"."""
        tokens = self.parse.tokens
        if not i:
            return False
        before = tokens[i - 1]
        if before.lower == "of" and i > 1:
            word = tokens[i - 2]
            called = self.has("city_words", word.lower)
            return called or word.ent == "PERSON" or self.has("area_words", word.lower)
        if tokens[i].ent != "PERSON" and self.has("before_goals", before.lower):
            return True
        part = before.pos != "DET" and self.has("parts", before.lower)
        return part or self.has("before_names", before.lower)

    def at_preposition(self, first: int) -> bool:
        """Whether a name is the object of a preposition of place."""
        tokens = self.parse.tokens
        above = next(
            (t for t in (tokens[first], *self.parse.ancestors(first)) if t.dep == "pobj"), None
        )
        return above is not None and self.has("where", tokens[above.head].lower)

    def before_area(self, last: int, found: Mapping[int, Toponym]) -> bool:
        """Whether a name is followed by a comma and a country or area."""
        tokens = self.parse.tokens
        if last + 1 >= len(tokens) or tokens[last].text != ",":
            return False
        if tokens[last + 1].text in self.short:
            return True
        after = found.get(last + 1)
        return after is not None and after.options[:1] != () and after.options[0].grain in (
            "country", "admin1",
        )  # fmt: skip

    def is_body(self, first: int, last: int) -> bool:
        """Whether a name is that of somebody in our lists, or a body's of several words."""
        for i in range(first, last):
            mention = self.reading.by_head.get(i)
            if mention and mention.who.wikidata and mention.who.kind != Kind.STATE:
                return True
        label = self.parse.tokens[first].ent
        return label not in ("", "PERSON", "ORG", "NORP") or (last - first > 1 and label == "ORG")
