"""Our CPM beside MPXJ's scheduler, on the same file, in turns."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from projects.bench import mpxj
from projects.schedule.cpm import (
    ActivityDates,
    analyse,
    analyse_network,
    forward,
    planned_durations,
)
from projects.schedule.network import Network
from projects.schedule.passes import dates_and_floats
from projects.schedule.plan import Plan, plan_of
from projects.schedule.reading import read_schedule

DRAWS = 256
"""How many passes a simulation makes at once."""
IN_A_ROW = 20
"""How many passes over a ready plan are timed together: one takes less than a processor's time slice."""


@dataclass(kw_only=True)
class Duel:
    """Seconds by round. theirs: MPXJ's scheduler, which gives all dates and floats.

    all_dates: what ours takes for the same and more, from a network. passes: for early and late dates
    and all floats, over a plan that is ready, one of those made in a row. of_many: one of the passes
    that a simulation makes at once. agreed: how many of the activities have the early dates of the other.
    """

    all_dates: list[float] = field(default_factory=list)
    passes: list[float] = field(default_factory=list)
    of_many: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    activities: int = 0
    agreed: int = 0


def duel(path: Path, rounds: int) -> Duel:
    mpxj.start()
    return mpxj.with_deep_stack(lambda: _duel(path, rounds))


def _duel(path: Path, rounds: int) -> Duel:
    """A first round is not counted: Java compiles, and caches fill, on both sides."""
    schedule, project = read_schedule(path), mpxj.opened(path)
    network = Network(schedule)
    plan = plan_of(network)
    durations = np.repeat(planned_durations(network), DRAWS, axis=1)
    found = Duel()
    for _ in range(rounds + 1):
        found.all_dates.append(_seconds(lambda: analyse_network(network)))
        found.theirs.append(_seconds(lambda: mpxj.schedule(project)))
        found.passes.append(_seconds(lambda: _passes_in_a_row(plan)) / IN_A_ROW)
        found.of_many.append(_seconds(lambda: forward(network, durations)) / DRAWS)
    for seconds in (found.all_dates, found.passes, found.of_many, found.theirs):
        del seconds[0]
    dates, of_mpxj = analyse(schedule), mpxj.early_dates(project)
    found.activities = len(dates)
    found.agreed = sum(_early(each) == of_mpxj[each.code] for each in dates)
    return found


def _passes_in_a_row(plan: Plan) -> None:
    for _ in range(IN_A_ROW):
        dates_and_floats(plan)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _early(dates: ActivityDates) -> list[str]:
    return [each.isoformat(timespec="minutes") for each in (dates.early_start, dates.early_finish)]
