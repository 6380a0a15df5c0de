"""A large file to a table of a lexicon layer: in steps that survive being stopped.

Lines are read into sorted segments; after each, how far the file is read is written down. When all
is read, the segments and the table that was there are merged into a new one, which then takes its
place. Entries are known by their ids: one read again replaces its older self, so nothing is there
twice.
"""

import hashlib
import itertools
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec

from dateline.errors import ModelError
from dateline.lexicon.dump import Dump
from dateline.lexicon.sorting import lines_of, merge, write_lines
from dateline.lexicon.table import Row, Table, write_table

FOLDER = "imported"
CURRENT = "current.json"
STATE = "state.json"
SEGMENT = 100_000  # lines
SEGMENT_BYTES = 32 * 2**20
OLD, NEW = "0", "1"
MOST_PROBLEMS = 10_000
LAYOUT = "1"


@dataclass(frozen=True, slots=True)
class Kept:
    """Something to keep of a line: an entry by its id, or (`label`) a name that others refer to."""

    id: str
    data: bytes
    label: bool = False


class Format(Protocol):
    """How a file's lines become entries, and entries rows of a table."""

    def read(self, line: bytes, /) -> Iterable[Kept]:
        """What to keep of a line; nothing for one that does not matter.

        Raises:
            ValueError: if the line is wrong, with the reason.
        """
        ...

    def row(self, entry: "Entry", labels: Mapping[str, bytes], /) -> Row | None:
        """The row of all that was read of one entry; None if it comes to nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One id: its row in the table that was there, if any, and what was read of it now."""

    id: str
    old: bytes | None
    new: tuple[bytes, ...]


