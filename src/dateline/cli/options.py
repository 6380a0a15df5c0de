"""Options that several commands share, and the record and lexicon they mean."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.output import TERMINAL_ROWS, Cell, Row, chosen_form, emit, note
from dateline.errors import UsageError
from dateline.lexicon import layers_of, load
from dateline.model import Lexicon
from dateline.record import Record, find_record
from dateline.run import Settings, read_settings

RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--record", "-r", envvar="DATELINE_RECORD", metavar="FOLDER",
        help="The record; by default the one this folder is in, or the only one in it.",
    ),
]  # fmt: skip
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon", metavar="PATH", help="More lexicon files or folders, over the shipped ones."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document.")]


@dataclass(frozen=True, kw_only=True)
class Output:
    """The options for the form of a result."""

    as_json: JsonOption = False
    nl: Annotated[bool, typer.Option("--nl", help="JSON Lines, one object a line.")] = False
    csv: Annotated[bool, typer.Option("--csv", help="CSV.")] = False
    tsv: Annotated[bool, typer.Option("--tsv", help="Tab-separated.")] = False
    as_table: Annotated[bool, typer.Option("--table", "-t", help="A table, also in a pipe.")] = (
        False
    )

    @property
    def form(self) -> str | None:
        """The one form asked for; None for the usual one.

        Raises:
            UsageError: if two are asked for.
        """
        forms = {"json": self.as_json, "nl": self.nl, "csv": self.csv, "tsv": self.tsv,
                 "table": self.as_table}  # fmt: skip
        asked = [name for name, on in forms.items() if on]
        if len(asked) > 1:
            raise UsageError(
                f"--{asked[0]} and --{asked[1]} cannot both be",
                why="a result has one form",
                fix="give one of --json, --nl, --csv, --tsv, --table",
                code="cli/two-forms",
            )
        return asked[0] if asked else None


@dataclass(frozen=True, kw_only=True)
class Page:
    """The options for how much of a list is shown."""

    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", min=0, help="At most so many rows; 0 for all. On a terminal 100."
        ),
    ] = None
    fields: Annotated[str, typer.Option("--fields", metavar="A,B", help="Only these fields.")] = ""

    def most(self, form: str) -> int:
        """How many rows are shown at the most; 0 for all."""
        if self.limit is not None:
            return self.limit
        return TERMINAL_ROWS if form == "table" and sys.stdout.isatty() else 0


@dataclass(frozen=True, kw_only=True)
class Listing(Output, Page):
    """The options of lists: how much, and in which form."""


def list_rows(
    ask: Callable[[int | None], Sequence[Row]],
    columns: Mapping[str, Cell] | None,
    listing: Listing,
) -> None:
    """Print the first rows of a list; `ask` gives at most so many, or all for None."""
    form = chosen_form(listing.form)
    most = listing.most(form)
    rows = ask(most + 1 if most else None)
    emit(rows[: most or None], columns=columns, form=form, fields=listing.fields)
    if most and len(rows) > most:
        note(f"only the first {most} are shown; --limit 0 shows all")


def open_record(path: Path | None) -> Record:
    """The record asked for, else the one at hand."""
    return Record.open(path or find_record(Path.cwd()))


def settings_of(record: Record) -> Settings:
    """The settings in a record's `dateline.toml`."""
    return read_settings(record.settings, str(record.path / "dateline.toml"))


def layers(record: Record | None, extra: Sequence[Path] | None = None) -> tuple[Path, ...]:
    """The lexicon layers over the shipped ones: the record's own, its settings', the call's."""
    told = settings_of(record).layers(record.path) if record else ()
    return tuple(layers_of(record.path if record else None, [*told, *(extra or ())]))


def lexicon_of(record: Record | None, extra: Sequence[Path] | None = None) -> Lexicon:
    """The lexicon with all its layers."""
    return load(layers(record, extra))
