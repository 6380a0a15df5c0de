"""Counts with exposure: rates, their ratios and a log-linear trend, with 95% intervals."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, stdtrit

TAIL = 0.025
NORMAL = 1.959964
ROUNDS = 50
NEAR = 1e-10
Numbers = NDArray[np.float64]


def rate_interval(count: float, exposure: float) -> tuple[float, float]:
    """Exact 95% limits of a Poisson rate (Garwood 1936, Biometrika 28), by gamma quantiles.

    >>> [round(limit, 3) for limit in rate_interval(0, 1)], round(rate_interval(10, 2)[1], 3)
    ([0.0, 3.689], 9.195)
    """
    low = float(gammaincinv(count, TAIL)) if count else 0.0
    return low / exposure, float(gammaincinv(count + 1, 1 - TAIL)) / exposure


def ratio_interval(
    before: tuple[float, float], after: tuple[float, float], dispersion: float = 1
) -> tuple[float, float, float]:
    """The ratio of two rates and its 95% limits: normal on the log scale.

    Each rate is a count with its exposure. Half an event is added to each count, so that none is
    zero (Haldane 1956); the variance of the logarithm is `dispersion` times 1/count + 1/count.
    """
    (one, read_one), (other, read_other) = before, after
    log = np.log((other + 0.5) / read_other) - np.log((one + 0.5) / read_one)
    error = NORMAL * np.sqrt(dispersion * (1 / (one + 0.5) + 1 / (other + 0.5)))
    ratio, low, high = np.exp([log, log - error, log + error])
    return float(ratio), float(low), float(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted log-linear trend: rate = exp(level + slope * time).

    `covariance` is that of level and slope, 2 by 2, dispersion included.
    """

    level: float
    slope: float
    covariance: Numbers
    dispersion: float
    times: Numbers

    @property
    def quantile(self) -> float:
        """Of Student's t, for 95%, with the degrees of freedom left."""
        return float(stdtrit(len(self.times) - 2, 1 - TAIL))

    def slope_interval(self) -> tuple[float, float]:
        """The 95% limits of the slope."""
        error = self.quantile * float(np.sqrt(self.covariance[1, 1]))
        return self.slope - error, self.slope + error

    def rates(self) -> Iterator[tuple[float, float, float]]:
        """For each time the lower limit, the fitted rate and the upper limit."""
        for time in self.times:
            place = np.array([1.0, time])
            error = self.quantile * float(np.sqrt(place @ self.covariance @ place))
            middle = self.level + self.slope * time
            low, rate, high = np.exp([middle - error, middle, middle + error])
            yield float(low), float(rate), float(high)


def fit(counts: Numbers, exposure: Numbers, times: Numbers) -> Fit:
    """Fit a trend by quasi-Poisson regression with a log link.

    The exposure enters as an offset, so that twice the reports mean twice the events at the same
    rate (McCullagh and Nelder 1989, Generalized Linear Models, chapter 6; there by iteratively
    reweighted least squares, as here). The standard errors are widened by the root of Pearson's
    chi-square over the degrees of freedom, where that is over 1: counts of news events vary more
    than a Poisson process. Errors are taken to be independent from period to period.

    Args:
        counts: Events, at least three, of which some are not zero.
        exposure: Reports read, all above zero.
        times: The place of each period in time.
    """
    middle = times.mean()
    design = np.column_stack([np.ones_like(times), times - middle])
    values = np.array([np.log(counts.sum() / exposure.sum()), 0.0])
    weight = exposure * np.exp(design @ values)
    for _ in range(ROUNDS):
        information = design.T @ (design * weight[:, None])
        step = np.linalg.solve(information, design.T @ (counts - weight))
        values = values + step
        weight = exposure * np.exp(design @ values)
        if np.abs(step).max() < NEAR:
            break
    spread = float(((counts - weight) ** 2 / weight).sum() / max(len(counts) - 2, 1))
    dispersion = max(spread, 1.0)
    covariance = dispersion * np.linalg.inv(design.T @ (design * weight[:, None]))
    back = np.array([[1.0, -middle], [0.0, 1.0]])
    return Fit(
        level=float(values[0] - values[1] * middle), slope=float(values[1]),
        covariance=back @ covariance @ back.T, dispersion=dispersion, times=times,
    )  # fmt: skip
