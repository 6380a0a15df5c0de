"""`snapshot` and `snapshots`: freezing a record under a name that can be cited."""

from typing import Annotated, Any

import typer

from dateline.cli.deciding import UserOption
from dateline.cli.grouped import grouped
from dateline.cli.options import Output, RecordOption, lexicon_of, open_record
from dateline.cli.output import emit, note, shown
from dateline.run import Snapshot, freeze, now, snapshots

COLUMNS = {
    "id": lambda row: row["id"],
    "at": lambda row: row["at"],
    "user": lambda row: shown(row["user"]),
    "decision": lambda row: str(row["decision"]),
    "message": lambda row: shown(row["message"]),
}


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(snapshot)
    app.command("snapshots")(grouped(listed))


def snapshot(
    message: Annotated[
        str, typer.Option("--message", "-m", metavar="TEXT", help="What it is for.")
    ] = "",
    user: UserOption = "local",
    record: RecordOption = None,
) -> None:
    """Freeze the record as it is, under a name by which it can be cited and read for ever.

    The name begins a hash over all documents, codings and decisions. With `dateline serve` every
    page is then there as it was, below `/@NAME/`.
    """
    held = open_record(record)
    made, new = freeze(held, lexicon_of(held), message=message, user=user, at=now())
    if not new:
        note(f"nothing has changed since the snapshot of {made.at}")
    note(f"read it with: dateline serve --record {held.path}, at /@{made.id}/events")
    typer.echo(made.id)


def listed(record: RecordOption = None, *, output: Output) -> None:
    """List the snapshots of a record, oldest first."""
    emit([row_of(one) for one in snapshots(open_record(record))], columns=COLUMNS, form=output.form)


def row_of(one: Snapshot) -> dict[str, Any]:
    """A snapshot as a row."""
    return {
        "id": one.id, "at": one.at, "user": one.user, "message": one.message,
        "documents_version": one.moment.documents, "codings_version": one.moment.codings,
        "decision": one.decision, "hash": one.hash,
    }  # fmt: skip
