"""Where the rate of a series of counts changes: the best segmentation under a Poisson cost."""

import numpy as np
from numpy.typing import NDArray

SHORTEST = 2
Numbers = NDArray[np.float64]


def changes(counts: Numbers, exposure: Numbers) -> list[int]:
    """The places at which a new level begins.

    The segmentation with the least cost that PELT finds too (Killick, Fearnhead and Eckley 2012,
    JASA 107), by the recursion of Jackson et al. (2005, IEEE Signal Processing Letters 12) that
    PELT prunes. The cost of a stretch is minus twice the log-likelihood of one Poisson rate with
    exposure, over the dispersion; a change has to better it by 2 log n, the penalty of BIC for a
    place and a level. A level lasts two periods or more.

    Args:
        counts: Events in each period.
        exposure: Reports read in each, all above zero.
    """
    size = len(counts)
    penalty = 2 * np.log(size)
    dispersion = dispersion_of(counts, exposure)
    counted = np.concatenate([[0.0], np.cumsum(counts)])
    read = np.concatenate([[0.0], np.cumsum(exposure)])
    best = np.full(size + 1, np.inf)
    best[0] = -penalty
    begun = np.zeros(size + 1, dtype=int)
    for end in range(SHORTEST, size + 1):
        starts = slice(0, end - SHORTEST + 1)
        cost = best[starts] + penalty + deviance(
            counted[end] - counted[starts], read[end] - read[starts]
        ) / dispersion  # fmt: skip
        begun[end] = int(np.argmin(cost))
        best[end] = cost[begun[end]]
    found = []
    end = int(begun[size])
    while end > 0:
        found.append(end)
        end = int(begun[end])
    return found[::-1]


def deviance(counts: Numbers, exposure: Numbers) -> Numbers:
    """Minus twice the log-likelihood of stretches, without what all segmentations share."""
    told = np.maximum(counts, 1e-300)
    cost: Numbers = np.where(counts > 0, -2 * counts * np.log(told / exposure), 0.0)
    return cost


def dispersion_of(counts: Numbers, exposure: Numbers) -> float:
    """How much more neighbouring counts differ than a Poisson process lets them; at least 1.

    The chi-square that compares the rates of two neighbours, over all pairs, each weighted by
    its events; the level, and a few changes of it, do not count (after the difference-based
    variance of Rice 1984, Annals of Statistics 12).
    """
    one, other = counts[:-1], counts[1:]
    read_one, read_other = exposure[:-1], exposure[1:]
    total = float((one + other).sum())
    if not total:
        return 1.0
    difference = (one * read_other - other * read_one) ** 2 / (read_one * read_other)
    return max(float(difference.sum()) / total, 1.0)
