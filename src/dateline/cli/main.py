"""The `dateline` command: its subcommands, and how errors become messages and exit codes."""

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from dateline import __version__
from dateline.cli import (
    INTERRUPTED,
    analysing,
    checking,
    cited,
    coding,
    correcting,
    deciding,
    freezing,
    imports,
    journaling,
    lexicons,
    measuring,
    networking,
    reading,
    reviewing,
    serving,
    telling,
    users,
)
from dateline.cli.output import complain, note
from dateline.errors import DatelineError, UsageError
from dateline.run.workers import Origin

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read news reports and keep a record: who did what to whom, where and when, and **who "
    "says so**, each line resting on the sentence it came from.\n\n"
    "Begin with `dateline code REPORTS`, then look with `dateline events`.",
)
coding.add_to(app)
reading.add_to(app)
cited.add_to(app)
correcting.add_to(app)
telling.add_to(app)
deciding.add_to(app)
reviewing.add_to(app)
freezing.add_to(app)
analysing.add_to(app)
measuring.add_to(app)
networking.add_to(app)
checking.add_to(app)
lexicons.add_to(app)
imports.add_to(app)
serving.add_to(app)
users.add_to(app)
journaling.add_to(app)


def show_version(asked: bool) -> None:
    """Print the version and stop."""
    if asked:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version."),
    ] = False,
    debug: Annotated[
        bool,
        typer.Option("--debug", envvar="DATELINE_DEBUG", help="Show the traceback of an error."),
    ] = False,
) -> None:
    """Options of every command."""
    del version, debug  # both are seen to elsewhere


def misused(error: TyperException) -> UsageError:
    """A call that typer refuses, in our three lines."""
    context = getattr(error, "ctx", None)
    usage = context.get_usage().removeprefix("Usage: ").strip() if context else "dateline COMMAND"
    path = context.command_path if context else "dateline"
    return UsageError(
        error.format_message(), why=f"the call is: {usage}", fix=f"see: {path} --help"
    )


def run(arguments: list[str], origin: Origin | None = None) -> int:
    """Run one command; returns its exit code. An `origin` of workers may have been started for it.

    0 done, 1 failed, 2 wrong usage, 3 partly done, 4 a difference found, 5 record locked,
    6 not found, 130 interrupted.
    """
    try:
        code = app(args=arguments, prog_name="dateline", standalone_mode=False, obj=origin)
    except DatelineError as error:
        if "--debug" in arguments or os.environ.get("DATELINE_DEBUG"):
            raise
        complain(error)
        return error.exit_code
    except TyperException as error:
        # Without arguments typer has shown the help; a missing argument has no message of its own.
        if error.message or getattr(error, "param", None):
            complain(misused(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        note("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0
