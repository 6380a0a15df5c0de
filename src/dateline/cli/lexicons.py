"""`lexicon check`, `explain` and `format`."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import JsonOption, LexiconOption, RecordOption, layers, open_record
from dateline.cli.output import emit, note
from dateline.errors import LexiconError
from dateline.lexicon import (
    check,
    files_of,
    layers_of,
    load,
    shipped,
    source_faults,
    tidy,
)
from dateline.lexicon import read as read_lexicon
from dateline.run import Tryout, matcher

lexicon_app = typer.Typer(
    no_args_is_help=True, help="Check, explain and tidy the lexicons that code."
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(lexicon_app, name="lexicon")


def stack(record: Path | None, lexicon: list[Path] | None) -> tuple[Path, ...]:
    """The layers meant: a record's where one is named, and those of the call."""
    return layers(open_record(record) if record else None, lexicon)


@lexicon_app.command("check")
def check_lexicons(record: RecordOption = None, lexicon: LexiconOption = None) -> None:
    """Find every fault: form, names that do not exist, test sentences that code wrongly."""
    layers_over = stack(record, lexicon)
    found, faults = read_lexicon(layers_over)
    faults = [*faults, *check(found, matcher(found)), *source_faults((shipped(), *layers_over))]
    for fault in faults:
        note(str(fault))
    if faults:
        raise LexiconError(
            f"the lexicons have {len(faults)} faults", why="they are listed above",
            fix="mend the entries named, then run: dateline lexicon check",
        )  # fmt: skip
    note(
        f"{len(found.patterns)} patterns, {len(found.cues)} cues, {len(found.hedges)} hedges, "
        f"{len(found.views)} views, {len(found.actors)} actors: no faults"
    )


@lexicon_app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence of news.")],
    record: RecordOption = None,
    lexicon: LexiconOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which patterns fire on a sentence, which nearly do, and what they lack."""
    rows = Tryout.build(load(stack(record, lexicon))).explain(sentence)
    if not rows and not as_json:
        note("no pattern has a word of this sentence as its anchor")
        return
    emit(rows, form="json" if as_json else "table")


@lexicon_app.command("format")
def format_files(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; else this folder's lexicons/.")
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if anything would.")
    ] = False,
) -> int:
    """Put lexicon files into the one form: entries by id, rows sorted."""
    changed = 0
    for layer in paths or layers_of(Path.cwd()):
        for path in files_of(layer):
            text = tidy(path)
            if text != path.read_text(encoding="utf-8"):
                changed += 1
                note(f"{'would tidy' if check_only else 'tidied'} {path}")
                if not check_only:
                    path.write_text(text, encoding="utf-8")
    note(f"{changed} files {'differ' if check_only else 'changed'}")
    return 1 if check_only and changed else 0
