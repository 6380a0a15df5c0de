"""Who says so and how surely: sources, cues, quotes, factuality, assessments."""

from dateline.attribute.attributor import CueAttributor
from dateline.attribute.certainty import Certainty, Verdict
from dateline.attribute.finder import Finder
from dateline.attribute.relation import Relation
from dateline.attribute.trial import fired

__all__ = ["Certainty", "CueAttributor", "Finder", "Relation", "Verdict", "fired"]
