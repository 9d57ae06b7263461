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

from projects.risk.composition import Without
from projects.risk.dating import Finishes
from projects.risk.digest import input_digest
from projects.risk.engine import AS_IT_IS, Engine, World
from projects.risk.percentiles import percentile
from projects.risk.simulation import ITERATIONS, Simulation, recorded_from
from projects.schedule.calendars import DAY
from projects.schedule.model import Schedule
from sites.uncertainty import Cause, Driver, Weather

PROGRESS = Cause(key="progress", label="Progress so far against the plan", kind="progress")


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """days: calendar days that the percentile is later by for this cause; negative if it helps."""

    cause: Cause
    days: float


Comparisons = dict[Cause, list[tuple[Finishes, Finishes]]]
"""Of each cause the worlds with and without it; the pair that differs most says what it costs."""


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
    as_it_is, *others = engine.run(iterations, [AS_IT_IS, *map(_without, causes)])
    compared = {cause: [(as_it_is, other)] for cause, other in zip(causes, others, strict=True)}
    if plan is not None:
        planned = replace(world, schedule=plan, reported_at={}, drivers=_as_recorded(world))
        _compare_plan(compared, as_it_is, Engine(planned, watched=watched), iterations)
    digest = input_digest(world, plan, level, iterations=iterations)
    return Explanation(
        simulation=recorded_from(world, as_it_is, iterations=iterations, digest=digest),
        milestones={
            code: _contributions(compared, level, milestone=code) for code in as_it_is.milestones
        },
        project=_contributions(compared, level),
    )


def _as_recorded(world: World) -> tuple[Driver, ...]:
    """The drivers as a plan meets them: up to today it loses the days that were really lost."""
    today = world.schedule.data_date.date()
    return tuple(
        replace(driver, recorded_until=today) if isinstance(driver, Weather) else driver
        for driver in world.drivers
    )


def _without(cause: Cause) -> Without:
    return frozenset({cause.key})


def _compare_plan(
    compared: Comparisons, as_it_is: Finishes, planned: Engine, iterations: int
) -> None:
    """Add what progress has made of the plan, and what the days already lost to weather did to it.

    Work that the weather has made late is finished by now, and taking the weather away changes it no
    more: its cost is seen on the plan.
    """
    lost = {d.cause.key for d in planned.world.drivers if isinstance(d, Weather) and d.lost}
    causes = [cause for cause in planned.causes if cause.key in lost]
    plan, *spared = planned.run(iterations, [AS_IT_IS, *map(_without, causes)])
    for cause, other in zip(causes, spared, strict=True):
        compared.setdefault(cause, []).append((plan, other))
    compared[PROGRESS] = [(as_it_is, plan)]


def _contributions(
    compared: Comparisons, level: float, *, milestone: str | None = None
) -> tuple[Contribution, ...]:
    """Of one milestone, or of the whole project."""

    def at(finishes: Finishes) -> float:
        row = finishes.milestones[milestone] if milestone else finishes.project
        return percentile(np.sort(row), level)

    found = [
        Contribution(cause=cause, days=max(at(here) - at(other) for here, other in pairs) / DAY)
        for cause, pairs in compared.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.days, each.cause.key)))
