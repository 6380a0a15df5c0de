"""The record on disk: Delta tables of what was coded, a journal of decisions, a view to read."""

from dateline.record.attempts import Attempts
from dateline.record.build import Merging, readable
from dateline.record.carry import carried_over
from dateline.record.journal import Entry, Journal
from dateline.record.moments import Moment, content_hash, has_view, moment_at, moment_now, view_at
from dateline.record.moving import move_journal
from dateline.record.record import Batch, Record, find_record
from dateline.record.schema import arrow_schema, from_row, to_row
from dateline.record.settle import corrected
from dateline.record.timelimit import table_within
from dateline.record.users import RANKS, ROLES, User, Users
from dateline.record.verify import Finding, verify
from dateline.record.view import ORDER, View

__all__ = [
    "ORDER",
    "RANKS",
    "ROLES",
    "Attempts",
    "Batch",
    "Entry",
    "Finding",
    "Journal",
    "Merging",
    "Moment",
    "Record",
    "User",
    "Users",
    "View",
    "arrow_schema",
    "carried_over",
    "content_hash",
    "corrected",
    "find_record",
    "from_row",
    "has_view",
    "moment_at",
    "moment_now",
    "move_journal",
    "readable",
    "table_within",
    "to_row",
    "verify",
    "view_at",
]
