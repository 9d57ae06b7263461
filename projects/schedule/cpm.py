"""The critical path method on a whole schedule: early and late dates, float, what is critical. Pure.

The deterministic passes keep to the minute what P6 does: passes.py and spans.py.
forward, for many draws at once, is the pass under every simulation: see forward.py.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np

from projects.schedule.calendars import Minutes, from_clock, to_clock
from projects.schedule.crossing import latest_clock
from projects.schedule.early import Early
from projects.schedule.floats import longest_path
from projects.schedule.forward import Dates, forward, planned_durations
from projects.schedule.kernels import NONE, Column, listed
from projects.schedule.late import Late
from projects.schedule.model import ActivityKind, CriticalRule, Schedule
from projects.schedule.moments import work_done, works_at
from projects.schedule.network import Network
from projects.schedule.passes import clocks_of_dates, dates_and_floats
from projects.schedule.plan import Plan, plan_of
from projects.schedule.spans import Span, Spans, spans_of

__all__ = [
    "ActivityDates",
    "Analysis",
    "Dates",
    "activity_dates",
    "analyse",
    "analyse_network",
    "forward",
    "latest_clock",
    "planned_durations",
]


Shown = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class ActivityDates:
    """What CPM says of one activity. Floats and remaining are work minutes on its own calendar.

    For a started activity early_start and late_start are those of the rest of it. A finished one has
    its actual dates throughout, and neither it nor a level of effort or summary has a float.
    """

    code: str
    name: str
    kind: ActivityKind
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    total_float: int | None
    free_float: int | None
    remaining: int
    critical: bool
    on_longest_path: bool


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """Both passes over one network. total_floats, free_floats: by position, in own work minutes.

    longest_path: positions, for which see floats.py.
    """

    plan: Plan
    early_dates: Early
    late_dates: Late
    spans: Spans
    finish: int
    total_floats: tuple[int | None, ...]
    free_floats: tuple[int | None, ...]
    longest_path: frozenset[int]

    @property
    def network(self) -> Network:
        return self.plan.network

    @property
    def project_finish(self) -> datetime:
        return from_clock(self.finish)

    @cached_property
    def early(self) -> Dates:
        """As forward gives them: (n_activities, 1) own work minutes. Finished work is where it was."""
        return Dates(start=self._rows(at_finish=False), finish=self._rows(at_finish=True))

    def _rows(self, *, at_finish: bool) -> Minutes:
        clocks, calendars = self.plan.clocks, self.plan.calendars
        rows = works_at(self.early_dates.finish if at_finish else self.early_dates.start)
        for at, span in self.spans.early.items():
            rows[at] = work_done(clocks, calendars[at], span.finish if at_finish else span.start)
        for at, activity in enumerate(self.network.activities):
            actual = activity.finished_at
            if actual is not None:
                actual = actual if at_finish else activity.started_at or actual
                rows[at] = work_done(clocks, calendars[at], to_clock(actual))
        return rows[:, np.newaxis]

    @cached_property
    def clocks(self) -> tuple[list[int], ...]:
        """Early start and finish, late start and finish: clock minutes of what is not finished."""
        early, late = self.early_dates, self.late_dates
        columns = early.start, early.finish, late.start, late.finish
        return tuple(clocks_of_dates(self.plan, moments) for moments in columns)

    def total_float(self, position: int) -> int | None:
        return self.total_floats[position]

    def is_critical(self, position: int) -> bool:
        """By the rule of the schedule's options. What has no float is not."""
        total, options = self.total_floats[position], self.network.schedule.options
        if total is None:
            return False
        if options.critical_rule is CriticalRule.LONGEST_PATH:
            return position in self.longest_path
        return total <= options.critical_float


def analyse(schedule: Schedule) -> list[ActivityDates]:
    """Early and late dates, floats and criticality, in the schedule's order."""
    analysis = analyse_network(Network(schedule))
    return [activity_dates(analysis, i) for i in range(len(schedule.activities))]


def analyse_network(network: Network) -> Analysis:
    return analyse_plan(plan_of(network))


def analyse_plan(plan: Plan) -> Analysis:
    early, late, finish, total, free = dates_and_floats(plan)
    return Analysis(
        plan=plan,
        early_dates=early,
        late_dates=late,
        spans=spans_of(plan, early, late),
        finish=finish,
        total_floats=_floats(total),
        free_floats=_floats(free),
        longest_path=frozenset(longest_path(plan, early, finish)),
    )


def activity_dates(analysis: Analysis, position: int) -> ActivityDates:
    activity = analysis.network.activities[position]
    early, late = _dates_shown(analysis, position)
    return ActivityDates(
        code=activity.code,
        name=activity.name,
        kind=activity.kind,
        early_start=early[0],
        early_finish=early[1],
        late_start=late[0],
        late_finish=late[1],
        total_float=analysis.total_floats[position],
        free_float=analysis.free_floats[position],
        remaining=_remaining(analysis, position),
        critical=analysis.is_critical(position),
        on_longest_path=position in analysis.longest_path,
    )


def _remaining(analysis: Analysis, at: int) -> int:
    if at not in analysis.spans.early:
        return int(analysis.early_dates.left[at])
    span, plan = analysis.spans.early[at], analysis.plan
    clocks, calendar = plan.clocks, plan.calendars[at]
    return work_done(clocks, calendar, span.finish) - work_done(clocks, calendar, span.start)


def _dates_shown(analysis: Analysis, at: int) -> tuple[Shown, Shown]:
    """Early and late (start, finish), each where P6 shows it."""
    activity, plan = analysis.network.activities[at], analysis.plan
    if activity.finished_at is not None:
        actual = (activity.started_at or activity.finished_at, activity.finished_at)
        return actual, actual
    if at in analysis.spans.early:
        return _shown(analysis.spans.early[at]), _shown(analysis.spans.late[at])
    early_start, early_finish, late_start, late_finish = (each[at] for each in analysis.clocks)
    if activity.started_at is not None and not plan.network.schedule.options.holds_at_data_date:
        early_start = to_clock(activity.started_at)
    return _shown(Span(early_start, early_finish)), _shown(Span(late_start, late_finish))


def _shown(span: Span) -> Shown:
    return from_clock(span.start), from_clock(span.finish)


def _floats(found: Column) -> tuple[int | None, ...]:
    return tuple(None if each == NONE else each for each in listed(found))
