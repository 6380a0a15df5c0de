"""What to ask of a record: each function builds a `Query`; `dateline.record` runs it."""

from dateline.analyse.attendance import NEEDS as ATTENDED
from dateline.analyse.attendance import attendance
from dateline.analyse.counts import BY, counts
from dateline.analyse.dyads import NEEDS as SIDED
from dateline.analyse.dyads import dyads
from dateline.analyse.scope import ANY, PARTIES, PERIODS, Scope, scale_of, unplaced
from dateline.analyse.search import Search
from dateline.analyse.transfers import GIVING, transfers

__all__ = [
    "ANY",
    "ATTENDED",
    "BY",
    "GIVING",
    "PARTIES",
    "PERIODS",
    "SIDED",
    "Scope",
    "Search",
    "attendance",
    "counts",
    "dyads",
    "scale_of",
    "transfers",
    "unplaced",
]