@dataclass(slots=True)
class State:
    """How far a file is read: lines, bytes of its text, segments, entries and wrong lines."""

    line: int = 0
    offset: int = 0
    segments: int = 0
    entries: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is in a table."""

    name: str
    fingerprint: str
    entries: int
    problems: int


@dataclass(frozen=True, slots=True)
class Current:
    """Which folder holds a table, the hash of its rows, how many, and the files it is made of."""

    folder: str
    digest: str
    rows: int
    sources: tuple[Taken, ...] = ()


@dataclass(slots=True)
class Imported:
    """What an import did: rows in the table now, and the wrong lines (number, what)."""

    rows: int = 0
    entries: int = 0
    resumed: int = 0
    known: bool = False
    count: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


Tell = Callable[[int, int, int], None]


def current(base: Path) -> Current | None:
    """What a folder of imports holds; None where nothing was imported.

    Raises:
        ModelError: if it does not say so in its own form.
    """
    path = base / CURRENT
    try:
        return msgspec.json.decode(path.read_bytes(), type=Current)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(
            f"cannot read {path}", why=str(error),
            fix=f"remove {base} and import the files again", code="import/damaged",
        ) from error  # fmt: skip


def opened(base: Path) -> tuple[Table, str] | None:
    """The table of a folder of imports with the hash of its rows."""
    found = current(base)
    return (Table.open(base / found.folder), found.digest) if found else None


@dataclass
class Import:
    """One file on its way into the table of `base`."""

    base: Path
    dump: Dump
    format: Format
    tell: Tell = lambda *_: None
    segment: int = SEGMENT

    def __post_init__(self) -> None:
        """Find out where it was left."""
        self.mark = hashlib.sha256(f"{LAYOUT} {self.dump.fingerprint()}".encode()).hexdigest()[:16]
        self.work = self.base / f"work-{self.mark}"
        self.state = State()
        if (self.work / STATE).is_file():
            self.state = msgspec.json.decode((self.work / STATE).read_bytes(), type=State)

    def __call__(self) -> Imported:
        """Read what is not read yet, then put it into the table.

        Raises:
            UsageError: if the file cannot be unpacked.
            ModelError: if the table that was there is damaged.
        """
        before = current(self.base)
        if before and any(source.fingerprint == self.mark for source in before.sources):
            shutil.rmtree(self.work, ignore_errors=True)
            return Imported(rows=before.rows, known=True)
        resumed = self.state.line
        self.work.mkdir(parents=True, exist_ok=True)
        self.read()
        rows = self.settle(before)
        done = Imported(rows=rows, entries=self.state.entries, resumed=resumed,
                        count=self.state.problems, problems=list(self.problems()))  # fmt: skip
        shutil.rmtree(self.work)
        return done

    def read(self) -> None:
        """Read the file into segments."""
        state = self.state
        lines = self.dump.lines(state.line, state.offset)
        while batch := some(lines, self.segment):
            kept: list[bytes] = []
            labels: list[bytes] = []
            wrong: list[bytes] = []
            for number, line in enumerate(batch, start=state.line + 1):
                try:
                    for one in self.format.read(line):
                        put(one, number, kept, labels)
                except ValueError as error:
                    wrong.append(msgspec.json.encode((number, str(error))))
            self.write(kept, labels, wrong)
            state.line += len(batch)
            state.offset += sum(len(line) for line in batch)
            state.entries += len(kept)
            state.problems += len(wrong)
            write_lines(self.work / STATE, [msgspec.json.encode(state)])
            self.tell(self.dump.at, self.dump.size, state.problems)

    def write(self, kept: list[bytes], labels: list[bytes], wrong: list[bytes]) -> None:
        """Write one segment."""
        self.state.segments += 1
        name = f"{self.state.segments:06d}"
        write_lines(self.work / f"{name}.entries", sorted(kept))
        write_lines(self.work / f"{name}.labels", labels)
        write_lines(self.work / f"{name}.problems", wrong)

    def parts(self, ending: str) -> list[Path]:
        """The files of one kind of all segments that count."""
        numbers = range(1, self.state.segments + 1)
        return [self.work / f"{number:06d}.{ending}" for number in numbers]

    def problems(self) -> Iterator[tuple[int, str]]:
        """The wrong lines, as far as they are kept."""
        lines = itertools.chain.from_iterable(lines_of(path) for path in self.parts("problems"))
        for line in itertools.islice(lines, MOST_PROBLEMS):
            yield msgspec.json.decode(line, type=tuple[int, str])

    def settle(self, before: Current | None) -> int:
        """Merge what was read with the table that was there; returns the number of rows."""
        labels: dict[str, bytes] = {}
        for line in itertools.chain.from_iterable(lines_of(p) for p in self.parts("labels")):
            key, data = line.split(b"\t", 1)
            labels[key.decode()] = data
        counted = Counted(self.rows(before, labels))
        draft = self.base / f"draft-{self.mark}"
        shutil.rmtree(draft, ignore_errors=True)
        digest = write_table(counted, draft, self.work / "scratch")
        folder = f"table-{digest[:16]}"
        if before is None or before.folder != folder:
            shutil.rmtree(self.base / folder, ignore_errors=True)
            draft.rename(self.base / folder)
        else:
            shutil.rmtree(draft)
        taken = Taken(self.dump.path.name, self.mark, self.state.entries, self.state.problems)
        now = Current(folder, digest, counted.count, (*(before.sources if before else ()), taken))
        write_lines(self.base / CURRENT, [msgspec.json.encode(now)])
        if before and before.folder != folder:
            shutil.rmtree(self.base / before.folder, ignore_errors=True)
        return counted.count

    def rows(self, before: Current | None, labels: Mapping[str, bytes]) -> Iterator[Row]:
        """The rows of the new table, in order of their ids."""
        held = old_lines(Table.open(self.base / before.folder)) if before else iter(())
        for entry in entries_of(merge(self.parts("entries"), held)):
            row = self.format.row(entry, labels)
            if row is not None:
                yield Row(entry.id.encode() + b"\t" + row.data, row.weight, row.keys)


def some(lines: Iterator[bytes], most: int) -> list[bytes]:
    """The next lines, at most so many and so large."""
    found: list[bytes] = []
    size = 0
    while len(found) < most and size < SEGMENT_BYTES and (line := next(lines, None)) is not None:
        found.append(line)
        size += len(line)
    return found


def put(one: Kept, number: int, kept: list[bytes], labels: list[bytes]) -> None:
    """Add what is kept of a line to the lists of its segment."""
    if one.label:
        labels.append(one.id.encode() + b"\t" + one.data)
    else:
        kept.append(f"{one.id}\t{NEW}{number:012d}\t".encode() + one.data)


def old_lines(table: Table) -> Iterator[bytes]:
    """The rows of a table as lines to be merged."""
    rows = table.rows
    for number in range(len(rows)):
        key, data = rows[number].split(b"\t", 1)
        yield key + f"\t{OLD}\t".encode() + data


def entries_of(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries of sorted lines."""
    split = (line.split(b"\t", 2) for line in lines)
    for key, group in itertools.groupby(split, key=lambda parts: parts[0]):
        rows = list(group)
        old = [data for _, order, data in rows if order.startswith(OLD.encode())]
        new = tuple(data for _, order, data in rows if not order.startswith(OLD.encode()))
        yield Entry(key.decode(), old[-1] if old else None, new)


class Counted:
    """Rows passing by, counted."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """None yet."""
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.count += 1
            yield row
