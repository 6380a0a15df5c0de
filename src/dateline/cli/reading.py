"""Listing, showing, asking, counting and exporting what a record holds."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.analyse import BY, Search, checked_filters, counts
from dateline.cli.grouped import grouped
from dateline.cli.options import (
    JsonOption,
    Listing,
    Output,
    RecordOption,
    lexicon_of,
    list_rows,
    open_record,
)
from dateline.cli.output import COLUMNS, STDOUT, emit, note, opened
from dateline.cli.showing import explained
from dateline.errors import UsageError
from dateline.export import FORMATS, datapackage, write_csv, write_jsonl, write_parquet
from dateline.export import TABLES as EXPORTED
from dateline.export.gold import gold_rows
from dateline.model import Query
from dateline.record import ORDER, View, arrow_schema
from dateline.run import decisions, judgements_of, open_view
from dateline.run.event_by_id import event_row
from dateline.run.verdicts import verdicts

GOLD = "gold"
EXPORTS = "|".join((*EXPORTED, GOLD))
LISTED = {
    "documents": "List the reports of a record.",
    "claims": "List claims: one happening as one source tells it in one sentence.",
    "quotes": "List who said what.",
    "assessments": "List interpretations, trends and forecasts.",
    "events": "List events: happenings, merged from the claims that tell of them.",
    "problems": "List what could not be read or coded.",
}
TABLE_OF = {"d": "documents", "c": "claims", "q": "quotes", "s": "assessments", "e": "events",
            "a": "actors"}  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for table, words in LISTED.items():
        app.command(table, help=words)(lister(table))
    app.command()(show)
    app.command()(grouped(query))
    app.command()(grouped(stats))
    app.command()(export)


def view_of(record: Path | None) -> View:
    """The view of the record asked for."""
    opened_record = open_record(record)
    return open_view(opened_record, lexicon_of(opened_record))


def lister(table: str) -> Callable[..., None]:
    """The command that lists a table."""

    def command(
        words: Annotated[
            str, typer.Argument(metavar="WORDS", help="Words that have to stand in it.")
        ] = "",
        record: RecordOption = None,
        type_: Annotated[str, typer.Option("--type", help="Event type, such as AID.")] = "",
        mode: Annotated[str, typer.Option(help="Mode, such as arrest.")] = "",
        actor: Annotated[
            str, typer.Option(help="Who acts: part of a name, or a country code.")
        ] = "",
        recipient: Annotated[str, typer.Option(help="Who is acted upon.")] = "",
        attendee: Annotated[str, typer.Option(help="Who is present.")] = "",
        country: Annotated[str, typer.Option(help="Where: ISO 3166 alpha-3.")] = "",
        source: Annotated[str, typer.Option(help="Who says so.")] = "",
        standing: Annotated[str, typer.Option(help="How an event stands, such as disputed.")] = "",
        document: Annotated[str, typer.Option(help="Id of a report.")] = "",
        after: Annotated[str, typer.Option(metavar="DATE", help="On or after that day.")] = "",
        before: Annotated[str, typer.Option(metavar="DATE", help="On or before that day.")] = "",
        *,
        listing: Listing,
    ) -> None:
        search = Search(
            words=words, type=type_, mode=mode, actor=actor, recipient=recipient, attendee=attendee,
            country=country, source=source, standing=standing, document=document, after=after,
            before=before,
        )  # fmt: skip
        held = open_record(record)
        lexicon = lexicon_of(held)
        checked_filters(search, lexicon)
        with open_view(held, lexicon) as view:
            list_rows(
                lambda most: view.ask(search.query(table, ORDER[table], most)),
                COLUMNS[table], listing,
            )  # fmt: skip

    return grouped(command)


def show(
    key: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of an event, claim, report, quote, assessment, actor."
        ),
    ],
    record: RecordOption = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Say which rule and entry made each field, and what joined an event."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show one thing whole, with the sentences it rests on."""
    table = TABLE_OF.get(key.partition("-")[0])
    if table is None:
        raise UsageError(
            f"{key!r} is not an id",
            why="ids begin with d- (report), c- (claim), q- (quote), s- (assessment), "
            "e- (event) or a- (actor)",
            fix="list them first, such as: dateline events",
            code="cli/no-id",
        )
    held = open_record(record)
    with open_view(held, lexicon_of(held)) as view:
        row = event_row(view, key) if table == "events" else view.one(table, key)
        if as_json:
            emit([row], form="json")
        else:
            judged = view.judged(judgements_of(held))
            for line in explained(view, table, row, why=why, judgements=judged):
                STDOUT.print(line, soft_wrap=True)


