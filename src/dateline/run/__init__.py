"""The order of the stages, the settings of a project, and the processes that do the work."""

from dateline.run.decisions import (
    Decision,
    decide,
    decisions,
    history,
    judgements_of,
    undo,
    waiting,
)
from dateline.run.local import RunReport, Told, code_record
from dateline.run.offices import sectors_of
from dateline.run.pipeline import Pipeline
from dateline.run.project import Settings, read_settings
from dateline.run.stages import STAGES, Stamp, offered, pipeline_of, stamp_of
from dateline.run.tryout import Tryout, matcher
from dateline.run.views import open_view

__all__ = [
    "STAGES", "Decision", "Pipeline", "RunReport", "Settings", "Stamp", "Told", "Tryout",
    "code_record", "decide", "decisions", "history", "judgements_of", "matcher", "offered",
    "open_view", "pipeline_of", "read_settings", "sectors_of", "stamp_of", "undo", "waiting",
]  # fmt: skip
