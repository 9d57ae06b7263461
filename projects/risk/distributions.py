"""Laws by their quantile function: one uniform number in, one value out. Pure.

Every law here rises with its uniform, so that the same number means the same luck before and after
a fact changes the law.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, ndtri

from sites.uncertainty import ThreePoint

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

CELLS = 256
_NEVER_QUITE = 1e-12
"""A normal quantile of exactly 0 would be minus infinity; one number in 2**53 is."""


def beta_pert(u: Floats, points: ThreePoint) -> Floats:
    """BetaPERT: alpha = 1 + 4 (likely - optimistic) / (pessimistic - optimistic), beta likewise.

    u: uniform, any shape; returns the same shape in the unit of points. Read from a table of 256
    cells: mean within 0.02 % and sd within 0.1 % of the exact law (tests/projects/risk), values
    outside the two ends by less than 1 % of the range. Raises ValueError on points out of order.
    Source: Malcolm et al. 1959; the shape parameters as in Vose, Risk Analysis, 3rd ed., 2008.
    """
    width = _width(points)
    if not width:
        return np.full(u.shape, float(points.likely))
    table, rise = _beta_pert_table((points.likely - points.optimistic) / width)
    place = u * CELLS
    cell = place.astype(np.intp)
    place -= cell
    place *= rise.take(cell)
    place += table.take(cell)
    place *= width
    place += points.optimistic
    return place


@lru_cache(maxsize=8192)
def _beta_pert_table(mode: float) -> tuple[Floats, Floats]:
    """Value at the start of each cell, and the rise over it, for the law on 0 to 1 with this mode.

    The quantile is steep at both ends, where a straight line between nodes would fatten the tails
    (sd + 1.4 % in RISK.md 3.1): the outermost nodes are moved so that the end cells keep their mean.
    """
    alpha, beta = 1 + 4 * mode, 5 - 4 * mode
    nodes = betaincinv(alpha, beta, np.arange(CELLS + 1) / CELLS)
    mean_below = alpha / (alpha + beta) * betainc(alpha + 1, beta, nodes)
    nodes[0] = 2 * CELLS * mean_below[1] - nodes[1]
    nodes[-1] = 2 * CELLS * (mean_below[-1] - mean_below[-2]) - nodes[-2]
    return nodes[:-1], np.diff(nodes)


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
    chance = np.empty(most)
    chance[0] = (dispersion / (dispersion + mean)) ** dispersion
    for count in range(1, most):
        odds = (dispersion + count - 1) / count * mean / (dispersion + mean)
        chance[count] = chance[count - 1] * odds
    return np.searchsorted(np.cumsum(chance), u, side="right")


def _width(points: ThreePoint) -> float:
    if not points.optimistic <= points.likely <= points.pessimistic:
        raise ValueError(
            f"three points out of order: {points.optimistic}, {points.likely}, {points.pessimistic}"
        )
    return points.pessimistic - points.optimistic