def query(
    sql: Annotated[
        str,
        typer.Argument(
            help="One SELECT over documents, claims, quotes, assessments, events, actors."
        ),
    ],
    record: RecordOption = None,
    *,
    output: Output,
) -> None:
    """Ask a record in SQL. It is only read.

    Example: `dateline query "SELECT type, count(*) FROM claims GROUP BY type"`
    """
    with view_of(record) as view:
        emit(view.ask(Query(sql=sql)), form=output.form)


def stats(
    by: Annotated[
        str, typer.Option(metavar="A,B", help=f"Count by these fields: {', '.join(BY)}.")
    ] = "type",
    record: RecordOption = None,
    *,
    output: Output,
) -> None:
    """Count events, claims and reports."""
    question = counts([name.strip() for name in by.split(",") if name.strip()])
    with view_of(record) as view:
        emit(view.ask(question), form=output.form)


def export(
    table: Annotated[
        str, typer.Argument(metavar="|".join((*EXPORTED, GOLD)), help="What to export.")
    ],
    record: RecordOption = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="|".join(FORMATS))] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File; else standard output.")
    ] = None,
    excel: Annotated[
        bool,
        typer.Option("--excel", help="CSV that a spreadsheet opens rightly and runs nothing of."),
    ] = False,
) -> None:
    """Export a table of the record: JSON Lines, CSV or Parquet.

    CSV written to a file has a `FILE.datapackage.json` beside it that names its columns. `gold` is
    the reports whose claims were reviewed, as `dateline evaluate claims` reads them.
    """
    known("table", table, (*EXPORTED, GOLD))
    known("format", form, FORMATS)
    if table == GOLD:
        export_gold(record, form, output)
        return
    with view_of(record) as view:
        if output is None:
            write_rows(view, table, form, sys.stdout.buffer, excel=excel)
            return
        with opened(output) as out:
            count = write_rows(view, table, form, out, excel=excel)
    if form == "csv":
        package = output.with_name(output.name + ".datapackage.json")
        with opened(package) as out:
            out.write(datapackage(table, output.name).encode())
    note(f"wrote {count} {table} to {output}")


def export_gold(record: Path | None, form: str, output: Path | None) -> None:
    """Write the reports that were reviewed as gold."""
    if form != "jsonl":
        raise UsageError(
            f"gold has no form {form!r}", why="`dateline evaluate` reads it as JSON Lines",
            fix="leave --format away", code="cli/no-format",
        )  # fmt: skip
    held = open_record(record)
    with open_view(held, lexicon_of(held)) as view:
        seen = verdicts(view, decisions(held))
        claims: dict[str, list[dict[str, Any]]] = {}
        sql = (
            "SELECT * FROM told WHERE document IN "
            "(SELECT document FROM told WHERE list_contains(?, id))"
        )
        for row in view.ask(Query(sql=sql, parameters=(list(seen),))):
            claims.setdefault(row["document"], []).append(row)
        sql = "SELECT * FROM documents WHERE list_contains(?, id) ORDER BY id"
        documents = view.ask(Query(sql=sql, parameters=(list(claims),)))
    rows = gold_rows(documents, claims, seen)
    if output is None:
        write_jsonl(rows, sys.stdout.buffer)
        return
    with opened(output) as out:
        count = write_jsonl(rows, out)
    note(f"wrote {count} reviewed reports to {output}")


def known(what: str, value: str, names: tuple[str, ...], code: str = "") -> None:
    """Check a choice."""
    if value not in names:
        raise UsageError(
            f"there is no {what} {value!r}", why=f"there are {', '.join(names)}",
            fix="name one of them", code=code or f"cli/no-{what}",
        )  # fmt: skip


def write_rows(view: View, table: str, form: str, out: Any, *, excel: bool) -> int:  # noqa: ANN401
    """Write a table in a format; returns how many rows."""
    if form == "parquet":
        return write_parquet(view.arrow(table), arrow_schema(table), out)
    if form == "csv":
        return write_csv(view.rows(table), table, out, excel=excel)
    return write_jsonl(view.rows(table), out)
