"""`trend`: is it becoming more?"""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from dateline.analyse import (
    PERIODS,
    QUADS,
    Search,
    coverage,
    measure,
    series,
)
from dateline.cli.options import (
    CsvOption,
    FieldsOption,
    JsonOption,
    LimitOption,
    NlOption,
    RecordOption,
    TableOption,
    TsvOption,
    form_of,
)
from dateline.cli.output import note
from dateline.cli.scoping import (
    ActorFilter,
    AfterFilter,
    BeforeFilter,
    CountryFilter,
    EventsOption,
    ModeFilter,
    PlotOption,
    RecipientFilter,
    Shape,
    StandingFilter,
    TypeFilter,
    answer,
    scoped,
)

EVERY = "true"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("trend")(show_trend)


def show_trend(
    record: RecordOption = None,
    per: Annotated[
        str,
        typer.Option("--per", metavar="|".join(PERIODS), help="The length of a period."),
    ] = "month",
    quad: Annotated[
        str, typer.Option(metavar="QUAD", help=f"Only events of a class: {', '.join(QUADS)}.")
    ] = "",
    type_: TypeFilter = "",
    mode: ModeFilter = "",
    actor: ActorFilter = "",
    recipient: RecipientFilter = "",
    country: CountryFilter = "",
    standing: StandingFilter = "",
    after: AfterFilter = "",
    before: BeforeFilter = "",
    limit: LimitOption = None,
    fields: FieldsOption = "",
    events: EventsOption = False,
    plot: PlotOption = None,
    as_json: JsonOption = False,
    nl: NlOption = False,
    csv: CsvOption = False,
    tsv: TsvOption = False,
    as_table: TableOption = False,
) -> None:
    """Is it becoming more? Events for 100 reports read, with intervals, trend, change points.

    Example: `dateline trend --quad "material conflict" --per month --plot trend.svg`
    """
    form = form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table)
    shape = Shape(
        form=form, limit=limit, fields=fields, events=events, plot=plot, per=per or "month"
    )  # fmt: skip
    search = Search(
        type=type_, mode=mode, actor=actor, recipient=recipient, country=country,
        standing=standing, after=after, before=before,
    )  # fmt: skip
    with scoped(record, search, EVERY, per=per or "month", between="country") as (
        view,
        scope,
        lost,
    ):
        told = measure("trend")(view.ask(series(scope, quad)), view.ask(coverage(scope)))
        columns = list(told.rows[0]) if told.rows else []
        said = {"unplaced": lost, "trend": told.summary, "changes": told.changes}
        answer("trend", told.rows, columns, shape, said)
        if form != "json":
            warn(lost, told.summary["events"] + told.summary["outside"], scope.per)
            say(told.summary, told.changes, scope.per)


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
