"""`init` and `code`: making a record and coding reports into it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import GO_ON, INTERRUPTED
from dateline.cli.deciding import tell_waiting
from dateline.cli.options import LexiconOption, RecordOption, layers, settings_of
from dateline.cli.output import note, opened
from dateline.cli.progress import ProgressOption, check_kind, progress
from dateline.errors import NotFoundError
from dateline.ingest import read
from dateline.lexicon import load
from dateline.model import Document, Problem
from dateline.record import Record, find_record
from dateline.run import HeadStart, RunReport, code_record, decisions, now, open_view

DEFAULT = "news.dateline"
PARTLY = 3
SHOWN = 10


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(init)
    app.command()(code)


def init(
    folder: Annotated[Path, typer.Argument(help="Where; by habit NAME.dateline.")] = Path(DEFAULT),
) -> None:
    """Make an empty record."""
    record = Record.create(folder)
    note(f"made the record {record.path}")
    note(f"next: dateline code REPORTS --record {record.path}")
    note(f"then: dateline events --record {record.path}")


def code(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Reports: .txt, .html, .json, .jsonl, .csv, folders of them, or - for standard "
            "input. Without any, what the record holds uncoded is coded.",
        ),
    ] = None,
    record: RecordOption = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of the reports that give none."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(help="Outlet of the reports that give none.")
    ] = None,
    lexicon: LexiconOption = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 for one a processor.")
    ] = 0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be coded.")
    ] = False,
    errors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write problems there, as JSON Lines.")
    ] = None,
    show: ProgressOption = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
) -> int:
    """Add what is new in reports to a record, and code what is not coded yet.

    The record is made if there is none. A run that was stopped goes on where it was; coding the
    same report twice records nothing twice.
    """
    check_kind(show)
    found = Gathered()
    told = found.take(read(paths or [], published=published, outlet=outlet))
    if dry_run:
        count = sum(1 for _ in told)
        for one in found.problems[:SHOWN]:
            note_problem(one.origin, one.code, one.what)
        note(f"{count} reports would be added; {len(found.problems)} problems")
        return PARTLY if found.problems else 0
    target = Record.create(record or default_record(paths))
    with target.lock():
        added = target.add(told)
        target.add_problems(found.problems, now())
        settings = settings_of(target)
        stack = layers(target, lexicon)
        ahead = HeadStart(len(added), context.obj)
        with progress("none" if quiet else show, "coding") as tell:
            report = code_record(target, settings, stack, ahead=ahead, jobs=jobs, tell=tell)
    rows = [(p.origin, p.code, p.what) for p in found.problems] + report.problems
    if errors:
        write_errors(errors, rows)
    if not quiet:
        summary(target, found, report, rows)
        if decisions(target):
            with open_view(target, load(stack)) as view:
                tell_waiting(target, view)
    if report.interrupted:
        return INTERRUPTED
    return PARTLY if rows else 0


class Gathered:
    """Documents passing by on their way into the record; problems are kept."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.problems: list[Problem] = []
        self.documents = 0

    def take(self, read_so_far: Iterable[Document | Problem]) -> Iterator[Document]:
        """Let the documents through."""
        for one in read_so_far:
            if isinstance(one, Problem):
                self.problems.append(one)
            else:
                self.documents += 1
                yield one


def default_record(paths: list[str] | None) -> Path:
    """The record at hand, else a new one in this folder."""
    try:
        return find_record(Path.cwd())
    except NotFoundError:
        if not paths or any(Path.cwd().glob("*.dateline")):
            raise
        return Path(DEFAULT)


def note_problem(origin: str, code: str, what: str) -> None:
    """Tell of a problem in a line."""
    note(f"problem: {origin}: {what} ({code})")


def write_errors(path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Write problems as JSON Lines."""
    with opened(path, "--errors") as out:
        for origin, slug, what in rows:
            line = json.dumps({"origin": origin, "code": slug, "what": what}, ensure_ascii=False)
            out.write(line.encode() + b"\n")


def summary(
    record: Record, found: Gathered, report: RunReport, rows: list[tuple[str, str, str]]
) -> None:
    """Say what was done."""
    for origin, slug, what in rows[:SHOWN]:
        note_problem(origin, slug, what)
    if len(rows) > SHOWN:
        note(f"... and {len(rows) - SHOWN} more problems: dateline problems --record {record.path}")
    note(
        f"read {found.documents} reports; coded {report.documents}, {report.claims} claims, "
        f"{len(rows)} problems; record: {record.path}"
    )
    if report.interrupted:
        note(GO_ON)
