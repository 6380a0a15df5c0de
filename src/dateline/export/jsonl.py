"""Rows as JSON Lines: lossless, one object a line, UTF-8."""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import msgspec


def write_jsonl(rows: Iterable[Mapping[str, object]], out: BinaryIO) -> int:
    """Write rows one a line; returns how many. Names and nesting are those of the record."""
    count = 0
    for line in jsonl_lines(rows):
        out.write(line)
        count += 1
    return count


def jsonl_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """A line for each row, as they come."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        yield encoder.encode(row) + b"\n"
