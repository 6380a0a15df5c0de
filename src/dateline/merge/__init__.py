"""Claims to events: which claims tell of one happening, what they agree on, where they differ.

`dateline.merge.stories` is imported by itself: its libraries take a third of a second.
"""

from dateline.merge.cluster import Clustering, Join
from dateline.merge.compare import Comparison, Term, compare
from dateline.merge.copies import copies
from dateline.merge.joined import Reason, reasons
from dateline.merge.merger import RulesMerger, merge
from dateline.merge.once import Once, counted_once
from dateline.merge.series import Series, series

__all__ = [
    "Clustering",
    "Comparison",
    "Join",
    "Once",
    "Reason",
    "RulesMerger",
    "Series",
    "Term",
    "compare",
    "copies",
    "counted_once",
    "merge",
    "reasons",
    "series",
]
