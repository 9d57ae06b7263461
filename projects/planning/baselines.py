"""Baseline dates, and how far the current ones are from them. Pure.

Variance is counted as P6 and MS Project do: current less baseline, in work of the activity's own
calendar, positive when later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from projects.events import BaselineDates
from projects.schedule.calendars import DAY, WorkTime, to_clock, weekly_minutes
from projects.schedule.cpm import Analysis, activity_dates, analyse_network
from projects.schedule.model import MILESTONES, Schedule
from projects.schedule.network import Network

_MARGIN = 366 * DAY


@dataclass(frozen=True, kw_only=True)
class Variance:
    """One activity, current against baseline. None where one of the two does not have it.

    start_days, finish_days, work_days: current less baseline, in days of the activity's calendar.
    """

    code: str
    name: str
    milestone: bool
    start: datetime | None = None
    finish: datetime | None = None
    baseline_start: datetime | None = None
    baseline_finish: datetime | None = None
    start_days: float | None = None
    finish_days: float | None = None
    work_days: float | None = None


def dates_of(schedule: Schedule) -> tuple[datetime, tuple[BaselineDates, ...]]:
    """The project's finish, and early dates of all activities: actual ones where work is done."""
    analysis = analyse_network(Network(schedule))
    dates = []
    for i, activity in enumerate(schedule.activities):
        computed = activity_dates(analysis, i)
        dates.append(
            BaselineDates(
                code=activity.code,
                start=activity.started_at or computed.early_start,
                finish=computed.early_finish,
                work_minutes=activity.likely,
            )
        )
    return analysis.project_finish, tuple(dates)


def variances(schedule: Schedule, baseline: Mapping[str, BaselineDates]) -> Sequence[Variance]:
    """Every activity of the schedule or the baseline: milestones first, the latest first of each."""
    analysis = analyse_network(Network(schedule))
    gone = [
        Variance(
            code=code,
            name="",
            milestone=False,
            baseline_start=agreed.start,
            baseline_finish=agreed.finish,
        )
        for code, agreed in baseline.items()
        if code not in analysis.network.index
    ]
    times = _laid_out(analysis, baseline)
    there = [
        _variance(analysis, i, times[activity.calendar], baseline.get(activity.code))
        for i, activity in enumerate(schedule.activities)
    ]
    return sorted(
        [*there, *gone], key=lambda each: (not each.milestone, -(each.finish_days or 0), each.code)
    )


def _laid_out(analysis: Analysis, baseline: Mapping[str, BaselineDates]) -> Mapping[str, WorkTime]:
    """The calendars over all dates of both: a baseline may lie years from what stands."""
    network = analysis.network
    known = [to_clock(at) for agreed in baseline.values() for at in (agreed.start, agreed.finish)]
    for i in range(len(network.activities)):
        dates = activity_dates(analysis, i)
        known += [to_clock(dates.early_start), to_clock(dates.early_finish)]
    known += [to_clock(each.started_at) for each in network.activities if each.started_at]
    first, last = min(known) - _MARGIN, max(known) + _MARGIN
    return {
        calendar.code: WorkTime(calendar, zero=network.data_date, first=first, last=last)
        for calendar in network.schedule.calendars
        if weekly_minutes(calendar)
    } | {time.calendar.code: time for time in network.times if not weekly_minutes(time.calendar)}


def _variance(
    analysis: Analysis, position: int, time: WorkTime, agreed: BaselineDates | None
) -> Variance:
    activity = analysis.network.activities[position]
    computed = activity_dates(analysis, position)
    now = Variance(
        code=activity.code,
        name=activity.name,
        milestone=activity.kind in MILESTONES,
        start=activity.started_at or computed.early_start,
        finish=computed.early_finish,
    )
    if agreed is None:
        return now
    day = time.calendar.minutes_per_day

    def later(current: datetime | None, before: datetime) -> float:
        assert current is not None
        minutes = int(time.work(to_clock(current)) - time.work(to_clock(before)))
        return round(minutes / day, 2)

    return replace(
        now,
        baseline_start=agreed.start,
        baseline_finish=agreed.finish,
        start_days=later(now.start, agreed.start),
        finish_days=later(now.finish, agreed.finish),
        work_days=round((activity.likely - agreed.work_minutes) / day, 2),
    )
