"""Gold files: one JSON object a line (`id, set, text, gold, meta`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import UsageError


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gold file.

    Raises:
        UsageError: if the file cannot be read, or a line is not a JSON object.
    """
    decoder = msgspec.json.Decoder(dict[str, Any])
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield decoded(decoder, line, f"{path}, line {number}")
    except OSError as error:
        raise UsageError(
            f"cannot read the gold file {path}",
            why=str(error.strerror or error),
            fix="give the path of a .jsonl file, such as those described in docs/how-to/evaluate.md",
            code="evaluate/no-file",
        ) from error


def decoded(
    decoder: "msgspec.json.Decoder[dict[str, Any]]", line: bytes, where: str
) -> dict[str, Any]:
    """One line as an object."""
    try:
        return decoder.decode(line)
    except msgspec.DecodeError as error:
        raise UsageError(
            f"{where} is no gold record",
            why=str(error),
            fix="each line has to be one JSON object with id, text and gold",
            code="evaluate/bad-line",
        ) from error
