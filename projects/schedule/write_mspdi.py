"""A schedule as a Microsoft Project XML file (MSPDI), with the dates that our CPM computes. Pure.

The WBS becomes the outline. What a task has no place for stands in its text fields, from which our
own reader takes it back.
"""

from collections.abc import Iterable
from dataclasses import replace

from projects.schedule.calendars import to_clock
from projects.schedule.cpm import ActivityDates, Analysis, activity_dates, analyse_network
from projects.schedule.model import MILESTONES, Activity, ActivityKind, Link, Schedule, SourceFormat
from projects.schedule.mspdi_links import where_work_ends
from projects.schedule.mspdi_writing import Element, Value, lines_of, several
from projects.schedule.network import Network
from projects.schedule.own_fields import MADE_SUMMARY
from projects.schedule.write_mspdi_calendars import (
    calendar_elements,
    calendar_notes,
    calendar_uids,
)
from projects.schedule.write_mspdi_constraints import constraint_notes, held, honors_constraints
from projects.schedule.write_mspdi_fields import TextFields, fields_of
from projects.schedule.write_mspdi_outline import Line, outline, task_uids
from projects.schedule.write_mspdi_project import (
    NAMESPACE,
    Settings,
    assignment_elements,
    project_notes,
    project_pairs,
    resource_elements,
    resource_uids,
)
from projects.schedule.write_mspdi_tasks import (
    Task,
    is_elapsed_lag,
    link_element,
    summary_element,
    task_element,
)
from projects.schedule.written import Written


def write_mspdi(schedule: Schedule) -> Written:
    """Raises the refusals of Network for a schedule that cannot be computed."""
    writer = _Writer(schedule)
    tasks = writer.tasks()
    resources = resource_uids(schedule.activities)
    pairs: list[tuple[str, Value]] = [
        *project_pairs(schedule, writer.settings),
        ("ExtendedAttributes", writer.fields.definitions()),
        ("Calendars", calendar_elements(schedule.calendars, writer.calendars)),
        ("Tasks", tasks),
        ("Resources", resource_elements(resources)),
        ("Assignments", assignment_elements(schedule.activities, writer.uids, resources)),
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<Project xmlns="{NAMESPACE}">',
        *(line for tag, value in pairs for line in lines_of(tag, value, "\t")),
        "</Project>",
    ]
    return Written(content=("\n".join(lines) + "\n").encode(), notes=writer.notes())


class _Writer:
    """fields: fills as tasks are written. uids: of tasks, calendars: of calendars, by our codes."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.analysis: Analysis = analyse_network(Network(schedule))
        self.fields = TextFields()
        self.uids = task_uids(schedule.activities)
        default = next(c for c in schedule.calendars if c.code == schedule.default_calendar)
        self.calendars = calendar_uids(schedule.calendars, default)
        self.settings = Settings(
            default=default,
            calendar_uid=self.calendars[default.code],
            finish=self.analysis.project_finish,
            honors_constraints=honors_constraints(schedule),
        )
        self._own_dates = schedule.source is SourceFormat.MSPDI
        self._kinds = _kinds_as_read(schedule)
        self._incoming: dict[str, list[Link]] = {}
        for link in schedule.links:
            self._incoming.setdefault(link.successor, []).append(link)

    def tasks(self) -> Element:
        dates = {
            activity.code: activity_dates(self.analysis, i)
            for i, activity in enumerate(self.schedule.activities)
        }
        return several("Task", self._tasks(outline(self.schedule), dates))

    def notes(self) -> tuple[str, ...]:
        schedule, default = self.schedule, self.settings.default
        return (
            *project_notes(schedule, default),
            *calendar_notes(schedule.calendars, default),
            *constraint_notes(schedule.activities, honored=self.settings.honors_constraints),
            *_activity_notes(schedule),
            *self.fields.notes(),
        )

    def _tasks(self, lines: Iterable[Line], dates: dict[str, ActivityDates]) -> Iterable[Element]:
        for place, line in enumerate(lines, start=1):
            if line.activity is None:
                yield self._summary(line, place, [dates[a.code] for a in line.below])
            else:
                task = self._task(line.activity, dates[line.activity.code])
                yield task_element(line, place, task)

    def _summary(self, line: Line, place: int, below: list[ActivityDates]) -> Element:
        start = min(each.early_start for each in below)
        finish = max(each.early_finish for each in below)
        time = self.analysis.network.project_time
        work = int(time.work(to_clock(finish)) - time.work(to_clock(start)))
        fields = self.fields.values({MADE_SUMMARY: line.path})
        return summary_element(line, place, (start, finish), max(work, 0), fields)

    def _task(self, activity: Activity, dates: ActivityDates) -> Task:
        constraints = held(activity, honored=self.settings.honors_constraints)
        also = {"code"} if str(self.uids[activity.code]) != activity.code else set()
        if activity.kind is not self._kinds[activity.code]:
            also.add("kind")
        start = activity.started_at or dates.early_start
        finish = dates.early_finish
        if self._own_dates:
            start, finish = activity.planned_start or start, activity.planned_finish or finish
        links = self._incoming.get(activity.code, ())
        is_default = activity.calendar == self.schedule.default_calendar
        return Task(
            activity=activity,
            dates=dates,
            start=start,
            finish=finish,
            held=constraints,
            calendar=None if is_default else self.calendars.get(activity.calendar),
            elapsed=activity.calendar not in self.calendars,
            links=tuple(link_element(link, self.uids, is_elapsed_lag(link)) for link in links),
            fields=tuple(
                self.fields.values(fields_of(activity, also=also, further=constraints.further))
            ),
        )


def _kinds_as_read(schedule: Schedule) -> dict[str, ActivityKind]:
    """The kind that a reader gives each without being told."""
    plain = []
    for activity in schedule.activities:
        kind = ActivityKind.TASK
        if activity.kind is ActivityKind.SUMMARY and schedule.source is SourceFormat.MSPDI:
            kind = ActivityKind.SUMMARY
        elif activity.kind in MILESTONES and not activity.likely:
            kind = ActivityKind.START_MILESTONE
        plain.append(replace(activity, kind=kind))
    return {a.code: a.kind for a in where_work_ends(plain, schedule.links)}


def _activity_notes(schedule: Schedule) -> list[str]:
    notes = []
    spanning = sum(a.kind is ActivityKind.LEVEL_OF_EFFORT for a in schedule.activities)
    if spanning:
        notes.append(
            f"Project has no level of effort: {spanning} are tasks of the duration they have now."
        )
    if any(activity.resources for activity in schedule.activities):
        notes.append(
            "Resources are written without units, rates and costs, which are not kept here."
        )
    if any(a.expected_finish for a in schedule.activities):
        notes.append("Project knows no expected finish: those of the schedule are lost.")
    lagging = sum(
        bool(link.lag) and link.lag_calendar is not None and not is_elapsed_lag(link)
        for link in schedule.links
    )
    if lagging:
        notes.append(
            f"Project counts a lag on the successor's calendar or by the clock: {lagging} lags run "
            "on others."
        )
    return notes
