"""The journal: what people decided and which runs there were; appended, hash-chained, synced.

SQLite alone drops a torn tail without a word; every entry carries the hash of the one before it,
so that a missing or changed entry is found.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dateline.errors import RecordError
from dateline.record.schema import sha

START = "0" * 64
METADATA = sa.MetaData()
ENTRIES = sa.Table(
    "entry",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("user", sa.String(200), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its sequence number (from 1), kind, time, user and content."""

    seq: int
    kind: str
    at: str
    user: str
    body: Mapping[str, Any]
    previous: str
    hash: str


def entry_hash(seq: int, kind: str, at: str, user: str, body: str, previous: str) -> str:
    """The hash of an entry, over all that it says and the hash before it."""
    return sha(json.dumps([seq, kind, at, user, body, previous]).encode())


class Journal:
    """An append-only list of decisions and runs, in SQLite or any database by URL."""

    def __init__(self, url: str) -> None:
        """Open the journal; makes its table if there is none."""
        self.url = url
        self.engine = sa.create_engine(url)
        if url.startswith("sqlite"):
            sa.event.listen(self.engine, "connect", durable)
        with self.speaking("open"):
            METADATA.create_all(self.engine)

    @classmethod
    def at(cls, path: Path) -> "Journal":
        """The journal in a SQLite file."""
        return cls(f"sqlite:///{path}")

    @contextmanager
    def speaking(self, doing: str) -> Iterator[None]:
        """Turn a database's errors into ours."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            raise RecordError(
                f"cannot {doing} the journal",
                why=str(error.__cause__ or error).splitlines()[0],
                fix="check the disk, then run: dateline verify",
                code="record/journal",
            ) from error

    def append(self, kind: str, body: Mapping[str, Any], *, at: str, user: str = "local") -> int:
        """Add an entry; returns its sequence number. It is on disk when this returns."""
        text = json.dumps(body, sort_keys=True, ensure_ascii=False)
        with self.speaking("write to"), self.engine.begin() as connection:
            last = connection.execute(
                sa.select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
            ).first()
            seq, previous = (last.seq + 1, last.hash) if last else (1, START)
            values = {"seq": seq, "kind": kind, "at": at, "user": user, "body": text}
            digest = entry_hash(seq, kind, at, user, text, previous)
            connection.execute(ENTRIES.insert().values(**values, previous=previous, hash=digest))
        return seq

    def entries(self, *kinds: str) -> Iterator[Entry]:
        """The entries in order, of some kinds or all."""
        query = sa.select(ENTRIES).order_by(ENTRIES.c.seq)
        if kinds:
            query = query.where(ENTRIES.c.kind.in_(kinds))
        with self.speaking("read"), self.engine.connect() as connection:
            for row in connection.execute(query):
                yield Entry(
                    seq=row.seq, kind=row.kind, at=row.at, user=row.user,
                    body=json.loads(row.body), previous=row.previous, hash=row.hash,
                )  # fmt: skip

    def last(self, *kinds: str) -> int:
        """The newest sequence number, of some kinds or all; 0 when there is none."""
        query = sa.select(sa.func.max(ENTRIES.c.seq))
        if kinds:
            query = query.where(ENTRIES.c.kind.in_(kinds))
        with self.speaking("read"), self.engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def faults(self) -> Iterator[str]:
        """What does not hold in the chain, one sentence each."""
        previous, expected = START, 1
        with self.speaking("read"), self.engine.connect() as connection:
            for row in connection.execute(sa.select(ENTRIES).order_by(ENTRIES.c.seq)):
                if row.seq != expected:
                    yield f"journal entry {expected} is missing"
                digest = entry_hash(row.seq, row.kind, row.at, row.user, row.body, row.previous)
                if digest != row.hash:
                    yield f"journal entry {row.seq} was changed after it was written"
                if row.previous != previous:
                    yield f"journal entry {row.seq} does not follow the one before it"
                previous, expected = row.hash, row.seq + 1


def durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Have SQLite write ahead and sync every commit."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
