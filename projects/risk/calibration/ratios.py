"""How long work took against how long it was to take, in logarithms. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LARGEST_RATIO = 5.0
"""Beyond it, both ways, stand mistakes of unit: in DSLIB one ratio in twenty is above 9 (RISK.md 1)."""

_EXACT = 1e-9


def log_ratios(actual: NDArray[np.int64], planned: NDArray[np.int64]) -> Floats:
    """ln(actual / planned), held within LARGEST_RATIO. actual, planned: (n,) minutes; planned > 0."""
    most = np.log(LARGEST_RATIO)
    with np.errstate(divide="ignore"):
        logs = np.log(actual / planned)
    return np.clip(logs, -most, most)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The finished work of one project at some moment.

    as_planned: how many took exactly what was planned, which may be a habit of reporting.
    others: (m,) log ratios of the rest.
    """

    as_planned: int
    others: Floats

    @classmethod
    def of(cls, actual: NDArray[np.int64], planned: NDArray[np.int64]) -> "Seen":
        """Work that was to take no time says nothing. actual, planned: (n,) minutes."""
        takes_time = planned > 0
        logs = log_ratios(actual[takes_time], planned[takes_time])
        exact = np.abs(logs) < _EXACT
        return cls(as_planned=int(exact.sum()), others=logs[~exact])

    @property
    def count(self) -> int:
        return self.as_planned + self.others.size
