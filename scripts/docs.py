"""Writes the help of every command into `docs/reference/cli.md`; `--check` only compares."""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from dateline.cli.main import app

type Command = TyperCommand | TyperGroup

PAGE = Path(__file__).resolve().parents[1] / "docs/reference/cli.md"
INTRODUCTION = """\
# The command line

Written by `make docs` from the commands' own help; do not edit.

Common to all: results go to standard output, everything else to standard error. Without an output
option a list is a table on a terminal and JSON Lines in a pipe. The record is `--record`, else
`DATELINE_RECORD`, else the record that the folder is in, else the only `*.dateline` in it.

| exit code | means |
|---|---|
| 0 | done |
| 1 | failed |
| 2 | the call or a setting is wrong |
| 3 | partly done: some reports could not be read or coded (`dateline problems`) |
| 4 | `verify` found a difference |
| 5 | another process is coding into the record |
| 6 | no such record, report, claim or event |
| 130 | interrupted; the same command goes on where it was |
"""


def commands(command: Command, path: tuple[str, ...]) -> Iterator[tuple[str, Command]]:
    """Every command below one, with its full name."""
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if hasattr(inner, "commands"):
            yield from commands(inner, (*path, name))
        else:
            yield " ".join((*path, name)), inner


def section(name: str, command: Command) -> str:
    """One command: what it does, its arguments and options."""
    context = typer.Context(command, info_name=name)
    lines = [f"## {name}", "", command.help or "", ""]
    lines += ["    " + " ".join([name, *command.collect_usage_pieces(context)]), ""]
    rows = []
    for parameter in command.params:
        told = getattr(parameter, "help", "") or ""
        shown = ", ".join(f"`{one}`" for one in parameter.opts)
        if parameter.param_type_name == "argument":
            shown = f"`{parameter.metavar or parameter.name.upper()}`"
        rows.append(f"| {shown} | {told} |")
    if rows:
        lines += ["| | |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def page() -> str:
    """The whole page."""
    root = typer.main.get_command(app)
    sections = [section(name, command) for name, command in commands(root, ("dateline",))]
    return "\n".join([INTRODUCTION, *sections])


def main() -> int:
    """Write the page, or say that it is stale."""
    if "--check" in sys.argv:
        stale = not PAGE.exists() or PAGE.read_text("utf-8") != page()
        if stale:
            print(f"{PAGE.name} is stale: run make docs")
        return int(stale)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
