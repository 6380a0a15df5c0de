"""`dyads`, `attendance` and `transfers`: who to whom, who with whom, who gives whom what."""

from typing import Annotated

import typer

from dateline.analyse import ATTENDED, GIVING, SIDED, Search, attendance, dyads, transfers
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
from dateline.cli.scoping import (
    ActorFilter,
    AfterFilter,
    BeforeFilter,
    BetweenOption,
    CountryFilter,
    EventsOption,
    ModeFilter,
    PerOption,
    PlotOption,
    RecipientFilter,
    Shape,
    StandingFilter,
    TypeFilter,
    answer,
    scoped,
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("dyads")(list_dyads)
    app.command("attendance")(list_attendance)
    app.command("transfers")(list_transfers)


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
    """Who does what to whom: cooperation, conflict, net intensity, events, independent reports.

    Example: `dateline dyads --per month --actor PRK`
    """
    form = form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table)
    shape = Shape(
        form=form, limit=limit, fields=fields, events=events, plot=plot, per=per
    )  # fmt: skip
    search = Search(
        type=type_, mode=mode, actor=actor, recipient=recipient, country=country,
        standing=standing, after=after, before=before,
    )  # fmt: skip
    with scoped(record, search, SIDED, per=per, between=between) as (view, scope, lost):
        question = dyads(scope, mutual=mutual, foreign=foreign)
        answer("dyads", view.ask(question), question.columns, shape, {"unplaced": lost})


def list_attendance(
    record: RecordOption = None,
    per: PerOption = "",
    between: BetweenOption = "actor",
    attendee: Annotated[
        str, typer.Option(help="Only pairs with somebody: part of a name, or a country code.")
    ] = "",
    type_: TypeFilter = "",
    mode: ModeFilter = "",
    actor: ActorFilter = "",
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
    """Who stood with whom: pairs of those present at the same events, guests and hosts.

    Example: `dateline attendance --type MOBILIZE --mode display --attendee "Li Qiang"`
    """
    form = form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table)
    shape = Shape(
        form=form, limit=limit, fields=fields, events=events, plot=plot, per=per
    )  # fmt: skip
    search = Search(
        type=type_, mode=mode, actor=actor, attendee=attendee, country=country,
        standing=standing, after=after, before=before,
    )  # fmt: skip
    with scoped(record, search, ATTENDED, per=per, between=between) as (view, scope, lost):
        question = attendance(scope)
        answer("attendance", view.ask(question), question.columns, shape, {"unplaced": lost})


def list_transfers(
    record: RecordOption = None,
    per: PerOption = "",
    between: BetweenOption = "country",
    actor: Annotated[str, typer.Option(help="Who gives: part of a name, or a country code.")] = "",
    recipient: Annotated[str, typer.Option(help="Who is given to.")] = "",
    type_: TypeFilter = GIVING,
    mode: ModeFilter = "",
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
    """Who gives what to whom: items and quantities of aid, as intervals over the reports.

    Example: `dateline transfers --recipient RUS --per quarter`
    """
    form = form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table)
    shape = Shape(
        form=form, limit=limit, fields=fields, events=events, plot=plot, per=per
    )  # fmt: skip
    search = Search(
        type=type_, mode=mode, actor=actor, recipient=recipient, country=country,
        standing=standing, after=after, before=before,
    )  # fmt: skip
    with scoped(record, search, SIDED, per=per, between=between) as (view, scope, lost):
        question = transfers(scope)
        answer("transfers", view.ask(question), question.columns, shape, {"unplaced": lost})
