"""`actors` (list, import) and `places import`: a user's own millions of names."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dateline.cli import GO_ON, INTERRUPTED
from dateline.cli.coding import PARTLY, SHOWN, note_problem, write_errors
from dateline.cli.options import RecordOption, lexicon_of, open_record
from dateline.cli.output import note
from dateline.cli.progress import ProgressOption, check_kind, progress
from dateline.cli.reading import lister
from dateline.errors import UsageError
from dateline.lexicon import Imported, import_actors, import_places
from dateline.lexicon.importers import FORMATS
from dateline.model import Lexicon, Problem
from dateline.run import Told, decisions, now, sectors_of

MEGABYTE = 2**20


class Listing(TyperGroup):
    """A group that lists where no command of its own is named: `dateline actors Hamas`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's context
        """Put `list` before anything else that is said."""
        said = args[0] if args else ""
        rest: list[str] = super().parse_args(
            ctx, args if said in (*self.commands, "--help", "-h") else ["list", *args]
        )
        return rest


actors_app = typer.Typer(cls=Listing, help="List everybody who takes part, or import more.")
places_app = typer.Typer(no_args_is_help=True, help="Import places of your own.")
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Also .gz, .bz2 or .zip.")]
IntoOption = Annotated[
    Path | None,
    typer.Option(
        "--into", metavar="FOLDER",
        help="A folder of lexicons to import into, instead of the record's own; give it to "
        "`code` with --lexicon.",
    ),
]  # fmt: skip
ErrorsOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write wrong lines there, as JSON Lines.")
]
Work = Callable[[Path, Lexicon, Callable[[int, int, int], None]], Imported]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    actors_app.command("list", help="List everybody who takes part.")(lister("actors"))
    app.add_typer(actors_app, name="actors")
    app.add_typer(places_app, name="places")


@places_app.callback()
def places() -> None:
    """Import places of your own."""


@actors_app.command("import")
def actors_import(
    file: FileArgument,
    record: RecordOption = None,
    into: IntoOption = None,
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="Else found out.")
    ] = "",
    errors: ErrorsOption = None,
    show: ProgressOption = "auto",
) -> int:
    """Import persons and bodies from Wikidata, OpenSanctions (FollowTheMoney) or CSV.

    They are looked up where they lie on disk, so that millions take no memory. Stopped, the same
    command goes on where it was; a file that is in is not read again.
    """

    def work(layer: Path, lexicon: Lexicon, tell: Callable[[int, int, int], None]) -> Imported:
        return import_actors(
            file, layer, lexicon, sectors=sectors_of(lexicon), form=form, tell=tell
        )

    return Target(record, into, errors, show).take(file, "actors", work)


@places_app.command("import")
def places_import(
    file: FileArgument,
    record: RecordOption = None,
    into: IntoOption = None,
    errors: ErrorsOption = None,
    show: ProgressOption = "auto",
) -> int:
    """Import places from GeoNames: allCountries.zip, or one country's file.

    Stopped, the same command goes on where it was; a file that is in is not read again.
    """

    def work(layer: Path, lexicon: Lexicon, tell: Callable[[int, int, int], None]) -> Imported:
        return import_places(file, layer, lexicon, tell=tell)

    return Target(record, into, errors, show).take(file, "places", work)


class Target:
    """Where an import goes, and how it is told of."""

    def __init__(
        self, record: Path | None, into: Path | None, errors: Path | None, show: str
    ) -> None:
        """Find the record or the folder.

        Raises:
            UsageError: if both are given, or there is no such progress.
        """
        if record and into:
            raise UsageError(
                "--record and --into cannot both be", why="an import goes to one place",
                fix="give one of them", code="import/two-places",
            )  # fmt: skip
        check_kind(show)
        self.record = None if into else open_record(record)
        self.into, self.errors, self.show = into, errors, show

    def take(self, file: Path, what: str, work: Work) -> int:
        """Import a file; 3 if some of its lines were wrong, 130 if it was interrupted."""
        try:
            if self.record is None:
                return self.taken(file, what, self.into or Path(), work)
            with self.record.lock():
                return self.taken(file, what, self.record.path / "lexicons", work)
        except KeyboardInterrupt:
            note(GO_ON)
            return INTERRUPTED

    def taken(self, file: Path, what: str, layer: Path, work: Work) -> int:
        """Import into a layer, and say what was done."""
        layer.mkdir(parents=True, exist_ok=True)
        with progress(self.show, "reading megabytes") as teller:

            def tell(at: int, size: int, failed: int) -> None:
                teller(Told(at // MEGABYTE, max(size // MEGABYTE, 1), failed))

            done = work(layer, lexicon_of(self.record), tell)
        if done.known:
            note(f"{file} is in already; {done.rows} {what} in {layer / 'imported'}")
            return 0
        self.complain(file, what, done)
        if done.resumed:
            note(f"went on after line {done.resumed}")
        note(f"read {done.entries} entries, {done.count} wrong lines; now {done.rows} {what} "
             f"in {layer / 'imported'}")  # fmt: skip
        if done.entries:
            self.tell_next(layer)
        else:
            note(f"nothing of {file} was imported: it has no entry that can be read")
        return PARTLY if done.count else 0

    def tell_next(self, layer: Path) -> None:
        """Say which command uses what was imported, and what becomes of decisions."""
        if self.record is None:
            note(f"next: dateline code REPORTS --lexicon {layer}")
            return
        note(f"next: dateline code --record {self.record.path}  (codes again with them)")
        count = sum(one.undone is None for one in decisions(self.record))
        if count:
            note(
                f"what was decided ({count}) is then carried over to the new claims of the same "
                "reports, anchors and types; what cannot be waits"
            )

    def complain(self, file: Path, what: str, done: Imported) -> None:
        """Tell of wrong lines: the first ones, all into the record's problems and `--errors`."""
        problems = [
            Problem(document=None, origin=f"{file}:{line}", stage=f"import {what}",
                    code="import/bad-line", what=f"line {line} {told}")
            for line, told in done.problems
        ]  # fmt: skip
        for one in problems[:SHOWN]:
            note_problem(one.origin, one.code, one.what)
        if done.count > SHOWN:
            note(f"... and {done.count - SHOWN} more")
        if self.errors:
            write_errors(self.errors, [(one.origin, one.code, one.what) for one in problems])
        if self.record:
            self.record.add_problems(problems, now())
