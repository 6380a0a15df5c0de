"""How doubtful a claim is: what an analyst had better look at first.

Doubt adds up, 0 to 2: what the score lacks of 1; a quarter where the classifier does not bear the
pattern out (its mark in `pattern`), or told it alone; a half where the claims of the event
contradict each other; a quarter where it is told as neither certain nor denied.
"""

from dateline.model.claim import Claim, Factuality
from dateline.model.marks import Mark

CERTAIN = (Factuality.CERTAIN, Factuality.CERTAINLY_NOT)
UNSUPPORTED, CONTRADICTED, UNSURE = 0.25, 0.5, 0.25


def doubt_of(claim: Claim, *, contradicted: bool) -> float:
    """The doubt of a claim, of an event whose claims contradict each other or not."""
    doubted = Mark.read(claim.pattern).is_doubted
    doubt = 1 - claim.score + UNSUPPORTED * doubted + CONTRADICTED * contradicted
    return round(doubt + UNSURE * (claim.factuality not in CERTAIN), 6)
