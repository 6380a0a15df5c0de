"""What every request shares: the record, its lexicon, and the view as it now stands.

A request reads one view from beginning to end, also when a newer one takes its place meanwhile. A
view that coding has made old is built again by another process, and exchanged when it is there.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from dateline.lexicon import layers_of, load
from dateline.model import Gazetteer, Lexicon, Query
from dateline.model.ontology import Ontology
from dateline.record import Record, View
from dateline.run import (
    Change,
    Decision,
    NewClaim,
    Settled,
    Teller,
    Undoing,
    catch_up,
    latest_view,
    mark_of,
    now,
    open_view,
    prepared,
    progress_of,
    read_settings,
    settle,
    tell,
    undo,
)
from dateline.run.stages import gazetteer_of
from dateline.serve.rebuild import Rebuild
from dateline.serve.shelf import Rows, Shelf

LARGE = 50_000_000  # bytes of a view, of about 50,000 events, which takes a minute to build
LOOK_AGAIN = 1.0  # seconds between two looks at whether the record has changed


class Desk:
    """A record that is being read and decided on; safe to use from many threads."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the record, and its view."""
        self.record = Record.open(path)
        self.read_only = read_only
        self._lock = threading.RLock()
        self._looking = threading.Lock()
        self._telling = threading.Lock()
        self._shelf: Shelf | None = None
        self._looked = 0.0
        self._file: tuple[int, int] | None = None
        self._rebuild = Rebuild(path)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon with the record's layers."""
        return load(self.layers)

    @cached_property
    def ontology(self) -> Ontology:
        """The event types."""
        return Ontology.of(self.lexicon)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places that names may stand for."""
        return gazetteer_of(self.lexicon)

    @cached_property
    def teller(self) -> Teller:
        """What reads the words around a claim that an analyst tells; it loads the models."""
        return Teller.build(self.record, self.lexicon)

    @cached_property
    def layers(self) -> tuple[Path, ...]:
        """The lexicon layers of the record."""
        told = read_settings(self.record.settings, str(self.record.path / "dateline.toml"))
        return tuple(layers_of(self.record.path, told.layers(self.record.path)))

    @property
    def large(self) -> bool:
        """Whether the view is so large that building it, or asking it first, takes a while."""
        return size_of(self.record.view_path) > LARGE

    @property
    def building(self) -> bool:
        """Whether a newer view is being built."""
        return self._rebuild.running

    @property
    def shelf(self) -> Shelf:
        """The view to read now. Nobody waits for a newer one, except for the first."""
        if self._shelf is None:
            with self._lock:
                if self._shelf is None:
                    # A large view that is a little old is worth more than minutes of waiting.
                    self._exchange(latest_view if self.large else open_view)
        due = time.monotonic() - self._looked > LOOK_AGAIN
        if due and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        held = self._shelf
        assert held is not None  # noqa: S101 - opened above
        return held

    def ask(self, query: Query) -> Rows:
        """The rows that answer a query in the view of now."""
        return self.shelf.ask(query)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """The view of now, for one request."""
        with self.shelf.view.beside() as view:
            yield view

    def decide(self, change: Change) -> Settled:
        """Write a decision down; the next request sees it."""
        with self._lock, self._renewing() as view:
            return settle(self.record, view, self.lexicon, change, now())

    def tell(self, asked: NewClaim) -> Settled:
        """Write an analyst's claim down; the next request sees it."""
        with self.reading() as view, self._telling:  # models are read with by one at a time
            claim = prepared(view, self.lexicon, self.teller, asked)
        with self._lock, self._renewing() as view:
            return tell(self.record, view, self.lexicon, claim, asked, now())

    def undo(self, undoing: Undoing) -> tuple[Decision, tuple[str, ...]]:
        """Take a decision back; gives it, and the events that its claims are in now."""
        with self._lock, self._renewing() as view:
            return undo(self.record, view, self.lexicon, undoing, now())

    @contextmanager
    def _renewing(self) -> Iterator[View]:
        # The view, from which answers are forgotten if decisions come over it meanwhile, as they
        # do also where one is refused because of them. Call it while holding the lock.
        held = self.shelf
        try:
            yield held.view
        finally:
            if held.view.last != held.last:
                self._shelf = Shelf.of(held.view)

    def _exchange(self, opening: Callable[[Record, Lexicon], View]) -> None:
        with self._lock:
            self._looked = time.monotonic()
            # Noted before: what comes in its place while it is opened is opened at the next look.
            self._file = file_of(self.record.view_path)
            self._shelf = Shelf.of(opening(self.record, self.lexicon))

    def _look(self) -> None:
        self._looked = time.monotonic()
        if file_of(self.record.view_path) != self._file:  # our builder, or another process
            self._exchange(latest_view)
        with self._lock, self._renewing() as view:
            catch_up(self.record, view, self.lexicon)
        if view.stamp != self.record.state(mark_of(self.lexicon)):
            self._rebuild.ask(coding=progress_of(self.record) is not None)


def size_of(path: Path) -> int:
    """The bytes of a file; 0 if there is none."""
    return path.stat().st_size if path.exists() else 0


def file_of(path: Path) -> tuple[int, int] | None:
    """What tells a built view's file from those that take its place; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns
