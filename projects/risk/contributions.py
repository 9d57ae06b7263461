"""What each cause costs: the days by which a date would be earlier without it. Pure.

Remove-one with common random numbers: the world is simulated again without one cause, every other
draw the same, and the two percentiles are subtracted. It answers "what if this had not happened",
and it is not a share of a whole: where several causes hold up the same date each looks smaller
than it is, where they lie one after another the sum comes out larger than all of them together
cost. On RISK.md's case (4g) the sum is 5 % above the whole and the worst cause 0.9 of 63.5 days off
its exact Shapley share. Show it as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from projects.risk.digest import input_digest
from projects.risk.engine import AS_IT_IS, Engine, Finishes, World
from projects.risk.percentiles import percentile
from projects.risk.simulation import ITERATIONS, Simulation, recorded_from
from projects.schedule.calendars import DAY, Minutes
from projects.schedule.model import Schedule
from sites.uncertainty import Cause

PROGRESS = Cause(key="progress", label="Progress so far against the plan", kind="progress")


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """days: calendar days that the percentile is later by for this cause; negative if it helps."""

    cause: Cause
    days: float


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A simulation with the reasons for each of its dates, the costliest first."""

    simulation: Simulation
    milestones: Mapping[str, tuple[Contribution, ...]]
    project: tuple[Contribution, ...]


def explain(
    world: World,
    *,
    iterations: int = ITERATIONS,
    level: float = 0.8,
    plan: Schedule | None = None,
    watched: tuple[str, ...] | None = None,
) -> Explanation:
    """Simulate, and once more without each cause that bears on the schedule.

    level: the percentile explained. plan: the schedule as it was before any progress, at its own
    data date; given, the difference that progress has made is a cause like the others.
    """
    engine = Engine(world, watched=watched)
    causes = engine.causes
    as_it_is, *others = engine.run(
        iterations, [AS_IT_IS, *(frozenset({cause.key}) for cause in causes)]
    )
    without = list(zip(causes, others, strict=True))
    if plan is not None:
        without.append((PROGRESS, _as_planned(world, plan, iterations, watched)))
    digest = input_digest(world, plan, level, iterations=iterations)
    return Explanation(
        simulation=recorded_from(world, as_it_is, iterations=iterations, digest=digest),
        milestones={
            code: _contributions(
                row, [(cause, other.milestones[code]) for cause, other in without], level
            )
            for code, row in as_it_is.milestones.items()
        },
        project=_contributions(
            as_it_is.project, [(cause, other.project) for cause, other in without], level
        ),
    )


def _as_planned(
    world: World, plan: Schedule, iterations: int, watched: tuple[str, ...] | None
) -> Finishes:
    planned = replace(world, schedule=plan, reported_at={})
    (finishes,) = Engine(planned, watched=watched).run(iterations)
    return finishes


def _contributions(
    row: Minutes, without: list[tuple[Cause, Minutes]], level: float
) -> tuple[Contribution, ...]:
    here = percentile(np.sort(row), level)
    found = [
        Contribution(cause=cause, days=(here - percentile(np.sort(other), level)) / DAY)
        for cause, other in without
    ]
    return tuple(sorted(found, key=lambda each: (-each.days, each.cause.key)))
