"""Claims to events: which claims tell of one happening, what they agree on, where they differ."""

from dateline.merge.cluster import Clustering, Join
from dateline.merge.compare import Comparison, Term, compare
from dateline.merge.copies import copies
from dateline.merge.merger import RulesMerger, merge
from dateline.merge.series import Series, series
from dateline.merge.stories import grouped, stories

__all__ = [
    "Clustering",
    "Comparison",
    "Join",
    "RulesMerger",
    "Series",
    "Term",
    "compare",
    "copies",
    "grouped",
    "merge",
    "series",
    "stories",
]
