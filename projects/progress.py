"""The plan of a schedule with what has been reported of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Protocol

from projects.planning.mapping import NAMES
from projects.schedule.calendars import DAY, WorkTime, to_clock
from projects.schedule.model import MILESTONES, Activity, ActivityKind, Schedule, WorkCalendar

_SPARE = 3 * 366 * DAY


class Told(Protocol):
    """What was reported of one activity; days are calendar days at the site."""

    @property
    def code(self) -> str: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def finished_on(self) -> date | None: ...
    @property
    def remaining_days(self) -> float | None: ...
    @property
    def reported_on(self) -> date | None: ...
    @property
    def craft(self) -> str: ...
    @property
    def package(self) -> str: ...
    @property
    def order(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def cx_level(self) -> str: ...
    @property
    def weather_exposed(self) -> bool | None: ...


@dataclass(frozen=True, kw_only=True)
class Progressed:
    """A schedule at its data date, and when each started activity was last reported on."""

    schedule: Schedule
    reported_at: Mapping[str, datetime]


def progressed(plan: Schedule, told: Iterable[Told], *, data_date: datetime) -> Progressed:
    """Put starts, finishes, remaining durations, and what activities are tied to, into a plan.

    A start counts from the morning of its day, a finish and a report to the end of theirs. Without a
    report, a started activity has its whole duration from its start: it is taken to run as planned.
    """
    by_code = {each.code: each for each in told}
    days = {calendar.code: calendar.minutes_per_day for calendar in plan.calendars}
    activities, reported_at = [], {}
    for activity in plan.activities:
        report = by_code.get(activity.code)
        activities.append(_reported(activity, report, days[activity.calendar]))
        if at := _last_report(activity, report, plan.data_date):
            reported_at[activity.code] = at
    moved = replace(plan, activities=tuple(activities), data_date=max(plan.data_date, data_date))
    return Progressed(schedule=moved, reported_at=reported_at)


def run_on(progress: Progressed) -> Schedule:
    """The schedule with what is left of started work at its data date, taken to have run as planned
    since the last report."""
    schedule = progress.schedule
    now, calendars = to_clock(schedule.data_date), {each.code: each for each in schedule.calendars}
    worked = cache(lambda code: _laid_out(calendars[code], progress.reported_at.values(), now))
    activities = []
    for activity in schedule.activities:
        if reported_at := progress.reported_at.get(activity.code):
            time_ = worked(activity.calendar)
            since = time_.work(now) - time_.work(to_clock(reported_at))
            left = activity.likely if activity.remaining is None else activity.remaining
            activity = replace(activity, remaining=max(left - since, 0))
        activities.append(activity)
    return replace(schedule, activities=tuple(activities))


def _laid_out(calendar: WorkCalendar, reports: Iterable[datetime], now: int) -> WorkTime:
    """With years to spare on both sides, in which any calendar has some work."""
    first = min(now, *map(to_clock, reports))
    return WorkTime(calendar, zero=now, first=first - _SPARE, last=now + _SPARE)


def _reported(activity: Activity, told: Told | None, minutes_per_day: int) -> Activity:
    if told is None:
        return activity
    ties = {name: getattr(told, name) for name in NAMES}
    if any(getattr(activity, name) != tie for name, tie in ties.items()):
        activity = replace(activity, **ties)
    if told.started_on is None:
        return activity
    started, finished = activity.started_at, activity.finished_at
    if started is None or started.date() != told.started_on:
        started = _morning(told.started_on)
    if told.finished_on and (finished is None or finished.date() != told.finished_on):
        finished = _evening(told.finished_on)
    if finished and activity.kind in MILESTONES:
        started = finished if activity.kind is ActivityKind.FINISH_MILESTONE else started
        finished = started
    remaining = activity.remaining
    if told.remaining_days is not None:
        remaining = round(told.remaining_days * minutes_per_day)
    return replace(activity, started_at=started, finished_at=finished, remaining=remaining)


def _last_report(activity: Activity, told: Told | None, file_date: datetime) -> datetime | None:
    if told is None or told.started_on is None or told.finished_on:
        return None
    if told.reported_on:
        return _evening(told.reported_on)
    return file_date if activity.started_at else _morning(told.started_on)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time())


def _evening(day: date) -> datetime:
    """Midnight after the day, which every calendar counts as the end of its work."""
    return datetime.combine(day + timedelta(days=1), time())
