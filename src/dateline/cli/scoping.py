"""Options of the analyses: which events count, in which periods, and how the answer is shown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.analyse import (
    ANY,
    GIVING,
    PARTIES,
    PERIODS,
    Scope,
    Search,
    checked_filters,
    scale_of,
    unplaced,
)
from dateline.cli.options import Output, Page, lexicon_of, open_record
from dateline.cli.output import Cell, chosen_form, emit, note, opened, picked, shown
from dateline.cli.output import as_json as json_of
from dateline.errors import UsageError
from dateline.export import PICTURES, draw
from dateline.record import View
from dateline.run import open_view

PerOption = Annotated[
    str, typer.Option("--per", metavar="|".join(PERIODS), help="By periods; else over all time.")
]
BetweenOption = Annotated[
    str,
    typer.Option(
        metavar="|".join(PARTIES), help="What is one party; who has no country stands by name."
    ),
]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The options for which events count."""

    type_: Annotated[str, typer.Option("--type", help="Event type, such as AID.")] = ""
    mode: Annotated[str, typer.Option(help="Mode, such as arrest.")] = ""
    actor: Annotated[str, typer.Option(help="Who acts: part of a name, or a country code.")] = ""
    country: Annotated[str, typer.Option(help="Where: ISO 3166 alpha-3.")] = ""
    standing: Annotated[
        str,
        typer.Option(
            help="Only events of that standing; without it all but denied and planned, "
            f"with {ANY} all."
        ),
    ] = ""
    after: Annotated[str, typer.Option(metavar="DATE", help="On or after that day.")] = ""
    before: Annotated[str, typer.Option(metavar="DATE", help="On or before that day.")] = ""

    def search(self, **more: str) -> Search:
        """What they ask for, with filters that one command has more."""
        own = {one.name.rstrip("_"): getattr(self, one.name) for one in fields(self)}
        return Search(**own, **more)


@dataclass(frozen=True, kw_only=True)
class SidedFilters(Filters):
    """Those of analyses with two sides."""

    recipient: Annotated[str, typer.Option(help="Who is acted upon.")] = ""


@dataclass(frozen=True, kw_only=True)
class GivingFilters(SidedFilters):
    """Those of who gives to whom."""

    type_: Annotated[str, typer.Option("--type", help="Event type, such as AID.")] = GIVING
    actor: Annotated[str, typer.Option(help="Who gives: part of a name, or a country code.")] = ""
    recipient: Annotated[str, typer.Option(help="Who is given to.")] = ""


@dataclass(frozen=True, kw_only=True)
class Pictured(Page):
    """The options for how much of an answer is shown, and whether drawn."""

    events: Annotated[
        bool,
        typer.Option(
            "--events", help="Ids of the events counted, in tables too; JSON always has them."
        ),
    ] = False
    plot: Annotated[
        Path | None,
        typer.Option(
            "--plot", metavar=f"FILE.{'|'.join(PICTURES)}",
            help="Draw a chart; then rows are printed only in a form that is asked for.",
        ),
    ] = None  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Shape(Output, Pictured):
    """The options for how the answer of an analysis is shown."""


NOTHING = "no event answers the question"
Rows = Sequence[Mapping[str, Any]]


@contextmanager
def scoped(
    record: Path | None, search: Search, needs: str, *, per: str, between: str
) -> Iterator[tuple[View, Scope, int]]:
    """The view of a record, what is asked of it, and how many events have no period in it.

    `needs` is the condition on events that the analysis can use at all.
    """
    target = open_record(record)
    lexicon = lexicon_of(target)
    scope = Scope(search=search, per=per, between=between, scale=scale_of(lexicon.types.values()))
    checked_filters(search, lexicon)
    with open_view(target, lexicon) as view:
        lost = view.ask(unplaced(scope, needs))[0]["events"] if per else 0
        yield view, scope, lost
        if lost:
            note(f"{lost} events have no date as fine as a {per}, and are not counted")


def answer(
    name: str, rows: Rows, columns: Sequence[str], shape: Shape, *, per: str,
    meta: Mapping[str, object],
) -> None:  # fmt: skip
    """Print the rows of an analysis, and draw its chart if one is wanted."""
    if shape.plot:
        plot(name, rows, shape.plot)
        if not shape.form:
            return
    show(name, rows, columns, shape, per=per, meta=meta)


def show(
    name: str, rows: Rows, columns: Sequence[str], shape: Shape, *, per: str,
    meta: Mapping[str, object],
) -> None:  # fmt: skip
    """Print the rows of an analysis; without `per` the period is no column."""
    form = chosen_form(shape.form)
    limit = shape.most(form)
    if not rows and name != "trend":  # which says itself what it lacks
        note(NOTHING)
    if not per:
        columns = [key for key in columns if key != "period"]
    kept = picked([{key: row[key] for key in columns} for row in rows[: limit or None]],
                  shape.fields)  # fmt: skip
    shown_keys = list(kept[0]) if shape.fields and kept else columns
    cells = {key: cell_of(key) for key in shown_keys if shown_always(key, shape)}
    emit(kept, columns=cells, form=form, meta=meta)
    if limit and len(rows) > limit:
        note(f"only the first {limit} of {len(rows)} are shown; --limit 0 shows all")


def shown_always(key: str, shape: Shape) -> bool:
    """Whether a column is shown in tables: ids of events only if they are asked for."""
    return key != "event_ids" or shape.events or "event_ids" in shape.fields


def cell_of(key: str) -> Cell:
    """How a column is shown: whole numbers without a point, lists joined by blanks."""

    def cell(row: Mapping[str, Any]) -> str:
        value = row[key]
        if isinstance(value, float):
            return f"{value:.15g}"
        if isinstance(value, list):
            return " ".join(map(str, value))
        return json_of(value) if isinstance(value, dict) else shown(value)

    return cell


def plot(name: str, rows: Rows, path: Path) -> None:
    """Draw a chart into a file whose name says its kind.

    Raises:
        UsageError: if its kind is not known, there is nothing to draw, or it cannot be written.
    """
    kind = path.suffix.removeprefix(".").lower()
    if kind not in PICTURES:
        raise UsageError(
            f"cannot draw {path}", why=f"charts are {' or '.join(PICTURES)}",
            fix="give a file with such an ending: --plot chart.svg", code="cli/no-chart",
        )  # fmt: skip
    if not rows:
        raise UsageError(
            f"there is nothing to draw into {path}", why=NOTHING,
            fix="ask more widely: fewer filters, or a longer time", code="cli/empty-chart",
        )  # fmt: skip
    with opened(path, "--plot") as out:
        draw(name, rows, out, kind)
    note(f"drew {path}")
