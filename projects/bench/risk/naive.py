"""The simulation as a plain program in NumPy has it: the yardstick. Pure.

Whole float64 arrays of durations, early starts and early finishes, activities by iterations, and one
loop over the activities: RISK.md 2, "NumPy naive". The yardstick draws the law that the engine draws,
BetaPERT, since only the same model can be faster or slower. A triangular law is cheaper to draw, is
another model, and is measured beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from projects.risk.rows import Floats
from projects.schedule.calendars import Minutes
from projects.schedule.model import Schedule
from projects.schedule.network import Network


@dataclass(frozen=True, kw_only=True)
class Naive:
    """low, likely, high: (n,) minutes. before: of each activity its predecessors; order: they first."""

    low: Floats
    likely: Floats
    high: Floats
    before: tuple[Minutes, ...]
    order: tuple[int, ...]

    def finishes(self, iterations: int, *, seed: int) -> Floats:
        """Work minutes of the last finish of all, (n_iterations,), of BetaPERT laws."""
        return self._dated(self._beta_pert, iterations, seed)

    def triangular_finishes(self, iterations: int, *, seed: int) -> Floats:
        """The same of triangular laws between the same three points."""
        return self._dated(self._triangular, iterations, seed)

    def _dated(self, drawn: "Law", iterations: int, seed: int) -> Floats:
        shape = (self.low.size, iterations)
        durations = drawn(np.random.default_rng(seed), shape)
        early_start, early_finish = np.zeros(shape), np.zeros(shape)
        for i in self.order:
            if self.before[i].size:
                early_start[i] = early_finish[self.before[i]].max(axis=0)
            early_finish[i] = early_start[i] + durations[i]
        last: Floats = early_finish.max(axis=0)
        return last

    def _beta_pert(self, draws: np.random.Generator, shape: tuple[int, int]) -> Floats:
        """alpha = 1 + 4 (likely - low) / (high - low), as rows.rows_of has it."""
        low, likely, high = self._columns()
        mode = (likely - low) / (high - low)
        drawn: Floats = low + draws.beta(1 + 4 * mode, 5 - 4 * mode, size=shape) * (high - low)
        return drawn

    def _triangular(self, draws: np.random.Generator, shape: tuple[int, int]) -> Floats:
        return draws.triangular(*self._columns(), size=shape)

    def _columns(self) -> tuple[Floats, Floats, Floats]:
        return self.low[:, np.newaxis], self.likely[:, np.newaxis], self.high[:, np.newaxis]


Law = Callable[[np.random.Generator, tuple[int, int]], Floats]


def naive_of(schedule: Schedule) -> Naive:
    network = Network(schedule)
    activities = network.activities
    return Naive(
        low=np.array([each.optimistic for each in activities], float),
        likely=np.array([each.likely for each in activities], float),
        high=np.array([each.pessimistic for each in activities], float),
        before=tuple(
            np.array([tie.predecessor for tie in ties], np.int64) for ties in network.incoming
        ),
        order=tuple(network.order),
    )
