"""Probability integral transform: where in its forecast the outcome fell. Pure.

Over many forecasts of a calibrated model it is even on 0 to 1. A U says that the forecasts are too
narrow, a hump too wide, a slope that they are biased.
Source: Dawid 1984, JRSS A 147(2); ties by half of their mass, as in Czado, Gneiting and Held 2009,
Predictive model assessment for count data, Biometrics 65(4).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from projects.risk.percentiles import Values


def pit_of_draws(draws: Values, outcome: float) -> float:
    """P(T < y) + P(T = y) / 2. draws: (n,), n >= 1. Raises ValueError without draws."""
    values = np.asarray(draws)
    if not values.size:
        raise ValueError("no draws")
    return float((values < outcome).mean() + (values == outcome).mean() / 2)


def pit_of_quantiles(quantiles: Values, outcome: float) -> float:
    """The same from P1 to P99, each standing for the percent around it.

    quantiles: (99,), ascending. Before P1 it is 0.005 and after P99 0.995: more is not known.
    """
    values = np.asarray(quantiles)
    before = int((values < outcome).sum())
    ties = int((values == outcome).sum())
    share = (before + ties / 2 + 0.5) / (values.size + 1)
    return float(share)


def histogram(values: Sequence[float], weights: Sequence[float], *, bins: int = 10) -> list[float]:
    """The share of the weight in each of equal bins of 0 to 1, divided by what is even: 1 is calibrated.

    values: each 0 to 1; a value on an edge belongs to the bin above it, 1 to the last.
    """
    counts: NDArray[np.float64]
    counts, _ = np.histogram(values, bins=bins, range=(0.0, 1.0), weights=weights)
    total = counts.sum()
    return [float(count) * bins / float(total) if total else 0.0 for count in counts]
