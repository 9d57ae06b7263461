"""Several sites as one draw: their iterations side by side, for questions that no site answers alone. Pure.

Sites are simulated apart, on any worker. As random numbers belong to names and not to runs (RISK.md 4h),
a supplier's incident has the same draw at every site in iteration k, so row k of one site and row k of
another are one world. Arrays: days (n_tranches, n_iterations), whole days on one calendar for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.percentiles import percentile
from projects.risk.spread import Estimate, chance_of

Days = NDArray[np.int64]
Late = NDArray[np.bool_]


def late_ones(days: Days, starts: Days) -> Late:
    """Which tranche is late in which iteration. starts: (n_tranches,), the contract starts.

    Ready on the contract start is in time. Returns (n_tranches, n_iterations).
    """
    return days > starts[:, np.newaxis]


def chances_of_at_least(late: Late) -> tuple[Estimate, ...]:
    """The chance that at least k tranches are late in one world, for k from 1 to n_tranches."""
    tranches, iterations = late.shape
    counts = np.bincount(late.sum(axis=0), minlength=tranches + 1)
    reached = counts[::-1].cumsum()[::-1]
    return tuple(chance_of(int(n), iterations=iterations) for n in reached[1:])


def chances_if_apart(late: Late) -> tuple[float, ...]:
    """The same for tranches with the same chances that had nothing in common: what is shared shows beside it.

    The law of a sum of independent yes-or-no draws (Poisson binomial), convolved one by one.
    """
    law = np.ones(1)
    for chance in late.mean(axis=1):
        law = np.convolve(law, [1 - chance, chance])
    return tuple(float(share) for share in law[::-1].cumsum()[::-1][1:])


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Power ready by a day, in hundredths of a MW. low: reached or passed with a chance of 90 in 100.

    low, middle, high: the 10th, 50th and 90th percentile of the worlds.
    """

    on: int
    low: int
    middle: int
    high: int


def ready_by(days: Days, hundredths: Days, on: Sequence[int]) -> tuple[Ready, ...]:
    """The power that is ready by each of some days, in ascending order.

    hundredths: (n_tranches,) of each tranche. A tranche adds its power on the first of these days that it
    is ready by, so the work grows with tranches and not with tranches times days.
    """
    each = np.arange(days.shape[1])
    power = np.zeros((len(on) + 1, days.shape[1]), np.int64)
    for ready_on, share in zip(days, hundredths, strict=True):
        power[np.searchsorted(on, ready_on), each] += share
    ordered = np.sort(power[:-1].cumsum(axis=0), axis=1)
    return tuple(_ready(day, row) for day, row in zip(on, ordered, strict=True))


def _ready(day: int, ordered: Days) -> Ready:
    low, middle, high = (int(percentile(ordered, level)) for level in (0.1, 0.5, 0.9))
    return Ready(on=day, low=low, middle=middle, high=high)
