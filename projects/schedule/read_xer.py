"""A schedule out of a Primavera P6 XER file. Pure.

Own reader: an importer must say in which row a file is wrong, and must not read half of one. What
the file leaves out is assumed and noted; what it contradicts is refused, all problems at once.
"""

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.errors import UnreadableSchedule
from projects.schedule.gathering import Gathered
from projects.schedule.model import Schedule, SourceFormat
from projects.schedule.p6_schedule import calendars_named, p6_schedule
from projects.schedule.xer_calendars import read_calendars
from projects.schedule.xer_known import USED_TABLES, tell_unused
from projects.schedule.xer_projects import choose_project
from projects.schedule.xer_tables import read_tables

_WITHOUT = {
    "PROJECT": "its data date and options are taken from the activities",
    "CALENDAR": f"all work is taken as {FIVE_DAYS.name}",
    "TASKPRED": "no activity waits for another",
    "SCHEDOPTIONS": "lags run on the predecessor's calendar, with retained logic",
    "PROJWBS": "the work breakdown is lost",
}


def read_xer(content: bytes, *, project: str | None = None) -> Schedule:
    """The schedule of one project in the file.

    project: its short name or id; may be left out when only one has activities and is no baseline.
    Raises NotAnXer, XerCutShort, XerHasSeveralProjects, XerProjectUnknown, XerWithoutDataDate,
    ScheduleEmpty, ScheduleHasCycle, or UnreadableSchedule with every problem.
    """
    tables = read_tables(content, wanted=USED_TABLES)
    if tables.problems:
        raise UnreadableSchedule(tables.problems)  # what stands in the wrong column says nothing
    gathered = Gathered(notes=list(tables.notes))
    for table, lost in _WITHOUT.items():
        if table not in tables:
            gathered.note(f"The file has no table {table}: {lost}.")
    chosen = choose_project(tables, project, gathered)
    calendars = read_calendars(tables["CALENDAR"], calendars_named(tables, chosen), gathered)
    tell_unused(tables, gathered)
    return p6_schedule(tables, chosen, calendars, gathered, SourceFormat.XER)
