"""What an analyst typed into a form, as the fields of a correction.

A row of a list field is named by field, number and part: `actor.0.name`. `actor.0.was` holds the
row as it was shown, so that what the form does not show is kept. An empty name removes a row.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from dateline.analyse.scope import checked
from dateline.errors import UsageError

Row = Mapping[str, Any]
PEOPLE = ("actor", "recipient", "attendee")
PARTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PEOPLE, ("name", "country", "kind")),
    "place": ("name", "country", "grain", "latitude", "longitude"),
    "quantity": ("low", "high", "unit", "item"),
    "item": ("name", "class", "maker"),
}
NUMBERS = ("latitude", "longitude", "low", "high")
TEXTS = ("name", "kind", "unit")  # never null; empty where there is nothing
WHEN = ("first", "last", "grain")
FROM_THE_NAME = ("id", "wikidata", "office", "sector")
SPAN = ("text", "start", "end")
MOST_ROWS = 40
CODE = 3  # letters of an ISO 3166 alpha-3 code
BLANK: Mapping[str, Row] = {
    **{name: {"id": None, "sector": (), "office": None, "wikidata": None, "why": ""}
       for name in PEOPLE},
    "place": {"admin1": None, "geonames": None, "why": ""},
    "quantity": {"hedge": None},
    "item": {},
}  # fmt: skip
LAID = ("latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Known:
    """What names stand for: an actor by name, and a place by name and country, if it is known."""

    actor: Callable[[str], Row | None]
    place: Callable[[str, str], Row | None]


class Typed:
    """The pairs of a form, in the order that they came."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(pairs)
        self.first: dict[str, str] = {}
        for name, value in self.pairs:
            self.first.setdefault(name, value)

    def get(self, name: str) -> str:
        """The value of a name, without white space around it; empty where there is none."""
        return self.first.get(name, "").strip()

    def all(self, name: str) -> list[str]:
        """All values of a name."""
        return [value for key, value in self.pairs if key == name and value]

    def has(self, name: str) -> bool:
        """Whether the form has a name."""
        return name in self.first

    def rows(self, field: str) -> int:
        """How many rows of a list field there are, blank ones as well."""
        numbers = [
            int(part)
            for name in self.first
            if name.startswith(f"{field}.")
            for part in [name.split(".")[1]]
            if part.isdigit() and len(part) < 4  # noqa: PLR2004 - no million rows
        ]
        return min(max(numbers, default=-1) + 1, MOST_ROWS)


async def typed_in(request: Request) -> Typed:
    """The form that was sent."""
    form = await request.form(max_fields=2_000)
    return Typed((name, value) for name, value in form.multi_items() if isinstance(value, str))


Form = Annotated[Typed, Depends(typed_in)]


def changed(typed: Typed, shown: Row, known: Known, *, spans: bool) -> dict[str, Any]:
    """The fields that a form gives another value than was shown.

    Args:
        typed: The form.
        shown: The event or claim that the form was made of, as it now is.
        known: Finds whom and what places names stand for.
        spans: Whether the rows keep their place in the text: not where several claims are meant.
    """
    found = dict(plain(typed, shown))
    for name in PARTS:
        if typed.rows(name):
            rows = rows_of(typed, name, known, spans=spans)
            if alike(name, rows) != alike(name, shown[name]):
                found[name] = rows
    if typed.has("when.first"):
        when = when_of(typed, shown["when"], spans=spans)
        if any(when[part] != (shown["when"][part] or None) for part in WHEN):
            found["when"] = when
    return found


def plain(typed: Typed, shown: Row) -> Iterator[tuple[str, Any]]:
    """The fields of one word, and of several to be ticked, that were changed."""
    for name in ("type", "mode", "factuality"):
        if typed.has(name) and typed.get(name) != shown[name]:
            yield name, typed.get(name)
    for name in ("context", "aux"):
        chosen = sorted(set(typed.all(name)))
        if typed.has(f"{name}.shown") and chosen != sorted(shown[name]):
            yield name, chosen


def rows_of(typed: Typed, field: str, known: Known, *, spans: bool) -> list[dict[str, Any]]:
    """The rows of a list field as typed; those without a name, or a number, are left out."""
    found = []
    for number in range(typed.rows(field)):
        told = {part: typed.get(f"{field}.{number}.{part}") for part in PARTS[field]}
        if not (told.get("name") or (field == "quantity" and any(told.values()))):
            continue
        was = row_shown(typed.get(f"{field}.{number}.was"))
        row: dict[str, Any] = {**dict.fromkeys(SPAN), **BLANK[field], **was}
        if not spans:
            row.update(dict.fromkeys(SPAN))
        row.update({part: value_of(field, part, value) for part, value in told.items()})
        if field in PEOPLE and row["name"] != was.get("name"):
            row.update(identity(row, was, known))
        if field == "place" and row["name"] != was.get("name"):
            row.update(location(row, was, known))
        found.append(row)
    return found


