"""Bins with far more events than those before them: a plain rule, no forecast."""

from collections.abc import Sequence
from math import sqrt
from statistics import median

BEFORE = 26
ENOUGH = 8
LEAST = 5
FAR = 3.5
TO_SIGMA = 1.4826


def unusual(counts: Sequence[int]) -> dict[int, tuple[float, float]]:
    """The bins that stand out, with what was usual before and how many spreads they are above.

    A bin stands out if it has five events or more and lies at least 3.5 spreads above the median
    of the 26 bins before it (Iglewicz and Hoaglin 1993, "How to detect and handle outliers"). The
    spread is 1.4826 times the median absolute deviation, which is the standard deviation of a
    normal distribution; at least the square root of the median, as counts vary by so much on
    their own, and at least one event. The first eight bins have too little before them.

    >>> unusual([2, 3, 2, 1, 2, 3, 2, 2, 3, 12, 2])
    {9: (2, 7.1)}

    Args:
        counts: Events of bins that follow each other, zeros among them.
    """
    found = {}
    for i in range(ENOUGH, len(counts)):
        if counts[i] < LEAST:
            continue
        before = counts[max(0, i - BEFORE) : i]
        usual = median(before)
        deviation = median(abs(one - usual) for one in before)
        far = (counts[i] - usual) / max(TO_SIGMA * deviation, sqrt(usual), 1)
        if far >= FAR:
            found[i] = (usual, round(far, 1))
    return found
