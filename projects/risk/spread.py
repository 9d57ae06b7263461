"""What else a forecast says of a milestone beside its percentiles, each with its Monte Carlo error. Pure.

Errors are standard errors of plain sampling. No law is assumed of a percentile, so its error stays true
where dates jump; of a mean it is sd / sqrt(n), of a chance sqrt(p (1 - p) / n). What is shared is stratified
(strata.py), which only takes away from these: they are upper bounds, of a mean over whole runs of
strata.STRATA iterations generous ones. `manage.py bench risk` says by how much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projects.risk.percentiles import percentile, standard_error

Days = NDArray[np.int64]

FIFTHS = tuple(range(5, 100, 5))
"""The percentiles that are told with their errors: P5, P10 ... P95."""

MOST_BARS = 24
_BAR_DAYS = (1, 2, 7, 14, 28, 56, 91, 182, 364)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A figure of a simulation with its Monte Carlo error, in the unit of what was drawn."""

    value: float
    error: float


def mean_of(drawn: NDArray[Any]) -> Estimate:
    """drawn: (n,), n >= 1; the error of a single draw is not known and given as 0."""
    spread = float(drawn.std(ddof=1)) if drawn.size > 1 else 0.0
    return Estimate(value=float(drawn.mean()), error=spread / sqrt(drawn.size))


def percentile_of(drawn: NDArray[Any], level: float) -> Estimate:
    """A percentile of what was drawn, in any order: a value that was drawn, see percentiles.percentile."""
    ordered = np.sort(drawn)
    return Estimate(value=percentile(ordered, level), error=standard_error(ordered, level))


def chance_of(count: int, *, iterations: int) -> Estimate:
    """The share of iterations in which it happened."""
    share = count / iterations
    return Estimate(value=share, error=chance_error(share, iterations=iterations))


def chance_error(share: float, *, iterations: int) -> float:
    return sqrt(share * (1 - share) / iterations)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar of a histogram: the share of iterations that end on one of its days, the last included."""

    first: date
    last: date
    share: float


def histogram(days: Days, *, base: date, starts_on: date) -> tuple[Bar, ...]:
    """Bars of equal length, whole weeks where they can be, MOST_BARS and one more if 364 days suffice.

    days: (n,), days after base, in any order; the 99 percentiles do where the draws are not kept.
    starts_on: the contract start, on which a bar ends, so that each bar is late or in time as a whole.
    """
    first, last = int(days.min()), int(days.max())
    wide = next((d for d in _BAR_DAYS if (last - first) // d < MOST_BARS), _BAR_DAYS[-1])
    begins = first - (first - (starts_on - base).days - 1) % wide
    edges = range(begins, last + wide + 1, wide)
    counts, _ = np.histogram(days, bins=np.array(edges))
    return tuple(
        Bar(
            first=base + timedelta(days=begins),
            last=base + timedelta(days=ends - 1),
            share=int(count) / days.size,
        )
        for (begins, ends), count in zip(pairwise(edges), counts, strict=True)
    )


def quantiles_as_days(quantiles: Sequence[date], *, base: date) -> Days:
    """Percentile dates as draws of equal weight."""
    return np.array([(day - base).days for day in quantiles], np.int64)
