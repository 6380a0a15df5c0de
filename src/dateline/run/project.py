"""The settings of a project: which stages, and which lexicons over the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import UsageError, did_you_mean

RECORD_KEYS = ("name", "schema", "journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What shapes a coding: the names of the stages, and lexicon layers in order.

    `lexicons` are files or folders, relative to the folder that the settings file lies in.
    """

    parser: str = "spacy.v1"
    reader: str = "actors.v1"
    coder: str = "hybrid.v1"
    attributor: str = "cues.v1"
    resolver: str = "places-times.v1"
    lexicons: tuple[str, ...] = ()

    def layers(self, base: Path) -> tuple[Path, ...]:
        """The lexicon layers as paths."""
        return tuple(base / layer for layer in self.lexicons)


def read_settings(said: Mapping[str, Any], file: str = "dateline.toml") -> Settings:
    """Read settings as they stand in a `dateline.toml`.

    Raises:
        UsageError: for a key that is not known, with the nearest that is, or a wrong type.
    """
    known = [field.name for field in fields(Settings)]
    given = {key: value for key, value in said.items() if key not in RECORD_KEYS}
    for key in given:
        if key not in known:
            raise UsageError(
                f"{file} has an unknown setting {key!r}",
                why=f"the settings are {', '.join(known)}{did_you_mean(key, known)}",
                fix=f"mend or remove {key!r} in {file}",
                code="settings/unknown-key",
            )
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{file} has a setting of the wrong kind",
            why=str(error),
            fix=f"mend it in {file}",
            code="settings/wrong-kind",
        ) from error
