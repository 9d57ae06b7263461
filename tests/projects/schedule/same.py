"""When two schedules are the same network, whatever their files call their calendars."""

from dataclasses import fields, replace
from typing import Any

from projects.schedule.cpm import analyse
from projects.schedule.model import Activity, Schedule, WorkCalendar

PLANNED = frozenset(("planned_start", "planned_finish"))


def network(schedule: Schedule, *, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """All that dates depend on, and all that an activity carries. but: fields of it to leave out."""
    calendars = {calendar.code: times(calendar) for calendar in schedule.calendars}
    return {
        "activities": {a.code: _activity(a, calendars, but) for a in schedule.activities},
        "links": {replace(link) for link in schedule.links},
        "default_calendar": calendars[schedule.default_calendar],
        "options": schedule.options,
        "data_date": schedule.data_date,
        "begins": max(schedule.data_date, schedule.planned_start or schedule.data_date),
        "must_finish_by": schedule.must_finish_by,
    }


def times(calendar: WorkCalendar) -> tuple[Any, ...]:
    return calendar.week, tuple(sorted(calendar.exceptions.items()))


def dates(schedule: Schedule) -> dict[str, tuple[Any, ...]]:
    return {
        d.code: (d.early_start, d.early_finish, d.late_start, d.late_finish, d.total_float)
        for d in analyse(schedule)
    }


def _activity(activity: Activity, calendars: dict[str, Any], but: frozenset[str]) -> dict[str, Any]:
    values = {f.name: getattr(activity, f.name) for f in fields(activity) if f.name not in but}
    if "constraints" in values:
        values["constraints"] = sorted(activity.constraints, key=str)
    return values | {"calendar": calendars[activity.calendar]}
