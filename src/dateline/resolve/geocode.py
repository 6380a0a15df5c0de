"""Place names to places: of all that bear a name, the one that fits the report best.

Every name votes for the countries and areas of its likeliest bearers, and for what lies around
them on the map; the votes of the others then decide, with how many live there, between the
bearers of each. A country or area named right beside a name decides alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log10

from dateline.model import PlaceEntry
from dateline.resolve.placenames import CITIES_FIRST, Toponym, lies_in
from dateline.resolve.surroundings import AREA, CITY

ROUNDS = 3
MOST = 80
# How many people an inhabitant of each kind of place counts for: cities are meant more often
# than the larger areas of the same name.
WEIGHT: Mapping[str, float] = {
    "country": 10.0, "city": 1.0, "admin1": 0.2, "admin2": 0.03, "region": 1.0,
}  # fmt: skip
UNCOUNTED = 300_000  # people that places of our own list count for, which have no population
OWN_GRAINS = ("site", "region")
REGIONAL = 10  # seas and regions of our own list are known the world over
LEAST = 100
OTHER_NAME = 1.0  # what bearing a name only as a second name costs, in powers of ten of people
SAME_START = 0.2
MISFIT = 4.0
SURE = 1.0  # a lead of so many powers of ten before the next place makes a choice sure
DOUBTFUL = 0.2
SAME_COUNTRY = 2.5
SAME_AREA = 2.5
SAME_DISTRICT = 1.0
NEARBY = 2.5
CELL = 1.0  # degrees; a place votes for its own cell of the map and the eight around it
LOCAL = ("city", "site", "admin2")
CITY_GRAINS = ("city", "site")
AREA_GRAINS = ("admin1", "admin2")


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name stands for, and why."""

    entry: PlaceEntry
    why: str


