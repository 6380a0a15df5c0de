"""What the drawn screens share: a page that loads its drawing apart, its data, its table."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from dateline.analyse.browse import CODE, ID, Filter
from dateline.analyse.listing import names_of
from dateline.serve.desk import Desk
from dateline.serve.links import Chip, chips, query_string
from dateline.serve.show import desk_of, page

type Cell = str | int | float | tuple[str, str]  # text, a number, or text with a link
MOST_ROWS = 2_000
WITH_NAMES = ("actor", "recipient", "attendee", "dyad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table that tells what a drawing shows; a link is text with an address."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    @property
    def shown(self) -> Sequence[Sequence[Cell]]:
        """The rows that a page can hold."""
        return self.rows[:MOST_ROWS]

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers or shares alone."""
        return tuple(all(is_number(row[i]) for row in self.shown) for i in range(len(self.columns)))

    @property
    def left_out(self) -> int:
        """How many rows it cannot."""
        return max(len(self.rows) - MOST_ROWS, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A drawn screen: its template, what is drawn, the table of it, and how to repeat it.

    `command` is what the command line offers for the same figures; a `plain` screen is its table.
    """

    template: str
    drawn: Callable[[Request, Filter], dict[str, Any]]
    sheet: Callable[[dict[str, Any]], Sheet]
    command: str
    plain: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, request: Request, **more: Any) -> Response:  # noqa: ANN401 - what the template shows
        """The page, its data (`.json` or `?format=json`), or its table (`?as=table`).

        Raises:
            UsageError: if a filter or a choice cannot be.
        """
        asked = Filter.parse(request.query_params.multi_items())
        asks = request.query_params
        if request.url.path.endswith(".json") or asks.get("format") == "json":
            return JSONResponse(self.drawn(request, asked))
        asked.where()
        told = {"command": self.full_command(desk_of(request)), "asks": asks, **self.told, **more}
        if self.plain or asks.get("as") == "table":
            found = self.drawn(request, asked)
            told |= {"summary": found["summary"], "sheet": self.sheet(found)}
        plain = [pair for pair in asks.multi_items() if pair[0] != "as"]
        told |= {
            "asked": asked, "chips": active(request, asked), "query_here": urlencode(plain),
            "kept": {name: value for name, value in plain
                     if not Filter.parse([(name, value)]).chosen},
            "table_link": f"{request.url.path}?{urlencode([*plain, ('as', 'table')])}",
            "drawing_link": f"{request.url.path}?{urlencode(plain)}",
        }  # fmt: skip
        return page(request, self.template, **told)

    def full_command(self, desk: Desk) -> str:
        """The command with the record that is shown."""
        return f"dateline {self.command} --record {desk.record.path}"


def active(request: Request, asked: Filter) -> list[Chip]:
    """The filters that hold, each with the names of the parties in it."""
    values = {value for name, value, _ in asked.chosen if name in WITH_NAMES}
    names = labels(desk_of(request), {part for value in values for part in value.split("~")})
    shown = {
        value: " – ".join(names.get(part, part) for part in value.split("~")) for value in values
    }
    return chips(asked, shown)


def labels(desk: Desk, keys: Iterable[str]) -> dict[str, str]:
    """The names of parties: countries by the lexicon, actors by the record; others name themselves.

    Keys without a name of their own are left out.
    """
    wanted = set(keys)
    countries = {one.iso3: one.name for one in desk.lexicon.countries}
    found = {key: countries[key] for key in wanted if CODE.fullmatch(key) and key in countries}
    ids = {key for key in wanted if ID.fullmatch(key)}
    if ids:
        found |= {
            row["id"]: row["name"] for row in desk.ask(names_of(tuple(sorted(ids)))) if row["name"]
        }
    return found


def events_link(asked: Filter, **more: str) -> str:
    """The list of the events that a filter asks for, with more filters put in place of its own."""
    kept = asked
    for name in more:
        kept = kept.without(name)
    return f"/events?{query_string(kept, **more)}"


def dyad_link(one: str, other: str, query: str = "") -> str:
    """The page of two parties; the list of their events where a name cannot be part of a path."""
    if "/" in one + other or {one, other} & {".", ".."}:
        return f"/events?{urlencode({'dyad': f'{one}~{other}'})}"
    tail = f"?{query}" if query else ""
    return f"/network/{quote(one, safe='')}/{quote(other, safe='')}{tail}"


def is_number(cell: Cell) -> bool:
    """Whether a cell is a number, a share, or the dash of none."""
    return isinstance(cell, int | float) or (
        isinstance(cell, str) and (cell == "–" or cell.endswith(" %"))
    )


def share(part: float, whole: float) -> str:
    """A share in words of numbers: `31 %`."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
