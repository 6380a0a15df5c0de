"""Rows as JSON Lines: lossless, one object a line, UTF-8."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

import msgspec


def write_jsonl(rows: Iterable[Mapping[str, object]], out: BinaryIO) -> int:
    """Write rows one a line; returns how many. Names and nesting are those of the record."""
    encoder = msgspec.json.Encoder()
    count = 0
    for row in rows:
        out.write(encoder.encode(row))
        out.write(b"\n")
        count += 1
    return count
