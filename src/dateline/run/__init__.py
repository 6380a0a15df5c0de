"""The order of the stages, the settings of a project, and the processes that do the work.

A name is imported when it is first asked for: processes are started before anything else, and
load no more than what they need.
"""

from typing import TYPE_CHECKING

from dateline.lazy import finder, homes

if TYPE_CHECKING:
    from dateline.run.clock import now
    from dateline.run.deciding import Decision, decisions, history, judgements_of, waiting
    from dateline.run.freezing import (
        Snapshot,
        freeze,
        is_built,
        open_snapshot,
        snapshot_of,
        snapshots,
        time_in,
    )
    from dateline.run.local import HeadStart, RunReport, Told, code_record
    from dateline.run.offices import sectors_of
    from dateline.run.pipeline import Pipeline
    from dateline.run.progress import Progress, progress_of
    from dateline.run.project import Settings, read_settings
    from dateline.run.review import Change, Settled, Undoing, catch_up, settle, undo
    from dateline.run.stages import STAGES, Stamp, offered, pipeline_of, stamp_of
    from dateline.run.telling import NewClaim, Teller, prepared, tell
    from dateline.run.tryout import Tryout, matcher
    from dateline.run.views import latest_view, mark_of, open_view, short_name

__all__ = [
    "STAGES", "Change", "Decision", "HeadStart", "NewClaim", "Pipeline", "Progress", "RunReport",
    "Settings", "Settled", "Snapshot", "Stamp", "Teller", "Told", "Tryout", "Undoing", "catch_up",
    "code_record", "decisions",
    "freeze", "history", "is_built", "judgements_of", "latest_view", "mark_of", "matcher",
    "now", "offered", "open_snapshot", "open_view", "pipeline_of", "prepared", "progress_of",
    "read_settings", "sectors_of", "settle", "short_name", "snapshot_of", "snapshots",
    "stamp_of", "tell", "time_in", "undo", "waiting",
]  # fmt: skip
HOMES = homes(
    {
        "clock": "now",
        "deciding": "Decision decisions history judgements_of waiting",
        "freezing": "Snapshot freeze is_built open_snapshot snapshot_of snapshots time_in",
        "local": "HeadStart RunReport Told code_record",
        "offices": "sectors_of",
        "pipeline": "Pipeline",
        "progress": "Progress progress_of",
        "project": "Settings read_settings",
        "review": "Change Settled Undoing catch_up settle undo",
        "stages": "STAGES Stamp offered pipeline_of stamp_of",
        "telling": "NewClaim Teller prepared tell",
        "tryout": "Tryout matcher",
        "views": "latest_view mark_of open_view short_name",
    }
)
__getattr__ = finder(__name__, HOMES)
