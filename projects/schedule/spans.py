"""Levels of effort and summaries: dated by the work that they accompany, driving none. Pure.

P6 stretches a level of effort from the earliest point that its start-links name to the latest that
its finish-links name, predecessors and successors alike, early and late dates each from their kind;
what has begun or ended counts with its actual date, and what is left begins at the data date. A
summary stretches over all below its WBS node that is not finished. Learnt from Oracle, P6
Professional Help, "Level of effort activities", and from what MPXJ's author found of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from projects.schedule.bonds import Bond, State, after_lag, before_lag, whole_bond
from projects.schedule.calendars import to_clock
from projects.schedule.early import Early
from projects.schedule.late import Late
from projects.schedule.model import ActivityKind
from projects.schedule.moments import as_ending, clock_at, no_earlier, no_later
from projects.schedule.plan import PROJECT, Plan


@dataclass(slots=True)
class Span:
    """Clock minutes."""

    start: int
    finish: int


@dataclass(slots=True)
class Spans:
    early: dict[int, Span] = field(default_factory=dict)
    late: dict[int, Span] = field(default_factory=dict)
    bonds: dict[int, list[Bond]] = field(default_factory=dict)


DateOf = Callable[[int, bool], int]
"""(position, whether at its finish) to a clock minute."""


def spans_of(plan: Plan, early: Early, late: Late) -> Spans:
    """Clock dates of every level of effort and summary that is not finished. Raises BeyondCalendar."""
    if len(plan.order) == len(plan.calendars):
        return Spans()
    spans = Spans(bonds=_bonds(plan))
    summaries = []
    for at in plan.network.order:
        if not plan.network.is_spanning(at) or plan.state[at] is State.FINISHED:
            continue
        if plan.network.activities[at].kind is ActivityKind.SUMMARY:
            summaries.append(at)
        else:
            spans.early[at] = _early_span(plan, early, spans, at)
            spans.late[at] = _late_span(plan, late, spans, at)
    for at in summaries:
        _sum_up(plan, early, late, spans, at)
    return plan.checked(spans)


def _early_span(plan: Plan, early: Early, spans: Spans, at: int) -> Span:
    def date_of(other: int, at_finish: bool) -> int:
        actual = _actual(plan, other, at_finish)
        if actual is not None:
            return actual
        if other in spans.early:
            span = spans.early[other]
            return span.finish if at_finish else span.start
        return _clock_at(plan, early, other, at_finish)

    data_date = plan.network.data_date
    begins, ends = _points(plan, spans, at, date_of)
    start = max(min(begins, default=data_date), data_date)
    return _settled(plan, at, start, max(ends, default=start))


def _late_span(plan: Plan, late: Late, spans: Spans, at: int) -> Span:
    def date_of(other: int, at_finish: bool) -> int:
        if other in spans.late:
            span = spans.late[other]
            return span.finish if at_finish else span.start
        if plan.state[other] is State.FINISHED:
            return _actual(plan, other, at_finish) or late.end
        return _clock_at(plan, late, other, at_finish)

    begins, ends = _points(plan, spans, at, date_of)
    finish = max(ends, default=late.end)
    return _settled(plan, at, min([*begins, finish]), finish)


def _actual(plan: Plan, at: int, at_finish: bool) -> int | None:
    activity = plan.network.activities[at]
    actual = activity.finished_at if at_finish else activity.started_at or activity.finished_at
    return None if actual is None else to_clock(actual)


def _clock_at(plan: Plan, dates: Early | Late, at: int, at_finish: bool) -> int:
    moment = dates.finish[at] if at_finish else dates.start[at]
    return clock_at(plan.clocks, plan.calendars[at], moment)


def _settled(plan: Plan, at: int, start: int, finish: int) -> Span:
    """From where work begins to where it ends on the calendar of the spanning activity itself."""
    clocks, calendar = plan.clocks, plan.calendars[at]
    begun = clock_at(clocks, calendar, no_earlier(clocks, calendar, start) | 1)
    ended = clock_at(clocks, calendar, as_ending(no_later(clocks, calendar, finish)))
    return Span(begun, max(ended, begun))


def _points(plan: Plan, spans: Spans, at: int, date_of: DateOf) -> tuple[list[int], list[int]]:
    """Where its start-links and its finish-links lead, by the clock."""
    begins: list[int] = []
    ends: list[int] = []
    for bond in spans.bonds.get(at, []):
        other = bond.predecessor if bond.successor == at else bond.successor
        if plan.network.is_spanning(other) and other not in spans.early:
            continue
        if bond.successor == at:
            clock = date_of(other, bond.from_finish)
            clock = after_lag(plan.clocks, bond.calendar, bond.lag, clock)
            (ends if bond.to_finish else begins).append(clock)
        else:
            clock = date_of(other, bond.to_finish)
            clock = before_lag(plan.clocks, bond.calendar, bond.lag, clock, bond.to_finish)
            (ends if bond.from_finish else begins).append(clock)
    return begins, ends


def _bonds(plan: Plan) -> dict[int, list[Bond]]:
    """By spanning position, its links with their whole lags: progress uses up none of them."""
    found: dict[int, list[Bond]] = {}
    for tie in plan.network.spans:
        bond = whole_bond(tie, plan.calendars, PROJECT)
        for end in (tie.predecessor, tie.successor):
            if plan.network.is_spanning(end):
                found.setdefault(end, []).append(bond)
    return found


def _sum_up(plan: Plan, early: Early, late: Late, spans: Spans, at: int) -> None:
    below = list(_below(plan, spans, at))
    if not below:
        resting = plan.network.data_date
        spans.early[at] = _settled(plan, at, resting, resting)
        spans.late[at] = _settled(plan, at, late.end, late.end)
        return
    early_ones = [_span_of(plan, early, spans.early, i) for i in below]
    late_ones = [_span_of(plan, late, spans.late, i) for i in below]
    for into, found in ((spans.early, early_ones), (spans.late, late_ones)):
        into[at] = Span(min(each.start for each in found), max(each.finish for each in found))


def _below(plan: Plan, spans: Spans, at: int) -> Iterator[int]:
    """Positions under the summary's node that are not finished and no summaries themselves."""
    node = plan.network.activities[at].wbs
    for i, activity in enumerate(plan.network.activities):
        if activity.wbs != node and not activity.wbs.startswith(f"{node}."):
            continue
        if (
            plan.state[i] is State.FINISHED
            or plan.network.activities[i].kind is ActivityKind.SUMMARY
        ):
            continue
        if not plan.network.is_spanning(i) or i in spans.early:
            yield i


def _span_of(plan: Plan, dates: Early | Late, spans: dict[int, Span], at: int) -> Span:
    if at in spans:
        return spans[at]
    return Span(_clock_at(plan, dates, at, False), _clock_at(plan, dates, at, True))
