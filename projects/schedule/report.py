"""What `manage.py cpm` prints of a schedule: the figures of CPM as plain JSON values. Pure."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from projects.schedule.calendars import WorkTime, to_clock
from projects.schedule.cautions import cautions
from projects.schedule.cpm import Analysis, activity_dates, analyse_network
from projects.schedule.errors import Problem, ScheduleError, UnreadableSchedule
from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.network import Network

Report = dict[str, Any]

_DATES = ("early_start", "early_finish", "late_start", "late_finish")


def cpm_report(schedule: Schedule) -> Report:
    """project_finish, data_date, options, dropped, warnings and, per activity, dates and floats.

    Dates are ISO text with minutes on the site's wall clock, as P6 shows them: a finish at the end of
    a shift, a start at the beginning of one. Those of a CSV, which has no dates, are working days
    after the data date, of minutes_per_day of the activity's calendar.
    Floats are hours; None for finished work and for what only spans others.
    """
    analysis = analyse_network(Network(schedule))
    return {
        "project_finish": _shown(analysis, analysis.project_finish, analysis.network.project_time),
        "data_date": _shown(analysis, schedule.data_date, analysis.network.project_time),
        "options": asdict(schedule.options),
        "dropped": [asdict(dropped) for dropped in schedule.dropped],
        "warnings": [*schedule.notes, *cautions(analysis)],
        "activities": [_row(analysis, i) for i in range(len(schedule.activities))],
    }


def refusal_report(refusal: ScheduleError | OSError) -> Report:
    """Why there is no report: the code callers may rely on, and every problem with its place."""
    if not isinstance(refusal, ScheduleError):
        return {"code": "file_unreadable", "detail": one_line(refusal), "problems": []}
    return {
        "code": refusal.code,
        "detail": one_line(refusal),
        "problems": [asdict(problem) for problem in problems_of(refusal)],
    }


def problems_of(refusal: ScheduleError) -> tuple[Problem, ...]:
    return refusal.problems if isinstance(refusal, UnreadableSchedule) else (refusal.problem,)


def one_line(refusal: Exception) -> str:
    return " ".join(str(refusal).split())


def _row(analysis: Analysis, at: int) -> Report:
    dates, time = activity_dates(analysis, at), analysis.network.times[at]
    return {
        "id": dates.code,
        "name": dates.name,
        "type": dates.kind.value,
        **{name: _shown(analysis, getattr(dates, name), time) for name in _DATES},
        "total_float_hours": _hours(dates.total_float),
        "free_float_hours": _hours(dates.free_float),
        "remaining_hours": _hours(dates.remaining),
        "critical": dates.critical,
        "on_longest_path": dates.on_longest_path,
    }


def _shown(analysis: Analysis, at: datetime, time: WorkTime) -> str | float:
    if analysis.network.schedule.source is SourceFormat.CSV:
        return _whole(time.work(to_clock(at)), time.calendar.minutes_per_day)
    return at.isoformat(timespec="minutes")


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else _whole(minutes, 60)


def _whole(minutes: int, unit: int) -> float:
    """In units, as an int where they are whole, else rounded far below a minute."""
    whole, rest = divmod(int(minutes), unit)
    return whole if not rest else round(int(minutes) / unit, 6)
