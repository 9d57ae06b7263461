"""What bears on one activity besides links: the data date, its constraints, its progress. Pure.

The rules for constraints are P6's (Oracle, P6 Professional Help, "Activity constraints"): those on a
start mean nothing once work has started, those on a finish hold until it has finished, and a
mandatory date overrules all links, even where it lies before the data date.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from projects.schedule.calendars import to_clock
from projects.schedule.kernels import NONE
from projects.schedule.model import Activity, ActivityKind, ConstraintKind
from projects.schedule.moments import (
    Clocks,
    Moment,
    as_ending,
    beginning,
    no_earlier,
    no_later,
    work_done,
)
from projects.schedule.network import Network
from projects.schedule.started import work_left

NO_CAP = -NONE
"""A moment after all others."""

_HOLD_THE_START = (
    ConstraintKind.START_ON,
    ConstraintKind.START_ON_OR_AFTER,
    ConstraintKind.EXTERNAL_EARLY_START,
)
_HOLD_THE_FINISH = (ConstraintKind.FINISH_ON, ConstraintKind.FINISH_ON_OR_AFTER)
_CAP_THE_START = (ConstraintKind.START_ON, ConstraintKind.START_ON_OR_BEFORE)
_CAP_THE_FINISH = (
    ConstraintKind.FINISH_ON,
    ConstraintKind.FINISH_ON_OR_BEFORE,
    ConstraintKind.EXTERNAL_LATE_FINISH,
)


class Limits(NamedTuple):
    """Each a moment on the calendar of the activity, or NONE, or NO_CAP.

    floor: where it, or what is left of it, may begin. finish_floor: before which it does not end.
    start_pin, finish_pin: mandatory dates. start_cap, finish_cap: the latest allowed.
    """

    floor: Moment
    finish_floor: Moment = NONE
    start_pin: Moment = NONE
    finish_pin: Moment = NONE
    start_cap: Moment = NO_CAP
    finish_cap: Moment = NO_CAP
    expected_finish: Moment = NONE


def limits_of(network: Network, calendars: Sequence[int], clocks: Clocks) -> Iterator[Limits]:
    """By position. calendars: the number of each position's. All that waits for nothing waits alike."""
    alike: dict[int, Limits] = {}
    for at, (activity, calendar) in enumerate(zip(network.activities, calendars, strict=True)):
        if activity.started_at or activity.constraints or activity.expected_finish:
            yield _limits(network, at, clocks, calendar)
            continue
        if calendar not in alike:
            alike[calendar] = _limits(network, at, clocks, calendar)
        yield alike[calendar]


def _limits(network: Network, at: int, clocks: Clocks, calendar: int) -> Limits:
    activity, options = network.activities[at], network.schedule.options
    limits = Limits(floor=_floor(network, at, clocks, calendar))
    is_work = activity.kind is ActivityKind.TASK and not activity.finished_at
    if options.expected_finish and activity.expected_finish and is_work:
        expected = no_later(clocks, calendar, to_clock(activity.expected_finish))
        limits = limits._replace(expected_finish=expected)
    for constraint in activity.constraints:
        if constraint.at is not None and not activity.finished_at:
            clock = to_clock(constraint.at)
            sooner, later = no_later(clocks, calendar, clock), no_earlier(clocks, calendar, clock)
            limits = _constrained(limits, constraint.kind, sooner, later, activity)
    return limits


def _constrained(
    limits: Limits, kind: ConstraintKind, sooner: Moment, later: Moment, activity: Activity
) -> Limits:
    """sooner, later: the moments of the constraint where no work is done at its very clock time."""
    unstarted = activity.started_at is None
    if kind in _HOLD_THE_START and unstarted:
        limits = limits._replace(floor=max(limits.floor, later))
    if kind in _HOLD_THE_FINISH:
        if activity.kind is not ActivityKind.FINISH_MILESTONE:
            later = as_ending(later)
        limits = limits._replace(finish_floor=max(limits.finish_floor, later))
    if kind in _CAP_THE_START and unstarted:
        limits = limits._replace(start_cap=min(limits.start_cap, sooner))
    if kind in _CAP_THE_FINISH:
        limits = limits._replace(finish_cap=min(limits.finish_cap, sooner))
    if kind is ConstraintKind.MANDATORY_START and unstarted:
        limits = limits._replace(start_pin=later)
    if kind is ConstraintKind.MANDATORY_FINISH:
        limits = limits._replace(finish_pin=sooner)
    return limits


def _floor(network: Network, at: int, clocks: Clocks, calendar: int) -> Moment:
    """The data date, or the planned start of the project for what has not begun.

    MS Project leaves work where it is: what has not begun waits for the project's start only, and
    the rest of what has begun goes on where it was resumed or, without a break, where it stands.
    """
    activity, schedule = network.activities[at], network.schedule
    named = [schedule.data_date]
    if activity.started_at is None:
        planned = schedule.planned_start or schedule.data_date
        named = [*named, planned] if schedule.options.holds_at_data_date else [planned]
    elif activity.resumed_at is not None:
        held = schedule.options.holds_at_data_date
        named = [*named, activity.resumed_at] if held else [activity.resumed_at]
    elif not schedule.options.holds_at_data_date:
        return _where_it_stands(activity, activity.started_at, clocks, calendar)
    return no_earlier(clocks, calendar, to_clock(max(named)))


def _where_it_stands(
    activity: Activity, started_at: datetime, clocks: Clocks, calendar: int
) -> Moment:
    done = max(activity.likely - work_left(activity), 0)
    return beginning(work_done(clocks, calendar, to_clock(started_at)) + done)
