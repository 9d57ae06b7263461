"""What the date of a project depends on, as its current forecast has it: computed when asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from django.db.models import Max

from eventlog.log import tail_position
from projects.forecasting import world_of
from projects.models import Forecast
from projects.risk.contributions import engine_of_plan, with_progress
from projects.risk.engine import AS_IT_IS, Engine
from projects.risk.goals import goal_of
from projects.risk.percentiles import percentile
from projects.risk.sensitivity import ActivitySensitivity, Sensitivity
from projects.risk.shares.attribution import of, shares_of
from projects.schedule.calendars import DAY, Minutes, from_clock, to_clock
from projects.schedule.model import Activity
from projects.state import ProjectState, state_of
from sites.uncertainty import Cause

ITERATIONS = 4_096
"""A share of a half is then known within 1.6 %, two errors; a forecast takes four times as many."""

RANKED = 20

_LEVEL = 0.8


@dataclass(frozen=True, kw_only=True)
class Moving:
    """An activity with how much the date depends on it."""

    activity: Activity
    measures: ActivitySensitivity


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a cause adds to a date, as shares of what all of them add together.

    p80_days, mean_days: calendar days. chance: of missing the contract start, 0 to 1, None where no
    tranche waits for the date. removal_days: by which P80 would be earlier without this one alone, None
    for what is past.
    """

    cause: Cause
    p80_days: float
    mean_days: float
    chance: float | None
    removal_days: float | None


@dataclass(frozen=True, kw_only=True)
class Costs:
    """The costliest first; p80_days, mean_days and chance each sum to all_p80_days and so on.

    planned: the date if all goes as the plan said before any progress. estimates_days, estimates_mean_days:
    by which P80 and the mean lie after it without any cause: the spread of the estimates and the merging
    of paths, which no mitigation removes.
    """

    causes: tuple[Cost, ...]
    planned: datetime
    estimates_days: float
    estimates_mean_days: float
    all_p80_days: float
    all_mean_days: float
    all_chance: float | None


@dataclass(frozen=True, kw_only=True)
class Dependence:
    """milestones: those that tranches wait for. moving: all that is ever critical, see moves_most.

    as_of: the log position of the forecast that stands, or the newest where there is none.
    """

    as_of: int
    data_date: date
    milestones: tuple[str, ...]
    sensitivity: Sensitivity
    moving: tuple[Moving, ...]
    costs: Costs


def dependence_of(project: str, *, milestone: str | None = None) -> Dependence:
    """Of the finish of a milestone, by default of the last of all work.

    Raises what state_of does, and KeyError for a milestone that the schedule does not have.
    """
    state = state_of(project, as_of=_as_of(project))
    engine = Engine(world_of(state), watched=())
    found = engine.sensitivity(ITERATIONS, milestone=milestone, ranked=RANKED)
    activities = {each.code: each for each in state.progress.schedule.activities}
    critical = [each for each in found.activities if each.criticality]
    return Dependence(
        as_of=state.as_of,
        data_date=state.data_date,
        milestones=milestones_of(state),
        sensitivity=found,
        moving=tuple(
            Moving(activity=activities[each.code], measures=each)
            for each in sorted(critical, key=moves_most)
        ),
        costs=costs_of(state, milestone),
    )


def costs_of(state: ProjectState, milestone: str | None) -> Costs:
    """Each cause's share of P80, of the mean and of the chance to miss the first contract start."""
    world, watched = world_of(state), (milestone,) if milestone else ()
    engine, plan = Engine(world, watched=watched), engine_of_plan(world, state.plan, watched)
    keys = [cause.key for cause in engine.causes]
    as_it_is, *without = engine.run(ITERATIONS, [AS_IT_IS, *(frozenset({key}) for key in keys)])
    found = shares_of(engine, [milestone], as_it_is, iterations=ITERATIONS)
    shares = with_progress(found, plan, iterations=ITERATIONS)[milestone]
    p80, mean = shares.days_at(_LEVEL), shares.mean_days()
    starts = [tranche.starts_on for tranche in state.tranches if tranche.milestone == milestone]
    due = to_clock(datetime.combine(min(starts), time.max)) if starts else None
    chances = {} if due is None else shares.chances(due)
    date = _p80(of(as_it_is, milestone))
    gains = {
        key: (date - _p80(of(run, milestone))) / DAY for key, run in zip(keys, without, strict=True)
    }
    costs = [
        Cost(
            cause=cause,
            p80_days=days,
            mean_days=mean[cause],
            chance=chances.get(cause),
            removal_days=gains.get(cause.key),
        )
        for cause, days in p80.items()
    ]
    planned = _planned(plan, milestone)
    return Costs(
        causes=tuple(sorted(costs, key=lambda each: (-each.p80_days, each.cause.key))),
        planned=from_clock(planned),
        estimates_days=(shares.without_at(_LEVEL) - planned) / DAY,
        estimates_mean_days=(float(shares.without_any.mean()) - planned) / DAY,
        all_p80_days=sum(p80.values()),
        all_mean_days=sum(mean.values()),
        all_chance=None if due is None else sum(chances.values()),
    )


def _planned(plan: Engine, milestone: str | None) -> int:
    """The clock minute if all goes as the plan says."""
    dater = plan.as_it_is
    return dater.planned(goal_of(dater.network, dater.program, milestone))


def _p80(finishes: Minutes) -> float:
    return percentile(np.sort(finishes), _LEVEL)


def milestones_of(state: ProjectState) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(tranche.milestone) for tranche in state.tranches))


def moves_most(each: ActivitySensitivity) -> tuple[float, float, str]:
    """By the schedule sensitivity index, then by criticality: what is critical and never varies is last."""
    return -(each.schedule_sensitivity or 0), -each.criticality, each.code


def _as_of(project: str) -> int:
    newest = Forecast.objects.filter(project=project).aggregate(newest=Max("as_of"))["newest"]
    return int(newest) if newest is not None else tail_position()
