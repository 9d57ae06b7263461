"""What bears on one activity besides links: the data date, its constraints, its progress. Pure.

The rules for constraints are P6's (Oracle, P6 Professional Help, "Activity constraints"): those on a
start mean nothing once work has started, those on a finish hold until it has finished, and a
mandatory date overrules all links, even where it lies before the data date.
"""

from dataclasses import dataclass
from datetime import datetime

from projects.schedule.calendars import to_clock
from projects.schedule.model import Activity, ActivityKind, ConstraintKind
from projects.schedule.moments import Moment, Moments, as_ending, beginning
from projects.schedule.network import Network
from projects.schedule.started import work_left

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


@dataclass(slots=True)
class Limits:
    """Each a moment on the calendar of the activity, or None.

    floor: where it, or what is left of it, may begin. finish_floor: before which it does not end.
    start_pin, finish_pin: mandatory dates. start_cap, finish_cap: the latest allowed.
    """

    floor: Moment
    finish_floor: Moment | None = None
    start_pin: Moment | None = None
    finish_pin: Moment | None = None
    start_cap: Moment | None = None
    finish_cap: Moment | None = None
    expected_finish: Moment | None = None

    @property
    def is_only_a_floor(self) -> bool:
        others = (
            self.finish_floor,
            self.start_pin,
            self.finish_pin,
            self.start_cap,
            self.finish_cap,
            self.expected_finish,
        )
        return all(each is None for each in others)


def limits_of(network: Network, at: int, moments: Moments) -> Limits:
    activity, options = network.activities[at], network.schedule.options
    limits = Limits(floor=_floor(network, at, moments))
    is_work = activity.kind is ActivityKind.TASK and not activity.finished_at
    if options.expected_finish and activity.expected_finish and is_work:
        limits.expected_finish = moments.no_later(to_clock(activity.expected_finish))
    for constraint in activity.constraints:
        if constraint.at is not None and not activity.finished_at:
            _constrain(limits, constraint.kind, to_clock(constraint.at), moments, activity)
    return limits


def _constrain(
    limits: Limits, kind: ConstraintKind, clock: int, moments: Moments, activity: Activity
) -> None:
    unstarted = activity.started_at is None
    if kind in _HOLD_THE_START and unstarted:
        limits.floor = max(limits.floor, moments.no_earlier(clock))
    if kind in _HOLD_THE_FINISH:
        moment = moments.no_earlier(clock)
        if activity.kind is not ActivityKind.FINISH_MILESTONE:
            moment = as_ending(moment)
        limits.finish_floor = _later(limits.finish_floor, moment)
    if kind in _CAP_THE_START and unstarted:
        limits.start_cap = _sooner(limits.start_cap, moments.no_later(clock))
    if kind in _CAP_THE_FINISH:
        limits.finish_cap = _sooner(limits.finish_cap, moments.no_later(clock))
    if kind is ConstraintKind.MANDATORY_START and unstarted:
        limits.start_pin = moments.no_earlier(clock)
    if kind is ConstraintKind.MANDATORY_FINISH:
        limits.finish_pin = moments.no_later(clock)


def _floor(network: Network, at: int, moments: Moments) -> Moment:
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
        return _where_it_stands(activity, activity.started_at, moments)
    return moments.no_earlier(to_clock(max(named)))


def _where_it_stands(activity: Activity, started_at: datetime, moments: Moments) -> Moment:
    done = max(activity.likely - work_left(activity), 0)
    return beginning(moments.work(to_clock(started_at)) + done)


def _later(one: Moment | None, other: Moment) -> Moment:
    return other if one is None else max(one, other)


def _sooner(one: Moment | None, other: Moment) -> Moment:
    return other if one is None else min(one, other)
