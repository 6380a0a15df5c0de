"""Layers of lexicon folders: shipped, then the project's, then the command line's.

A later layer adds entries, replaces those with the same key, or drops some: a TOML file may say
`drop = ["id", ...]`. Nothing is ever edited inside the installed package.
"""

from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

PROJECT_FOLDER = "lexicons"


def shipped() -> Path:
    """The folder of the lexicons that come with Dateline."""
    return Path(str(resources.files("dateline").joinpath("lexicons")))


def layers_of(project: Path | None, extra: Sequence[Path] = ()) -> list[Path]:
    """The folders or files to read, in order, beside the shipped ones."""
    own = [project / PROJECT_FOLDER] if project and (project / PROJECT_FOLDER).is_dir() else []
    return [*own, *extra]


def files_of(layer: Path) -> Iterable[Path]:
    """The TOML and CSV files of a layer, sorted by path; a layer may be a single file."""
    if layer.is_file():
        return [layer]
    found = [path for path in layer.rglob("*") if path.suffix in (".toml", ".csv")]
    return sorted(found, key=lambda path: path.relative_to(layer).as_posix())
