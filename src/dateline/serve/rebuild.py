"""Bringing the view up to date in a process of its own, not more often than it is worth."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

from dateline.errors import DatelineError
from dateline.lexicon import layers_of, load
from dateline.record import Record
from dateline.run import open_view, read_settings

LOG = logging.getLogger("dateline.serve")
LEAST = 5.0  # seconds between two builds while coding goes on
SHARE = 10  # times the last build's length that lie between two: a tenth of a processor at most
AFTER_FAILURE = 60.0  # seconds
POLITE = 15  # how far reading goes before building, of 19


class Rebuild:
    """Builds the view of a record beside its readers, one build at a time."""

    def __init__(self, path: Path) -> None:
        """Build the view of the record at a path, when asked to."""
        self.path = path
        self.took = self.ended = 0.0
        self.failed = False
        self._lock = threading.Lock()
        self._waiter: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether a view is being built."""
        return self._waiter is not None and self._waiter.is_alive()

    def ask(self, *, coding: bool) -> bool:
        """Begin to build, unless that goes on or was done a moment ago; whether it was begun.

        While coding goes on, a view that is a little old does no harm and building it takes time
        from coding.
        """
        with self._lock:
            if self.running or time.monotonic() - self.ended < self.wait(coding=coding):
                return False
            self._waiter = threading.Thread(target=self._build, daemon=True)
            self._waiter.start()
            return True

    def wait(self, *, coding: bool) -> float:
        """Seconds that have to lie between the end of the last build and the next."""
        if not self.ended:
            return 0.0
        least = AFTER_FAILURE if self.failed else 0.0
        return max(least, LEAST, SHARE * self.took) if coding else least

    def _build(self) -> None:
        begun = time.monotonic()
        self.failed = True  # until it is done: whatever hinders it, it is not tried at once again
        try:
            context = multiprocessing.get_context("spawn")
            process = context.Process(target=build_view, args=(self.path,), daemon=True)
            process.start()
            process.join()
            self.failed = process.exitcode != 0
            process.close()
        except OSError as error:
            LOG.warning("no process could be started to build the view: %s", error)
        except ValueError:
            LOG.info("the server ends, and with it what builds the view")
        finally:
            self.ended = time.monotonic()
            self.took = self.ended - begun


def build_view(path: Path) -> None:
    """Bring the view of a record up to date; run in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    os.nice(POLITE)
    try:
        record = Record.open(path)
        settings = read_settings(record.settings, str(path / "dateline.toml"))
        layers = layers_of(path, settings.layers(path))
        open_view(record, load(layers)).close()
    except DatelineError as error:
        sys.exit(f"the view could not be built: {error}")
