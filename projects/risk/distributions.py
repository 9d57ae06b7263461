"""Laws by their quantile function: one uniform number in, one value out. Pure.

Every law here rises with its uniform, so that the same number means the same luck before and after
a fact changes the law.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from sites.uncertainty import ThreePoint

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_NEVER_QUITE = 1e-12
"""A normal quantile of exactly 0 would be minus infinity; one number in 2**53 is."""

_PARTS = 1 << 12
"""Of 0 to 1, for each of which a count is looked up; a power of two, so that none is rounded."""


def triangular(u: Floats, points: ThreePoint) -> Floats:
    """Triangular on optimistic, likely, pessimistic; exact. u: any shape; returns the same shape."""
    width = _width(points)
    if not width:
        return np.full(u.shape, float(points.likely))
    mode = (points.likely - points.optimistic) / width
    rising = np.sqrt(u * mode)
    falling = 1 - np.sqrt((1 - u) * (1 - mode))
    return points.optimistic + width * np.where(u < mode, rising, falling)


def log_normal(u: Floats, *, median: float, log_sd: float) -> Floats:
    """Log-normal by its median and the sd of its logarithm; u and the result of one shape."""
    if not log_sd:
        return np.full(u.shape, median)
    return median * np.exp(log_sd * standard_normal(u))


def standard_normal(u: Floats) -> Floats:
    return ndtri(np.clip(u, _NEVER_QUITE, 1 - _NEVER_QUITE))


def negative_binomial(u: Floats, *, mean: float, dispersion: float, most: int) -> Counts:
    """Counts with this mean and variance mean + mean**2 / dispersion, cut off at most.

    u: any shape; returns int64 of the same shape. Source: DOMAIN.md G.2 (dispersion k = 3).
    """
    if not mean:
        return np.zeros(u.shape, np.int64)
    below, table = _looked_up(mean, dispersion, most)
    counts: Counts = table.take((u * _PARTS).astype(np.intp))
    torn = counts < 0
    counts[torn] = np.searchsorted(below, u[torn], side="right")
    return counts


@lru_cache(maxsize=256)
def _looked_up(mean: float, dispersion: float, most: int) -> tuple[Floats, Counts]:
    """The chance of each count or less; and the count in each part of 0 to 1, -1 where it changes."""
    chance = np.empty(most)
    chance[0] = (dispersion / (dispersion + mean)) ** dispersion
    for count in range(1, most):
        odds = (dispersion + count - 1) / count * mean / (dispersion + mean)
        chance[count] = chance[count - 1] * odds
    below = np.cumsum(chance)
    at_edge = np.searchsorted(below, np.arange(_PARTS + 2) / _PARTS, side="right")
    return below, np.where(at_edge[:-1] == at_edge[1:], at_edge[:-1], -1)


def _width(points: ThreePoint) -> float:
    if not points.optimistic <= points.likely <= points.pessimistic:
        raise ValueError(
            f"three points out of order: {points.optimistic}, {points.likely}, {points.pessimistic}"
        )
    return points.pessimistic - points.optimistic
