"""Claims to events: which claims tell of one happening, what they agree on, where they differ."""

from dateline.merge.cluster import RulesMerger, merge
from dateline.merge.compare import Comparison, Term, compare
from dateline.merge.copies import copies
from dateline.merge.stories import grouped, stories

__all__ = ["Comparison", "RulesMerger", "Term", "compare", "copies", "grouped", "merge", "stories"]
