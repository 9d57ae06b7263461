"""What `manage.py cpm` prints of a schedule: the figures of CPM as plain JSON values. Pure."""

from datetime import datetime
from typing import Any

from projects.schedule.calendars import WorkTime, to_clock
from projects.schedule.cpm import ActivityDates, activity_dates, analyse_network
from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.network import Network

Report = dict[str, Any]


def cpm_report(schedule: Schedule) -> Report:
    """project_finish and, per activity, early and late dates, floats in days, and criticality.

    Dates of an XER are ISO text with minutes on the site's wall clock; those of a CSV, which has no
    dates, working days after the data date. A day is minutes_per_day of the activity's calendar.
    Floats are None for finished work and for what only spans others.
    """
    network = Network(schedule)
    analysis = analyse_network(network)
    days_only = schedule.source is SourceFormat.CSV

    def shown(at: datetime, time: WorkTime) -> str | float:
        return _days(time.work(to_clock(at)), time) if days_only else _iso(at)

    rows = []
    for i, time in enumerate(network.times):
        dates = activity_dates(analysis, i)
        rows.append(
            {
                "id": dates.code,
                "name": dates.name,
                "early_start": shown(dates.early_start, time),
                "early_finish": shown(dates.early_finish, time),
                "late_start": shown(dates.late_start, time),
                "late_finish": shown(dates.late_finish, time),
                **_floats(dates, time),
                "critical": dates.critical,
            }
        )
    finish = shown(analysis.project_finish, network.project_time)
    return {"project_finish": finish, "activities": rows}


def _floats(dates: ActivityDates, time: WorkTime) -> dict[str, float | None]:
    total, free = dates.total_float, dates.free_float
    return {
        "total_float_days": None if total is None else _days(total, time),
        "free_float_days": None if free is None else _days(free, time),
    }


def _days(minutes: int, time: WorkTime) -> float:
    """Days as an int where they are whole, else rounded far below a minute."""
    whole, rest = divmod(int(minutes), time.calendar.minutes_per_day)
    return whole if not rest else round(int(minutes) / time.calendar.minutes_per_day, 6)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="minutes")
