"""Activities and links as tasks of a Microsoft Project file: the opposite of mspdi_tasks. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from projects.schedule.cpm import ActivityDates
from projects.schedule.model import MILESTONES, Activity, ActivityKind, LagCalendar, Link, LinkType
from projects.schedule.mspdi_writing import Element, Value, duration, element, plain
from projects.schedule.write_mspdi_constraints import Held
from projects.schedule.write_mspdi_outline import Line

_LINK_TYPES = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
_DAYS, _ELAPSED_DAYS = 7, 8
_FIXED_DURATION = 1
_USUAL_PRIORITY = 500


@dataclass(frozen=True, kw_only=True)
class Task:
    """One activity and all that stands in its task besides. calendar: None for the project's."""

    activity: Activity
    dates: ActivityDates
    start: datetime
    finish: datetime
    held: Held
    calendar: int | None
    elapsed: bool
    links: tuple[Element, ...]
    fields: tuple[Element, ...]


def task_element(line: Line, place: int, task: Task) -> Element:
    activity, held = task.activity, task.held
    by_hand = held.by_hand is not None
    milestone = activity.kind in MILESTONES and not activity.likely
    return element(
        *_head(line, place, plain(activity.name), manual=by_hand, wbs=activity.fields.get("WBS")),
        ("Start", task.start),
        ("Finish", task.finish),
        ("Duration", duration(activity.likely)),
        ("ManualStart", held.by_hand),
        ("ManualFinish", task.finish if by_hand else None),
        ("ManualDuration", duration(activity.likely) if by_hand else None),
        ("DurationFormat", _ELAPSED_DAYS if task.elapsed else _DAYS),
        ("Stop", activity.suspended_at),
        ("Resume", activity.resumed_at),
        *_kinds(milestone=milestone, summary=activity.kind is ActivityKind.SUMMARY),
        ("Critical", task.dates.critical),
        ("EarlyStart", task.dates.early_start),
        ("EarlyFinish", task.dates.early_finish),
        ("LateStart", task.dates.late_start),
        ("LateFinish", task.dates.late_finish),
        ("FreeSlack", _tenths(task.dates.free_float)),
        ("TotalSlack", _tenths(task.dates.total_float)),
        *_progress(activity),
        ("ConstraintType", held.type),
        ("CalendarUID", -1 if task.calendar is None else task.calendar),
        ("ConstraintDate", held.at),
        ("Deadline", held.deadline),
        ("IgnoreResourceCalendar", task.calendar is not None),
        *(("PredecessorLink", each) for each in task.links),
        *(("ExtendedAttribute", each) for each in task.fields),
        ("Baseline", _baseline(activity)),
    )


def summary_element(
    line: Line, place: int, span: tuple[datetime, datetime], work: int, fields: Iterable[Element]
) -> Element:
    """A summary made for a node of the WBS. span: of all below it. work: minutes in it."""
    return element(
        *_head(line, place, plain(line.path.rpartition(".")[2]) or "-"),
        ("Start", span[0]),
        ("Finish", span[1]),
        ("Duration", duration(work)),
        ("DurationFormat", _DAYS),
        *_kinds(milestone=False, summary=True),
        ("ConstraintType", 0),
        ("CalendarUID", -1),
        *(("ExtendedAttribute", each) for each in fields),
    )


def link_element(link: Link, uids: Mapping[str, int], elapsed: bool) -> Element:
    """Lags are tenths of minutes, in whatever unit they are shown."""
    return element(
        ("PredecessorUID", uids[link.predecessor]),
        ("Type", _LINK_TYPES[link.type]),
        ("CrossProject", False),
        ("LinkLag", link.lag * 10),
        ("LagFormat", _ELAPSED_DAYS if elapsed else _DAYS),
    )


def is_elapsed_lag(link: Link) -> bool:
    return bool(link.lag) and link.lag_calendar is LagCalendar.ROUND_THE_CLOCK


def _head(
    line: Line, place: int, name: str, *, manual: bool = False, wbs: str | None = None
) -> tuple[tuple[str, Value], ...]:
    return (
        ("UID", line.uid),
        ("ID", place),
        ("Name", name),
        ("Active", True),
        ("Manual", manual),
        ("Type", _FIXED_DURATION),
        ("IsNull", False),
        ("WBS", plain(wbs) if wbs else line.number),
        ("OutlineNumber", line.number),
        ("OutlineLevel", line.level),
        ("Priority", _USUAL_PRIORITY),
    )


def _kinds(*, milestone: bool, summary: bool) -> tuple[tuple[str, Value], ...]:
    return (
        ("EffortDriven", False),
        ("Recurring", False),
        ("Estimated", False),
        ("Milestone", milestone),
        ("Summary", summary),
    )


def _progress(activity: Activity) -> tuple[tuple[str, Value], ...]:
    """MS Project's per cent complete is that of the duration, in whole numbers."""
    finished, started = activity.finished_at, activity.started_at or activity.finished_at
    left = activity.likely if activity.remaining is None else activity.remaining
    left = 0 if finished else left
    done = max(activity.likely - left, 0) if started else 0
    percent = 100 if finished else min(99, done * 100 // max(activity.likely, 1))
    return (
        ("PercentComplete", percent if started else 0),
        ("ActualStart", started),
        ("ActualFinish", finished),
        ("ActualDuration", duration(done)),
        ("RemainingDuration", duration(left)),
    )


def _baseline(activity: Activity) -> Element | None:
    start, finish = activity.baseline_start, activity.baseline_finish
    minutes = activity.baseline_duration
    if start is None and finish is None and minutes is None:
        return None
    return element(
        ("Number", 0),
        ("Start", start),
        ("Finish", finish),
        ("Duration", None if minutes is None else duration(minutes)),
        ("DurationFormat", None if minutes is None else _DAYS),
    )


def _tenths(minutes: int | None) -> int | None:
    return None if minutes is None else minutes * 10
