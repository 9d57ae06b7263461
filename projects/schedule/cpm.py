"""The critical path method on a whole schedule: early and late dates, float, what is critical. Pure.

forward is also the pass under every simulation; see forward.py for sources and rules.
"""

from dataclasses import dataclass
from datetime import datetime

from projects.schedule.backward import backward, free_float
from projects.schedule.calendars import Minutes, from_clock
from projects.schedule.crossing import Side, clock, late_side_of, latest_clock, side_of
from projects.schedule.forward import Dates, forward, planned_durations
from projects.schedule.model import ConstraintKind, Schedule
from projects.schedule.network import Network

__all__ = [
    "ActivityDates",
    "Analysis",
    "Dates",
    "analyse",
    "analyse_network",
    "backward",
    "forward",
    "latest_clock",
    "planned_durations",
]


@dataclass(frozen=True, kw_only=True)
class ActivityDates:
    """What CPM says of one activity. Floats are work minutes on its own calendar.

    For a started activity early_start and late_start are those of the rest of it. A finished one has
    its actual dates throughout, and neither it nor a level of effort or summary has a float.
    """

    code: str
    name: str
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    total_float: int | None
    free_float: int | None
    critical: bool


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Both passes over one network, each date as (n_activities, 1) own work minutes."""

    network: Network
    early: Dates
    late: Dates
    free_floats: tuple[int | None, ...]

    @property
    def project_finish(self) -> datetime:
        return from_clock(int(latest_clock(self.network, self.early.finish)[0]))

    def total_float(self, position: int) -> int | None:
        """Late finish less early finish: P6's finish float, its default."""
        if self.network.is_finished(position) or self.network.is_spanning(position):
            return None
        return int(self.late.finish[position, 0] - self.early.finish[position, 0])


def analyse(schedule: Schedule) -> list[ActivityDates]:
    """Early and late dates, floats and criticality (total float <= 0), in the schedule's order."""
    analysis = analyse_network(Network(schedule))
    return [activity_dates(analysis, i) for i in range(len(schedule.activities))]


def analyse_network(network: Network) -> Analysis:
    durations = planned_durations(network)
    early = forward(network, durations)
    late = backward(network, durations, early)
    end = int(latest_clock(network, early.finish)[0])
    _put_off(network, early, end)
    floats = tuple(
        None
        if network.is_finished(i) or network.is_spanning(i)
        else free_float(network, i, early, end)
        for i in range(len(network.activities))
    )
    return Analysis(network=network, early=early, late=late, free_floats=floats)


def _put_off(network: Network, early: Dates, end: int) -> None:
    """Move what is to be done as late as possible by its free float, which moves nothing else."""
    for at in reversed(network.order):
        kinds = {constraint.kind for constraint in network.activities[at].constraints}
        unstarted = not (network.is_finished(at) or network.is_started(at))
        if ConstraintKind.AS_LATE_AS_POSSIBLE in kinds and unstarted:
            wait = max(free_float(network, at, early, end), 0)
            early.start[at] += wait
            early.finish[at] += wait


def activity_dates(analysis: Analysis, position: int) -> ActivityDates:
    network, early, late = analysis.network, analysis.early, analysis.late
    activity, total = network.activities[position], analysis.total_float(position)

    def shown(work: Minutes, side: Side) -> datetime:
        return from_clock(int(clock(network.times[position], work, side)))

    early_start = shown(early.begins(position)[0], side_of(network, position, at_finish=False))
    early_finish = shown(early.finish[position, 0], side_of(network, position, at_finish=True))
    late_start = shown(late.start[position, 0], late_side_of(network, position, at_finish=False))
    late_finish = shown(late.finish[position, 0], late_side_of(network, position, at_finish=True))
    if activity.finished_at is not None:
        early_start = late_start = activity.started_at or activity.finished_at
        early_finish = late_finish = activity.finished_at
    return ActivityDates(
        code=activity.code,
        name=activity.name,
        early_start=early_start,
        early_finish=early_finish,
        late_start=late_start,
        late_finish=late_finish,
        total_float=total,
        free_float=analysis.free_floats[position],
        critical=total is not None and total <= 0,
    )
