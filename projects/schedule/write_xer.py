"""A schedule as a Primavera P6 XER file, with the dates that our CPM computes. Pure.

Written to be accepted by P6: the columns of version 22.12, all of them; one WBS root; calendars of
the project; a length for every code type. Complaints about files that P6 refused were the guide:
joniles/mpxj issues 157, 567, 591, 700, 711, 797, 817 and 852.
"""

from projects.schedule.cpm import activity_dates, analyse_network
from projects.schedule.model import Schedule
from projects.schedule.network import Network
from projects.schedule.own_fields import constraints_as_field, own_fields
from projects.schedule.write_xer_activities import (
    LINK_COLUMNS,
    TASK_COLUMNS,
    Places,
    activity_codes,
    activity_notes,
    further_constraints,
    link_row,
    task_row,
)
from projects.schedule.write_xer_assigned import (
    ASSIGNED_COLUMNS,
    CODE_COLUMNS,
    CODE_TYPE_COLUMNS,
    CODED_COLUMNS,
    FIELD_COLUMNS,
    FIELD_TYPE_COLUMNS,
    RESOURCE_COLUMNS,
    Assigned,
)
from projects.schedule.write_xer_calendars import COLUMNS as CALENDAR_COLUMNS
from projects.schedule.write_xer_calendars import (
    calendar_ids,
    calendar_notes,
    calendar_rows,
    resource_calendar_row,
)
from projects.schedule.write_xer_project import (
    CURRENCY_COLUMNS,
    DOLLAR,
    EURO,
    OPTIONS_COLUMNS,
    PROJ_ID,
    PROJECT_COLUMNS,
    header,
    options_notes,
    options_row,
    project_row,
)
from projects.schedule.write_xer_wbs import COLUMNS as WBS_COLUMNS
from projects.schedule.write_xer_wbs import breakdown
from projects.schedule.written import Written
from projects.schedule.xer_writing import CODE_PAGE, Texts, encoded, table

_IN_USER_FIELDS = frozenset(
    "optimistic pessimistic phase craft crew_size package hall cx_level "
    "order system weather_exposed "
    "baseline_start baseline_finish baseline_duration".split()
)
"""P6 keeps baselines as projects of their own, which an XER of one project does not hold."""


def write_xer(schedule: Schedule) -> Written:
    """Raises the refusals of Network for a schedule that cannot be computed."""
    analysis = analyse_network(Network(schedule))
    texts = Texts()
    assigned = Assigned(texts)
    wbs = breakdown(schedule, texts)
    calendars = calendar_ids(schedule.calendars)
    codes = activity_codes(schedule, texts)
    places = Places(wbs=wbs.ids, calendars=calendars, codes=codes)
    task_ids = {activity.code: str(i) for i, activity in enumerate(schedule.activities, start=1)}
    tasks = []
    for i, activity in enumerate(schedule.activities):
        task_id = task_ids[activity.code]
        row = task_row(activity, activity_dates(analysis, i), task_id, places)
        tasks.append(row | {"task_name": texts.plain(activity.name)})
        further = constraints_as_field(further_constraints(activity))
        own = own_fields(activity, _IN_USER_FIELDS) | further
        assigned.add(task_id, activity, own, left=row["remain_drtn_hr_cnt"])
    links = [link_row(link, i, task_ids) for i, link in enumerate(schedule.links, start=1)]
    project = project_row(
        schedule,
        short_name=wbs.root,
        clndr_id=calendars[schedule.default_calendar],
        finish=analysis.project_finish,
    )
    of_calendars = calendar_rows(schedule.calendars, calendars, PROJ_ID, texts)
    of_resources = str(max(map(int, calendars.values())) + 1)
    if assigned.resources:
        default = next(c for c in schedule.calendars if c.code == schedule.default_calendar)
        of_calendars.append(resource_calendar_row(default, of_resources, texts))
    lines = [
        *table("UDFTYPE", FIELD_TYPE_COLUMNS, assigned.field_types.values()),
        *table("PROJECT", PROJECT_COLUMNS, [project]),
        *table("CALENDAR", CALENDAR_COLUMNS, of_calendars),
        *table("SCHEDOPTIONS", OPTIONS_COLUMNS, [options_row(schedule.options)]),
        *table("PROJWBS", WBS_COLUMNS, wbs.rows),
        *table("RSRC", RESOURCE_COLUMNS, assigned.resource_rows(of_resources)),
        *table("ACTVTYPE", CODE_TYPE_COLUMNS, assigned.code_types.values()),
        *table("TASK", TASK_COLUMNS, tasks),
        *table("ACTVCODE", CODE_COLUMNS, assigned.code_values.values()),
        *table("TASKPRED", LINK_COLUMNS, links),
        *table("TASKRSRC", ASSIGNED_COLUMNS, assigned.assignments),
        *table("TASKACTV", CODED_COLUMNS, assigned.coded),
        *table("UDFVALUE", FIELD_COLUMNS, assigned.fields),
    ]
    notes = [
        *wbs.notes,
        *calendar_notes(schedule.calendars),
        *options_notes(schedule.options),
        *activity_notes(schedule, codes),
        *assigned.notes(),
        *texts.notes(),
    ]
    return Written(content=_file(schedule, lines), notes=tuple(notes))


def _file(schedule: Schedule, lines: list[str]) -> bytes:
    currencies = [DOLLAR, EURO] if _passes_for_utf8(lines) else [DOLLAR]
    start = [header(schedule), *table("CURRTYPE", CURRENCY_COLUMNS, currencies)]
    return encoded([*start, *lines, "%E"])


def _passes_for_utf8(lines: list[str]) -> bool:
    """Text whose bytes in the code page happen to be UTF-8, too; a euro sign settles the matter."""
    content = "\n".join(lines).encode(CODE_PAGE)
    if content.isascii():
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
