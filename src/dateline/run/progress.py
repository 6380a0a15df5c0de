"""How far a coding run is, told to whoever reads the record meanwhile: a small file beside it.

The file is put in its place whole, and removed when the run ends. One that a killed run left is
known by its process, which is gone.
"""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from dateline.record import Record

FILE = "progress.json"
EVERY = 0.5  # seconds between two notes
PATIENCE = 120.0  # seconds after which the note of another machine is taken for left behind


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: reports done, all there are to do, problems, reports a second.

    `process` and `started` name the process on the machine `host`.
    """

    done: int
    total: int
    failed: int
    rate: float
    host: str
    process: int
    started: str


@contextmanager
def noting(record: Record, total: int) -> Iterator[Callable[[int, int], None]]:
    """While a run lasts: takes how many reports are done and how many problems there are.

    A disk that is full keeps nobody from coding: then there is no note.
    """
    path, begun, last = record.path / FILE, time.monotonic(), 0.0
    own = (socket.gethostname(), os.getpid(), started(os.getpid()))

    def note(done: int, failed: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < EVERY and done < total:
            return
        last = now
        rate = round(done / max(now - begun, 0.001), 2)
        told = Progress(done, total, failed, rate, *own)
        fresh = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            fresh.write_text(json.dumps(asdict(told)), encoding="utf-8")
            fresh.replace(path)

    note(0, 0)
    try:
        yield note
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def progress_of(record: Record) -> Progress | None:
    """How far the run is that is coding into a record; None when there is none."""
    path = record.path / FILE
    try:
        told = msgspec.json.decode(path.read_bytes(), type=Progress)
        age = time.time() - path.stat().st_mtime
    except (OSError, msgspec.DecodeError):
        return None
    if told.host != socket.gethostname():
        return told if age < PATIENCE else None
    return told if started(told.process) == told.started != "" else None


def started(process: int) -> str:
    """When a process began, in ticks since the machine did; empty if it is gone.

    Numbers of processes are given again; number and beginning are not. Where there is no `/proc`
    it is told only that the process is there.
    """
    if Path("/proc/self/stat").exists():
        try:
            told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        except OSError:
            return ""
        state, *rest = told.rpartition(")")[2].split()
        return "" if state == "Z" else rest[18]
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "there"
    return "there"
