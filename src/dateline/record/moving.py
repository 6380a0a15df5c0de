"""Moving a journal, with the accounts beside it, into another database."""

import sqlalchemy as sa
import tomlkit

from dateline.errors import UsageError
from dateline.record.journal import ENTRIES, Journal
from dateline.record.record import SETTINGS, Record
from dateline.record.users import ACCOUNT


def move_journal(record: Record, url: str) -> int:
    """Copy a record's journal into an empty database, and have the record use that.

    The old journal stays as it is, and is no longer read.

    Returns:
        How many entries there are.

    Raises:
        UsageError: if the database holds a journal with entries, or the one that is left.
        RecordError: if it cannot be reached.
        RecordLockedError: if reports are being coded.
    """
    with record.lock():
        old, new = record.journal, Journal(url)
        with old.speaking("read"), old.alone() as here, new.alone() as there:
            rows = [dict(row._mapping) for row in here.execute(sa.select(ENTRIES))]  # noqa: SLF001 - public in spite of its name
            people = [dict(row._mapping) for row in here.execute(sa.select(ACCOUNT))]  # noqa: SLF001 - as above
            if there.execute(sa.select(sa.func.count()).select_from(ENTRIES)).scalar():
                raise UsageError(
                    "there is a journal in that database already",
                    why=f"{new.shown} has entries; a record has a database of its own",
                    fix="make an empty one, as with: createdb NAME", code="record/journal-in-use",
                )  # fmt: skip
            for table, found in ((ENTRIES, rows), (ACCOUNT, people)):
                if found:
                    there.execute(sa.insert(table), found)
    path = record.path / SETTINGS
    settings = tomlkit.parse(path.read_text(encoding="utf-8"))
    settings["journal"] = url
    fresh = path.with_name(f"{SETTINGS}.new")
    fresh.write_text(tomlkit.dumps(settings), encoding="utf-8")
    fresh.replace(path)
    return len(rows)
