"""A schedule out of a Primavera P6 XER file. Pure.

Own reader: an importer must say in which row a file is wrong, and must not read half of one. What
the file leaves out is assumed and noted; what it contradicts is refused, all problems at once.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.errors import (
    ScheduleEmpty,
    UnreadableSchedule,
    XerHasSeveralProjects,
    XerProjectUnknown,
    XerWithoutDataDate,
)
from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import (
    LagCalendar,
    Options,
    ProgressRule,
    Schedule,
    SourceFormat,
    WorkCalendar,
)
from projects.schedule.network import refuse_contradictions, refuse_cycle
from projects.schedule.xer_activities import ActivityRows, read_activities
from projects.schedule.xer_calendars import read_calendars
from projects.schedule.xer_links import read_links
from projects.schedule.xer_tables import NumberedRow, XerTables, read_tables

_LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_ProjDefault": LagCalendar.PROJECT,
    "rcal_24Hour": LagCalendar.ROUND_THE_CLOCK,
}


def read_xer(content: bytes, *, project: str | None = None) -> Schedule:
    """The schedule of one project in the file.

    project: its short name or id; may be left out when only one project has activities.
    Raises NotAnXer, XerCutShort, XerMalformed, XerHasSeveralProjects, XerProjectUnknown,
    XerWithoutDataDate, ScheduleEmpty, ScheduleHasCycle, or UnreadableSchedule with every problem.
    """
    tables = read_tables(content)
    gathered = Gathered(notes=list(tables.notes))
    for table, lost in _WITHOUT.items():
        if table not in tables:
            gathered.note(f"The file has no table {table}: {lost}.")
    chosen = _chosen_project(tables, project)
    calendars = read_calendars(tables["CALENDAR"], _calendars_named(tables, chosen), gathered)
    default = _default_calendar(tables, chosen, calendars, gathered)
    activities = read_activities(tables, chosen["proj_id"], calendars, default, gathered)
    links = read_links(tables, chosen["proj_id"], activities.codes, gathered)
    schedule_dates = _project_dates(chosen, activities, gathered)
    options = _options(tables, chosen["proj_id"], gathered)
    if gathered.problems:
        raise UnreadableSchedule(gathered.problems)
    used = {activity.calendar for activity in activities.activities} | {default}
    schedule = Schedule(
        name=chosen["proj_short_name"] or chosen["proj_id"],
        source=SourceFormat.XER,
        data_date=schedule_dates.data_date,
        activities=activities.activities,
        links=links,
        calendars=tuple(calendars[code] for code in calendars if code in used),
        default_calendar=default,
        options=options,
        planned_start=schedule_dates.planned_start,
        must_finish_by=schedule_dates.must_finish_by,
        notes=tuple(gathered.notes),
    )
    refuse_contradictions(schedule)
    refuse_cycle(schedule)
    return schedule


_WITHOUT = {
    "PROJECT": "its data date and options are taken from the activities",
    "CALENDAR": f"all work is taken as {FIVE_DAYS.name}",
    "TASKPRED": "no activity waits for another",
    "SCHEDOPTIONS": "lags run on the predecessor's calendar, with retained logic",
    "PROJWBS": "the work breakdown is lost",
}


def _chosen_project(tables: XerTables, project: str | None) -> NumberedRow:
    sizes = Counter(row["proj_id"] for row in tables["TASK"])
    if not sizes:
        raise ScheduleEmpty("the file has no activities", table="TASK")
    projects = {row["proj_id"]: row for row in tables["PROJECT"]}
    for proj_id in sizes:
        unnamed = NumberedRow(line=0, values={"proj_id": proj_id})
        projects.setdefault(proj_id, unnamed)
    if project is not None:
        for row in projects.values():
            if project in (row["proj_short_name"], row["proj_id"]):
                return row
        raise XerProjectUnknown(f"the file has no project {project}", table="PROJECT")
    if len(sizes) > 1:
        raise XerHasSeveralProjects(
            {projects[key]["proj_short_name"] or key: count for key, count in sizes.items()}
        )
    return projects[next(iter(sizes))]


def _calendars_named(tables: XerTables, chosen: NumberedRow) -> set[str]:
    rows = [row for row in tables["TASK"] if row["proj_id"] == chosen["proj_id"]]
    return {row["clndr_id"] for row in (chosen, *rows, *tables["RSRC"])}


def _default_calendar(
    tables: XerTables,
    chosen: NumberedRow,
    calendars: dict[str, WorkCalendar],
    gathered: Gathered,
) -> str:
    """The project's calendar, else the file's default, else its first, else the standard week."""
    stated = chosen["clndr_id"]
    if stated in calendars:
        return stated
    marked = [
        row["clndr_id"]
        for row in tables["CALENDAR"]
        if "Y" in (row["default_flag"], row["default_yn"])
    ]
    default = next(iter([*marked, *calendars]), FIVE_DAYS.code)
    calendars.setdefault(default, FIVE_DAYS)
    gathered.note(f"The project names no calendar: {calendars[default].name} is taken.")
    return default


@dataclass(frozen=True, kw_only=True)
class _ProjectDates:
    data_date: datetime
    planned_start: datetime | None
    must_finish_by: datetime | None


def _project_dates(
    chosen: NumberedRow, activities: ActivityRows, gathered: Gathered
) -> _ProjectDates:
    def read(field: str) -> datetime | None:
        return date_in(chosen, field, "PROJECT", gathered)

    data_date, planned_start = read("last_recalc_date"), read("plan_start_date")
    if data_date is None:
        data_date = planned_start or activities.earliest_date
        if data_date is None:
            raise XerWithoutDataDate("neither the project nor any activity has a date")
        gathered.note(f"The project has no data date: {data_date:%Y-%m-%d %H:%M} is taken.")
    return _ProjectDates(
        data_date=data_date, planned_start=planned_start, must_finish_by=read("plan_end_date")
    )


def _options(tables: XerTables, proj_id: str, gathered: Gathered) -> Options:
    rows = [row for row in tables["SCHEDOPTIONS"] if row["proj_id"] in (proj_id, "")]
    if not rows:
        return Options()
    row = rows[0]
    lagging = row["sched_calendar_on_relationship_lag"]
    if lagging and lagging not in _LAG_CALENDARS:
        gathered.note(f"Lag calendar {lagging} is not known: the predecessor's is taken.")
    rule = ProgressRule.RETAINED_LOGIC
    if row["sched_progress_override"] == "Y":
        rule = ProgressRule.PROGRESS_OVERRIDE
    elif row["sched_retained_logic"] == "N":
        gathered.note("The file schedules by actual dates: retained logic is used instead.")
    return Options(
        lag_calendar=_LAG_CALENDARS.get(lagging, LagCalendar.PREDECESSOR), progress_rule=rule
    )
