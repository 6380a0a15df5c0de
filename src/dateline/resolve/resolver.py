"""The resolver of places, times, amounts and items: a coding's claims with all four filled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.model import Claim, Coding, Gazetteer, Lexicon, Parse, Reading
from dateline.resolve.amounts import Amount
from dateline.resolve.dates import Dates
from dateline.resolve.items import Goods, Items
from dateline.resolve.placenames import FoundPlace
from dateline.resolve.places import Places
from dateline.resolve.quantities import Quantities
from dateline.resolve.timex import Timex
from dateline.resolve.when import Timing


@dataclass(frozen=True, slots=True)
class Named:
    """What a document names: its places, times, amounts and items, each in text order."""

    places: tuple[FoundPlace, ...]
    timexes: tuple[Timex, ...]
    amounts: tuple[Amount, ...]
    goods: tuple[Goods, ...]


@dataclass(frozen=True)
class PlaceTimeResolver:
    """Says where, when, how many and with what (stage `places-times.v1`)."""

    places: Places
    dates: Dates
    timing: Timing
    quantities: Quantities
    items: Items

    @classmethod
    def build(cls, lexicon: Lexicon, gazetteer: Gazetteer) -> "PlaceTimeResolver":
        """Make the resolver ready for a lexicon and a gazetteer."""
        return cls(
            places=Places.build(lexicon, gazetteer),
            dates=Dates.build(lexicon),
            timing=Timing.build(lexicon),
            quantities=Quantities.build(lexicon),
            items=Items.build(lexicon),
        )

    def __call__(self, reading: Reading, coding: Coding) -> Coding:
        """The coding with its claims resolved; nothing is searched for in one without claims."""
        if not coding.claims:
            return coding
        named = self.named(reading)
        claims: list[Claim] = []
        for claim in coding.claims:
            claims.append(self.resolved(reading, claim, named, claims))
        return replace(coding, claims=tuple(claims))

    def named(self, reading: Reading) -> Named:
        """Everything that a document names."""
        parse: Parse = reading.parse
        timexes = self.dates.find(parse)
        return Named(
            places=self.places.scenes(reading),
            timexes=timexes,
            amounts=self.quantities.find(parse, timexes),
            goods=self.items.find(parse),
        )

    def resolved(
        self, reading: Reading, claim: Claim, named: Named, told: Sequence[Claim]
    ) -> Claim:
        """One claim with its places, time, items and amounts; `told` are those before it."""
        items = self.items.items_of(reading, claim, named.goods)
        return replace(
            claim,
            place=self.places.places_of(reading, claim, named.places),
            when=self.timing.when_of(reading, claim, named.timexes, told),
            item=items,
            quantity=self.quantities.quantities_of(reading, claim, named.amounts, items),
        )
