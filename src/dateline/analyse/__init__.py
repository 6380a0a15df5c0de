"""What to ask of a record: each function builds a `Query`; `dateline.record` runs it."""

from dateline.analyse.cited import BY as CITED_BY
from dateline.analyse.cited import KINDS as SOURCE_KINDS
from dateline.analyse.cited import Cited
from dateline.analyse.counts import BY, counts
from dateline.analyse.search import Search

__all__ = ["BY", "CITED_BY", "SOURCE_KINDS", "Cited", "Search", "counts"]
