"""Publication dates as papers, feeds and pages write them, to ISO 8601.

A date stays a date, and a time without an offset is dropped: which zone it means would be a
guess. Nothing here reads the clock, and what can be read in two ways is not read at all.
"""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>\d{4})"
WORDED = (
    re.compile(rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{DAY}[\s-](?:of\s+)?{MONTH}[\s,-]+{YEAR}\b", re.IGNORECASE),
)
NUMBERED = (
    re.compile(r"^(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})$"),
    re.compile(r"^(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})$"),
)
SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
MAIL = re.compile(r"^(?:[A-Za-z]{3},?\s+)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d")
ISO = re.compile(r"^\d{4}-?\d\d-?\d\d(?:$|[T ]\d)")
LONGEST = 80
MONTHS_IN_YEAR = 12


def iso_date(said: str) -> str | None:
    """A date as ISO 8601; None where it is none, or could be read in two ways.

    >>> iso_date("Sat, 11 Oct 2025 09:30:00 +0900"), iso_date("October 11, 2025")
    ('2025-10-11T09:30:00+09:00', '2025-10-11')
    >>> iso_date("2025-10-11T09:30:00Z"), iso_date("2025-10-11 09:30"), iso_date("10/11/2025")
    ('2025-10-11T09:30:00+00:00', '2025-10-11', None)
    """
    text = " ".join(said.split())
    if len(text) > LONGEST:
        return None
    try:
        return iso(text) or mail(text) or worded(text) or numbered(text)
    except ValueError:
        return None


def iso(text: str) -> str | None:
    """ISO 8601, also with a blank for the T."""
    if not ISO.match(text):
        return None
    return written(datetime.fromisoformat(text.upper().replace(" UTC", "Z").replace(" +", "+")))


def mail(text: str) -> str | None:
    """The form of mail and RSS (RFC 2822)."""
    return written(parsedate_to_datetime(text)) if MAIL.match(text) else None


def written(moment: datetime) -> str:
    """A time in words of ISO 8601: with its offset, or else the date alone."""
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat()


def worded(text: str) -> str | None:
    """A date with the month in words, perhaps among other words; None if there are several."""
    found = {day_of(match) for form in WORDED for match in form.finditer(text)}
    return found.pop() if len(found) == 1 else None


def numbered(text: str) -> str | None:
    """A date in numbers whose order is beyond doubt."""
    for form in NUMBERED:
        match = form.match(text)
        if match:
            return day_of(match)
    match = SLASHED.match(text)
    if match is None:
        return None
    first, second, year = (int(part) for part in match.groups())
    if first > MONTHS_IN_YEAR or first == second:
        first, second = second, first
    elif second <= MONTHS_IN_YEAR:
        return None
    return date(year, first, second).isoformat()


def day_of(match: re.Match[str]) -> str:
    """The date that a match gives."""
    month = match["month"].lower()
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    return date(int(match["year"]), number, int(match["day"])).isoformat()
