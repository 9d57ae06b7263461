"""A schedule out of a Microsoft Project XML file (MSPDI). Pure.

A task is known by its UID, which Project never reuses. Blank lines, inactive tasks and the summary
of the whole project are left out. Dates are computed as Project does: nothing is pushed behind the
status date, a lag counts on the successor's calendar, floats are the least of start and finish.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.errors import (
    MspdiWithoutStart,
    NotAnMspdi,
    ScheduleEmpty,
    UnreadableSchedule,
)
from projects.schedule.fields import date_in, number_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import (
    Activity,
    FloatKind,
    LagCalendar,
    Options,
    ProgressRule,
    Schedule,
    SourceFormat,
    WorkCalendar,
)
from projects.schedule.mspdi_calendars import read_calendars
from projects.schedule.mspdi_constraints import Constraints
from projects.schedule.mspdi_custom import CustomFields
from projects.schedule.mspdi_fields import is_true, whole_in
from projects.schedule.mspdi_known import KEPT, SKIPPED, is_worth_telling
from projects.schedule.mspdi_links import Links, read_links, where_work_ends
from projects.schedule.mspdi_outline import Node, read_outline
from projects.schedule.mspdi_resources import TaskCalendars, read_assignments
from projects.schedule.mspdi_tasks import Tasks
from projects.schedule.network import refuse_contradictions, refuse_cycle
from projects.schedule.own_fields import restored
from projects.schedule.xml_records import Record, read_document, root_of

NAMESPACE = "http://schemas.microsoft.com/project"


def looks_like_mspdi(root: tuple[str, str]) -> bool:
    return root[1] == "Project" and root[0] in (NAMESPACE, "")


def read_mspdi(content: bytes) -> Schedule:
    """Raises NotAnMspdi, XmlMalformed, XmlHasDocumentType, ScheduleEmpty, MspdiWithoutStart,
    ScheduleHasCycle, or UnreadableSchedule with every problem.
    """
    if not looks_like_mspdi(root_of(content)):
        raise NotAnMspdi("the file is no XML whose outermost element is Project")
    document = read_document(content, kept=KEPT, skipped=SKIPPED)
    gathered = Gathered()
    for (table, name), rows in document.unused.items():
        if is_worth_telling(table, name):
            gathered.drop(table, name, rows)
    schedule = _schedule(document.root, gathered)
    refuse_contradictions(schedule)
    refuse_cycle(schedule)
    return schedule


def _schedule(root: Record, gathered: Gathered) -> Schedule:
    tasks = _tasks_by_uid(root, gathered)
    nodes = read_outline(list(tasks.values()), gathered)
    calendars, default = _calendars(root, gathered)
    used = TaskCalendars(calendars, default, gathered)
    links = read_links(nodes, tasks, gathered)
    activities = _activities(root, nodes, links, used, gathered)
    activities, of_activities = restored(activities, links.links)
    dates = _dates(root, activities, gathered)
    options = _options(root, default, gathered)
    if gathered.problems:
        raise UnreadableSchedule(gathered.problems)
    if not activities:
        raise ScheduleEmpty("the file has no tasks", table="Task")
    if dates.data_date is None:
        raise MspdiWithoutStart("neither the project nor any task has a date", table="Project")
    return Schedule(
        name=root["Title"] or root["Name"],
        source=SourceFormat.MSPDI,
        data_date=dates.data_date,
        activities=activities,
        links=of_activities,
        calendars=tuple(used.used.values()),
        default_calendar=default.code,
        options=options,
        planned_start=dates.planned_start,
        must_finish_by=dates.must_finish_by,
        notes=tuple(gathered.notes),
        dropped=gathered.all_dropped(),
    )


def _tasks_by_uid(root: Record, gathered: Gathered) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in root.all("Tasks", "Task"):
        uid = record["UID"]
        if not uid:
            gathered.problem("missing_value", "there is no UID", "Task", record, "UID")
        elif found.setdefault(uid, record) is not record:
            message = f"task {uid[:40]} was already given in row {found[uid].line}"
            gathered.problem("duplicate_activity", message, "Task", record, "UID")
    return found


def _calendars(root: Record, gathered: Gathered) -> tuple[dict[str, WorkCalendar], WorkCalendar]:
    """All calendars by UID, and the project's, else the first, else Project's standard week."""
    minutes_per_day = whole_in(root, "MinutesPerDay", "Project", gathered, default=480)
    if not 0 < minutes_per_day <= 1440:
        message = f"{minutes_per_day} is no number of minutes in a day"
        gathered.problem("not_a_number", message, "Project", root, "MinutesPerDay")
    calendars = read_calendars(root.all("Calendars", "Calendar"), minutes_per_day, gathered)
    stated = root["CalendarUID"]
    if stated in calendars:
        return calendars, calendars[stated]
    standard = replace(FIVE_DAYS, minutes_per_day=minutes_per_day)
    default = next(iter(calendars.values()), standard)
    gathered.note(f"The project names no calendar: {default.name} is taken.")
    return calendars, default


def _activities(
    root: Record, nodes: list[Node], links: Links, calendars: TaskCalendars, gathered: Gathered
) -> tuple[Activity, ...]:
    honored = is_true(root, "HonorConstraints")
    constraints = Constraints(honored=honored, gathered=gathered)
    resources = read_assignments(root, gathered)
    tasks = Tasks(calendars, resources, constraints, CustomFields(root), gathered)
    found = []
    external = 0
    for node in nodes:
        if is_true(node.record, "ExternalTask"):
            external += 1
            continue
        activity = tasks.activity(node)
        demands = tuple(links.demands.get(node.uid, ()))
        found.append(replace(activity, constraints=activity.constraints + demands))
    if external:
        gathered.note(f"{external} tasks of other files are kept as the dates that they demand.")
    constraints.note_manual()
    constraints.note_on_summaries(nodes)
    calendars.note_mixed()
    tasks.note_unused()
    return tuple(where_work_ends(found, links.links))


@dataclass(frozen=True, kw_only=True)
class _Dates:
    data_date: datetime | None
    planned_start: datetime | None
    must_finish_by: datetime | None


def _dates(root: Record, activities: tuple[Activity, ...], gathered: Gathered) -> _Dates:
    """The status date; without one, the day on which a file with progress was written."""

    def read(name: str) -> datetime | None:
        return date_in(root, name, "Project", gathered)

    start, status = read("StartDate"), read("StatusDate")
    begun = [at for a in activities for at in (a.started_at, a.finished_at) if at]
    if status is None and begun:
        status = max([at for at in (read("CurrentDate"),) if at] + begun)
        gathered.note(f"There is no status date: {status:%Y-%m-%d %H:%M} is taken.")
    planned = [a.planned_start for a in activities if a.planned_start]
    if start is None and planned:
        start = min(planned)
        gathered.note(f"The project has no start: {start:%Y-%m-%d %H:%M} is taken.")
    from_finish = not is_true(root, "ScheduleFromStart", default=True)
    if from_finish:
        gathered.note("The project is scheduled from its finish: early dates count from its start.")
    return _Dates(
        data_date=status or start,
        planned_start=start,
        must_finish_by=read("FinishDate") if from_finish else None,
    )


def _options(root: Record, default: WorkCalendar, gathered: Gathered) -> Options:
    slack = number_in(root, "CriticalSlackLimit", "Project", gathered) or 0
    splits = is_true(root, "SplitsInProgressTasks", default=True)
    return Options(
        lag_calendar=LagCalendar.SUCCESSOR,
        progress_rule=ProgressRule.RETAINED_LOGIC if splits else ProgressRule.PROGRESS_OVERRIDE,
        float_kind=FloatKind.LEAST,
        critical_float=round(slack * default.minutes_per_day),
        expected_finish=False,
        lag_from_actual_start=True,
        holds_at_data_date=False,
        each_end_for_itself=is_true(root, "MultipleCriticalPaths"),
    )
