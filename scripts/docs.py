"""Writes what the reference has from the program itself; `--check` only compares.

`docs/reference/cli.md` is the help of every command, the end of `docs/reference/page.md` the
filters and keys of the page.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup

from dateline.cli.main import app
from dateline.serve.filters import FILTERS
from dateline.serve.pages.helping import KEYS

type Command = TyperCommand | TyperGroup

REFERENCE = Path(__file__).resolve().parents[1] / "docs/reference"
MARK = "<!-- from here on written by `make docs` -->\n"
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


def of_commands(_: str) -> str:
    """The whole page of commands."""
    root = typer.main.get_command(app)
    sections = [section(name, command) for name, command in commands(root, ("dateline",))]
    return "\n".join([INTRODUCTION, *sections])


def of_page(held: str) -> str:
    """The page of the page: what was written by hand, then filters and keys."""
    lines = ["", "| Filter | Means | For example |", "|---|---|---|"]
    lines += [f"| `{name}` | {told.meaning} | `{name}={told.example}` |"
              for name, told in FILTERS.items()]  # fmt: skip
    lines += ["", "## Keys", "", "They never act while you type, and can be turned off under Help."]
    for title, some in KEYS.items():
        lines += ["", f"### {title}", "", "| Key | Does |", "|---|---|"]
        for key, meaning in some.items():
            lines.append(f"| {', '.join(f'`{one}`' for one in key.split(', '))} | {meaning} |")
    return held.partition(MARK)[0] + MARK + "\n".join([*lines, ""])


PAGES = {"cli.md": of_commands, "page.md": of_page}


def main() -> int:
    """Write the pages, or say which are stale."""
    stale = 0
    for name, written in PAGES.items():
        path = REFERENCE / name
        held = path.read_text("utf-8") if path.exists() else ""
        if held == (fresh := written(held)):
            continue
        if "--check" in sys.argv:
            print(f"{name} is stale: run make docs")
            stale = 1
        else:
            path.write_text(fresh, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
