"""A record as it was: versions of its tables, entries of its journal, and a view of just these.

Nothing that a record was is ever lost: tables keep their versions, and the journal is appended to.
So a moment is three numbers, and the view of one can be built again at any time.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from dateline.errors import NotFoundError
from dateline.model import content_id
from dateline.record.build import VIEW_VERSION, Merging, Source, build, stamp_of
from dateline.record.record import Record
from dateline.record.tables import commit_times, newest_version, open_table, rows
from dateline.record.view import View

KEPT = 12  # views of moments that are kept; others are built again when they are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A state of a record: the versions of its two tables, the newest entry of its journal."""

    documents: int
    codings: int
    last: int


def moment_now(record: Record) -> Moment:
    """The record as it is."""
    return Moment(
        documents=newest_version(record.documents_path),
        codings=newest_version(record.codings_path),
        last=record.journal.last(),
    )


def moment_at(record: Record, time: datetime) -> Moment:
    """The record as it was at a time; a whole second counts to its end, as times are kept so.

    Raises:
        NotFoundError: if there was no record then.
    """
    if not time.microsecond:
        time += timedelta(microseconds=999_999)
    versions = [version_at(path, time) for path in (record.documents_path, record.codings_path)]
    if min(versions) < 0:
        raise NotFoundError(
            f"there was no record at {time.isoformat()}", why="it was made later",
            fix="list the snapshots with: dateline snapshots", code="snapshot/too-early",
        )  # fmt: skip
    last = 0
    for entry in record.journal.entries():
        if datetime.fromisoformat(entry.at) <= time:
            last = entry.seq
    return Moment(documents=versions[0], codings=versions[1], last=last)


def version_at(path: Path, time: datetime) -> int:
    """The version that a table had at a time; -1 if there was none."""
    told = open_table(path).history()
    milliseconds = time.timestamp() * 1000
    fit = (int(one["version"]) for one in told if int(one["timestamp"]) <= milliseconds)
    return max(fit, default=-1)


def content_hash(record: Record, moment: Moment, *kinds: str) -> str:
    """A hash over all documents and codings of a moment, and the entries of these kinds.

    It is the same for the same content, in whatever order and files it was written.
    """
    hashed = hashlib.sha256()
    for line in contents(record, moment, kinds):
        hashed.update(line.encode() + b"\n")
    return hashed.hexdigest()


def contents(record: Record, moment: Moment, kinds: tuple[str, ...]) -> Iterator[str]:
    """What is hashed of a moment: digests of rows in their order, then entries."""
    tables = ((record.documents_path, moment.documents), (record.codings_path, moment.codings))
    for path, version in tables:
        table = open_table(path, version)
        yield from sorted(str(row["digest"]) for row in rows(table, ["digest"]))
    yield from record.coders(moment.last)
    for entry in record.journal.entries(*kinds):
        if entry.seq <= moment.last:
            told = [entry.kind, entry.at, entry.user, entry.body]
            yield json.dumps(told, sort_keys=True, ensure_ascii=False)


def view_at(record: Record, moment: Moment, merging: Merging) -> View:
    """The view of a moment, built if it is not there.

    `merging` holds the decisions up to the moment, and no others.
    """
    stamp, path = place_of(record, moment, merging.mark)
    if stamp_of(path) is None:
        documents = open_table(record.documents_path, moment.documents)
        codings = open_table(record.codings_path, moment.codings)
        source = Source(
            documents.to_pyarrow_dataset(), codings.to_pyarrow_dataset(), commit_times(codings),
            record.coders(moment.last), record.problems(moment.last), stamp,
        )  # fmt: skip
        build(path, source, merging)
        clear(path.parent)
    path.touch()
    return View(path)


def has_view(record: Record, moment: Moment, mark: str) -> bool:
    """Whether the view of a moment is there."""
    return stamp_of(place_of(record, moment, mark)[1]) is not None


def place_of(record: Record, moment: Moment, mark: str) -> tuple[str, Path]:
    """What the view of a moment is built from, and its file."""
    stamp = f"{VIEW_VERSION}/{moment.documents}/{moment.codings}/{moment.last}/{mark}"
    return stamp, record.path / "serve" / f"at-{content_id('v', stamp)[2:]}.duckdb"


def clear(folder: Path) -> None:
    """Delete the views of moments that were not asked for longest; open ones stay readable."""
    with suppress(FileNotFoundError):
        found = sorted(folder.glob("at-*.duckdb"), key=lambda path: path.stat().st_mtime)
        for path in found[:-KEPT]:
            path.unlink(missing_ok=True)
