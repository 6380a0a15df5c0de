"""Sorting more lines than fit into memory: sorted runs on disk, then merged."""

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path

AT_ONCE = 1_000_000
MOST_OPEN = 200


class Sorter:
    """Takes lines (bytes without a line end), gives them back in order."""

    def __init__(self, folder: Path, name: str, at_once: int = AT_ONCE) -> None:
        """Runs are written to `folder`, which is made when the first is."""
        self.folder = folder
        self.name = name
        self.at_once = at_once
        self.held: list[bytes] = []
        self.runs: list[Path] = []
        self.made = 0

    def add(self, line: bytes) -> None:
        """Take a line."""
        self.held.append(line)
        if len(self.held) >= self.at_once:
            self.spill()

    def spill(self) -> None:
        """Write what is held as a sorted run; merge runs where there are too many to open."""
        self.held.sort()
        self.runs.append(self.written(self.held))
        self.held = []
        if len(self.runs) >= MOST_OPEN:
            merged = self.written(merge(self.runs))
            self.clear()
            self.runs = [merged]

    def written(self, lines: Iterable[bytes]) -> Path:
        """Write a run."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.name}-{self.made:05d}.run"
        self.made += 1
        write_lines(path, lines)
        return path

    def sorted(self) -> Iterator[bytes]:
        """All lines in order."""
        self.held.sort()
        yield from merge(self.runs, self.held)

    def clear(self) -> None:
        """Remove the runs."""
        for path in self.runs:
            path.unlink(missing_ok=True)
        self.runs = []


def merge(paths: Iterable[Path], held: Iterable[bytes] = ()) -> Iterator[bytes]:
    """The lines of sorted files, and of a sorted list, in order."""
    return heapq.merge(*(lines_of(path) for path in paths), held)


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file without their ends."""
    with path.open("rb") as file:
        for line in file:
            yield line.rstrip(b"\n")


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines to a file, whole or not at all."""
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        for line in lines:
            file.write(line + b"\n")
    draft.replace(path)
