"""Coding a record on one machine: worker processes that may die, and are started again.

A batch whose worker dies twice is tried document by document; whatever kills its worker then
becomes a problem of that document, and the rest of the batch is committed.
"""

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from dateline.errors import DatelineError, RecordError
from dateline.lexicon import load
from dateline.record import Batch, Record
from dateline.run.progress import noting
from dateline.run.project import Settings
from dateline.run.stages import Stamp, stamp_of
from dateline.run.workers import Origin, Worker, WorkerDiedError, Workers

MEMORY = 4 * 2**30
TRIES = 2
MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run is."""

    done: int
    total: int
    failed: int


@dataclass(slots=True)
class RunReport:
    """What a run did: documents and claims committed, and every problem (origin, code, what)."""

    documents: int = 0
    claims: int = 0
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    interrupted: bool = False


@dataclass
class Run:
    """One run over the batches that are not coded yet."""

    workers: Workers
    stamp: str
    todo: queue.SimpleQueue[Batch]
    total: int
    tell: Callable[[Told], None]
    stopping: threading.Event
    report: RunReport = field(default_factory=RunReport)
    done: int = 0
    error: BaseException | None = None
    guard: threading.Lock = field(default_factory=threading.Lock)

    def all(self, jobs: int) -> None:
        """Code all batches with so many workers.

        Raises:
            DatelineError: what a worker or a thread that watches one failed with.
        """
        threads = [threading.Thread(target=self.work) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if isinstance(self.error, DatelineError):
            raise self.error
        if self.error is not None:
            raise RuntimeError("a thread that watches a worker failed") from self.error

    def work(self) -> None:
        """Take batches until there are none; one thread, one worker process at a time."""
        worker: Worker | None = None
        try:
            while not self.stopping.is_set():
                try:
                    batch = self.todo.get_nowait()
                except queue.Empty:
                    break
                worker = self.batch(worker, batch)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            self.error = error
            self.stopping.set()
        finally:
            if worker is not None:
                worker.stop()

    def batch(self, worker: Worker | None, batch: Batch) -> Worker | None:
        """Have a batch coded, whatever it takes; returns the worker if it still lives."""
        killed: list[str] = []
        for attempt in range(TRIES + 1):
            counted = self.done
            try:
                worker = worker or self.started()
                if attempt == TRIES:
                    worker, killed = self.one_by_one(worker, batch)
                    worker = worker or self.started()
                if self.stopping.is_set():  # while it loaded
                    return worker
                worker.send({"batch": batch.id, "killed": killed})
                self.follow(worker)
            except WorkerDiedError:
                if worker is not None:
                    worker.stop()
                worker = None
                with self.guard:
                    self.done = min(self.done, counted)
                if self.stopping.is_set():
                    return None
            else:
                return worker
        raise RecordError(
            f"a batch of {len(batch.documents)} reports could not be coded",
            why="its worker process died three times, each time in another place",
            fix="give the machine more memory, or use fewer --jobs; then run the command again",
            code="run/worker-died",
        )

    def started(self) -> Worker:
        """A new worker that has said it is ready."""
        try:
            worker, stamp = self.workers.new()
        except WorkerDiedError as error:
            if self.stopping.is_set():  # it was not waited for
                raise
            raise RecordError(
                "a worker process does not start",
                why=str(error),
                fix="run: dateline doctor",
                code="run/worker-start",
            ) from error
        if stamp != self.stamp:
            worker.stop()
            raise RecordError(
                "the lexicons or settings changed while coding",
                why=f"the run began as coder {self.stamp}, a worker started as {stamp}",
                fix="run the same command again",
                code="run/changed",
            )
        return worker

    def one_by_one(self, worker: Worker | None, batch: Batch) -> tuple[Worker | None, list[str]]:
        """Find the documents of a batch that kill their worker."""
        killed = []
        for key in batch.documents:
            try:
                worker = worker or self.started()
                worker.send({"batch": batch.id, "only": key})
                worker.hear()
            except WorkerDiedError:
                killed.append(key)
                if worker is not None:
                    worker.stop()
                worker = None
        return worker, killed

    def follow(self, worker: Worker) -> None:
        """Hear a worker out until the batch is committed."""
        while True:
            reply = worker.hear()
            if "failed" in reply:
                raise RecordError(
                    reply["what"], why=reply["why"], fix=reply["fix"], code=reply["code"]
                )
            with self.guard:
                if "coded" in reply:
                    self.done += 1
                else:
                    self.report.documents += reply["documents"]
                    self.report.claims += reply["claims"]
                    self.report.problems += [tuple(row) for row in reply["problems"]]
                self.tell(Told(self.done, self.total, len(self.report.problems)))
            if "committed" in reply:
                return


@dataclass(frozen=True, slots=True)
class HeadStart:
    """What went before a run: how many batches were added just now, and an origin that waits.

    Workers for batches that were added begin to load at once.
    """

    added: int = 0
    origin: Origin | None = None


def code_record(
    record: Record, settings: Settings, layers: tuple[Path, ...] = (), *,
    ahead: HeadStart = HeadStart(), jobs: int = 0, tell: Callable[[Told], None] = lambda _: None,
) -> RunReport:  # fmt: skip
    """Code whatever a record holds uncoded. Call it while holding the record's lock.

    Args:
        record: The record.
        settings: Its settings.
        layers: Lexicon layers, in order.
        ahead: What went before.
        jobs: How many worker processes; 0 for one a processor, eight at most.
        tell: Called now and then with how far it is.

    Returns:
        What was done; `interrupted` if Ctrl-C ended it after the batches at hand.

    Raises:
        RecordError: if the record cannot be written to, or workers do not start.
    """
    start = {
        "record": str(record.path), "settings": asdict(settings),
        "layers": [str(layer) for layer in layers], "memory": MEMORY,
    }  # fmt: skip
    wanted = min(ahead.added, workers(jobs))
    with interruptible() as asking, Workers(start, wanted, early=ahead.origin) as started:
        asking.hurry = started.hurry
        told_by = started.stamp()
        if told_by is None and asking.stopping.is_set():
            return RunReport(interrupted=True)
        stamp = Stamp(*told_by) if told_by else stamp_of(settings, load(layers))
        pending = record.pending(stamp.coder)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        record.start_run(stamp.coder, stamp.words, now)
        total = sum(len(batch.documents) for batch in pending)
        with noting(record, total) as note:

            def told(far: Told) -> None:
                note(far.done, far.failed)
                tell(far)

            todo = in_order(pending)
            run = Run(started, stamp.coder, todo, total, told, asking.stopping)
            run.all(min(len(pending), workers(jobs)))
        return replace(run.report, interrupted=asking.asked and run.report.documents < total)


def in_order(pending: Sequence[Batch]) -> queue.SimpleQueue[Batch]:
    """Batches as they are to be coded: the largest first."""
    todo: queue.SimpleQueue[Batch] = queue.SimpleQueue()
    for batch in sorted(pending, key=lambda batch: -batch.characters):
        todo.put(batch)
    return todo


def workers(jobs: int) -> int:
    """How many worker processes to use."""
    if sys.platform == "linux":
        return jobs or min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    return jobs or min(os.cpu_count() or 1, MOST_WORKERS)


class interruptible:  # noqa: N801 - reads as what it does
    """While it lasts, Ctrl-C lets the batches at hand be finished and then stops the run."""

    def __init__(self) -> None:
        """Nothing is to stop yet."""
        self.stopping = threading.Event()
        self.asked = False
        self.hurry: Callable[[], None] = lambda: None
        self.before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self.before = signal.signal(signal.SIGINT, self.stop)
        return self

    def stop(self, *_: object) -> None:
        """Stop after the batches at hand; a second Ctrl-C stops at once."""
        if self.stopping.is_set():
            raise KeyboardInterrupt
        self.asked = True
        self.stopping.set()
        self.hurry()

    def __exit__(self, *_: object) -> None:
        if self.before is not None:
            signal.signal(signal.SIGINT, self.before)
