"""What came into a record after a mark: a mark names a state of it, as versions, not as a time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow.dataset as ds
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from dateline.errors import UsageError
from dateline.record.record import Record
from dateline.record.tables import open_table
from dateline.record.view import View

MARK = re.compile(r"(\d{1,12})\.(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of a record: the version of its codings, and the last decision in its journal."""

    codings: int
    journal: int

    def __str__(self) -> str:
        """As it stands in an address: `12.7`."""
        return f"{self.codings}.{self.journal}"

    @classmethod
    def of(cls, view: View) -> "Mark":
        """The mark of what a view shows; its stamp begins with the versions it was built from."""
        return cls(int(view.stamp.split("/")[2]), view.last)

    @classmethod
    def read(cls, text: str) -> "Mark":
        """The mark that an address gives.

        Raises:
            UsageError: if it is none.
        """
        found = MARK.fullmatch(text)
        if found is None:
            raise UsageError(
                f"{text!r} is no mark of a record", why="a mark is two numbers, such as 12.7",
                fix="take the one that the start page gives", code="record/no-mark",
            )  # fmt: skip
        return cls(int(found[1]), int(found[2]))


def coded_between(record: Record, old: Mark, new: Mark) -> list[str] | None:
    """The documents that were coded after one mark and up to another.

    Returns:
        Their ids; None where the older state is not known any more, or never was.
    """
    if old.codings == new.codings:
        return []
    path = str(record.codings_path)
    try:
        before = DeltaTable(path, version=old.codings).file_uris()
        after = DeltaTable(path, version=new.codings).file_uris()
    except (DeltaError, OSError):
        return None
    added = sorted(set(after) - set(before))
    if not added:
        return []
    table = ds.dataset(added, format="parquet").to_table(columns=["document"])
    return sorted({str(one) for one in table.column("document").to_pylist()})


def commits(record: Record, most: int) -> list[dict[str, Any]]:
    """The last times that something was coded, newest first: `at` (ISO), and `documents`."""
    found = []
    for entry in open_table(record.codings_path).history(most):
        added = (entry.get("operationMetrics") or {}).get("num_added_rows")
        if entry.get("operation") == "WRITE":
            at = datetime.fromtimestamp(entry["timestamp"] / 1000, UTC)
            found.append({"at": at.isoformat(timespec="seconds"), "documents": added})
    return found
