"""The record on disk: Delta tables of what was coded, a journal of decisions, a view to read.

A name is imported when it is first asked for: a process that only codes has no use for the
libraries that read the journal and the view, which take a quarter of a second.
"""

from typing import TYPE_CHECKING

from dateline.lazy import finder, homes

if TYPE_CHECKING:
    from dateline.record.attempts import Attempts
    from dateline.record.batches import Batch, Batches
    from dateline.record.build import Merging, readable
    from dateline.record.carry import carried_over
    from dateline.record.journal import Entry, Journal
    from dateline.record.moments import (
        Moment,
        content_hash,
        has_view,
        moment_at,
        moment_now,
        view_at,
    )
    from dateline.record.moving import move_journal
    from dateline.record.record import Record, find_record
    from dateline.record.schema import arrow_schema, from_row, to_row
    from dateline.record.settle import corrected
    from dateline.record.timelimit import table_within
    from dateline.record.users import RANKS, ROLES, User, Users
    from dateline.record.verifying import Finding, verify
    from dateline.record.view import ORDER, View

__all__ = [
    "ORDER", "RANKS", "ROLES", "Attempts", "Batch", "Batches", "Entry", "Finding", "Journal",
    "Merging", "Moment", "Record", "User", "Users", "View", "arrow_schema", "carried_over",
    "content_hash", "corrected", "find_record", "from_row", "has_view", "moment_at", "moment_now",
    "move_journal", "readable", "table_within", "to_row", "verify", "view_at",
]  # fmt: skip
HOMES = homes(
    {
        "attempts": "Attempts",
        "batches": "Batch Batches",
        "build": "Merging readable",
        "carry": "carried_over",
        "journal": "Entry Journal",
        "moments": "Moment content_hash has_view moment_at moment_now view_at",
        "moving": "move_journal",
        "record": "Record find_record",
        "schema": "arrow_schema from_row to_row",
        "settle": "corrected",
        "timelimit": "table_within",
        "users": "RANKS ROLES User Users",
        "verifying": "Finding verify",
        "view": "ORDER View",
    }
)
__getattr__ = finder(__name__, HOMES)
