"""Place names: a report in, its toponyms and the GeoNames entry of each out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from dateline.evaluate.gold import Measured, Record
from dateline.evaluate.measures import Place as Offsets
from dateline.evaluate.measures import distance_km, percent, prf, span_hits
from dateline.evaluate.stages import Reports, lexicon
from dateline.lexicon.gazetteer import gazetteer
from dateline.model import Document, Place, PlaceEntry, Reading
from dateline.resolve.geocode import geocode
from dateline.resolve.placenames import Toponym
from dateline.resolve.places import OUTSIDE, Places

NEEDS = ("toponyms",)
NEAR_KM = 161.0
# GeoWebNews also marks what is no place name: common nouns, peoples, languages, namesakes.
NO_NAMES = (
    "Non_Toponym", "Non_Lit_Expression", "Literal_Expression", "Demonym", "Language", "Homonym",
)  # fmt: skip


def places(records: Iterable[Record]) -> Measured:
    """Toponym resolution with the names given, and recognition end to end.

    `exact` is the share of given names with the gold's GeoNames id, `acc161` of those within 161
    km of the gold's place; both over the names for which the gold has an id and coordinates, a
    name without an answer being wrong. `span` is the F1 of exact name spans found in the text.
    `acc161_of_answered` leaves names without an answer out.
    """
    rows = list(records)
    finder = Places.build(lexicon(), gazetteer())
    reports = Reports([Document.of(row["text"], origin=row["id"]) for row in rows])
    found = reports.each(lambda i, reading: answered(finder, reading, list(resolved(rows[i]))))
    n: Counter[str] = Counter()
    predicted = []
    for row, both in zip(rows, found, strict=True):
        entries, said = both or ([], [])
        answers = list(zip_longest(resolved(row), entries))
        for toponym, entry in answers:
            n["given"] += 1
            n["answered"] += entry is not None
            n["exact"] += is_same(entry, toponym)
            n["near"] += is_near(entry, toponym)
        gold = {(t["start"], t["end"]) for t in row["gold"]["toponyms"] if is_name(t)}
        n["said"] += len(said)
        n["gold"] += len(gold)
        n["span"] += span_hits(gold, said)
        n["span_overlap"] += span_hits(gold, said, lenient=True)
        predicted.append(shown(row, answers, said))
    figures: Record = {
        "exact": percent(n["exact"], n["given"]),
        "acc161": percent(n["near"], n["given"]),
        "acc161_of_answered": percent(n["near"], n["answered"]),
        "span": prf(n["span"], n["said"], n["gold"])["f1"],
        "span_overlap": prf(n["span_overlap"], n["said"], n["gold"])["f1"],
    }
    figures |= {
        "n": n["given"], "names": n["gold"], "documents": len(rows), "failed": reports.failed,
    }  # fmt: skip
    return Measured(figures, predicted)


def answered(
    finder: Places, reading: Reading, gold: Sequence[Record]
) -> tuple[list[PlaceEntry | None], list[Offsets]]:
    """The entries of the given names, and the spans of the names found in the text."""
    found = finder.finder(reading)
    said = [(one.start, one.end) for one in found]
    said += [(p.start or 0, p.end or 0) for p in opening(finder, reading)]
    return given_names(finder, reading, found, gold), sorted(said)


def opening(finder: Places, reading: Reading) -> list[Place]:
    """The place of a report's dateline."""
    return [one.place for one in finder.opening(reading.parse)]


def resolved(row: Record) -> Iterator[Record]:
    """The toponyms of a record that have an id and coordinates."""
    for toponym in row["gold"]["toponyms"]:
        if toponym.get("geonameid") and toponym.get("lat") is not None:
            yield toponym


def is_name(toponym: Mapping[str, object]) -> bool:
    """Whether a marked expression is a name of a place."""
    return toponym.get("type") not in NO_NAMES


def given_names(
    finder: Places, reading: Reading, found: Sequence[Toponym], gold: Sequence[Record]
) -> list[PlaceEntry | None]:
    """The entry of each given name: that of the same span in the text, or else of the name.

    Names that were not found stand beside those that were, so that they fit the report.
    """
    numbers: dict[Offsets, int] = {(one.start, one.end): i for i, one in enumerate(found)}
    names = list(found)
    for toponym in gold:
        start, end, name = toponym["start"], toponym["end"], toponym["phrase"]
        if (start, end) not in numbers:
            numbers[start, end] = len(names)
            options = finder.finder.bearers.meant(name) or finder.finder.bearers.namesake(name)
            names.append(Toponym(OUTSIDE, OUTSIDE, start, end, name, options))
    parse = reading.parse
    choices = geocode(names, finder.peoples(parse), finder.dateline(parse))
    chosen = [choices[numbers[toponym["start"], toponym["end"]]] for toponym in gold]
    return [choice.entry if choice else None for choice in chosen]


def is_same(entry: PlaceEntry | None, toponym: Record) -> bool:
    """Whether an entry is the gold's own."""
    return entry is not None and entry.geonames == str(toponym["geonameid"])


def is_near(entry: PlaceEntry | None, toponym: Record) -> bool:
    """Whether an entry is the gold's own, or lies within 161 km (100 miles) of the gold's place.

    The middle of a large country differs between editions of GeoNames by more than that.
    """
    if is_same(entry, toponym):
        return True
    if entry is None or entry.latitude is None or entry.longitude is None:
        return False
    there = (float(toponym["lat"]), float(toponym["lon"]))
    return distance_km((entry.latitude, entry.longitude), there) <= NEAR_KM


def shown(
    row: Record, answers: Sequence[tuple[Record, PlaceEntry | None]], said: Sequence[Offsets]
) -> Record:
    """What was predicted for a record."""
    return {
        "id": row["id"],
        "given": [
            {
                "start": toponym["start"], "end": toponym["end"], "phrase": toponym["phrase"],
                "geonameid": entry.geonames if entry else None,
                "name": entry.name if entry else None,
                "lat": entry.latitude if entry else None,
                "lon": entry.longitude if entry else None,
            }
            for toponym, entry in answers
        ],
        "spans": [
            {"start": start, "end": end, "text": row["text"][start:end]}
            for start, end in said
        ],
    }  # fmt: skip
