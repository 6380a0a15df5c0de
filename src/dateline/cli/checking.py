"""`verify`, `evaluate` and `doctor`: whether the record, the coder and this machine are sound."""

import json
import platform
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.options import JsonOption, RecordOption, open_record
from dateline.cli.output import note, opened, write
from dateline.errors import DatelineError
from dateline.evaluate import TASKS, evaluate_file
from dateline.lexicon import load
from dateline.parse.model import check_model, model_path
from dateline.record import verify
from dateline.run import offered

DIFFERENT = 4
PACKAGES = (
    "deltalake",
    "duckdb",
    "msgspec",
    "numpy",
    "pyarrow",
    "spacy",
    "sqlalchemy",
    "trafilatura",
    "typer",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("verify")(verify_record)
    app.command()(evaluate)
    app.command()(doctor)


def verify_record(record: RecordOption = None, as_json: JsonOption = False) -> int:
    """Check a record: every span quoted again from its report, every hash, every link.

    Exit code 4 if anything differs.
    """
    target = open_record(record)
    findings = [{"where": finding.where, "what": finding.what} for finding in verify(target)]
    if as_json:
        write(json.dumps({"meta": {"count": len(findings)}, "items": findings}, indent=2) + "\n")
    else:
        for finding in findings:
            note(f"{finding['where']}: {finding['what']}")
        note(f"{target.path}: {len(findings)} faults" if findings else f"{target.path}: all holds")
    return DIFFERENT if findings else 0


def evaluate(
    task: Annotated[str, typer.Argument(metavar="|".join(TASKS), help="What to measure.")],
    file: Annotated[Path, typer.Argument(help="Gold data, one JSON object a line.")],
    as_json: JsonOption = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was predicted for each record.")
    ] = None,
) -> None:
    """Measure a stage against gold data, by the measures usual in the field, in percent."""
    measured, predicted = evaluate_file(task, file)
    if predictions:
        with opened(predictions, "--predictions") as out:
            for row in predicted:
                out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    if as_json:
        write(json.dumps(measured, ensure_ascii=False, indent=2) + "\n")
        return
    for name, value in measured.items():
        if name != "types":
            write(f"{name:<24} {value}\n")


def doctor() -> int:
    """Say what is installed and whether it works; for bug reports."""
    write(
        f"dateline {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}\n"
    )
    for name in PACKAGES:
        write(f"  {name} {version(name)}\n")
    free = shutil.disk_usage(Path.cwd()).free / 2**30
    write(f"  disk: {free:.1f} GiB free here; standard output is {sys.stdout.encoding}\n")
    sound = True
    for name, trial in (
        ("model", check_english),
        ("encoder", check_events),
        ("lexicons", check_lexicons),
        ("places", check_places),
    ):
        try:
            write(f"  {name}: {trial()}\n")
        except DatelineError as error:
            sound = False
            write(f"  {name}: WRONG: {error.what}: {error.why}; {error.fix}\n")
    return 0 if sound else 1


def check_english() -> str:
    """Check the English model's hash."""
    root = model_path()
    check_model(root)
    return "the English model is the one that was pinned"


def check_events() -> str:
    """Check the event encoder's hash, and open it."""
    offered("classifier").check()
    return "the event encoder is the one that was pinned"


def check_lexicons() -> str:
    """Load the shipped lexicons."""
    lexicon = load()
    return (
        f"{len(lexicon.patterns)} patterns, {len(lexicon.actors)} actors, digest {lexicon.digest}"
    )


def check_places() -> str:
    """Open the place index."""
    found = offered("gazetteer").find("Pyongyang")
    return f"the place index answers ({len(found)} Pyongyang)"
