"""The tasks of a Microsoft Project XML file as activities. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.calendars import WorkTime, to_clock
from projects.schedule.errors import ScheduleError
from projects.schedule.fields import date_in, number_in
from projects.schedule.gathering import Gathered
from projects.schedule.model import Activity, ActivityKind, Constraint
from projects.schedule.mspdi_constraints import Constraints
from projects.schedule.mspdi_custom import CustomFields
from projects.schedule.mspdi_fields import is_true, iso_minutes_in
from projects.schedule.mspdi_outline import Node
from projects.schedule.mspdi_resources import TaskCalendars, names_of
from projects.schedule.names import cx_level_in, hall_in
from projects.schedule.xml_records import Record


@dataclass(frozen=True, kw_only=True)
class Progress:
    started_at: datetime | None = None
    finished_at: datetime | None = None
    stopped_at: datetime | None = None
    resumed_at: datetime | None = None
    remaining: int | None = None


class Tasks:
    """Reads one task after the other; what it noted of many comes in one note at the end."""

    def __init__(
        self,
        calendars: TaskCalendars,
        resources: Mapping[str, Sequence[Record]],
        constraints: Constraints,
        custom: CustomFields,
        gathered: Gathered,
    ) -> None:
        self._calendars, self._resources = calendars, resources
        self._constraints, self._custom, self._gathered = constraints, custom, gathered
        self._levelled: list[str] = []
        self._subprojects: list[str] = []

    def activity(self, node: Node) -> Activity:
        task, name = node.record, node.record["Name"]
        resources = self._resources.get(node.uid, ())
        calendar = self._calendars.of(task, resources)
        likely = self._duration(task, calendar)
        kind = _kind(node, likely)
        done = Progress() if node.is_summary else self._progress(task, likely)
        codes, fields = self._custom.of(task)
        if task["WBS"] not in ("", node.number):
            fields["WBS"] = task["WBS"]
        baseline = next((b for b in task.all("Baseline") if b["Number"] in ("", "0")), None)
        self._note_unused(task)
        return Activity(
            code=node.uid,
            name=name,
            calendar=calendar,
            likely=likely,
            kind=kind,
            remaining=done.remaining,
            started_at=done.started_at,
            finished_at=done.finished_at,
            suspended_at=done.stopped_at,
            resumed_at=done.resumed_at,
            planned_start=self._date(task, "Start"),
            planned_finish=self._date(task, "Finish"),
            baseline_start=self._date(baseline, "Start"),
            baseline_finish=self._date(baseline, "Finish"),
            baseline_duration=iso_minutes_in(baseline, "Duration", "Baseline", self._gathered)
            if baseline
            else None,
            constraints=self._constraints_of(node),
            wbs=node.wbs,
            hall=hall_in(name),
            cx_level=cx_level_in(name),
            resources=names_of(resources),
            codes=codes,
            fields=fields,
        )

    def note_unused(self) -> None:
        text = "Levelling delays are left out, so these may be dated too early"
        self._gathered.note_each(text, self._levelled)
        text = "Inserted projects are taken as tasks of the dates that they had"
        self._gathered.note_each(text, self._subprojects)

    def _constraints_of(self, node: Node) -> tuple[Constraint, ...]:
        return () if node.is_summary else self._constraints.of(node)

    def _duration(self, task: Record, calendar: str) -> int:
        name = (
            "ManualDuration" if is_true(task, "Manual") and task["ManualDuration"] else "Duration"
        )
        minutes = iso_minutes_in(task, name, "Task", self._gathered)
        if minutes is not None or task[name]:
            return minutes or 0
        start, finish = self._date(task, "Start"), self._date(task, "Finish")
        if is_true(task, "Milestone") or start is None or finish is None or finish <= start:
            return 0
        self._gathered.note("Tasks without a duration are given the work between their dates.")
        return self._work_between(calendar, start, finish)

    def _work_between(self, calendar: str, start: datetime, finish: datetime) -> int:
        first, last = to_clock(start), to_clock(finish)
        try:
            time = WorkTime(self._calendars.used[calendar], zero=first, first=first, last=last)
            return int(time.work(last))
        except ScheduleError:
            return 0

    def _progress(self, task: Record, likely: int) -> Progress:
        started, finished = self._date(task, "ActualStart"), self._date(task, "ActualFinish")
        done = number_in(task, "PercentComplete", "Task", self._gathered) or 0
        uid = task["UID"]
        if finished is None and done >= 100:
            finished = self._date(task, "Finish") or started
            self._gathered.note(f"Task {uid} is complete without an actual finish: its finish is.")
        if started is None and (done > 0 or finished):
            started = self._date(task, "Start") or finished
            self._gathered.note(
                f"Task {uid} has begun without an actual start: its start is taken."
            )
        if started and finished and finished < started:
            message = f"task {uid} finished before it started"
            self._gathered.problem("finish_before_start", message, "Task", task, "ActualFinish")
        if started is None or finished is not None:
            return Progress(started_at=started, finished_at=finished)
        remaining = iso_minutes_in(task, "RemainingDuration", "Task", self._gathered)
        if remaining is None:
            remaining = round(likely * (100 - done) / 100)
        return Progress(
            started_at=started,
            stopped_at=self._date(task, "Stop"),
            resumed_at=self._date(task, "Resume"),
            remaining=remaining,
        )

    def _note_unused(self, task: Record) -> None:
        if (number_in(task, "LevelingDelay", "Task", self._gathered) or 0) > 0:
            self._levelled.append(task["UID"])
        if is_true(task, "IsSubproject"):
            self._subprojects.append(task["UID"])

    def _date(self, record: Record | None, name: str) -> datetime | None:
        return date_in(record, name, record.tag, self._gathered) if record else None


def _kind(node: Node, likely: int) -> ActivityKind:
    if node.is_summary:
        return ActivityKind.SUMMARY
    if likely or not is_true(node.record, "Milestone"):
        return ActivityKind.TASK
    return ActivityKind.START_MILESTONE
