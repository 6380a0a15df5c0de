"""Worker processes: one loads lexicon and models, the others are copies of it.

Loading takes three CPU seconds and 400 MB. A copy (`os.fork`) takes a few milliseconds and shares
that memory until it writes to it. Where a system's own libraries do not bear being copied (macOS),
every worker loads for itself.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from typing import Any, Protocol, Self

PATIENCE = 180.0  # seconds without a word from a worker; the longest article takes about 20
TO_END = 5.0  # seconds that an origin has to end its copies and itself
COPIES = sys.platform == "linux"
# A worker works on one thread. Threads that libraries start for themselves would not be copied.
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
        """Hang up, also on a thread that is still listening."""
        with suppress(OSError):  # the other end may have hung up first
            self.socket.shutdown(socket.SHUT_RDWR)
        self._lines.close()
        self.socket.close()


class Process(Protocol):
    """A process that can be ended, and whose end can be waited for."""

    pid: int

    def kill(self) -> object:
        """End it, whatever it is doing."""

    def wait(self) -> object:
        """Wait until it has ended."""


class Copy:
    """A copy of an origin. It is no child of ours: a handle keeps its id from meaning another."""

    def __init__(self, pid: int) -> None:
        """Take hold of a process.

        Raises:
            WorkerDiedError: if it has ended already.
        """
        self.pid = pid
        try:
            self._handle = os.pidfd_open(pid)
        except OSError as error:
            raise WorkerDiedError(str(error)) from error

    def kill(self) -> None:
        """End it, whatever it is doing."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until it has ended, and let go of it."""
        select.select([self._handle], [], [])
        os.close(self._handle)


class Worker:
    """A worker process and the line to it."""

    def __init__(self, process: Process, line: Line) -> None:
        """Take over a process that is ready."""
        self.process = process
        self.send = line.send
        self.hear = line.hear
        self._line = line
        self._stopped = False

    def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it has ended."""
        if not self._stopped:
            self._stopped = True
            self.process.kill()
            self.process.wait()
            self._line.close()


class Origin:
    """A process with everything loaded: a worker itself, or what workers are copies of.

    It ends when nobody holds the other end of its line any more, and its copies end with it.
    """

    def __init__(self, *, copies: bool = COPIES) -> None:
        """Start it; until it is told what to load, it imports and reads what nearly all runs need.

        It is of our session, since where sessions get equal shares, its politeness counts only in
        one; of a process group of its own, so that Ctrl-C is left to us.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dateline.run.worker"],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD}, process_group=0,
            )  # fmt: skip
        self._line = Line(ours)
        self._copies = copies
        self._guard = threading.Lock()
        self._stamp: tuple[str, str] | None = None
        self._has_loaded = False
        self._is_lost = False

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    @property
    def has_ended(self) -> bool:
        """Whether it had loaded everything and no more can be asked of it."""
        return self._has_loaded and (self._is_lost or not self.is_alive)

    def load(self, start: Mapping[str, object]) -> None:
        """Tell it what to load."""
        with suppress(WorkerDiedError):  # whoever asks it for a worker will hear of that
            self._line.send({**start, "copies": self._copies})

    def stamp(self) -> tuple[str, str]:
        """The stamp of the coder that it loads, and the same in words.

        Raises:
            WorkerDiedError: if it cannot tell.
        """
        if self._stamp is None:
            said = self._line.hear()
            self._stamp = said["stamp"], said["words"]
        return self._stamp

    def worker(self) -> tuple[Worker, str]:
        """A worker that is ready, and the stamp of the coder that it works as.

        Raises:
            WorkerDiedError: if none starts.
        """
        ours, theirs = socket.socketpair()
        with ExitStack() as undone:
            undone.callback(ours.close)
            with theirs, self._guard:
                try:
                    said = self._asked(theirs)
                except WorkerDiedError:  # the system may not have buried it yet
                    self._is_lost = True
                    raise
            if "failed" in said:
                raise WorkerDiedError(said["failed"])
            process = Copy(said["worker"]) if self._copies else self._process
            undone.pop_all()
        return Worker(process, Line(ours)), self.stamp()[0]

    def _asked(self, end: socket.socket) -> dict[str, Any]:
        # What it answers when it is given one end of the line to a worker.
        self.stamp()
        if not self._has_loaded:
            self._line.hear()
            self._has_loaded = True
        try:
            socket.send_fds(self._line.socket, [b"\n"], [end.fileno()])
        except OSError as error:
            raise WorkerDiedError(str(error)) from error
        return self._line.hear()

    def give_up(self) -> None:
        """End it if it is still loading."""
        if not self._has_loaded:
            self._process.kill()

    def stop(self) -> None:
        """End it and its copies; it has time to wait for those, so that their time is counted.

        As long as it is loading it has none.
        """
        self._line.close()
        self.give_up()
        try:
            self._process.wait(TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Workers:
    """Starts workers, all of one origin where copies can be made; a context that ends them."""

    def __init__(
        self,
        start: Mapping[str, object],
        wanted: int,
        *,
        early: Origin | None = None,
        copies: bool = COPIES,
    ) -> None:
        """Begin to load for as many workers as are wanted.

        An origin that was started `early` is the first of them, if it is still there.
        """
        self._start = start
        self._copies = copies
        self._early = early
        self._guard = threading.Lock()
        self._is_over = False
        self._origins = [early] if early else []
        first = min(wanted, 1) if copies else wanted
        self._unused = [self._loading() for _ in range(first)]

    def __enter__(self) -> Self:
        return self

    def stamp(self) -> tuple[str, str] | None:
        """The stamp that the first origin tells, and its words; None if none loads or it ended.

        No origin is started for it, and whoever asks for a worker hears that one ended.
        """
        with suppress(WorkerDiedError):
            return self._unused[0].stamp() if self._unused else None
        return None

    def new(self) -> tuple[Worker, str]:
        """A worker that is ready, and the stamp of the coder that it works as.

        Raises:
            WorkerDiedError: if none starts, or if it is over.
        """
        origin = self._origin()
        try:
            return origin.worker()
        except WorkerDiedError:
            if not origin.has_ended:
                raise
        return self._origin().worker()

    def _origin(self) -> Origin:
        # Whom to ask for a worker: a fresh origin where each makes one, or where the last ended.
        with self._guard:
            if self._is_over:
                raise WorkerDiedError("the run is over")
            if not self._unused or self._unused[-1].has_ended:
                self._unused.append(self._loading())
            return self._unused[-1] if self._copies else self._unused.pop()

    def _loading(self) -> Origin:
        origin, self._early = self._early, None
        if origin is None or not origin.is_alive:
            origin = Origin(copies=self._copies)
            self._origins.append(origin)
        origin.load(self._start)
        return origin

    def hurry(self) -> None:
        """Wait for none that is still loading: whoever asks it for a worker hears that it ended.

        Called on Ctrl-C, maybe in the midst of `__exit__`, which holds the guard.
        """
        self._is_over = True
        for origin in self._origins:
            origin.give_up()

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._is_over = True
        for origin in self._origins:
            origin.stop()
