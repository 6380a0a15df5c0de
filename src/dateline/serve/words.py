"""Words and signs of the page: classes of events, dates by their grain, what is missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

GLYPHS: Mapping[str, str] = {
    "verbal cooperation": "◇",
    "material cooperation": "◆",
    "verbal conflict": "△",
    "material conflict": "▲",
}
STANDINGS: Mapping[str, str] = {
    "reported": "the outlet reports it as a fact",
    "claimed": "somebody is cited as saying so",
    "disputed": "sources contradict each other on whether it happened",
    "denied": "somebody is cited as denying it",
    "planned": "it has not happened yet",
}
MISSING: Mapping[str, str] = {
    "mode": "no mode",
    "actor": "nobody named",
    "recipient": "no recipient",
    "attendee": "nobody present named",
    "country": "no place given",
    "place": "no place given",
    "outlet": "no outlet given",
    "source": "no source named",
    "contradiction": "no disagreement",
    "grain": "no date given",
    "document": "no document",
}
MONTH, YEAR = 7, 4  # characters of an ISO date


def glyph(quad: str | None) -> str:
    """The sign of a class of events."""
    return GLYPHS.get(quad or "", "·")


def thousands(number: float | None) -> str:
    """A count with commas; nothing for none."""
    return "" if number is None else f"{number:,}"


def when(row: Mapping[str, Any]) -> str:
    """When an event was, as exactly as it is known; empty where it is not.

    >>> when({"first": "2025-10-01", "last": "2025-10-31", "grain": "month"})
    '2025-10'
    """
    first, last, grain = row.get("first"), row.get("last"), row.get("grain")
    if not first:
        return f"until {last}" if last else ""
    size = {"month": MONTH, "year": YEAR}.get(grain or "", len(first))
    if grain == "decade":
        return f"{first[:3]}0s"
    began, ended = first[:size], (last or first)[:size]
    return began if began == ended else f"{began} – {ended}"


def weekday(day: str | None) -> str:
    """The weekday of an ISO date; empty where it is none."""
    try:
        return date.fromisoformat((day or "")[:10]).strftime("%A")
    except ValueError:
        return ""
