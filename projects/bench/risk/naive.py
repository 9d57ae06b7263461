"""The simulation as a plain program in NumPy has it: the yardstick. Pure.

Whole float64 arrays of durations, early starts and early finishes, activities by iterations, a
triangular law each, and one loop over the activities: RISK.md 2, "NumPy naive".
"""

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
        """Work minutes of the last finish of all, (n_iterations,)."""
        draws = np.random.default_rng(seed)
        shape = (self.low.size, iterations)
        low, likely, high = (each[:, np.newaxis] for each in (self.low, self.likely, self.high))
        durations = draws.triangular(low, likely, high, size=shape)
        early_start, early_finish = np.zeros(shape), np.zeros(shape)
        for i in self.order:
            if self.before[i].size:
                early_start[i] = early_finish[self.before[i]].max(axis=0)
            early_finish[i] = early_start[i] + durations[i]
        last: Floats = early_finish.max(axis=0)
        return last


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
