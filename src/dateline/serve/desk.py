"""What every request shares: the record, its lexicon, and the view as it now stands.

A request reads one view from beginning to end, also when a newer one takes its place meanwhile. A
view that coding has made old is built again by another process, and exchanged when it is there.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.lexicon import layers_of, load
from dateline.model import Lexicon, Query
from dateline.model.ontology import Ontology
from dateline.record import Record, View, ask_within
from dateline.run import (
    Change,
    Decision,
    Settled,
    Undoing,
    catch_up,
    latest_view,
    mark_of,
    now,
    open_view,
    progress_of,
    read_settings,
    settle,
    short_name,
    undo,
)
from dateline.serve.rebuild import Rebuild

LOOK_AGAIN = 1.0  # seconds between two looks at whether the record has changed
ANSWERS = 2_000


@dataclass(slots=True)
class Shelf:
    """A view with the answers it gave; `snapshot` names what it was built from."""

    view: View
    snapshot: str
    answers: OrderedDict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, query: Query) -> list[dict[str, Any]]:
        """The rows that answer a query; the same question is answered once."""
        rows = self.known(query)
        if rows is None:
            with self.view.beside() as view:
                rows = view.ask(query)
            self.keep(query, rows)
        return rows

    def ask_within(self, query: Query, seconds: float) -> list[dict[str, Any]] | None:
        """The rows that answer a query; None if finding them takes more than so many seconds."""
        rows = self.known(query)
        if rows is None and seconds > 0:
            with self.view.beside() as view:
                rows = ask_within(view, query, seconds)
            if rows is not None:
                self.keep(query, rows)
        return rows

    def known(self, query: Query) -> list[dict[str, Any]] | None:
        """The answer that was given before, if one was."""
        key = key_of(query)
        with self.lock:
            if key in self.answers:
                self.answers.move_to_end(key)
            return self.answers.get(key)

    def keep(self, query: Query, rows: list[dict[str, Any]]) -> None:
        """Keep an answer; the one that was not asked for longest goes."""
        with self.lock:
            self.answers[key_of(query)] = rows
            while len(self.answers) > ANSWERS:
                self.answers.popitem(last=False)


def key_of(query: Query) -> tuple[str, str]:
    """What makes two questions the same; parameters may be lists, which cannot be keys."""
    return query.sql, repr(tuple(query.parameters))


class Desk:
    """A record that is being read and decided on; safe to use from many threads."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the record, and its view."""
        self.record = Record.open(path)
        self.read_only = read_only
        self._lock = threading.RLock()
        self._looking = threading.Lock()
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
    def layers(self) -> tuple[Path, ...]:
        """The lexicon layers of the record."""
        told = read_settings(self.record.settings, str(self.record.path / "dateline.toml"))
        return tuple(layers_of(self.record.path, told.layers(self.record.path)))

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
                    self._exchange(open_view)
        due = time.monotonic() - self._looked > LOOK_AGAIN
        if due and self._looking.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._looking.release()
        held = self._shelf
        assert held is not None  # noqa: S101 - opened above
        return held

    def ask(self, query: Query) -> list[dict[str, Any]]:
        """The rows that answer a query in the view of now."""
        return self.shelf.ask(query)

    @contextmanager
    def reading(self) -> Iterator[View]:
        """The view of now, for one request."""
        with self.shelf.view.beside() as view:
            yield view

    def decide(self, change: Change) -> Settled:
        """Write a decision down; the next request sees it."""
        with self._lock:
            view = self.shelf.view
            done = settle(self.record, view, self.lexicon, change, now())
            self._shelf = shelved(view)
        return done

    def undo(self, undoing: Undoing) -> tuple[Decision, tuple[str, ...]]:
        """Take a decision back; gives it, and the events that its claims are in now."""
        with self._lock:
            view = self.shelf.view
            taken = undo(self.record, view, self.lexicon, undoing, now())
            self._shelf = shelved(view)
        return taken

    def _exchange(self, opening: Callable[[Record, Lexicon], View]) -> None:
        with self._lock:
            self._looked = time.monotonic()
            self._file = file_of(self.record.view_path)
            self._shelf = shelved(opening(self.record, self.lexicon))
            # Opening may have built it, or it was built meanwhile: then it is opened again.
            if opening is open_view:
                self._file = file_of(self.record.view_path)

    def _look(self) -> None:
        self._looked = time.monotonic()
        if file_of(self.record.view_path) != self._file:  # our builder, or another process
            self._exchange(latest_view)
        with self._lock:
            view = self.shelf.view
            if catch_up(self.record, view, self.lexicon):
                self._shelf = shelved(view)
        if view.stamp != self.record.state(mark_of(self.lexicon)):
            self._rebuild.ask(coding=progress_of(self.record) is not None)


def shelved(view: View) -> Shelf:
    """A view as it now is, with no answers yet."""
    return Shelf(view, short_name(view))


def file_of(path: Path) -> tuple[int, int] | None:
    """What tells a built view's file from those that take its place; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns
