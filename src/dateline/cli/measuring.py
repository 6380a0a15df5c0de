"""`trend`: is it becoming more?"""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from dateline.analyse import (
    PERIODS,
    QUADS,
    coverage,
    measure,
    series,
)
from dateline.cli.grouped import grouped
from dateline.cli.options import RecordOption
from dateline.cli.output import note
from dateline.cli.scoping import Shape, SidedFilters, answer, scoped

EVERY = "true"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("trend")(grouped(show_trend))


def show_trend(
    record: RecordOption = None,
    per: Annotated[
        str,
        typer.Option("--per", metavar="|".join(PERIODS), help="The length of a period."),
    ] = "month",
    quad: Annotated[
        str, typer.Option(metavar="QUAD", help=f"Only events of a class: {', '.join(QUADS)}.")
    ] = "",
    *,
    filters: SidedFilters,
    shape: Shape,
) -> None:
    """Is it becoming more? Events for 100 reports read, with intervals, trend, change points.

    Example: `dateline trend --quad "material conflict" --per month --plot trend.svg`
    """
    per = per or "month"
    asked = scoped(record, filters.search(), EVERY, per=per, between="country")
    with asked as (view, scope, lost):
        told = measure("trend")(view.ask(series(scope, quad)), view.ask(coverage(scope)))
        columns = list(told.rows[0]) if told.rows else []
        said = {"unplaced": lost, "trend": told.summary, "changes": told.changes}
        answer("trend", told.rows, columns, shape, per=per, meta=said)
        if shape.form != "json":
            warn(lost, told.summary["events"] + told.summary["outside"], per)
            say(told.summary, told.changes, per)


def warn(lost: int, placed: int, per: str) -> None:
    """Say it first where more than a third of the events fall out for lack of a date."""
    if lost * 3 > lost + placed:
        note(
            f"{lost} of {lost + placed} events have no date as fine as a {per}: "
            f"the trend is of the other {placed} alone"
        )


def say(summary: Mapping[str, Any], changes: list[Mapping[str, Any]], per: str) -> None:
    """The trend and its changes in words."""
    if not summary["periods"]:
        note("no report read has a publication date then, so there is nothing to measure against")
        return
    if summary["unread"]:
        note(f"{per}s in which nothing was read, which have no rate: {summary['unread']}")
    if summary["outside"]:
        note(f"events in {per}s in which nothing was read: {summary['outside']}; they are left out")
    if summary["change"] is None:
        note("too little for a trend: it takes four periods with reports, and an event")
        return
    note(
        f"trend: {summary['change']:+.1f}% a {per}, 95% interval {summary['low']:+.1f} to "
        f"{summary['high']:+.1f}; dispersion {summary['dispersion']:.1f}"
    )
    for row in changes:
        note(
            f"change: {row['period']}, from {row['before']:.2f} to {row['after']:.2f} events for "
            f"100 reports; {row['ratio']:.2f} times, 95% interval {row['low']:.2f} to "
            f"{row['high']:.2f}"
        )