@dataclass(slots=True)
class Votes:
    """What the names of a report say about where it plays."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[tuple[str, str]] = field(default_factory=Counter)
    districts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    cells: Counter[tuple[int, int]] = field(default_factory=Counter)
    local: float = 0.0

    def add(self, entry: PlaceEntry, weight: float) -> None:
        """Vote for where a place is."""
        cell = cell_of(entry)
        if cell:
            self.local += weight
            for row in (-1, 0, 1):
                for column in (-1, 0, 1):
                    self.cells[cell[0] + row, cell[1] + column] += weight  # type: ignore[assignment]
        if not entry.country:
            return
        self.countries[entry.country] += weight  # type: ignore[assignment]
        if entry.admin1:
            self.areas[entry.country, entry.admin1] += weight  # type: ignore[assignment]
            district = entry.name if entry.grain == "admin2" else entry.within
            if district:
                self.districts[entry.country, entry.admin1, district] += weight  # type: ignore[assignment]

    def fit(self, entry: PlaceEntry) -> float:
        """How well a place fits the votes, in powers of ten of people."""
        if not entry.country:
            return 0.0
        country = share(self.countries, entry.country)
        if not entry.admin1:
            return SAME_COUNTRY * country
        area = share(self.areas, (entry.country, entry.admin1))
        district = entry.name if entry.grain == "admin2" else entry.within
        near = share(self.districts, (entry.country, entry.admin1, district)) if district else 0.0
        fit = SAME_COUNTRY * country + SAME_AREA * area + SAME_DISTRICT * near
        cell = cell_of(entry)
        return fit + (NEARBY * self.cells[cell] / self.local if cell and self.local > 0 else 0.0)


def cell_of(entry: PlaceEntry) -> tuple[int, int] | None:
    """The cell of the map that a city, site or district is in; None for larger areas."""
    if entry.grain not in LOCAL or entry.latitude is None or entry.longitude is None:
        return None
    return int(entry.latitude // CELL), int(entry.longitude // CELL)


def share[T](votes: Counter[T], key: T) -> float:
    """The part of all votes that one thing has."""
    count = votes.get(key, 0)
    return count / sum(votes.values()) if count else 0.0


@dataclass(slots=True)
class Named:
    """All mentions of one name in a report, and the places that may be meant."""

    name: str
    options: list[PlaceEntry]
    base: list[float]
    best: int = 0
    sure: bool = False
    count: int = 1
    why: str = ""
    trust: float = 1.0

    def weigh(self, scores: Sequence[float]) -> None:
        """Choose the likeliest place; trust the choice as far as it leads before the next."""
        ranked = sorted(range(len(scores)), key=lambda i: -scores[i])
        self.best = ranked[0]
        lead = scores[ranked[0]] - scores[ranked[1]] if len(ranked) > 1 else SURE
        self.trust = 1.0 if self.sure else min(max(lead / SURE, DOUBTFUL), 1.0)

    def vote(self, votes: Votes, sign: int = 1) -> None:
        """Vote for the likeliest place; a name of many places weighs less."""
        weight = (1 + log10(self.count)) * self.trust
        votes.add(self.options[self.best], sign * weight)


def geocode(
    found: Sequence[Toponym], countries: Mapping[str, float], first: Iterable[PlaceEntry] = ()
) -> list[Choice | None]:
    """The place of each name; None where no place bears it.

    Args:
        found: The names, in text order.
        countries: Countries whose people the report names, with how often.
        first: Places that the report is known to be about, such as that of its dateline.
    """
    names: dict[str, Named] = {}
    keys = [group_key(found, i) for i in range(len(found))]
    for i, one in enumerate(found):
        if one.options:
            named(names, keys[i], found, i)
    votes = Votes()
    for country, weight in countries.items():
        votes.countries[country] += weight  # type: ignore[assignment]
    for entry in first:
        votes.add(entry, 2.0)
    settle(list(names.values()), votes)
    return [chosen(names.get(key)) for key in keys]


def group_key(found: Sequence[Toponym], i: int) -> str:
    """What mentions of one place share: the name, and what it is called or is said to be in."""
    one = found[i]
    outer = found[one.inside].name.casefold() if one.inside is not None else ""
    if not outer:
        tied = {
            found[other.inside].name.casefold()
            for other in found
            if other.inside is not None and other.name.casefold() == one.name.casefold()
        }
        outer = tied.pop() if len(tied) == 1 else ""
    return f"{one.name.casefold()}|{outer}|{one.hint}"


def named(names: dict[str, Named], key: str, found: Sequence[Toponym], i: int) -> None:
    """Add a mention to the names."""
    one = found[i]
    held = names.get(key)
    outer = found[one.inside].options if one.inside is not None else ()
    if held is None or (outer and not held.sure):
        options = list(one.options[:MOST])
        inside = [e for e in one.options if any(lies_in(e, o) for o in outer)]
        why = f"named with {found[one.inside].name}" if inside and one.inside is not None else ""
        options = inside or options
        base = [people(entry, one) for entry in options]
        base = lowered(base, options, one)
        best = max(range(len(base)), key=base.__getitem__)
        count = held.count + 1 if held else 1
        names[key] = Named(
            one.name, options, base, best, bool(inside) or len(options) == 1, count, why
        )
    else:
        held.count += 1


def people(entry: PlaceEntry, one: Toponym) -> float:
    """How likely a place is before the rest of the report is seen, in powers of ten of people."""
    count = entry.population * WEIGHT.get(entry.grain, 1.0)
    if not count and (entry.grain in OWN_GRAINS or not entry.geonames):
        count = UNCOUNTED * (REGIONAL if entry.grain == "region" else 1)
    score = log10(max(count, LEAST))
    mine, said = entry.name.casefold(), one.name.casefold()
    if entry.grain != "country" and entry.population and mine != said:
        score -= SAME_START if mine.startswith(said) else OTHER_NAME
    if (one.hint == CITY and entry.grain not in CITY_GRAINS) or (
        one.hint == AREA and entry.grain not in AREA_GRAINS
    ):
        score -= MISFIT
    return score


def lowered(base: Sequence[float], options: Sequence[PlaceEntry], one: Toponym) -> list[float]:
    """The scores, with less for what has the bare name of its country or area only in part.

    Oklahoma is the state, Oklahoma City and Oklahoma County are not; Mexico is the country.
    """
    said = one.name.casefold()
    if said in CITIES_FIRST:
        less = 0.0 if one.hint == AREA else OTHER_NAME
        return [
            score - less * (entry.grain in AREA_GRAINS)
            for score, entry in zip(base, options, strict=True)
        ]
    areas = {
        (entry.country, entry.admin1 if entry.grain == "admin1" else None)
        for entry in options
        if entry.grain in ("country", "admin1") and entry.name.casefold() == said
    }
    return [
        score - MISFIT
        if entry.grain in ("city", "admin2") and entry.name.casefold() != said
        and ((entry.country, None) in areas or (entry.country, entry.admin1) in areas)
        else score
        for score, entry in zip(base, options, strict=True)
    ]  # fmt: skip


def settle(names: Sequence[Named], votes: Votes) -> None:
    """Let the names vote and choose, a few times over."""
    for one in names:
        one.weigh(one.base)
        one.vote(votes)
    for _ in range(ROUNDS):
        changed = False
        for one in names:
            if len(one.options) == 1:
                continue
            one.vote(votes, -1)
            scores = [
                base + votes.fit(entry) for base, entry in zip(one.base, one.options, strict=True)
            ]
            before = one.best
            one.weigh(scores)
            changed |= before != one.best
            one.vote(votes)
        if not changed:
            break
    for one in names:
        one.why = one.why or reason(one, votes)


def reason(one: Named, votes: Votes) -> str:
    """Why a place was chosen, in words."""
    entry = one.options[one.best]
    if len(one.options) == 1:
        return f"the only {one.name} known"
    likeliest = max(range(len(one.base)), key=one.base.__getitem__)
    if likeliest != one.best:
        return f"of {len(one.options)} places called {one.name}, nearest to the others named"
    where = "" if not entry.country or votes.countries[entry.country] < 1 else ", near others named"
    return f"the best known of {len(one.options)} places called {one.name}{where}"


def chosen(one: Named | None) -> Choice | None:
    """The place that a name came to."""
    return Choice(one.options[one.best], one.why) if one else None


def likeliest_country(
    choices: Iterable[Choice | None], countries: Mapping[str, float]
) -> str | None:
    """The country that a report names far more often than any other."""
    counts: defaultdict[str, float] = defaultdict(float, countries)
    for choice in choices:
        if choice and choice.entry.country:
            counts[choice.entry.country] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]
