"""What is timed: all sites after one fact, and one site after a fact of its own, through real workers."""

import os
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from eventlog.log import tail_position
from labor.commands import crew_stream, report_mix
from projects.bench.sites import processes
from projects.bench.sites.figures import Round
from projects.bench.sites.making import STORM, code_of, code_of_work, said
from projects.bench.sites.plan import Plan
from projects.commands import progress_activity
from projects.models import Forecast, ForecastDue
from projects.portfolio.combining import combined
from projects.portfolio.told import joint_told
from projects.streams import activity_id
from projects.tasks import forecast_project
from supply.commands import move_promise, order_stream, reassess_incident
from supply.events import SlipCause

PATIENCE_SECONDS = 3_600
_WARMING_TASKS, _WARMING_ITERATIONS = 8, 256
_UNDER_WAY = 5
"""The place of a piece of work that has begun (making.py)."""


def warm_up(plan: Plan, workers: int) -> None:
    """Have every worker load its loops: small forecasts of moments that are past anyway."""
    before, tail = Forecast.objects.count(), tail_position()
    for number in range(_WARMING_TASKS * workers):
        code = code_of(number % plan.sites)
        forecast_project.delay(code, tail - number // plan.sites, _WARMING_ITERATIONS)
    _wait(lambda: Forecast.objects.count() == before + _WARMING_TASKS * workers)


def forecast_all(plan: Plan, *, workers: int, pid: int) -> Round:
    """From a fact that touches every site to its forecasts, and to the portfolio that combines them."""
    workers_of = processes.with_children(pid)
    used = _processor(workers_of)
    begun = time.perf_counter()
    position = _storm(workers)
    _wait(lambda: ForecastDue.objects.filter(done__gte=position).count() == plan.sites)
    stored = time.perf_counter()
    found = combined()
    assert len(found.parts) == plan.sites, found.left_out[:3]
    assert found.iterations == plan.iterations
    joint_told(found)
    ended = time.perf_counter()
    return Round(
        workers=workers,
        forecasts=stored - begun,
        portfolio=ended - stored,
        processor=_processor(workers_of) - used,
        peaks=tuple(map(processes.peak_mb, workers_of[1:])),
        combining_peak=processes.peak_mb(os.getpid()),
    )


def _storm(number: int) -> int:
    days = 5.0 + number
    return reassess_incident(
        incident_id=STORM,
        probability=0.5,
        optimistic_days=2.0,
        likely_days=days,
        pessimistic_days=15.0,
        meta=said(),
    ).position


def forecast_each(plan: Plan) -> tuple[float, ...]:
    """Seconds from a fact of one project to its forecast, for one fact after another."""
    return tuple(_answered(plan, number) for number in range(plan.events))


def _answered(plan: Plan, number: int) -> float:
    code = code_of(number * 7 % min(plan.projects, plan.sites))
    begun = time.perf_counter()
    position = _FACTS[number % len(_FACTS)](code, number)
    forecasts = Forecast.objects.filter(project=code, as_of__gte=position)
    _wait(forecasts.exists, look_every=0.005)
    return time.perf_counter() - begun


def _promise_moved(code: str, number: int) -> int:
    return move_promise(
        order_id=order_stream(code, "PO-1"),
        promised_on=date(2026, 6, 1) + timedelta(days=number),
        cause=SlipCause.FREIGHT,
        meta=said(),
    ).position


def _progressed(code: str, number: int) -> int:
    activity = activity_id(code, code_of_work(_UNDER_WAY))
    left = 5.0 + number / 10
    return progress_activity(activity_id=activity, remaining_days=left, meta=said()).position


def _crew_counted(code: str, number: int) -> int:
    crew = crew_stream(code, "Crew ELEC")
    return report_mix(
        crew_id=crew, journeypersons=25 + number % 10, helpers=6, meta=said()
    ).position


_FACTS: Sequence[Callable[[str, int], int]] = (_promise_moved, _progressed, _crew_counted)


def _processor(pids: Sequence[int]) -> float:
    return sum(map(processes.processor_seconds, pids))


def _wait(is_done: Callable[[], bool], *, look_every: float = 0.05) -> None:
    """Raises TimeoutError when workers must have died."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_done():
        if time.monotonic() > deadline:
            raise TimeoutError("the forecasts did not come")
        time.sleep(look_every)
