"""A view with the answers that it gave, so that the same question is answered once.

What is kept is bounded by number and by size: a page asks small questions again and again, and
whoever asks for a million rows once is not to take the memory of all others.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from dateline.model import Query
from dateline.record import View, table_within
from dateline.run import short_name

type Rows = list[dict[str, Any]]

ANSWERS = 2_000
BYTES = 256 << 20  # of all answers together
LARGEST = 16 << 20  # bytes of an answer that is kept
A_VALUE = 64  # bytes that Python takes for a value beside what Arrow does


@dataclass(slots=True)
class Shelf:
    """A view with its answers; `snapshot` names what it was built from, `last` the newest decision.

    Answers are shared by whoever asks: nobody may change them.
    """

    view: View
    snapshot: str
    last: int
    answers: OrderedDict[tuple[str, str], tuple[Rows, int]] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, view: View, name: str = "") -> "Shelf":
        """A view as it now is, with no answers yet."""
        return cls(view, name or short_name(view), view.last)

    def ask(self, query: Query) -> Rows:
        """The rows that answer a query."""
        rows = self.known(query)
        if rows is None:
            with self.view.beside() as view:
                rows = self.keep(query, view.table(query))
        return rows

    def ask_within(self, query: Query, seconds: float) -> Rows | None:
        """The rows that answer a query; None if finding them takes more than so many seconds."""
        rows = self.known(query)
        if rows is None and seconds > 0:
            with self.view.beside() as view:
                table = table_within(view, query, seconds)
            if table is not None:
                rows = self.keep(query, table)
        return rows

    def known(self, query: Query) -> Rows | None:
        """The answer that was given before, if it was kept."""
        key = key_of(query)
        with self.lock:
            if key not in self.answers:
                return None
            self.answers.move_to_end(key)
            return self.answers[key][0]

    def keep(self, query: Query, table: pa.Table) -> Rows:
        """The rows of an answer, which is kept unless it is large; those longest unasked go."""
        rows: Rows = table.to_pylist()
        size = table.nbytes + A_VALUE * table.num_rows * table.num_columns
        if size > LARGEST:
            return rows
        key = key_of(query)
        with self.lock:
            _, before = self.answers.pop(key, ((), 0))
            self.answers[key] = rows, size
            self.size += size - before
            while len(self.answers) > ANSWERS or self.size > BYTES:
                _, (_, gone) = self.answers.popitem(last=False)
                self.size -= gone
        return rows


def key_of(query: Query) -> tuple[str, str]:
    """What makes two questions the same; parameters may be lists, which cannot be keys."""
    return query.sql, repr(tuple(query.parameters))
