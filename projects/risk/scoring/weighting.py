"""Many forecasts of one milestone are one observation said often: what each may count for. Pure.

Forecasts of one lead-time bucket count as one together. Errors come from resampling whole projects,
never single forecasts.
Source of the block bootstrap: Davison and Hinkley 1997, Bootstrap methods and their application,
section 2.4 (percentile interval) and 3.8 (clusters as units).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from projects.risk.scoring.coverage import Interval

LEAD_DAYS = (30, 90, 180, 365)
"""Upper ends of the buckets of lead time, in days; a last one holds all beyond."""

RESAMPLES = 2_000
SEED = 20_260_401

Weights = NDArray[np.float64]


def bucket(lead_days: float, *, edges: Sequence[int] = LEAD_DAYS) -> int:
    """Which bucket a lead time falls into: 0 for up to and with the first edge."""
    return bisect_left(edges, lead_days)


def bucket_name(index: int, *, edges: Sequence[int] = LEAD_DAYS) -> str:
    if index == 0:
        return f"up to {edges[0]} days"
    if index == len(edges):
        return f"over {edges[-1]} days"
    return f"{edges[index - 1] + 1} to {edges[index]} days"


def once_each(groups: Sequence[Hashable]) -> Weights:
    """(n,) weights that give every group 1 together, whatever the number of its members."""
    size = Counter(groups)
    return np.array([1 / size[group] for group in groups], dtype=np.float64)


def weighted_mean(values: Sequence[float], weights: Weights) -> float:
    return float(np.average(np.asarray(values, dtype=np.float64), weights=weights))


def interval_by_projects(
    values: Sequence[float], weights: Weights, projects: Sequence[str]
) -> Interval | None:
    """95 % of the weighted mean when the projects are drawn anew, each with all its rows.

    values, weights, projects: one entry a row. None with fewer than two projects, of which nothing
    can be drawn anew. The seed is fixed: the same rows give the same interval.
    """
    names, at = np.unique(np.asarray(projects, dtype=object).astype(str), return_inverse=True)
    if names.size < 2:
        return None
    mass = np.bincount(at, weights=weights)
    total = np.bincount(at, weights=weights * np.asarray(values, dtype=np.float64))
    drawn = np.random.default_rng(SEED).integers(names.size, size=(RESAMPLES, names.size))
    means = total[drawn].sum(axis=1) / mass[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(low=float(low), high=float(high))
