"""What to ask of a record: each function builds a `Query`; `dateline.record` runs it."""

from dateline.analyse.counts import BY, counts
from dateline.analyse.search import Search

__all__ = ["BY", "Search", "counts"]
