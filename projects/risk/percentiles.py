"""What a sample of finishes says, and how sure of it one may be. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
"""Numbers of one unit: whole minutes, or days."""


_SPREADS = 4
"""To so many sd of rank either side: at 16,384 draws and P80, one in eighty of them."""


def percentile(ordered: Values, level: float) -> float:
    """The value at rank ceil(n * level), counted from 1: one that was drawn, never between two.

    ordered: (n,), ascending. level: 0 to 1. A date between two draws might be no working day, and
    the share of draws at or before this one is at least `level`, which is what "P80" promises.
    Source: Hyndman and Fan 1996, definition 1 (the inverse of the empirical distribution).
    """
    return float(ordered[_rank(ordered.size, level) - 1])


def standard_error(ordered: Values, level: float) -> float:
    """Monte Carlo error of a percentile, from the order statistics some sd of rank either side.

    ordered: (n,), ascending. In the unit of ordered. No law is assumed, so it stays true at jumps. One sd
    of rank alone may lie within one working day, before a night in which nothing ends, and would tell of
    that day and not of the dates around it. It is the error of plain sampling, and so an upper bound
    where what is shared is stratified.
    """
    spread = np.sqrt(ordered.size * level * (1 - level))
    low = _clipped(ordered.size, ordered.size * level - _SPREADS * spread)
    high = _clipped(ordered.size, ordered.size * level + _SPREADS * spread)
    if low == high:
        return 0.0
    return float(ordered[high - 1] - ordered[low - 1]) * float(spread) / (high - low)


def _rank(count: int, level: float) -> int:
    # 100 * 0.07 is 7.000000000000001 in floating point, and must be rank 7.
    return _clipped(count, round(count * level, 9))


def _clipped(count: int, rank: float) -> int:
    return min(max(int(np.ceil(rank)), 1), count)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Mean, sd and percentiles of one milestone, in the unit of the values summed up."""

    mean: float
    sd: float
    p10: float
    p50: float
    p80: float
    p90: float


def summary(values: Values) -> Summary:
    """values: (n,), any order, n >= 1; sd with divisor n - 1, 0 for one value."""
    ordered = np.sort(values)
    return Summary(
        mean=float(ordered.mean()),
        sd=float(ordered.std(ddof=1)) if ordered.size > 1 else 0.0,
        p10=percentile(ordered, 0.1),
        p50=percentile(ordered, 0.5),
        p80=percentile(ordered, 0.8),
        p90=percentile(ordered, 0.9),
    )
