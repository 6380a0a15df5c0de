"""A row in, words for people out: the heading of an event, its dates, its numbers, its names."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NAMED = 3
NO_DATE, NO_PLACE, NO_SOURCE, NOBODY = (
    "no date given", "no place given", "no source named", "nobody named",
)  # fmt: skip
SURE: Mapping[str, str] = {
    "CT+": "states it as certain",
    "CT-": "denies it",
    "PR+": "holds it for probable",
    "PR-": "holds it for improbable",
    "PS+": "holds it for possible",
    "PS-": "says that it may not be so",
    "CTu": "does not say whether",
    "Uu": "leaves it open",
}
KINDS: Mapping[str, str] = {
    "outlet": "the outlet itself",
    "named": "a named person",
    "official": "an office or body",
    "media": "other media",
    "anonymous": "not named",
}


def heading(event: Row) -> str:
    """An event in one line.

    >>> heading({"actor": [{"name": "North Korea"}], "recipient": [{"name": "Russia"}],
    ...          "attendee": [], "type": "AID", "mode": "military",
    ...          "when": {"first": "2025-10-10", "last": "2025-10-10", "grain": "day"}})
    'North Korea → Russia: aid (military), 10 October 2025'
    """
    told = people(event["actor"]) or people(event["attendee"]) or NOBODY
    to = people(event["recipient"])
    return f"{told}{f' → {to}' if to else ''}: {kind(event)}, {days(event['when'])}"


def people(some: Sequence[Row]) -> str:
    """The first names of a role, and how many more there are."""
    names = list(dict.fromkeys(who["name"] or who.get("text") or "" for who in some))
    names = [name for name in names if name]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def kind(row: Row) -> str:
    """Type and mode as words.

    >>> kind({"type": "COERCE", "mode": "martial_law"})
    'coerce (martial law)'
    """
    mode = (row["mode"] or "").replace("_", " ").replace("-", " ")
    return f"{row['type'].lower()} ({mode})" if mode else str(row["type"]).lower()


def days(when: Row) -> str:
    """A span of days in words, as fine as it was told.

    >>> days({"first": "2024-10-01", "last": "2024-12-31", "grain": "quarter"})
    '1 October to 31 December 2024'
    >>> days({"first": "2025-10-01", "last": "2025-10-31", "grain": "month"})
    'October 2025'
    >>> days({"first": None, "last": None, "grain": "none"})
    'no date given'
    """
    first, last, grain = when["first"], when["last"] or when["first"], when.get("grain") or ""
    if not first:
        return NO_DATE
    if first == last:
        return day(first)
    year, month = first[:4], first[5:7]
    if grain == "year" and year == last[:4]:
        return str(year)
    if grain == "month" and first[:7] == last[:7]:
        return f"{MONTHS[int(month) - 1]} {year}"
    if year != last[:4]:
        return f"{day(first)} to {day(last)}"
    if month != last[5:7]:
        return f"{day(first).rsplit(' ', 1)[0]} to {day(last)}"
    return f"{int(first[8:10])} to {day(last)}"


def day(date: str) -> str:
    """An ISO date, or date and time, as a day in words; what is none stays as it is.

    >>> day("2025-10-10T08:00:00+09:00")
    '10 October 2025'
    """
    parts = date[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):  # noqa: PLR2004
        return date
    year, month, number = parts
    if not 1 <= int(month) <= len(MONTHS):
        return date
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def amount(quantity: Row) -> str:
    """A number as it was told: lowest to highest, and what it counts.

    >>> amount({"low": 10000.0, "high": 15000.0, "unit": "troops", "text": "", "item": None})
    '10,000 to 15,000 troops'
    """
    bounds = [
        f"{bound:,.15g}" for bound in (quantity["low"], quantity["high"]) if bound is not None
    ]
    number = " to ".join(dict.fromkeys(bounds)) or quantity["text"] or ""
    return f"{number} {quantity['unit'] or quantity['item'] or ''}".strip()


def person(who: Row) -> str:
    """A participant with the office it holds and the country it is of."""
    name = who["name"] or who.get("text") or NOBODY
    parts = [who.get("office"), who.get("country") if who.get("kind") != "state" else None]
    told = ", ".join(part for part in parts if part)
    return f"{name} ({told})" if told else str(name)


def place(where: Row) -> str:
    """A place with its country."""
    country = where.get("country")
    return f"{where['name']}, {country}" if country else str(where["name"] or where["text"])


def thing(item: Row) -> str:
    """Equipment or goods, with the class they are of."""
    return f"{item['name']} ({item['class']})" if item.get("class") else str(item["name"])


def source(claim: Row) -> str:
    """Who says so: the source, the kind of source where it has no name, else the outlet."""
    told = claim["attribution"]
    named = people(told["source"])
    if named:
        return named
    if told["kind"] == "outlet":
        return claim["outlet"] or "the outlet itself"
    return KINDS.get(told["kind"]) or NO_SOURCE


def certainty(claim: Row) -> str:
    """How sure the source is, in words."""
    told = [SURE.get(claim["factuality"], claim["factuality"]), *claim["aux"]]
    return ", ".join(told)


def doubt(score: float) -> str:
    """A coder's score as a word; the number stands beside it."""
    low, high = 0.4, 0.7
    return "low" if score < low else "middling" if score < high else "high"
