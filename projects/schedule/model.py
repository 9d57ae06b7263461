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


MILESTONES = (ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE)
SPANNING = (ActivityKind.LEVEL_OF_EFFORT, ActivityKind.SUMMARY)
"""Kinds that stretch over the work of others and never hold it up."""


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
    EXTERNAL_EARLY_START = "external_early_start"
    EXTERNAL_LATE_FINISH = "external_late_finish"


class LagCalendar(StrEnum):
    """The calendar in which a lag is counted: one choice per project, which a link may overrule."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    PROJECT = "project"
    ROUND_THE_CLOCK = "24h"


class ProgressRule(StrEnum):
    """What holds back the remaining work of an activity that has started out of sequence."""

    RETAINED_LOGIC = "retained_logic"
    PROGRESS_OVERRIDE = "progress_override"
    ACTUAL_DATES = "actual_dates"


class FloatKind(StrEnum):
    """Of which the total float is the difference: late and early start, or finish, or the least."""

    FINISH = "finish"
    START = "start"
    LEAST = "least"


class CriticalRule(StrEnum):
    TOTAL_FLOAT = "total_float"
    LONGEST_PATH = "longest_path"


class SourceFormat(StrEnum):
    CSV = "csv"
    XER = "xer"
    PMXML = "pmxml"
    MSPDI = "mspdi"


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
    """One activity. optimistic and pessimistic are None where the file gives no range.

    likely: the whole duration, for unstarted work what the tool schedules. remaining: of started work.
    suspended_at, resumed_at: a pause in started work; what is left goes on at resumed_at.
    expected_finish: when the remaining work is expected to end; it sets the remaining duration.
    baseline_*: as the file's own baseline has it. resources: what is assigned, by name or code.
    codes: activity codes by code type; fields: user-defined fields by title.
    package, order, system, cx_level: what ties it to the build. weather_exposed: None is for the phase
    and the place in the network to say.
    """

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
    suspended_at: datetime | None = None
    resumed_at: datetime | None = None
    expected_finish: datetime | None = None
    planned_start: datetime | None = None
    planned_finish: datetime | None = None
    baseline_start: datetime | None = None
    baseline_finish: datetime | None = None
    baseline_duration: int | None = None
    constraints: tuple[Constraint, ...] = ()
    wbs: str = ""
    phase: str = ""
    craft: str = ""
    crew_size: int = 0
    package: str = ""
    hall: str = ""
    cx_level: str = ""
    order: str = ""
    system: str = ""
    weather_exposed: bool | None = None
    resources: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Link:
    """lag_calendar: where this lag is counted, None for where the schedule counts its lags."""

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar: LagCalendar | None = None


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the tool that wrote the file computes dates. The defaults are P6's own.

    critical_float: total float in work minutes at or below which work is critical.
    open_ends_critical: work that nothing follows has no float.
    expected_finish: whether expected finishes set remaining durations.
    lag_from_actual_start: a start-to-start lag after started work counts from its actual start, else
        from where its rest begins.
    holds_at_data_date: unfinished work lies behind the data date; MS Project leaves it where it is.
    each_end_for_itself: late dates count from the end of each separate network, not from the last.
    """

    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    progress_rule: ProgressRule = ProgressRule.RETAINED_LOGIC
    float_kind: FloatKind = FloatKind.FINISH
    critical_rule: CriticalRule = CriticalRule.TOTAL_FLOAT
    critical_float: int = 0
    open_ends_critical: bool = False
    expected_finish: bool = True
    lag_from_actual_start: bool = False
    holds_at_data_date: bool = True
    each_end_for_itself: bool = False


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A field that the reader understands and does not use. rows: how many of them hold a value."""

    table: str
    field: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A whole schedule at its data date. Codes of activities and calendars are unique within it.

    planned_start: no unstarted work begins before it, though the data date be earlier.
    must_finish_by: where late dates are counted from; None means the latest early finish.
    notes: what the reader assumed or put up with, a sentence each, for the planner to see.
    dropped: what the file holds and nothing here uses.
    """

    name: str
    source: SourceFormat
    data_date: datetime
    activities: tuple[Activity, ...]
    links: tuple[Link, ...]
    calendars: tuple[WorkCalendar, ...]
    default_calendar: str
    options: Options = Options()
    planned_start: datetime | None = None
    must_finish_by: datetime | None = None
    notes: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
