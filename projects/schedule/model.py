"""A schedule as its file gives it: plain, frozen data that an event can carry. Pure.

Units: durations, remaining durations and lags are whole work minutes (`int`) on the calendar named.
Clock times are naive `datetime`, minute-exact, on the wall clock of the site: a schedule file knows
no time zone, and a date in it must never be converted.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ActivityKind(StrEnum):
    TASK = "task"
    START_MILESTONE = "start_milestone"
    FINISH_MILESTONE = "finish_milestone"
    LEVEL_OF_EFFORT = "level_of_effort"
    SUMMARY = "summary"


class LinkType(StrEnum):
    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class ConstraintKind(StrEnum):
    START_ON = "start_on"
    START_ON_OR_AFTER = "start_on_or_after"
    START_ON_OR_BEFORE = "start_on_or_before"
    FINISH_ON = "finish_on"
    FINISH_ON_OR_AFTER = "finish_on_or_after"
    FINISH_ON_OR_BEFORE = "finish_on_or_before"
    MANDATORY_START = "mandatory_start"
    MANDATORY_FINISH = "mandatory_finish"
    AS_LATE_AS_POSSIBLE = "as_late_as_possible"


class LagCalendar(StrEnum):
    """The calendar in which a lag is counted; P6 keeps one choice per project."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PROJECT = "project"
    ROUND_THE_CLOCK = "24h"


class ProgressRule(StrEnum):
    """What holds back the remaining work of an activity that has started out of sequence."""

    RETAINED_LOGIC = "retained_logic"
    PROGRESS_OVERRIDE = "progress_override"


class SourceFormat(StrEnum):
    CSV = "csv"
    XER = "xer"


Shift = tuple[int, int]
"""Start and finish of a stretch of work, in minutes after midnight: (480, 720) is 08:00 to 12:00."""


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """When work is done: a week of shifts, and the dates that differ from it.

    week: seven tuples, Monday first. exceptions: the shifts of that one date, () when not worked.
    minutes_per_day: what the file calls a day when it writes a duration in days (8 h is 480).
    """

    code: str
    name: str
    week: tuple[tuple[Shift, ...], ...]
    exceptions: dict[date, tuple[Shift, ...]] = field(default_factory=dict)
    minutes_per_day: int = 480


@dataclass(frozen=True, kw_only=True)
class Constraint:
    kind: ConstraintKind
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One activity. optimistic and pessimistic are None where the file gives no range."""

    code: str
    name: str
    calendar: str
    likely: int
    kind: ActivityKind = ActivityKind.TASK
    optimistic: int | None = None
    pessimistic: int | None = None
    remaining: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    planned_start: datetime | None = None
    constraints: tuple[Constraint, ...] = ()
    wbs: str = ""
    phase: str = ""
    craft: str = ""
    crew_size: int = 0
    package: str = ""
    hall: str = ""
    cx_level: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A whole schedule at its data date. Codes of activities and calendars are unique within it.

    planned_start: no unstarted work begins before it, though the data date be earlier.
    must_finish_by: where late dates are counted from; None means the latest early finish.
    notes: what the reader assumed or left out, a sentence each, for the planner to see.
    """

    name: str
    source: SourceFormat
    data_date: datetime
    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    calendars: tuple[WorkCalendar, ...]
    default_calendar: str
    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    progress_rule: ProgressRule = ProgressRule.RETAINED_LOGIC
    planned_start: datetime | None = None
    must_finish_by: datetime | None = None
    notes: tuple[str, ...] = ()
