"""What other parts of the house ask of the risk engine. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from projects.risk.dated import Finishes
from projects.risk.digest import ENGINE_VERSION, input_digest
from projects.risk.engine import Engine, World
from projects.risk.percentiles import percentile, standard_error
from projects.schedule.calendars import EPOCH, Minutes, from_clock, to_clock

ITERATIONS = 16_384
"""By default: as many as there are strata of a shared factor, so that each is drawn from once."""


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """The finishes of one milestone: clock minutes, ascending, and in the order of iterations."""

    by_iteration: Minutes
    ordered: Minutes

    @classmethod
    def of(cls, finishes: Minutes) -> "Distribution":
        return cls(by_iteration=finishes, ordered=np.sort(finishes))

    def at(self, level: float) -> datetime:
        """The percentile as a moment on the site's wall clock; see percentiles.percentile."""
        return from_clock(int(percentile(self.ordered, level)))

    def error_days(self, level: float) -> float:
        """Monte Carlo standard error of a percentile, calendar days."""
        return standard_error(self.ordered, level) / (24 * 60)

    def chance_after(self, moment: datetime) -> float:
        """The share of iterations that finish later than this moment."""
        on_time = np.searchsorted(self.ordered, to_clock(moment), side="right")
        return float(1 - on_time / self.ordered.size)

    def days_late(self, moment: datetime) -> float:
        """Mean calendar days after this moment, an iteration in time counting 0."""
        return float(np.maximum(self.ordered - to_clock(moment), 0).mean()) / (24 * 60)

    def instants(self) -> NDArray[np.datetime64]:
        """datetime64[m], in the order of iterations."""
        return np.datetime64(EPOCH, "m") + self.by_iteration


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """One run and what it takes to make it again: the same inputs give the same bytes.

    milestones: by activity code.
    """

    milestones: Mapping[str, Distribution]
    project: Distribution
    iterations: int
    seed: int
    engine_version: str
    input_digest: str


def simulate(
    world: World, *, iterations: int = ITERATIONS, watched: Iterable[str] | None = None
) -> Simulation:
    """Simulate a project. watched: codes to keep the finishes of, by default all milestones.

    Raises the refusals of projects/schedule/errors.py; BeyondCalendar too where some iteration runs
    past the years for which the calendars are laid out.
    """
    (finishes,) = Engine(world, watched=watched).run(iterations)
    digest = input_digest(world, iterations=iterations)
    return recorded_from(world, finishes, iterations=iterations, digest=digest)


def recorded_from(world: World, finishes: Finishes, *, iterations: int, digest: str) -> Simulation:
    """The finishes of a run with what it takes to make them again."""
    return Simulation(
        milestones={code: Distribution.of(row) for code, row in finishes.milestones.items()},
        project=Distribution.of(finishes.project),
        iterations=iterations,
        seed=world.seed,
        engine_version=ENGINE_VERSION,
        input_digest=digest,
    )
