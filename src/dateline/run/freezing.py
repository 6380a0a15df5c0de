"""Snapshots: a record as it is now, under a name by which it can be cited and read for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline.errors import NotFoundError, UsageError, did_you_mean
from dateline.model import Lexicon
from dateline.record import (
    Entry,
    Moment,
    Record,
    View,
    content_hash,
    has_view,
    moment_at,
    moment_now,
    view_at,
)
from dateline.record.journal import DECIDED
from dateline.run.views import mark_of, merging_of

SNAPSHOT = "snapshot"
CHARACTERS = 12  # of the hash that name a snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A record frozen: its `id` begins its `hash`, which is over documents, codings, decisions.

    `decision` is the number of the last decision in it, 0 for none. `mark` names the merger and
    lexicon of then: with others the same claims may be put together otherwise. A time that was
    asked for is a snapshot without hash and user.
    """

    id: str
    at: str
    user: str
    message: str
    moment: Moment
    decision: int
    hash: str
    mark: str


def freeze(
    record: Record, lexicon: Lexicon, *, message: str, user: str, at: str
) -> tuple[Snapshot, bool]:
    """Freeze the record as it is; the snapshot, and whether it is a new one.

    A record in which nothing has changed since a snapshot has that already.
    """
    moment = moment_now(record)
    hashed = content_hash(record, moment, *DECIDED)
    mark = mark_of(lexicon)
    same = (one for one in snapshots(record) if (one.hash, one.mark) == (hashed, mark))
    if known := next(same, None):
        return known, False
    body = {
        "documents": moment.documents, "codings": moment.codings, "last": moment.last,
        "decision": record.journal.newest(), "hash": hashed, "mark": mark,
        "message": message,
    }  # fmt: skip
    record.journal.append(SNAPSHOT, body, at=at, user=user)
    return snapshots(record)[-1], True


def snapshots(record: Record) -> list[Snapshot]:
    """All snapshots of a record, oldest first."""
    found: list[Snapshot] = []
    names: set[str] = set()
    for entry in record.journal.entries(SNAPSHOT):
        one = snapshot_from(entry, names)
        names.add(one.id)
        found.append(one)
    return found


def snapshot_from(entry: Entry, taken: set[str]) -> Snapshot:
    """An entry of the journal as the snapshot it is.

    The same content under another lexicon has a longer name.
    """
    body: Mapping[str, Any] = entry.body
    hashed, length = str(body["hash"]), CHARACTERS
    while hashed[:length] in taken:
        length += 1
    moment = Moment(documents=body["documents"], codings=body["codings"], last=body["last"])
    return Snapshot(
        id=hashed[:length], at=entry.at, user=entry.user, message=body["message"], moment=moment,
        decision=body["decision"], hash=hashed, mark=body["mark"],
    )  # fmt: skip


def snapshot_of(record: Record, name: str) -> Snapshot:
    """The snapshot of a name, or the record as it was at a time (ISO 8601; UTC without offset).

    Raises:
        NotFoundError: if there is none, or no record at that time.
        UsageError: if the time is still to come.
    """
    found = snapshots(record)
    if known := next((one for one in found if one.id == name), None):
        return known
    time = time_in(name)
    if time is None:
        names = [one.id for one in found]
        raise NotFoundError(
            f"there is no snapshot {name!r}",
            why=f"there are {', '.join(names) or 'none'}{did_you_mean(name, names)}; "
            "a time is written like 2026-01-31T12:00:00Z",
            fix="make one with: dateline snapshot", code="snapshot/none",
        )  # fmt: skip
    if time > datetime.now(UTC):
        raise UsageError(
            f"{name} is still to come", why="the record can be read as it was, or is",
            fix="give an earlier time", code="snapshot/to-come",
        )  # fmt: skip
    moment = moment_at(record, time)
    seqs = [one.seq for one in record.journal.entries(*DECIDED)]
    return Snapshot(
        id=time.isoformat(timespec="seconds").replace("+00:00", "Z"), at=time.isoformat(),
        user="", message="", moment=moment, hash="", mark="",
        decision=max((seq for seq in seqs if seq <= moment.last), default=0),
    )  # fmt: skip


def time_in(said: str) -> datetime | None:
    """The time that a text is, in UTC; None if it is none."""
    try:
        told = datetime.fromisoformat(said.strip().replace(" ", "+"))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def open_snapshot(record: Record, lexicon: Lexicon, snapshot: Snapshot) -> View:
    """The view of a snapshot, built if it is not there: as then, but for the lexicon of now."""
    merging = merging_of(record, lexicon, snapshot.moment.last)
    return view_at(record, snapshot.moment, merging)


def is_built(record: Record, lexicon: Lexicon, snapshot: Snapshot) -> bool:
    """Whether the view of a snapshot is there."""
    return has_view(record, snapshot.moment, mark_of(lexicon))
