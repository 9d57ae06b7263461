"""Brier score of a chance, and whether chances mean what they say. Pure.

Source: Brier 1950, Monthly Weather Review 78(1); reliability bins after Murphy 1973, J. Appl.
Meteorology 12(4), whose three terms add to the score where every bin holds one chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def brier(chance: float, *, happened: bool) -> float:
    """Squared distance of a chance from what came: 0 best, 1 worst, 0.25 for a coin that is tossed."""
    if not 0 <= chance <= 1:
        raise ValueError(f"{chance} is no chance")
    return (chance - happened) ** 2


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """Of the forecasts whose chance fell into one bin. n: how many. weight: of all, 0 to 1.

    said: their mean chance. happened: the share in which it came. None where the bin is empty.
    """

    low: float
    high: float
    n: int
    weight: float
    said: float | None
    happened: float | None


def reliability(
    chances: Sequence[float],
    happened: Sequence[bool],
    weights: Sequence[float],
    *,
    bins: int = 5,
) -> list[Reliability]:
    """Equal bins of 0 to 1; a chance on an edge belongs to the bin above it, 1 to the last."""
    said, came = np.asarray(chances, dtype=float), np.asarray(happened, dtype=float)
    weight = np.asarray(weights, dtype=float)
    into = np.minimum((said * bins).astype(int), bins - 1)
    total = float(weight.sum()) or 1.0
    return [
        _bin(index / bins, (index + 1) / bins, said[at], came[at], weight[at], total)
        for index, at in ((index, into == index) for index in range(bins))
    ]


def _bin(
    low: float,
    high: float,
    said: Floats,
    came: Floats,
    weight: Floats,
    total: float,
) -> Reliability:
    mass = float(weight.sum())
    return Reliability(
        low=low,
        high=high,
        n=int(weight.size),
        weight=mass / total,
        said=float(said @ weight) / mass if mass else None,
        happened=float(came @ weight) / mass if mass else None,
    )
