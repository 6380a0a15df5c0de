"""Claims to events: which claims tell of one happening, what they agree on, where they differ."""

from dateline.merge.cluster import merge
from dateline.merge.compare import Comparison, Term, compare
from dateline.merge.support import copies

__all__ = ["Comparison", "Term", "compare", "copies", "merge"]
