"""Worker processes: one loads lexicon and models, the others are copies of it.

Loading takes three CPU seconds and 400 MB. A copy (`os.fork`) takes a few milliseconds and shares
that memory until it writes to it. Where a system's own libraries do not bear being copied (macOS),
every worker loads for itself.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Self

PATIENCE = 180.0  # seconds without a word from a worker; the longest article takes about 20
COPIES = sys.platform == "linux"
# A worker works on one thread; those that libraries start besides would not be copied.
ONE_THREAD: Mapping[str, str] = {"TOKENIZERS_PARALLELISM": "false", "OPENBLAS_NUM_THREADS": "1"}


class WorkerDiedError(Exception):
    """A worker process ended, or said nothing for too long."""


class Line:
    """A socket to another process: one JSON object a line, in both directions."""

    def __init__(self, end: socket.socket) -> None:
        """Take one end of a pair of sockets."""
        end.settimeout(PATIENCE)
        self.socket = end
        self._lines = end.makefile("r", encoding="utf-8")

    def send(self, order: Mapping[str, object]) -> None:
        """Give an order.

        Raises:
            WorkerDiedError: if nobody is there to take it.
        """
        try:
            self.socket.sendall(json.dumps(order).encode() + b"\n")
        except OSError as error:
            raise WorkerDiedError(str(error)) from error

    def hear(self) -> dict[str, Any]:
        """The next reply.

        Raises:
            WorkerDiedError: if the other process ends first, or is silent for too long.
        """
        try:
            said = self._lines.readline()
        except (OSError, ValueError) as error:  # ValueError: hung up on this side
            raise WorkerDiedError(str(error)) from error
        if not said.endswith("\n"):
            raise WorkerDiedError("the process ended")
        reply: dict[str, Any] = json.loads(said)
        return reply

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self.socket.close()


class Worker:
    """One worker process, by its id, and the line to it."""

    def __init__(self, line: Line) -> None:
        """Take over the process at the other end.

        Raises:
            WorkerDiedError: if it ends before it says that it is ready.
        """
        try:
            self.key: int = line.hear()["worker"]
        except WorkerDiedError:
            line.close()
            raise
        self.send = line.send
        self.hear = line.hear
        self._line = line

    def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.key, signal.SIGKILL)
        with suppress(WorkerDiedError):
            while True:
                self.hear()
        self._line.close()


class Origin:
    """A process with everything loaded: a worker itself, or what workers are copies of."""

    def __init__(self, start: Mapping[str, object], *, copies: bool = COPIES) -> None:
        """Start it, in the session and with the terminal of whoever starts it.

        Of our session, since where sessions get equal shares, its politeness counts only in one;
        of a process group of its own, so that Ctrl-C is left to us.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dateline.run.worker"],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD}, process_group=0,
            )  # fmt: skip
        self._line = Line(ours)
        self._start = {**start, "copies": copies}
        self._guard = threading.Lock()
        self._stamp = ""

    def worker(self) -> tuple[Worker, str]:
        """A worker that is ready, and the stamp of the coder that it works as.

        Raises:
            WorkerDiedError: if none starts.
        """
        ours, theirs = socket.socketpair()
        with theirs, self._guard:
            self._load()
            try:
                socket.send_fds(self._line.socket, [b"\n"], [theirs.fileno()])
            except OSError as error:
                raise WorkerDiedError(str(error)) from error
        return Worker(Line(ours)), self._stamp

    def _load(self) -> None:
        if not self._stamp:
            self._line.send(self._start)
            self._stamp = self._line.hear()["ready"]

    def stop(self) -> None:
        """End it; its copies end with it."""
        self._process.kill()
        self._process.wait()
        self._line.close()


class Workers:
    """Starts workers, all of one origin where copies can be made; a context that ends them."""

    def __init__(self, start: Mapping[str, object], wanted: int, *, copies: bool = COPIES) -> None:
        """Begin to load for as many workers as are wanted.

        Called by the thread that waits for all others: Linux ends an origin with the thread that
        started it.
        """
        self._start = start
        self._copies = copies
        self._guard = threading.Lock()
        first = min(wanted, 1) if copies else wanted
        self._origins = [Origin(start, copies=copies) for _ in range(first)]
        self._given = 0

    def __enter__(self) -> Self:
        return self

    def new(self) -> tuple[Worker, str]:
        """A worker that is ready, and the stamp of the coder that it works as.

        Raises:
            WorkerDiedError: if none starts.
        """
        with self._guard:
            if self._given == len(self._origins):
                self._origins.append(Origin(self._start, copies=self._copies))
            origin = self._origins[self._given]
            self._given += not self._copies
        return origin.worker()

    def __exit__(self, *_: object) -> None:
        for origin in self._origins:
            origin.stop()
