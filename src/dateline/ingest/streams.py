"""Reading rows from open files without ever holding more than one document of them."""

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import count
from typing import BinaryIO

from dateline.ingest.decode import REPLACED, Decoded, decode, tidy
from dateline.ingest.rows import LIMIT, problem, too_large
from dateline.model import Problem

CHUNK = 1 << 20
NEAR = 16  # characters before the end of what is read within which JSON may just be unfinished
BLANK = " \t\r\n\ufeff"
type Row = Problem | tuple[str, Mapping[str, object]]


class Rest(io.RawIOBase):
    """A stream of which the beginning has been read already; in another encoding, as UTF-8."""

    def __init__(self, head: bytes, source: BinaryIO, encoding: str = "utf-8") -> None:
        """Put the beginning back in front."""
        super().__init__()
        self.source = source
        self.decoder = None
        if encoding != "utf-8":
            self.decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.held = self.turned(head)

    def turned(self, data: bytes) -> bytes:
        """Bytes of the source as this stream gives them."""
        if self.decoder is None:
            return data
        return self.decoder.decode(data, final=not data).encode("utf-8", "replace")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Give the beginning first."""
        while not self.held:
            data = self.source.read(CHUNK)
            self.held = self.turned(data)
            if not data:
                break
        given = self.held[: len(buffer)]
        self.held = self.held[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def lines(source: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file; None for one over the limit, which is passed over in pieces."""
    while line := source.readline(LIMIT + 1):
        if len(line) <= LIMIT or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(CHUNK)
        yield None


def broken(where: str, decoded: Decoded) -> Iterator[Problem]:
    """What is said about characters that could not be read."""
    if decoded.broken:
        what = f"{decoded.broken} characters are not {decoded.encoding} and stand as U+FFFD"
        yield problem(where, "encoding", what)


def json_lines(source: BinaryIO, origin: str) -> Iterator[Row]:
    """The objects of a JSON Lines file, each with where it stands."""
    for number, line in enumerate(lines(source), start=1):
        where = f"{origin}:{number}"
        if line is None:
            yield too_large(where)
        elif line.strip():
            decoded = decode(line)
            yield from broken(where, decoded)
            yield one_object(decoded.text.strip(BLANK), where)


def one_object(text: str, where: str) -> Row:
    """The object that a text is."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return not_json(where, error)
    return as_row(value, where)


def not_json(where: str, error: Exception) -> Problem:
    """What is said about broken JSON."""
    why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
    return problem(where, "bad-json", f"it is not JSON: {why}")


def as_row(value: object, where: str) -> Row:
    """A JSON value as a row, if it is an object."""
    if isinstance(value, dict):
        return where, value
    return problem(where, "bad-json", f"it is not a JSON object but {type(value).__name__}")


class Characters:
    """The characters of a UTF-8 file, read as they are needed; `at` is how far they are used."""

    def __init__(self, source: BinaryIO) -> None:
        """Nothing is read yet."""
        self.source = source
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.text = ""
        self.at = 0
        self.ended = False
        self.broken = 0

    def more(self) -> None:
        """Read on, as much again as there is."""
        rest = self.text[self.at :]
        data = self.source.read(max(CHUNK, len(rest)))
        added = self.decoder.decode(data, final=not data)
        self.broken += added.count(REPLACED)
        self.text, self.at, self.ended = rest + added, 0, not data

    def skip(self, characters: str) -> str:
        """Pass over some characters; the next one after them, or none at the end."""
        while True:
            while self.at < len(self.text):
                if self.text[self.at] not in characters:
                    return self.text[self.at]
                self.at += 1
            if self.ended:
                return ""
            self.more()


def json_values(source: BinaryIO, origin: str) -> Iterator[Row]:
    """The object of a JSON file, or the objects of the array that it is."""
    held = Characters(source)
    many = held.skip(BLANK) == "["
    held.at += many
    passed = BLANK + "," if many else BLANK
    for number in count(1):
        following = held.skip(passed)
        if not following or (many and following == "]"):
            break
        row, good = next_value(held, f"{origin}:{number}" if many or number > 1 else origin)
        yield row
        if not good:
            break
    yield from broken(origin, Decoded("", "utf-8", held.broken))


def next_value(held: Characters, where: str) -> tuple[Row, bool]:
    """The next JSON value, and whether it is one; the text is used up to its end."""
    decoder = json.JSONDecoder()
    while True:
        try:
            value, held.at = decoder.raw_decode(held.text, held.at)
        except json.JSONDecodeError as error:
            if held.ended or not unfinished(error):
                return not_json(where, error), False
        except (ValueError, RecursionError) as error:
            return not_json(where, error), False
        else:
            return as_row(value, where), True
        if len(held.text) - held.at > LIMIT:
            what = f"it is larger than {LIMIT // 1_000_000} MB; the file was not read from here on"
            return problem(where, "too-large", what), False
        held.more()


def unfinished(error: json.JSONDecodeError) -> bool:
    """Whether JSON may be at fault only because more of it is to come."""
    return error.msg.startswith("Unterminated") or error.pos >= len(error.doc) - NEAR


def csv_rows(source: BinaryIO, origin: str) -> Iterator[Row]:
    """The rows of a CSV file with a header, by column."""
    csv.field_size_limit(LIMIT)
    told: list[Problem] = []
    reader = csv.reader(csv_lines(source, origin, told))
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if "text" not in header:
            yield problem(origin, "no-text", "its first line names no column `text`")
            return
        for cells in reader:
            if cells:
                yield f"{origin}:{reader.line_num}", dict(zip(header, cells, strict=False))
    except csv.Error as error:
        where = f"{origin}:{reader.line_num}"
        yield problem(where, "bad-csv", f"it is not CSV from here on: {error}")
    yield from told


def csv_lines(source: BinaryIO, origin: str, told: list[Problem]) -> Iterator[str]:
    """The lines of a CSV file as text; what is wrong with any is told."""
    for number, line in enumerate(lines(source), start=1):
        where = f"{origin}:{number}"
        if line is None:
            told.append(too_large(where))
            continue
        decoded = decode(line)
        told.extend(broken(where, decoded))
        yield tidy(decoded.text).removeprefix("\ufeff")
