"""Options that several commands share, and the record and lexicon they mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

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
NlOption = Annotated[bool, typer.Option("--nl", help="JSON Lines, one object a line.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="CSV.")]
TsvOption = Annotated[bool, typer.Option("--tsv", help="Tab-separated.")]
TableOption = Annotated[bool, typer.Option("--table", "-t", help="A table, also in a pipe.")]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=0, help="At most so many rows; 0 for all. On a terminal 100."
    ),
]
FieldsOption = Annotated[str, typer.Option("--fields", metavar="A,B", help="Only these fields.")]


def form_of(*, json: bool, nl: bool, csv: bool, tsv: bool, table: bool) -> str | None:
    """The one output form asked for; None for the usual one."""
    asked = [
        name
        for name, on in (("json", json), ("nl", nl), ("csv", csv), ("tsv", tsv), ("table", table))
        if on
    ]
    if len(asked) > 1:
        raise UsageError(
            f"--{asked[0]} and --{asked[1]} cannot both be",
            why="a result has one form",
            fix="give one of --json, --nl, --csv, --tsv, --table",
            code="cli/two-forms",
        )
    return asked[0] if asked else None


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
