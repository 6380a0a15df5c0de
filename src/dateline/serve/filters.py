"""What can be filtered by, in words: told once for the help screen and for the API."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.analyse import SOURCE_KINDS
from dateline.analyse.browse import NONE
from dateline.analyse.tally import GRAINS as FINE
from dateline.model import Standing, Status

QUADS = (
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict",
)  # fmt: skip
GRAINS = (*FINE, NONE)
PLACE_GRAINS = ("site", "city", "admin2", "admin1", "country", "region", NONE)
STATUSES = tuple(one.value for one in Status)


@dataclass(frozen=True, slots=True)
class Told:
    """A filter: what it means, a value for example, and all of its values where they are few."""

    meaning: str
    example: str
    values: tuple[str, ...] = ()


FILTERS: Mapping[str, Told] = {
    "type": Told("one of the 16 PLOVER types", "AID"),
    "mode": Told("the mode of a type", "arrest"),
    "quad": Told("the class", "material conflict", (*QUADS, NONE)),
    "standing": Told(
        "reported, claimed, disputed, denied, planned",
        "denied",
        tuple(one.value for one in Standing),
    ),
    "status": Told(
        "machine, reviewed, adjudicated; rejected ones only if asked for", "machine", STATUSES
    ),
    "grain": Told(
        "how exact the date is: day, week, month, quarter, year, decade, none", "day", GRAINS
    ),
    "place_grain": Told(
        "how closely the place is known: site, city, admin2, admin1, country, region, none",
        "city",
        PLACE_GRAINS,
    ),
    "id": Told("the event itself", "e-7k2m9q4d"),
    "country": Told("ISO 3166 alpha-3 of a place where it happened", "UKR"),
    "outlet": Told("who published a report of it", "Example Courier"),
    "source": Told("who is cited for it", "South Korean officials"),
    "kind": Told(
        "outlet, named, official, media or anonymous source", "anonymous", (*SOURCE_KINDS, NONE)
    ),
    "contradiction": Told("the field in which sources disagree", "quantity"),
    "document": Told("id of a report of it", "d-q5s3jd47igacfbre"),
    "actor": Told("who did it: id, country code, or part of a name", "PRK"),
    "recipient": Told("to whom: id, country code, or part of a name", "Ukraine"),
    "attendee": Told("who was present: id, country code, or part of a name", "Li Qiang"),
    "dyad": Told("two parties, in either direction", "RUS~UKR"),
    "place": Told("part of the name of a place", "Pyongyang"),
    "bbox": Told("west, south, east, north in degrees", "20,44,41,53"),
    "after": Told("not over before that day", "2025-10-01"),
    "before": Told("not begun after that day", "2025-10-31"),
    "began": Told("begun on that day, or from one to another", "2025-10-01~2025-10-07"),
    "min_reports": Told("at least so many independent reports", "2"),
    "contradicted": Told("whether sources disagree", "true", ("true", "false")),
    "q": Told("words of a sentence that tells of it, or of a name", "missile"),
}