def location(row: Row, was: Row, known: Known) -> dict[str, Any]:
    """Where a name lies: as typed, else as the gazetteer knows it; nowhere if it does not.

    What was left as it stood for another name gives way, as in `identity`.
    """
    own = {part: row[part] for part in ("country", "grain", *LAID)
           if (row[part] or None) != (was.get(part) or None)}  # fmt: skip
    nowhere = {"admin1": None, "geonames": None, **dict.fromkeys(LAID)}
    if any(part in own for part in LAID):
        return {"admin1": None, "geonames": None}
    place = known.place(row["name"], own.get("country") or "")
    return nowhere if place is None else {**place, **own}


def identity(row: Row, was: Row, known: Known) -> dict[str, Any]:
    """Who a name stands for: an actor of the record where it has that name, else nobody known.

    A country or kind that was left as it stood for another name gives way to the actor's own.
    """
    actor = known.actor(row["name"])
    found: dict[str, Any] = {**dict.fromkeys(FROM_THE_NAME), "sector": []}
    if actor is not None:
        found |= {name: actor[name] for name in ("id", "wikidata", "sector")}
        for name in ("kind", "country"):
            typed = row[name] if (row[name] or None) != (was.get(name) or None) else None
            found[name] = typed or actor[name]
    return found


def row_shown(text: str) -> dict[str, Any]:
    """A row as it was shown, from the form; nothing where somebody wrote something else there."""
    try:
        row = json.loads(text) if text else {}
    except ValueError:
        return {}
    kept = dict(row) if isinstance(row, dict) else {}
    for name in ("sources", "claims", "best"):
        kept.pop(name, None)
    return kept


def value_of(field: str, part: str, value: str) -> str | float | None:
    """A part of a row as the record holds it."""
    if part in NUMBERS:
        return number(field, part, value)
    if part == "country" and value:
        value = value.upper()
        if len(value) != CODE or not value.isalpha():
            raise UsageError(
                f"{value!r} is no code of a country", why=f"country of {field} takes three letters",
                fix="write it as ISO 3166 alpha-3 does, such as RUS", code="decide/wrong-value",
            )  # fmt: skip
    return value if value or part in TEXTS else None


def number(field: str, part: str, value: str) -> float | None:
    """A typed number, with or without commas; None for none.

    Raises:
        UsageError: if it is none.
    """
    if not value:
        return None
    try:
        found = float(value.replace(",", "").replace(" ", ""))
    except ValueError:
        found = float("nan")
    if found in (float("inf"), float("-inf")) or found != found:  # noqa: PLR0124 - it is no number
        raise UsageError(
            f"{value!r} is not a number", why=f"{part} of {field} takes a number",
            fix="write it in digits, such as 15000", code="decide/wrong-value",
        )  # fmt: skip
    return found


def when_of(typed: Typed, shown: Row, *, spans: bool) -> dict[str, Any]:
    """The date as typed; one that is given is a stated one, since an analyst states it."""
    kept = {part: shown.get(part) if spans else None for part in SPAN}
    first = typed.get("when.first") or None
    last = typed.get("when.last") or first
    grain = typed.get("when.grain") or ("day" if first == last else "none")
    if not first:
        return {**kept, "first": None, "last": None, "grain": "none", "basis": "none"}
    for name, value in (("first", first), ("last", last)):
        checked(value or "", name)
    if (last or first) < first:
        raise UsageError(
            f"the last day, {last}, is before the first, {first}", why="time runs forward",
            fix="exchange them, or leave the last day empty", code="decide/wrong-value",
        )  # fmt: skip
    return {**kept, "first": first, "last": last, "grain": grain, "basis": "stated"}


def alike(field: str, rows: Sequence[Row]) -> list[tuple[Any, ...]]:
    """What of rows is shown in the form, so that only what was changed is a correction."""
    return [tuple(row.get(part) or None for part in PARTS[field]) for row in rows]


def with_done(path: str, number: int, name: str = "done", **instead: str) -> str:
    """A path that says which decision was just made, or `undone`; of two such the last stays.

    `instead` are pairs that take the place of those of the same names.
    """
    plain, _, query = path.partition("?")
    gone = {"done", "undone", *instead}
    kept = [one for one in query.split("&") if one and one.partition("=")[0] not in gone]
    told = [f"{key}={value}" for key, value in (*instead.items(), (name, str(number)))]
    return f"{plain}?{'&'.join([*kept, *told])}"


def said_by(query: Mapping[str, str]) -> str:
    """What was just done, which the way back to a page says by a number; empty for nothing."""
    done, undone = query.get("done", ""), query.get("undone", "")
    if done.isdigit():
        return f"Decision {done} is written down, and holds."
    return f"Decision {undone} is taken back." if undone.isdigit() else ""
