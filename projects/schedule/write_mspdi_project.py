"""What a Microsoft Project file says of the whole project, and of its resources. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from projects.schedule.calendars import weekly_minutes
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
from projects.schedule.mspdi_writing import Element, Value, element, plain, several, time_of_day

NAMESPACE = "http://schemas.microsoft.com/project"
_SAVE_VERSION = 14
_USUAL_DAY = ((480, 720), (780, 1020))
_WORK_RESOURCE = 1
_OF_PROJECT = Options(
    lag_calendar=LagCalendar.SUCCESSOR,
    float_kind=FloatKind.LEAST,
    expected_finish=False,
    lag_from_actual_start=True,
    holds_at_data_date=False,
)
"""How Project computes, whatever a file says: what read_mspdi takes too."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """default: the project's calendar, and its UID. finish: of the project, as computed."""

    default: WorkCalendar
    calendar_uid: int
    finish: datetime
    honors_constraints: bool


def project_pairs(schedule: Schedule, settings: Settings) -> Iterable[tuple[str, Value]]:
    options, default = schedule.options, settings.default
    day = next((shifts for shifts in default.week if shifts), _USUAL_DAY)
    title = plain(schedule.name) or "schedule"
    end = _end_it_counts_from(schedule)
    yield from (("SaveVersion", _SAVE_VERSION), ("Name", title), ("Title", title))
    yield from (("CreationDate", schedule.data_date), ("LastSaved", schedule.data_date))
    yield "ScheduleFromStart", end is None
    yield "StartDate", _start(schedule)
    yield "FinishDate", end or settings.finish
    yield "CriticalSlackLimit", options.critical_float // default.minutes_per_day
    yield "CalendarUID", settings.calendar_uid
    yield "DefaultStartTime", time_of_day(day[0][0])
    yield "DefaultFinishTime", time_of_day(day[-1][1])
    yield "MinutesPerDay", default.minutes_per_day
    yield "MinutesPerWeek", weekly_minutes(default)
    yield "DaysPerMonth", 20
    yield "DurationFormat", 7
    yield "HonorConstraints", settings.honors_constraints
    yield "MultipleCriticalPaths", options.each_end_for_itself
    yield "SplitsInProgressTasks", options.progress_rule is ProgressRule.RETAINED_LOGIC
    yield "StatusDate", schedule.data_date
    yield "CurrentDate", schedule.data_date
    yield "NewTasksAreManual", False


def project_notes(schedule: Schedule, default: WorkCalendar) -> list[str]:
    notes = []
    options = schedule.options
    as_read = replace(
        _OF_PROJECT,
        critical_float=options.critical_float // default.minutes_per_day * default.minutes_per_day,
        each_end_for_itself=options.each_end_for_itself,
        progress_rule=ProgressRule.RETAINED_LOGIC
        if options.progress_rule is ProgressRule.RETAINED_LOGIC
        else ProgressRule.PROGRESS_OVERRIDE,
    )
    others = [
        option.name.replace("_", " ")
        for option in fields(options)
        if getattr(options, option.name) != getattr(as_read, option.name)
    ]
    if others:
        notes.append(
            "Project computes dates in its own way, so they may move there: it does not keep the "
            f"settings {', '.join(others)}."
        )
    if schedule.must_finish_by and _end_it_counts_from(schedule) is None:
        notes.append(
            f"Project has no finish to count back from: {schedule.must_finish_by:%Y-%m-%d %H:%M} "
            "is lost."
        )
    if schedule.source is not SourceFormat.MSPDI:
        notes.append("Project keeps no planned dates beside its own: those here are computed.")
    return notes


def resource_uids(activities: Iterable[Activity]) -> dict[str, int]:
    names = dict.fromkeys(name for activity in activities for name in activity.resources)
    return {name: number for number, name in enumerate(names, start=1)}


def resource_elements(uids: Mapping[str, int]) -> Element:
    return several(
        "Resource",
        (
            element(
                ("UID", uid),
                ("ID", uid),
                ("Name", plain(name)),
                ("Type", _WORK_RESOURCE),
                ("IsNull", False),
            )
            for name, uid in uids.items()
        ),
    )


def assignment_elements(
    activities: Sequence[Activity], tasks: Mapping[str, int], resources: Mapping[str, int]
) -> Element:
    """Assignments of no units: how much of a resource an activity takes is not kept here."""
    pairs = [
        (tasks[activity.code], resources[name])
        for activity in activities
        for name in activity.resources
    ]
    return several(
        "Assignment",
        (
            element(("UID", number), ("TaskUID", task), ("ResourceUID", resource), ("Units", 0))
            for number, (task, resource) in enumerate(pairs, start=1)
        ),
    )


def _start(schedule: Schedule) -> datetime:
    """Where Project begins all that waits for nothing: for others than its own, not in the past."""
    planned = schedule.planned_start or schedule.data_date
    if schedule.source is SourceFormat.MSPDI:
        return planned
    return max(planned, schedule.data_date)


def _end_it_counts_from(schedule: Schedule) -> datetime | None:
    """The finish of a project that Project itself schedules backwards."""
    return schedule.must_finish_by if schedule.source is SourceFormat.MSPDI else None
