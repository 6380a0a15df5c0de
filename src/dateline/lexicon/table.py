"""A table of rows by name, on disk: written once from sorted rows, then mapped into memory.

Rows and names are runs of bytes with 64-bit starts; a name leads to the numbers of its rows, the
weightiest first. Millions of rows take no memory until they are looked up.
"""

import hashlib
import mmap
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from dateline.errors import ModelError
from dateline.lexicon.sorting import Sorter
from dateline.lexicon.texts import Texts, longest, place_of

PARTS = ("rows", "row-starts", "keys", "key-starts", "postings", "posting-starts")
NUMBERS: Final = "Q"
MOST = 200  # bearers of one name that are looked at, the weightiest ones
HEAVIEST = 10**12


@dataclass(frozen=True, slots=True)
class Row:
    """One row on its way into a table: its bytes, its weight, and the names that lead to it."""

    data: bytes
    weight: int
    keys: Iterable[str]


@dataclass(frozen=True)
class Table:
    """A table opened for looking up; a copy in another process opens the files again."""

    folder: Path
    parts: dict[str, memoryview] = field(repr=False, compare=False)

    @classmethod
    def open(cls, folder: Path) -> "Table":
        """Open a table.

        Raises:
            ModelError: if a part is not there or is cut short.
        """
        try:
            parts = {name: mapped(folder / f"{name}.bin") for name in PARTS}
            parts |= {n: parts[n].cast(NUMBERS) for n in PARTS if n not in ("rows", "keys")}
            for texts in (("row-starts", "rows"), ("key-starts", "keys")):
                if parts[texts[0]][-1] != len(parts[texts[1]]):
                    raise ValueError(f"{folder / texts[1]}.bin is cut short")  # noqa: TRY301
        except (OSError, ValueError, TypeError, IndexError) as error:
            raise ModelError(
                "an imported table cannot be opened",
                why=str(error),
                fix=f"remove {folder.parent} and import the files again",
                code="import/damaged",
            ) from error
        return cls(folder, parts)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Table.open, (self.folder,)

    @property
    def rows(self) -> Texts:
        """All rows."""
        return Texts(self.parts["rows"], self.parts["row-starts"])

    @property
    def keys(self) -> Texts:
        """All names, sorted."""
        return Texts(self.parts["keys"], self.parts["key-starts"])

    def find(self, key: str) -> list[bytes]:
        """The rows that a name leads to, the weightiest first."""
        at = place_of(self.keys, key.encode())
        if at is None:
            return []
        starts = self.parts["posting-starts"]
        numbers = self.parts["postings"][starts[at] : min(starts[at + 1], starts[at] + MOST)]
        rows = self.rows
        return [rows[number] for number in numbers]

    def entries(self, key: str) -> Iterator[bytes]:
        """What those rows hold after their id, from which a tab parts it."""
        return (row.split(b"\t", 1)[1] for row in self.find(key))

    def longest(self, words: Sequence[bytes]) -> int:
        """How many of the first words form the longest known name; 0 for none."""
        return longest(self.keys, words)


def mapped(path: Path) -> memoryview:
    """A file mapped into memory; an empty one is an empty view."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def write_table(rows: Iterable[Row], folder: Path, scratch: Path) -> str:
    """Write a table; returns the hash of its rows.

    Args:
        rows: In the order that they are to be numbered.
        folder: Where to; it is made.
        scratch: A folder for what does not fit into memory while names are sorted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = Sorter(scratch, "names")
    with Writer(folder, "row") as out:
        for number, row in enumerate(rows):
            out.put(row.data)
            rank = HEAVIEST - min(max(row.weight, 0), HEAVIEST - 1)
            for key in row.keys:
                names.add(f"{key}\t{rank:013d}\t{number:012d}".encode())
        digest = out.digest.hexdigest()
    write_names(names.sorted(), folder)
    names.clear()
    return digest


def write_names(lines: Iterator[bytes], folder: Path) -> None:
    """Write the names of sorted lines (name, rank, number), each once, with their numbers."""
    postings, starts = Numbers(folder / "postings.bin"), Numbers(folder / "posting-starts.bin")
    with Writer(folder, "key") as out, postings, starts:
        last, total = None, 0
        held = b""
        for line in lines:
            key, _, number = line.split(b"\t")
            if key != last:
                out.put(key)
                starts.put(total)
                last, held = key, b""
            if number != held:
                postings.put(int(number))
                total += 1
            held = number
        starts.put(total)


class Numbers:
    """A file of 64-bit numbers being written."""

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self.file = path.open("wb")
        self.held = array(NUMBERS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.held.tofile(self.file)
        self.file.close()

    def put(self, number: int) -> None:
        """Add a number."""
        self.held.append(number)
        if len(self.held) >= 1 << 16:
            self.held.tofile(self.file)
            del self.held[:]


class Writer:
    """A file of texts being written, with where each starts; `digest` is the hash so far."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open the two files."""
        self.file = (folder / f"{name}s.bin").open("wb")
        self.starts = Numbers(folder / f"{name}-starts.bin")
        self.total = 0
        self.digest = hashlib.sha256()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.starts.put(self.total)
        self.starts.__exit__()
        self.file.close()

    def put(self, text: bytes) -> None:
        """Add a text."""
        self.starts.put(self.total)
        self.total += self.file.write(text)
        self.digest.update(text + b"\n")
