"""What the drawn screens share: a page that loads its drawing apart, its data, its table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import bidirectional
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from dateline.analyse.browse import Filter
from dateline.serve.desk import Desk
from dateline.serve.links import query_string
from dateline.serve.names import active
from dateline.serve.show import desk_of, page

type Cell = str | int | float | tuple[str, str]  # text, a number, or text with a link
MOST_ROWS = 2_000

# Classes of signs that leave the direction of a line as it is.
STRAIGHT = ("L", "EN", "ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON", "")


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
            "asked": asked, "chips": active(desk_of(request), asked),
            "query_here": urlencode(plain),
            "kept": {name: value for name, value in plain
                     if not Filter.parse([(name, value)]).chosen},
            "table_link": f"{request.url.path}?{urlencode([*plain, ('as', 'table')])}",
            "drawing_link": f"{request.url.path}?{urlencode(plain)}",
        }  # fmt: skip
        return page(request, self.template, **told)

    def full_command(self, desk: Desk) -> str:
        """The command with the record that is shown."""
        return f"dateline {self.command} --record {desk.record.path}"


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


def apart(name: str) -> str:
    """A name among our own words; what turns their direction in it ends with it (Unicode UAX 9)."""
    turns = any(bidirectional(sign) not in STRAIGHT for sign in name)
    return f"\u2068{name}\u2069" if turns else name


def many(count: int, one: str, more: str = "") -> str:
    """A count with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"
