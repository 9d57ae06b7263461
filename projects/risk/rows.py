"""Laws as rows of 256 cells in whole numbers: one random word in, one duration out. Pure.

A row holds a quantile function at 257 levels, in 1/256 of a minute, and is read straight from each to
the next. Whole numbers give the same bits on any machine, in any order, and however many are worked
at once. Values lie below 2**32 / 256 minutes, which is 31 years of work by day and night.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

from projects.risk.philox import Words
from projects.schedule.calendars import Minutes
from sites.uncertainty import ThreePoint

Floats = NDArray[np.float64]
Nodes = NDArray[np.uint32]

CELLS = 256
PARTS = 256
"""Of a minute: the unit of a row's values."""

MOST_MINUTES = 2**32 // PARTS - 1
SLOWEST = 1 << 16
"""The unit of a factor: 1/65,536."""

_MODES = 65


def rows_of(points: Sequence[ThreePoint]) -> Nodes:
    """BetaPERT rows, (n, 257): alpha = 1 + 4 (likely - optimistic) / (pessimistic - optimistic).

    points: minutes, 0 <= optimistic <= likely <= pessimistic <= MOST_MINUTES. Mean within 0.02 % and sd
    within 0.1 % of the exact law (tests/projects/risk/test_rows.py). Raises ValueError on others.
    Source: Malcolm et al. 1959; the shape parameters as in Vose, Risk Analysis, 3rd ed., 2008.
    """
    low = np.array([each.optimistic for each in points], float)
    likely = np.array([each.likely for each in points], float)
    high = np.array([each.pessimistic for each in points], float)
    disordered = np.flatnonzero(~((low <= likely) & (likely <= high)))
    if disordered.size:
        raise ValueError(f"three points out of order: {points[disordered[0]]}")
    width = high - low
    modes = np.divide(likely - low, width, out=np.full_like(width, 0.5), where=width > 0)
    return in_parts(low[:, np.newaxis] + width[:, np.newaxis] * beta_nodes(modes))


def in_parts(minutes: Floats) -> Nodes:
    """(n, 257) minutes, ascending in each row, as rows. Raises ValueError past MOST_MINUTES."""
    if minutes.size and minutes.max() > MOST_MINUTES:
        raise ValueError(f"a duration of {minutes.max():,.0f} minutes is longer than 31 years")
    values = np.rint(np.maximum(minutes, 0) * PARTS).astype(np.uint32)
    return np.maximum.accumulate(values, axis=1)


def read(row: Nodes, words: Words) -> Minutes:
    """Values of a row, in 1/256 minutes: (n,) int64. words: (n,), 32 random bits each."""
    cell = (words >> np.uint64(24)).astype(np.intp)
    begins = row[cell].astype(np.uint64)
    rise = (row[cell + 1] - begins) * (words & np.uint64(0xFFFFFF)) >> np.uint64(24)
    return (begins + rise).astype(np.int64)


def beta_nodes(modes: Floats) -> Floats:
    """Nodes of BetaPERT laws on 0 to 1: (n, 257), from those of 65 modes by cubic interpolation.

    modes: (n,), 0 to 1. Computed for each mode alone, ten thousand activities took seconds.
    """
    table = _nodes_by_mode()
    place = np.clip(modes, 0, 1) * (_MODES - 1)
    at = np.clip(place.astype(np.intp), 1, _MODES - 3)
    t = (place - at)[:, np.newaxis]
    weights = (
        -t * (t - 1) * (t - 2) / 6,
        (t + 1) * (t - 1) * (t - 2) / 2,
        -(t + 1) * t * (t - 2) / 2,
        (t + 1) * t * (t - 1) / 6,
    )
    found: Floats = sum(
        (weight * table[at + step] for step, weight in enumerate(weights, start=-1)),
        start=np.zeros((len(modes), CELLS + 1)),
    )
    return found


@lru_cache(maxsize=1)
def _nodes_by_mode() -> Floats:
    """The quantile is steep at both ends, where a straight line between nodes would fatten the tails
    (sd + 1.4 % in RISK.md 3.1): the outermost nodes are moved so that the end cells keep their mean.
    """
    modes = np.linspace(0, 1, _MODES)[:, np.newaxis]
    alpha, beta = 1 + 4 * modes, 5 - 4 * modes
    nodes = np.asarray(betaincinv(alpha, beta, np.arange(CELLS + 1) / CELLS), np.float64)
    mean_below = alpha / (alpha + beta) * betainc(alpha + 1, beta, nodes)
    nodes[:, 0] = 2 * CELLS * mean_below[:, 1] - nodes[:, 1]
    nodes[:, -1] = 2 * CELLS * (mean_below[:, -1] - mean_below[:, -2]) - nodes[:, -2]
    return nodes
