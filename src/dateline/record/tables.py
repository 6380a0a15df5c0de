"""The Delta tables: a batch is one commit, with an application transaction of its own.

A retry, a second worker or a writer that was killed can neither lose nor double a batch: the
transaction says whether it is there.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from dateline.errors import RecordError

SUMS = "_sums"
LOG = "_delta_log"
COMMITTED = re.compile(r"(\d{20})\.json")  # as the protocol of Delta names a version
TRIES = 20
STDERR = 2
ROWS_A_READ = 2_000


def create_table(path: Path, schema: pa.Schema, partition_by: Sequence[str] = ()) -> None:
    """Make an empty table, if there is none."""
    if not DeltaTable.is_deltatable(str(path)):
        DeltaTable.create(str(path), schema, mode="ignore", partition_by=list(partition_by) or None)
        sync_version(path, 0)


def open_table(path: Path, version: int | None = None) -> DeltaTable:
    """Open a table at a version, the newest if none is named.

    Raises:
        RecordError: if it cannot be read.
    """
    try:
        return DeltaTable(str(path), version=version)
    except (DeltaError, OSError) as error:
        raise RecordError(
            f"cannot read the table {path.name}",
            why=str(error).splitlines()[0],
            fix="run: dateline verify",
            code="record/unreadable-table",
        ) from error


def newest_version(path: Path) -> int:
    """The newest version of a table, by the names in its log: opening it takes far longer.

    Raises:
        RecordError: if there is no table that can be read.
    """
    log = path / LOG
    names = os.listdir(log) if log.is_dir() else []  # noqa: PTH208 - a path each takes five times longer
    versions = [int(one[1]) for one in map(COMMITTED.fullmatch, names) if one]
    return max(versions) if versions else open_table(path).version()


def has_transaction(table: DeltaTable, key: str) -> bool:
    """Whether a batch was committed, by anybody."""
    return table.transaction_version(key) is not None


def commit(path: Path, rows: pa.Table, key: str) -> bool:
    """Append rows as one commit under a transaction key; False if it was there already.

    The files are synced to disk before this returns.

    Raises:
        RecordError: if they could not be written (a full disk, say); nothing was added then.
    """
    for _ in range(TRIES):
        table = open_table(path)
        if has_transaction(table, key):
            return False
        properties = CommitProperties(app_transactions=[Transaction(key, 1)])
        try:
            with unheard():
                write_deltalake(table, rows, mode="append", commit_properties=properties)
        except CommitFailedError:
            continue
        except (DeltaError, OSError) as error:
            raise disk_error(path, error) from error
        for version in range(noted(path) + 1, open_table(path).version() + 1):
            sync_version(path, version)
        return True
    raise RecordError(
        f"could not commit to {path.name}",
        why=f"other writers came first {TRIES} times",
        fix="run the same command again; what was committed is kept",
        code="record/busy",
    )


def disk_error(path: Path, error: Exception) -> RecordError:
    """A failed write, in words."""
    return RecordError(
        f"could not write to the record at {path.parent}",
        why=str(error).splitlines()[0],
        fix="make room or mend the disk, then run the command again; what was committed is kept",
        code="record/write-failed",
    )


@contextmanager
def unheard() -> Iterator[None]:
    """Drop what native code prints: on a full disk deltalake 1.6 adds a panic to its error."""
    held = os.dup(STDERR)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, STDERR)
    os.close(silence)
    try:
        yield
    finally:
        os.dup2(held, STDERR)
        os.close(held)


def sync_version(path: Path, version: int) -> None:
    """Sync the files of a commit to disk, and note their checksums under `_sums`."""
    sums = {}
    for name in commit_files(path, version):
        sync(path / name)
        sync((path / name).parent)
        sums[name] = file_sum(path / name)
    note = path / SUMS / f"{version:020}.json"
    note.parent.mkdir(exist_ok=True)
    fresh = note.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(sums, sort_keys=True), encoding="utf-8")
    sync(fresh)
    fresh.replace(note)
    sync(note.parent)
    sync(path)


def noted(path: Path) -> int:
    """The last version whose checksums were noted; a writer that was killed may leave a gap."""
    notes = [note.stem for note in (path / SUMS).glob("*.json")]
    return max((int(name) for name in notes if name.isdecimal()), default=-1)


def commit_files(path: Path, version: int) -> list[str]:
    """The files of a commit, below the table: its log entry and the data it adds."""
    log = Path(LOG) / f"{version:020}.json"
    lines = (path / log).read_text(encoding="utf-8").splitlines()
    added = [entry["add"]["path"] for line in lines if "add" in (entry := json.loads(line))]
    return [log.as_posix(), *(unquote(name) for name in added)]


def file_sum(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damaged_files(path: Path) -> Iterator[tuple[str, str]]:
    """Files of a table that are missing or not as they were written: name and what is wrong."""
    for note in sorted((path / SUMS).glob("*.json")):
        try:
            sums = json.loads(note.read_text(encoding="utf-8"))
        except ValueError:
            yield f"{SUMS}/{note.name}", "the checksums were changed"
            continue
        for name, expected in sums.items():
            if not (path / name).exists():
                yield name, "is missing"
            elif file_sum(path / name) != expected:
                yield name, "was changed after it was written"


def sync(path: Path) -> None:
    """Sync one file or folder to disk, if it is there."""
    if not path.exists():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def batches(table: DeltaTable, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
    """All rows of a table, some thousands at a time, in a fixed order of files."""
    dataset = table.to_pyarrow_dataset()
    yield from dataset.to_batches(
        columns=list(columns) if columns else None, batch_size=ROWS_A_READ
    )


def rows(table: DeltaTable, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """All rows of a table as plain values."""
    for batch in batches(table, columns):
        yield from batch.to_pylist()


def batches_in(table: DeltaTable, coder: str = "") -> set[str]:
    """The batches that a table holds rows of, or those of one coder.

    A commit is one batch in one file, and the log notes the least and the greatest value of each
    column: no file is opened, unless something put several batches into one, or noted nothing.
    """
    files = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    ours = [one for one in files if not coder or one["partition.coder"] == coder]
    if all(one.get("min.batch") and one["min.batch"] == one["max.batch"] for one in ours):
        return {str(one["min.batch"]) for one in ours}
    mine = ds.field("coder") == coder if coder else None
    found = table.to_pyarrow_dataset().to_table(columns=["batch"], filter=mine)
    return {str(batch) for batch in found["batch"].unique().to_pylist()}


def commit_times(table: DeltaTable) -> pa.Table:
    """When each document was coded by each coder: columns `document`, `coder`, `coded_at`.

    The times are those of the files, as the log of the table has them (Delta's
    `modificationTime`): they are the same in every copy of a record. ISO 8601, in UTC, to the
    second.
    """
    added = pa.table(table.get_add_actions(flatten=True))
    files = zip(
        added["path"].to_pylist(), added["modification_time"].cast(pa.int64()).to_pylist(),
        strict=True,
    )  # fmt: skip
    times = {
        unquote(str(name)): datetime.fromtimestamp(int(at or 0) // 1000, UTC).isoformat(
            timespec="seconds"
        )
        for name, at in files
    }
    found = table.to_pyarrow_dataset().scanner(columns=["document", "coder", "__filename"])
    rows_of = found.to_table()
    at = [times[unquote(str(name))] for name in rows_of["__filename"].to_pylist()]
    return rows_of.drop_columns(["__filename"]).append_column("coded_at", pa.array(at, pa.string()))
