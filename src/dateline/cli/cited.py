"""`dateline sources`: who is cited for what, how often, as what kind of source, and where."""

import sys
from typing import Annotated

import typer

from dateline.analyse import CITED_BY, SOURCE_KINDS, Cited, Search, checked_filters
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
    lexicon_of,
    open_record,
)
from dateline.cli.output import CITED_COLUMNS, TERMINAL_ROWS, chosen_form, emit, note
from dateline.run import open_view


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(sources)


def sources(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Words that have to stand in the source's name.")
    ] = "",
    record: RecordOption = None,
    by: Annotated[
        str, typer.Option(metavar="A", help=f"Count by one of: {', '.join(CITED_BY)}.")
    ] = "source",
    kind: Annotated[
        str, typer.Option(help=f"Only this kind of source: {', '.join(SOURCE_KINDS)}.")
    ] = "",
    country: Annotated[str, typer.Option(help="The source's: ISO 3166 alpha-3.")] = "",
    type_: Annotated[
        str, typer.Option("--type", help="Cited for this event type, such as AID.")
    ] = "",
    mode: Annotated[str, typer.Option(help="Cited for this mode, such as arrest.")] = "",
    actor: Annotated[
        str, typer.Option(help="Cited for what this actor does: part of a name, or a country code.")
    ] = "",
    recipient: Annotated[str, typer.Option(help="Cited for what is done to this one.")] = "",
    document: Annotated[str, typer.Option(help="Id of a report.")] = "",
    outlet: Annotated[str, typer.Option(help="Part of the name of the outlet that cites.")] = "",
    after: Annotated[str, typer.Option(metavar="DATE", help="On or after that day.")] = "",
    before: Annotated[str, typer.Option(metavar="DATE", help="On or before that day.")] = "",
    limit: LimitOption = None,
    fields: FieldsOption = "",
    as_json: JsonOption = False,
    nl: NlOption = False,
    csv: CsvOption = False,
    tsv: TsvOption = False,
    as_table: TableOption = False,
) -> None:
    """List who is cited for what: how often, named or anonymous, in which reports and outlets.

    What an outlet says itself has no source and is not counted.
    """
    form = chosen_form(form_of(json=as_json, nl=nl, csv=csv, tsv=tsv, table=as_table))
    if limit is None:
        limit = TERMINAL_ROWS if form == "table" and sys.stdout.isatty() else 0
    opened = open_record(record)
    lexicon = lexicon_of(opened)
    checked_filters(
        Search(type=type_, mode=mode, country=country, after=after, before=before), lexicon
    )
    asked = Cited(
        words=words, kind=kind, country=country, outlet=outlet, document=document, after=after,
        before=before, by=by,
        about=Search(type=type_, mode=mode, actor=actor, recipient=recipient),
        media=lexicon.words.get("attribute.media", ()),
        anonymous=lexicon.words.get("attribute.anonymous", ()),
    )  # fmt: skip
    with open_view(opened, lexicon) as view:
        rows = view.ask(asked.query(limit + 1 if limit else None))
    more = bool(limit) and len(rows) > limit
    columns = CITED_COLUMNS if by == "source" else None
    emit(rows[: limit or None], columns=columns, form=form, fields=fields)
    if more:
        note(f"only the first {limit} are shown; --limit 0 shows all")
