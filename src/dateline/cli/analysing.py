"""`dyads`, `attendance` and `transfers`: who to whom, who with whom, who gives whom what."""

from typing import Annotated

import typer

from dateline.analyse import ATTENDED, SIDED, attendance, dyads, transfers
from dateline.cli.grouped import grouped
from dateline.cli.options import RecordOption
from dateline.cli.scoping import (
    BetweenOption,
    Filters,
    GivingFilters,
    PerOption,
    Shape,
    SidedFilters,
    answer,
    scoped,
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("dyads")(grouped(list_dyads))
    app.command("attendance")(grouped(list_attendance))
    app.command("transfers")(grouped(list_transfers))


def list_dyads(
    record: RecordOption = None,
    per: PerOption = "",
    between: BetweenOption = "country",
    mutual: Annotated[
        bool, typer.Option("--mutual", help="A to B and B to A together, as one pair.")
    ] = False,
    foreign: Annotated[
        bool, typer.Option("--foreign", help="Leave out what a party does to its own.")
    ] = False,
    *,
    filters: SidedFilters,
    shape: Shape,
) -> None:
    """Who does what to whom: cooperation, conflict, net intensity, events, independent reports.

    Example: `dateline dyads --per month --actor PRK`
    """
    asked = scoped(record, filters.search(), SIDED, per=per, between=between)
    with asked as (view, scope, lost):
        question = dyads(scope, mutual=mutual, foreign=foreign)
        rows = view.ask(question)
        answer("dyads", rows, question.columns, shape, per=per, meta={"unplaced": lost})


def list_attendance(
    record: RecordOption = None,
    per: PerOption = "",
    between: BetweenOption = "actor",
    attendee: Annotated[
        str, typer.Option(help="Only pairs with somebody: part of a name, or a country code.")
    ] = "",
    *,
    filters: Filters,
    shape: Shape,
) -> None:
    """Who stood with whom: pairs of those present at the same events, guests and hosts.

    Example: `dateline attendance --type MOBILIZE --mode display --attendee "Li Qiang"`
    """
    search = filters.search(attendee=attendee)
    asked = scoped(record, search, ATTENDED, per=per, between=between)
    with asked as (view, scope, lost):
        question = attendance(scope)
        rows = view.ask(question)
        answer("attendance", rows, question.columns, shape, per=per, meta={"unplaced": lost})


def list_transfers(
    record: RecordOption = None,
    per: PerOption = "",
    between: BetweenOption = "country",
    *,
    filters: GivingFilters,
    shape: Shape,
) -> None:
    """Who gives what to whom: items and quantities of aid, as intervals over the reports.

    Example: `dateline transfers --recipient RUS --per quarter`
    """
    asked = scoped(record, filters.search(), SIDED, per=per, between=between)
    with asked as (view, scope, lost):
        question = transfers(scope)
        rows = view.ask(question)
        answer("transfers", rows, question.columns, shape, per=per, meta={"unplaced": lost})
