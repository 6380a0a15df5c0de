"""`journal`: where decisions are kept, and moving them to the database of a team."""

from typing import Annotated

import typer

from dateline.cli.grouped import grouped
from dateline.cli.options import Output, RecordOption, open_record
from dateline.cli.output import emit, note
from dateline.record import move_journal

COLUMNS = {
    "where": lambda row: row["where"],
    "entries": lambda row: str(row["entries"]),
    "decision": lambda row: str(row["decision"]),
}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(grouped(journal))


def journal(
    move: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Move it into an empty database, as "
            "postgresql+psycopg://USER@HOST/NAME, and have the record's settings name that.",
        ),
    ] = "",
    record: RecordOption = None,
    *,
    output: Output,
) -> None:
    """Say where a record's decisions, runs and accounts are kept, or move them."""
    held = open_record(record)
    if move:
        count = move_journal(held, move)
        note(f"moved {count} entries; {held.path / 'dateline.toml'} names the database now")
        held = open_record(held.path)
    told = held.journal
    row = {"where": told.shown, "entries": told.last(), "decision": told.newest()}
    emit([row], columns=COLUMNS, form=output.form)
