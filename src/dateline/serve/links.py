"""Addresses of the page: filters as a query string, and what can be said of each filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dateline.analyse.browse import NONE, Filter
from dateline.serve.words import MISSING

TITLES: Mapping[str, str] = {
    "type": "type", "mode": "mode", "quad": "class", "standing": "standing", "status": "status",
    "grain": "date given to the", "place_grain": "place known to the", "id": "event",
    "country": "country", "outlet": "outlet",
    "source": "source", "kind": "kind of source", "contradiction": "disagreement on",
    "document": "document", "actor": "actor", "recipient": "recipient", "attendee": "attendee",
    "dyad": "between", "place": "place", "bbox": "inside", "after": "from", "before": "to",
    "began": "begun",
    "min_reports": "independent reports at least", "contradicted": "contradicted", "q": "words",
}  # fmt: skip
MANY = 3  # ids of events shown one by one


def query_string(asked: Filter, **more: str) -> str:
    """Filters, and what more is given, as a query string."""
    return urlencode([*asked.pairs(), *((name, value) for name, value in more.items() if value)])


def link(asked: Filter, path: str = "/events", **more: str) -> str:
    """The address of a list of events."""
    told = query_string(asked, **more)
    return f"{path}?{told}" if told else path


def toggled(asked: Filter, name: str, value: str) -> Filter:
    """The filter with a value taken in, or left aside if it was in."""
    chosen = (name, value, False) in asked.chosen
    return asked.without(name, value) if chosen else asked.adding(name, value)


def leaving_out(asked: Filter, name: str, value: str) -> Filter:
    """The filter that excludes a value."""
    return Filter((*asked.without(name, value).chosen, (name, value, True)))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that acts: its words, whether it leaves out, and the filters without it."""

    title: str
    value: str
    out: bool
    without: Filter
    pair: str


def chips(asked: Filter, labels: Mapping[str, str]) -> list[Chip]:
    """The filters that act, one by one; many chosen events are one."""
    found = []
    ids = asked.values("id")
    for name, value, out in asked.chosen:
        if name == "id" and len(ids) > MANY:
            continue
        shown = MISSING.get(name, NONE) if value == NONE else labels.get(value, value)
        pair = f"{'-' if out else ''}{name}={value}"
        found.append(Chip(TITLES.get(name, name), shown, out, asked.without(name, value), pair))
    if len(ids) > MANY:
        found.append(
            Chip("chosen", f"{len(ids)} events", out=False, without=asked.without("id"), pair="id")
        )
    return found
