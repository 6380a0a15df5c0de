"""Where things happen: the places a report names, and the ones that a claim is about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Claim, Gazetteer, Lexicon, Parse, Place, PlaceEntry, Reading
from dateline.resolve.geocode import Choice, geocode, likeliest_country, people
from dateline.resolve.placenames import IN, FoundPlace, Toponym, lies_in
from dateline.resolve.scene import Scene
from dateline.resolve.toponyms import ToponymFinder
from dateline.resolve.unnamed import Unnamed

PEOPLE = 0.5
SITE = "site"
OUTSIDE = -1


@dataclass(frozen=True)
class Places:
    """Finds places with a lexicon and a gazetteer."""

    finder: ToponymFinder
    unnamed: Unnamed
    scene: Scene
    native: Mapping[str, str]

    @classmethod
    def build(cls, lexicon: Lexicon, gazetteer: Gazetteer) -> "Places":
        """Make ready for a lexicon and a gazetteer."""
        return cls(
            ToponymFinder.build(lexicon, gazetteer),
            Unnamed.build(lexicon),
            Scene.build(lexicon.words),
            dict(pair.split("=") for pair in lexicon.words.get("place.native", ())),
        )

    def find(self, reading: Reading) -> tuple[FoundPlace, ...]:
        """The places that a report names, in text order.

        Names inside those of bodies say where the report plays; nothing happens in a body.
        """
        found = self.finder(reading)
        countries = self.peoples(reading.parse)
        choices = geocode(found, countries, self.dateline(reading.parse))
        home = likeliest_country(choices, countries)
        outer = {one.inside for one in found if one.inside is not None}
        countries_of = [country_after(reading.parse, found, choices, i) for i in range(len(found))]
        named = tuple(
            FoundPlace(
                place=place_of(reading.parse, one, choice, countries_of[i] or home),
                first=one.first, last=one.last, head=head_of(reading.parse, one),
                part_of=i in outer,
            )
            for i, (one, choice) in enumerate(zip(found, choices, strict=True))
            if not one.in_name
        )  # fmt: skip
        return (*self.opening(reading.parse), *named)

    def scenes(self, reading: Reading) -> tuple[FoundPlace, ...]:
        """All places where something may happen: those named, and those without a listed name."""
        named = self.find(reading)
        more = self.unnamed.find(reading.parse, named)
        return tuple(sorted((*named, *more), key=lambda one: one.first))

    def opening(self, parse: Parse) -> list[FoundPlace]:
        """The place of the dateline, and what it is said to be in; they stand in no sentence."""
        span, entries = parse.dateline, self.dateline(parse)
        if span.text is None or span.start is None or not entries:
            return []
        said, comma, outer = span.text.partition(",")
        why = Choice(entries[0], "the place of the dateline")
        found = [outside(parse, span.start, said.rstrip(), why)]
        around = self.finder.bearers.meant(outer.strip()) if outer.strip() else ()
        around = tuple(entry for entry in around if lies_in(entries[0], entry))
        if around:
            start = span.start + len(said) + len(comma) + len(outer) - len(outer.lstrip())
            choice = Choice(around[0], "named in the dateline")
            found.append(replace(outside(parse, start, outer.strip(), choice), part_of=True))
        return found

    def places_of(
        self, reading: Reading, claim: Claim, found: Sequence[FoundPlace]
    ) -> tuple[Place, ...]:
        """Where a claim's happening took place, the finest place first."""
        return self.scene.places_of(reading.parse, claim, found)

    def peoples(self, parse: Parse) -> dict[str, float]:
        """The countries that a report's words speak of, each with a weight.

        Words for peoples ("Russian") do, and those for what only one country has ("sheriff").
        """
        demonyms, native = self.finder.demonyms, self.native
        counts: Counter[str | None] = Counter()
        for token in parse.tokens:
            if token.text in demonyms:
                counts[demonyms[token.text].country] += 1
            elif token.lower in native:
                counts[native[token.lower]] += 1
        return {country: PEOPLE * count for country, count in counts.items() if country}

    def dateline(self, parse: Parse) -> list[PlaceEntry]:
        """The place in a report's dateline."""
        if not parse.dateline.text:
            return []
        said, _, outer = (part.strip() for part in parse.dateline.text.partition(","))
        options = self.finder.options(said.title() if said.isupper() else said)
        beside = self.finder.bearers.meant(outer) if outer else ()
        fitting = [entry for entry in options if any(lies_in(entry, other) for other in beside)]
        one = Toponym(OUTSIDE, OUTSIDE, 0, 0, said)
        return sorted(fitting or options, key=lambda entry: -people(entry, one))[:1]


def outside(parse: Parse, start: int, said: str, choice: Choice) -> FoundPlace:
    """A place that stands in no sentence."""
    one = Toponym(OUTSIDE, OUTSIDE, start, start + len(said), said)
    return FoundPlace(place_of(parse, one, choice, None), OUTSIDE, OUTSIDE, OUTSIDE)


def country_after(
    parse: Parse, found: Sequence[Toponym], choices: Sequence[Choice | None], i: int
) -> str | None:
    """The country of the place that is named right after one as what it is in."""
    after = choices[i + 1] if i + 1 < len(found) else None
    if after is None or not IN.fullmatch(parse.doc.text[found[i].end : found[i + 1].start]):
        return None
    return after.entry.country


def head_of(parse: Parse, one: Toponym) -> int:
    """The token of a name whose head is outside it."""
    for i in range(one.first, one.last):
        head = parse.tokens[i].head
        if not one.first <= head < one.last or head == i:
            return i
    return one.last - 1


def place_of(parse: Parse, one: Toponym, choice: Choice | None, home: str | None) -> Place:
    """A name as a place."""
    said = {"text": parse.doc.text[one.start : one.end], "start": one.start, "end": one.end}
    if choice is None:
        why = "no gazetteer entry" + (
            "; country: that of the place beside it, or the report's" if home else ""
        )
        return Place(**said, name=one.name, country=home, grain=SITE, why=why)  # type: ignore[arg-type]
    entry = choice.entry
    name, grain, why = entry.name, entry.grain, choice.why
    if one.namesake:
        name, grain = one.name, SITE
        why = f"no gazetteer entry; taken to be in {entry.name}, which it is called after"
    return Place(
        **said, name=name, country=entry.country, admin1=entry.admin1,  # type: ignore[arg-type]
        geonames=entry.geonames, latitude=entry.latitude, longitude=entry.longitude,
        grain=grain, why=why,
    )  # fmt: skip
