"""What each cause costs, in calendar days at a percentile: as a share of what all cost, and taken away. Pure.

Shares add up to the percentile less what the plan alone would have it be (shares/attribution.py). What a
date would be without one cause alone is another question, whose answers do not add up, and is worked
out for those that cost most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from projects.risk.binding import Binding, bindings_of
from projects.risk.digest import input_digest
from projects.risk.engine import Engine, World
from projects.risk.percentiles import percentile
from projects.risk.shares.attribution import ITERATIONS as SHARED
from projects.risk.shares.attribution import Milestone, Shares, of, shares_of
from projects.risk.simulation import ITERATIONS, Simulation, recorded_from
from projects.schedule.calendars import DAY, Minutes, from_clock
from projects.schedule.model import Schedule
from sites.uncertainty import Cause, Weather

PROGRESS = Cause(key="progress", label="Progress so far against the plan", kind="progress")

REMOVED = 3
"""Of the costliest causes so many are taken away to see what is gained: a run for each."""


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """days: the cause's share of the percentile, in calendar days later; negative if it helps.

    removal_days: by which the percentile would be sooner if this cause alone went away today; None where
    that was not tried, or it is all past.
    """

    cause: Cause
    days: float
    removal_days: float | None = None


@dataclass(frozen=True, kw_only=True)
class Costs:
    """Of one date. contributions: of every cause, the costliest first.

    without_any: the percentile without any cause; from there the contributions lead to the percentile.
    binding: what the path that holds up the date spends its time on.
    """

    contributions: tuple[Contribution, ...]
    without_any: datetime
    binding: Binding

    @property
    def days(self) -> float:
        return sum(each.days for each in self.contributions)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A simulation with the reasons for each of its dates."""

    simulation: Simulation
    milestones: Mapping[str, Costs]


def explain(
    world: World,
    *,
    iterations: int = ITERATIONS,
    level: float = 0.8,
    plan: Schedule | None = None,
    watched: tuple[str, ...] | None = None,
) -> Explanation:
    """Simulate, and share each date out to its causes over the first `SHARED` iterations.

    level: the percentile explained. plan: the schedule as it was before any progress, at its own
    data date; given, the difference that progress has made is a cause like the others.
    """
    engine = Engine(world, watched=watched)
    (as_it_is,) = engine.run(iterations)
    count = min(iterations, SHARED)
    shares = shares_of(engine, list(as_it_is.milestones), as_it_is, iterations=count)
    if plan is not None:
        planned = engine_of_plan(world, plan, watched)
        shares = with_progress(shares, planned, iterations=count)
    costs = {milestone: _costs(each, level) for milestone, each in shares.items()}
    binding = bindings_of(engine, list(shares), iterations=count)
    removed = _removed(engine, shares, costs, level, iterations=count)
    found = {
        milestone: Costs(
            contributions=tuple(
                Contribution(
                    cause=cause, days=days, removal_days=removed.get((milestone, cause.key))
                )
                for cause, days in each
            ),
            without_any=_before(of(as_it_is, milestone), costs[milestone], level),
            binding=binding[milestone],
        )
        for milestone, each in costs.items()
    }
    digest = input_digest(world, plan, level, iterations=iterations)
    return Explanation(
        simulation=recorded_from(world, as_it_is, iterations=iterations, digest=digest),
        milestones={code: found[code] for code in as_it_is.milestones},
    )


def _before(finishes: Minutes, costs: Sequence[tuple[Cause, float]], level: float) -> datetime:
    """Where the percentile of all iterations would be without what the causes cost."""
    return from_clock(round(_at(finishes, level) - DAY * sum(days for _, days in costs)))


def _costs(shares: Shares, level: float) -> list[tuple[Cause, float]]:
    """The costliest first."""
    return sorted(shares.days_at(level).items(), key=lambda each: (-each[1], each[0].key))


def _removed(
    engine: Engine,
    shares: Mapping[Milestone, Shares],
    costs: Mapping[Milestone, Sequence[tuple[Cause, float]]],
    level: float,
    *,
    iterations: int,
) -> dict[tuple[Milestone, str], float]:
    """By milestone and cause, what is gained at the percentile if one of the costliest goes away today."""
    first = [cause.key for each in costs.values() for cause, _ in each[:REMOVED]]
    bearing = {cause.key for cause in engine.causes}
    keys = [key for key in dict.fromkeys(first) if key in bearing]
    if not keys:
        return {}
    runs = engine.run(iterations, [frozenset({key}) for key in keys])
    return {
        (milestone, key): (_at(each.as_it_is, level) - _at(of(run, milestone), level)) / DAY
        for key, run in zip(keys, runs, strict=True)
        for milestone, each in shares.items()
    }


def _at(finishes: Minutes, level: float) -> float:
    return percentile(np.sort(finishes), level)


def engine_of_plan(world: World, plan: Schedule, watched: tuple[str, ...] | None = None) -> Engine:
    """The plan before any progress, with nothing on it but the days that weather has cost until now."""
    lost = [_only_lost(each, world) for each in world.drivers if isinstance(each, Weather)]
    planned = replace(world, schedule=plan, reported_at={}, drivers=tuple(lost))
    return Engine(planned, watched=watched)


def with_progress(
    shares: Mapping[Milestone, Shares], planned: Engine, *, iterations: int
) -> dict[Milestone, Shares]:
    """With what progress has made of the plan, and what the days already lost to weather did to it.

    Work that the weather has made late is finished by now, and taking the weather away changes it no
    more: its cost is seen on the plan.
    """
    keys = frozenset(cause.key for cause in planned.causes)
    runs = planned.run(iterations, [keys, *(keys - {cause.key} for cause in planned.causes)])
    return {
        milestone: _from_plan(each, planned.causes, [of(run, milestone) for run in runs])
        for milestone, each in shares.items()
    }


def _only_lost(weather: Weather, world: World) -> Weather:
    today = world.schedule.data_date.date()
    return replace(weather, monthly_mean=(0.0,) * 12, recorded_until=today)


def _from_plan(shares: Shares, weathers: Sequence[Cause], planned: Sequence[Minutes]) -> Shares:
    """planned: the date by the plan, and by the plan with the lost days of one weather."""
    plan, *lost = planned
    rows = dict(zip(shares.causes, shares.minutes, strict=True))
    progress = (shares.without_any - plan).astype(np.float64)
    for cause, date in zip(weathers, lost, strict=True):
        cost = date - plan
        rows[cause] = rows.get(cause, 0.0) + cost
        progress -= cost
    rows[PROGRESS] = progress
    return Shares(
        causes=tuple(rows),
        minutes=np.array(list(rows.values())),
        as_it_is=shares.as_it_is,
        without_any=plan,
    )
