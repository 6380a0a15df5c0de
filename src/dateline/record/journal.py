"""The journal: what people decided and which runs there were; appended, hash-chained, synced.

SQLite alone drops a torn tail without a word; every entry carries the hash of the one before it,
so that a missing or changed entry is found. Whoever appends holds the journal alone meanwhile,
against other processes and machines too, so that the chain has one end.
"""

import json
import sqlite3
import time
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dateline.errors import RecordError, StaleError, UsageError
from dateline.record.migrations import check_number, migrate
from dateline.record.schema import sha

START = "0" * 64
# The kinds of entries by which analysts decide.
JUDGEMENT, CORRECTION, VERDICT, TELLING, UNDO = (
    "judgement", "correction", "verdict", "telling", "undo",
)  # fmt: skip
DECIDED = (JUDGEMENT, CORRECTION, VERDICT, TELLING, UNDO)
LOCK = 0x64617465  # of the journal among PostgreSQL's advisory locks; "date" in ASCII
TRIES, PAUSE = 200, 0.05  # seconds between two tries
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
        """Open the journal; makes its tables if there are none.

        Raises:
            UsageError: if there is no such kind of database.
            SchemaError: if a newer Dateline made it.
        """
        self.url = url
        self.engine = engine_of(url)
        weakref.finalize(self, self.engine.dispose)
        with self.speaking("open"):
            with self.engine.connect() as connection:
                current = check_number(connection)
            if not current:
                with self.alone() as connection:
                    migrate(connection)

    @classmethod
    def at(cls, path: Path) -> "Journal":
        """The journal in a SQLite file."""
        return cls(f"sqlite:///{path}")

    @property
    def shown(self) -> str:
        """Where it is, without a password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def speaking(self, doing: str) -> Iterator[None]:
        """Turn a database's errors into ours."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            raise RecordError(
                f"cannot {doing} the journal",
                why=str(error.__cause__ or error).splitlines()[0],
                fix="check the disk or database, then run: dateline verify",
                code="record/journal",
            ) from error

    @contextmanager
    def alone(self) -> Iterator[sa.Connection]:
        """A transaction during which nobody else, in any process, writes to the journal."""
        with self.engine.execution_options(alone=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            yield connection

    def append(
        self, kind: str, body: Mapping[str, Any], *,
        at: str, user: str = "local", after: int | None = None,
    ) -> int:  # fmt: skip
        """Add an entry. It is on disk when this returns.

        Args:
            kind: What it is, in a word.
            body: What it says, as JSON values.
            at: The time, in ISO 8601.
            user: Who says so.
            after: The newest decision that whoever decides has seen; 0 for none, None to add
                whatever came between.

        Returns:
            Its sequence number.

        Raises:
            StaleError: if there is a newer decision than `after`; nothing is added then.
        """
        text = json.dumps(body, sort_keys=True, ensure_ascii=False)
        with self.speaking("write to"), self.alone() as connection:
            if after is not None:
                check_newest(connection, after)
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

    def newest(self) -> int:
        """The sequence number of the newest decision; 0 when there is none."""
        with self.speaking("read"), self.engine.connect() as connection:
            return newest_in(connection)

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


def engine_of(url: str) -> sa.Engine:
    """What speaks to a database, named by its URL.

    Raises:
        UsageError: if it is no such URL, or its driver is not installed.
    """
    try:
        engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except (sa.exc.ArgumentError, ImportError) as error:
        raise UsageError(
            "cannot use that database for the journal",
            why=str(error).splitlines()[0],
            fix="give a URL such as postgresql+psycopg://USER@HOST/NAME; its driver comes with: "
            "pip install 'dateline[postgres]'",
            code="record/journal-url",
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", durable)
        sa.event.listen(engine, "begin", begun)
    return engine


def newest_in(connection: sa.Connection) -> int:
    """The sequence number of the newest decision, as a transaction sees it."""
    decided = ENTRIES.c.kind.in_(DECIDED)
    return connection.execute(sa.select(sa.func.max(ENTRIES.c.seq)).where(decided)).scalar() or 0


def check_newest(connection: sa.Connection, after: int) -> None:
    """Check that nobody has decided anything since.

    Raises:
        StaleError: if somebody has.
    """
    newest = newest_in(connection)
    if newest == after:
        return
    who = connection.execute(sa.select(ENTRIES.c.user).where(ENTRIES.c.seq == newest)).scalar()
    raise StaleError(
        "somebody else decided in between",
        why=f"the newest decision is {newest}, by {who or 'nobody'}; this one was made on {after}",
        fix="look at it again, then decide again; nothing was written",
    )


def begun(connection: sa.Connection) -> None:
    """Begin a transaction of SQLite: one that writes holds the file from its first statement."""
    alone = connection.get_execution_options().get("alone", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")


def durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Have SQLite write ahead and sync every commit; transactions begin where we say so."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    write_ahead(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def write_ahead(cursor: Any) -> None:  # noqa: ANN401 - a driver's cursor
    """Have SQLite write ahead. This alone does not wait for others who open the file, so we do."""
    for _ in range(TRIES - 1):
        with suppress(sqlite3.OperationalError):
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        time.sleep(PAUSE)
    cursor.execute("PRAGMA journal_mode=WAL")
