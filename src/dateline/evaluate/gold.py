"""Gold files, one JSON object a line (`id, text, gold, meta`), and what is measured on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import UsageError

type Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a task, and what was predicted for each record, in the order of the gold."""

    figures: Record
    predicted: Sequence[Record] = field(default_factory=list)


def read_gold(path: Path) -> Iterator[Record]:
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
            fix="give the path of a .jsonl file; docs/how-to/evaluate.md describes some",
            code="evaluate/no-file",
        ) from error


def decoded(decoder: "msgspec.json.Decoder[Record]", line: bytes, where: str) -> Record:
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
