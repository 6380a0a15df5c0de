"""The desk of a snapshot: the record as it was, to be read and not to be changed."""

import multiprocessing
import threading
from collections import OrderedDict
from pathlib import Path

from dateline.errors import RecordError, UsageError
from dateline.run import (
    Change,
    Decision,
    Settled,
    Snapshot,
    Undoing,
    is_built,
    open_snapshot,
    snapshot_of,
)
from dateline.serve.desk import Desk
from dateline.serve.shelf import Shelf

MOST = 8  # desks that are held at a time
BUILDING = threading.Lock()  # one view is built at a time, whoever asks for how many


class FrozenDesk(Desk):
    """A record as it was; whatever would change it is refused."""

    def __init__(self, desk: Desk, snapshot: Snapshot) -> None:
        """Open the view of a snapshot, which is built in another process if it is not there."""
        super().__init__(desk.record.path, read_only=True)
        self.record, self.lexicon, self.snapshot = desk.record, desk.lexicon, snapshot
        self._frozen: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        """The view of the snapshot."""
        with self._lock:
            if self._frozen is None:
                with BUILDING:
                    if not is_built(self.record, self.lexicon, self.snapshot):
                        build_apart(self.record.path, self.snapshot.id)
                view = open_snapshot(self.record, self.lexicon, self.snapshot)
                self._frozen = Shelf.of(view, self.snapshot.id)
            return self._frozen

    def decide(self, change: Change) -> Settled:
        """Refuse."""
        raise unchangeable(change.kind)

    def undo(self, undoing: Undoing) -> tuple[Decision, tuple[str, ...]]:
        """Refuse."""
        raise unchangeable(f"undo of {undoing.number}")


class Freezer:
    """The desks of the snapshots that were asked for last."""

    def __init__(self, desk: Desk) -> None:
        """Hold none yet."""
        self.desk = desk
        self.held: OrderedDict[str, FrozenDesk] = OrderedDict()
        self.lock = threading.Lock()

    def at(self, name: str) -> FrozenDesk:
        """The desk of a snapshot, or of the record as it was at a time.

        Raises:
            NotFoundError: if there is no such snapshot, or was no record.
            UsageError: if the time is still to come.
        """
        snapshot = snapshot_of(self.desk.record, name)
        with self.lock:
            if snapshot.id not in self.held:
                self.held[snapshot.id] = FrozenDesk(self.desk, snapshot)
            self.held.move_to_end(snapshot.id)
            while len(self.held) > MOST:
                self.held.popitem(last=False)
            return self.held[snapshot.id]


def unchangeable(what: str) -> UsageError:
    """What is said to whoever decides on what was."""
    return UsageError(
        f"{what} cannot be done here", why="this is the record as it was, and can only be read",
        fix="leave the snapshot, and decide there", code="snapshot/read-only",
    )  # fmt: skip


def build_apart(path: Path, name: str) -> None:
    """Have another process build the view of a snapshot, for that takes the processor for long.

    Raises:
        RecordError: if it fails.
    """
    worker = multiprocessing.get_context("spawn").Process(
        target=build_frozen, args=(path, name), daemon=True
    )
    worker.start()
    worker.join()
    if worker.exitcode:
        raise RecordError(
            f"the view of the snapshot {name} could not be built",
            why=f"the process that built it ended with {worker.exitcode}",
            fix="make room on the disk, and try again", code="snapshot/not-built",
        )  # fmt: skip


def build_frozen(path: Path, name: str) -> None:
    """Build the view of a snapshot; run in a process of its own."""
    desk = Desk(path)
    open_snapshot(desk.record, desk.lexicon, snapshot_of(desk.record, name)).close()
