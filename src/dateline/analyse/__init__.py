"""What to ask of a record: functions that build a `Query`, which `dateline.record` runs.

What is computed from the answers is in `MEASURES`.
"""

from dateline.analyse.attendance import NEEDS as ATTENDED
from dateline.analyse.attendance import attendance
from dateline.analyse.cited import BY as CITED_BY
from dateline.analyse.cited import KINDS as SOURCE_KINDS
from dateline.analyse.cited import Cited
from dateline.analyse.counts import BY, counts
from dateline.analyse.dyads import NEEDS as SIDED
from dateline.analyse.dyads import dyads, edges
from dateline.analyse.filters import checked_filters
from dateline.analyse.measures import MEASURES, measure
from dateline.analyse.scope import ANY, PARTIES, PERIODS, Scope, scale_of, unplaced
from dateline.analyse.search import Search
from dateline.analyse.series import QUADS, coverage, series
from dateline.analyse.transfers import GIVING, transfers

__all__ = [
    "ANY",
    "ATTENDED",
    "BY",
    "CITED_BY",
    "GIVING",
    "MEASURES",
    "PARTIES",
    "PERIODS",
    "QUADS",
    "SIDED",
    "SOURCE_KINDS",
    "Cited",
    "Scope",
    "Search",
    "attendance",
    "checked_filters",
    "counts",
    "coverage",
    "dyads",
    "edges",
    "measure",
    "scale_of",
    "series",
    "transfers",
    "unplaced",
]
