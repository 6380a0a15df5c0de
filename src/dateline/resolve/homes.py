"""Which country people and bodies are of, where their own words do not say."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.model import Kind, Parse, Token
from dateline.resolve.chunks import Chunk
from dateline.resolve.coreference import Memory
from dateline.resolve.identity import Identity
from dateline.resolve.names import MEDIA, OF_A_COUNTRY, Names, Setting
from dateline.resolve.phrase import Read
from dateline.resolve.phrases import Hit

ARMY = "MIL"
AT = ("in", "at", "from", "outside", "near", "across", "around")


@dataclass(frozen=True)
class Homes:
    """The countries of one document: those named, and whose words mean one.

    `hits` are the names found in its text, in order; `memory` is who has been named so far.
    """

    parse: Parse
    memory: Memory
    names: Names
    hits: Sequence[Hit]
    setting: Setting
    starts: list[int] = field(init=False)
    named: frozenset[str | None] = field(init=False)

    def __post_init__(self) -> None:
        """Note where the names begin, and of which countries any of them may be."""
        object.__setattr__(self, "starts", [hit.start for hit in self.hits])
        some = (sense.identity.country for hit in self.hits for sense in hit.senses)
        object.__setattr__(self, "named", frozenset(some))

    def nearest(self, chunk: Chunk, read: Read, owner: Identity | None = None) -> Read:
        """Give people and bodies without a country their owner's, or the nearest state's before."""
        head = self.parse.tokens[chunk.head]
        who = read.identity
        if not read.acts or read.owned or who.country or read.agent is None:
            return read
        before = {kid.lower for kid in self.parse.kids(chunk.head)}
        if not before.isdisjoint(self.memory.words.from_abroad):
            return read
        if owner is not None and (owner.country or owner.kind is Kind.ARMED_GROUP):
            return read if head.lemma in self.memory.words.of_others else owned(read, owner)
        stateless = self.memory.words.stateless
        if head.lemma in stateless or read.agent.word in stateless:
            return read
        if not self.memory.words.pointing:
            return read
        homes = [c for word in before for c in self.memory.words.homes.get(word, ())]
        inside = [token.lower for token in self.parse.tokens[chunk.first : chunk.last]]
        usual = next(filter(None, map(self.usual, (read.agent.word, *inside))), None)
        country = self.country_after(chunk) or usual or self.main_country(head, homes)
        return housed(read, country)

    def of_one_word(self, chunk: Chunk, read: Read) -> Read:
        """Give a people or a body named by one word its country here ("the Kurds", "Congress")."""
        head, who = self.parse.tokens[chunk.head], read.identity
        if who.country or who.kind is Kind.PERSON or chunk.is_modifier or " " in who.name:
            return read
        homes = self.memory.words.homes.get(head.lower.removesuffix("s"))
        country = self.main_country(head, homes) if homes else self.usual(head.lower)
        return housed(read, country)

    def usual(self, word: str) -> str | None:
        """The country that a word means where the report names it ("the administration")."""
        country = self.memory.words.usual.get(word)
        return country if country in self.named else None

    def main_country(self, head: Token, homes: Sequence[str] = ()) -> str | None:
        """The country that a report names most; None where two are named alike.

        Of a people it is the one of their `homes` that is named most.
        """
        counts = sorted(self.setting.countries.items(), key=lambda pair: (-pair[1], pair[0]))
        if homes:
            return next((country for country, _ in counts if country in homes), None)
        if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            near = [
                k
                for k in self.memory.known
                if k.sentence == head.sentence and MEDIA not in k.who.sector
            ]
            found = {k.who.country for k in near if k.who.country}
            if len(found) == 1:
                return next(iter(found))
            return self.first_named([code for code, _ in counts[:2]])
        return counts[0][0]

    def country_after(self, chunk: Chunk) -> str | None:
        """The country of the place right after a phrase ("protesters in Hong Kong")."""
        tokens = self.parse.tokens
        if chunk.last >= len(tokens) or tokens[chunk.last].lower not in AT:
            return None
        after = bisect_left(self.starts, tokens[chunk.last].end)
        if after >= len(self.hits):
            return None
        hit = self.hits[after]
        between = self.parse.doc.text[tokens[chunk.last].end : hit.start].split()
        if len(between) > 1 or tokens[chunk.last].sentence != tokens[chunk.head].sentence:
            return None
        sense = self.names.choose(self.parse.doc.text, hit, self.setting)
        return sense.identity.country if sense.use in OF_A_COUNTRY else None

    def first_named(self, codes: Sequence[str]) -> str | None:
        """Of some countries the one that the report names first: its lead says where it plays."""
        found = (hit.senses[0].identity.country for hit in self.hits if len(hit.senses) == 1)
        return next((country for country in found if country in codes), None)


def owned(read: Read, owner: Identity) -> Read:
    """A phrase as its owner's: of that country, and an armed group's men are as it is."""
    who = read.identity
    sector = owner.sector if owner.kind is Kind.ARMED_GROUP and ARMY in who.sector else who.sector
    why = f"{who.why}; country: that of {owner.name}"
    return replace(read, identity=replace(who, country=owner.country, sector=sector, why=why))


def housed(read: Read, country: str | None) -> Read:
    """A phrase whose country is known by the report; as it is where none is."""
    if country is None:
        return read
    why = f"{read.identity.why}; country: the one that the report is about"
    return replace(read, identity=replace(read.identity, country=country, why=why))
