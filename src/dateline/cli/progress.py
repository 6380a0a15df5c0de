"""How far a long command is: a bar on a terminal, a line every ten seconds elsewhere, or JSON."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Protocol

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from dateline.cli.output import STDERR, note
from dateline.errors import UsageError
from dateline.run import Told

SECONDS = 10.0
KINDS = ("auto", "plain", "json", "none")
ProgressOption = Annotated[
    str, typer.Option("--progress", metavar="|".join(KINDS), help="How to show progress.")
]


def check_kind(kind: str) -> None:
    """Check that there is such a way to show progress."""
    if kind not in KINDS:
        raise UsageError(
            f"there is no progress {kind!r}", why=f"the kinds are {', '.join(KINDS)}",
            fix="give one of them", code="cli/no-progress",
        )  # fmt: skip


class Teller(Protocol):
    """Takes in how far it is."""

    def __call__(self, told: Told, /) -> None: ...


@contextmanager
def progress(kind: str, what: str) -> Iterator[Teller]:
    """Something to tell progress to, shown as `kind` says."""
    if kind == "auto":
        kind = "bar" if sys.stderr.isatty() else "plain"
    if kind == "bar":
        with bar(what) as teller:
            yield teller
    elif kind == "none":
        yield lambda _: None
    else:
        yield Lines(what, as_json=kind == "json")


@contextmanager
def bar(what: str) -> Iterator[Teller]:
    """A bar with count, rate and time left."""
    columns = (
        TextColumn(what), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=STDERR) as shown:
        task = shown.add_task(what, total=None, rate="")
        begun = time.monotonic()

        def tell(told: Told) -> None:
            rate = told.done / max(time.monotonic() - begun, 0.001)
            shown.update(task, completed=told.done, total=told.total, rate=f"{rate:.1f}/s")

        yield tell


class Lines:
    """One line every ten seconds."""

    def __init__(self, what: str, *, as_json: bool) -> None:
        """Remember when it began."""
        self.what = what
        self.as_json = as_json
        self.begun = self.last = time.monotonic()
        self.ended = False

    def __call__(self, told: Told) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = time.monotonic()
        if self.ended or (now - self.last < SECONDS and told.done < told.total):
            return
        self.ended = told.done == told.total
        self.last = now
        rate = told.done / max(now - self.begun, 0.001)
        if self.as_json:
            said = {"done": told.done, "total": told.total, "failed": told.failed,
                    "rate": round(rate, 2)}  # fmt: skip
            sys.stderr.write(json.dumps(said) + "\n")
        else:
            left = (told.total - told.done) / rate if rate else 0
            note(
                f"{self.what}: {told.done} of {told.total}, {rate:.1f} a second, {left:.0f} s left"
            )
