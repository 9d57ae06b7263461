"""A schedule out of the tables of P6, which its two formats hold under different names. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.errors import UnreadableSchedule, XerWithoutDataDate
from projects.schedule.fields import date_in
from projects.schedule.gathering import Gathered, Row
from projects.schedule.model import Schedule, SourceFormat, WorkCalendar
from projects.schedule.network import refuse_contradictions, refuse_cycle
from projects.schedule.own_fields import restored
from projects.schedule.xer_activities import ActivityRows, read_activities
from projects.schedule.xer_links import read_links
from projects.schedule.xer_options import obeys_other_projects, options_row, read_options
from projects.schedule.xer_projects import Chosen
from projects.schedule.xer_tables import XerTables


def p6_schedule(
    tables: XerTables,
    chosen: Chosen,
    calendars: dict[str, WorkCalendar],
    gathered: Gathered,
    source: SourceFormat,
) -> Schedule:
    """The schedule of the chosen project. calendars: all that could be read, by clndr_id.

    Raises XerWithoutDataDate, ScheduleHasCycle, or UnreadableSchedule with every problem.
    """
    project = chosen.project
    default = _default_calendar(tables, project, calendars, gathered)
    scheduling = options_row(tables, chosen.proj_id)
    activities = read_activities(
        tables,
        chosen,
        calendars,
        default,
        gathered,
        obeys_others=obeys_other_projects(scheduling),
    )
    links = read_links(tables, chosen.proj_id, activities.codes, gathered)
    of_plan, links = restored(activities.activities, links)
    options = read_options(scheduling, project, gathered)
    dates = _project_dates(project, activities, gathered)
    if gathered.problems:
        raise UnreadableSchedule(gathered.problems)
    if dates.data_date is None:
        raise XerWithoutDataDate("neither the project nor any activity has a date")
    used = {activity.calendar for activity in of_plan} | {default}
    schedule = Schedule(
        name=project["proj_short_name"] or chosen.proj_id,
        source=source,
        data_date=dates.data_date,
        activities=of_plan,
        links=links,
        calendars=tuple(calendars[code] for code in calendars if code in used),
        default_calendar=default,
        options=options,
        planned_start=dates.planned_start,
        must_finish_by=dates.must_finish_by,
        notes=tuple(gathered.notes),
        dropped=gathered.all_dropped(),
    )
    refuse_contradictions(schedule)
    refuse_cycle(schedule)
    return schedule


def calendars_named(tables: XerTables, chosen: Chosen) -> set[str]:
    rows: Sequence[Row] = [row for row in tables["TASK"] if row["proj_id"] == chosen.proj_id]
    return {row["clndr_id"] for row in (chosen.project, *rows, *tables["RSRC"])}


def _default_calendar(
    tables: XerTables,
    project: Row,
    calendars: dict[str, WorkCalendar],
    gathered: Gathered,
) -> str:
    """The project's calendar, else the file's default, else its first, else the standard week."""
    stated = project["clndr_id"]
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
    data_date: datetime | None
    planned_start: datetime | None
    must_finish_by: datetime | None


def _project_dates(project: Row, activities: ActivityRows, gathered: Gathered) -> _ProjectDates:
    def read(field: str) -> datetime | None:
        return date_in(project, field, "PROJECT", gathered)

    data_date, planned_start = read("last_recalc_date"), read("plan_start_date")
    if data_date is None:
        data_date = planned_start or activities.earliest_date()
        if data_date is not None:
            gathered.note(f"The project has no data date: {data_date:%Y-%m-%d %H:%M} is taken.")
    return _ProjectDates(
        data_date=data_date, planned_start=planned_start, must_finish_by=read("plan_end_date")
    )
