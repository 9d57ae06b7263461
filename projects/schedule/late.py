"""Late dates, to the minute by the clock, as P6 computes them: the deterministic backward pass. Pure.

Source: Kelley & Walker 1959, the backward pass. As in P6, late dates count from the date by which
the project must finish, or else from the last early finish; every open end hangs on that; a
constraint "on or before" caps them, and a mandatory one sets them. Found by reproducing what P6
stored: a late finish stands where work ends on the activity's own calendar; only a start milestone
keeps the clock time that its successors name, be it an end or a beginning. In MS Project every
milestone does.
"""

from dataclasses import dataclass

from projects.schedule.bonds import Bond, State
from projects.schedule.early import Early
from projects.schedule.limits import Limits
from projects.schedule.model import ActivityKind
from projects.schedule.moments import Moment, as_ending, beginning, ending, work_at
from projects.schedule.plan import Plan


@dataclass(slots=True)
class Late:
    """Lists by position; spanning positions are not filled.

    start: of started work, the latest at which the rest of it may begin. end: clock minute from
    which open ends count. points: position of finished work to the latest clock minute for it.
    """

    start: list[Moment]
    finish: list[Moment]
    points: dict[int, int]
    end: int


def late_pass(plan: Plan, early: Early, *, finish: int, end: int) -> Late:
    """finish: clock minute of the last early finish. end: that from which open ends count.

    No lead lets a late date pass both. Raises BeyondCalendar.
    """
    count = len(plan.left)
    late = Late(start=[0] * count, finish=[0] * count, points={}, end=end)
    ends = plan.by_calendar(lambda moments: moments.no_later(end))
    lasts = plan.by_calendar(lambda moments: moments.no_later(max(finish, end)))
    start, ended, left = late.start, late.finish, early.left
    for at, twice, behind, rows in plan.late_steps:
        if not twice and plan.state[at] is State.FINISHED:
            _date_finished(plan, late, at, max(finish, end))
            continue
        latest = lasts[at]
        if behind is not None:
            if (moment := min(behind(start))) < latest:
                latest = moment
        elif not rows:
            latest = early.finish[at] if _ends_on_its_own(plan, at) else ends[at]
        remains = left[at]
        for after, from_finish, to_finish, lag, carry, bond in rows:
            if bond is not None:
                moment = released(plan, late, bond)
            else:
                moment = ended[after] if to_finish else start[after]
                if carry is not None:
                    moment = carry(moment)
                elif lag:
                    moment = moment - 2 * lag if lag > 0 else (moment >> 1) - lag << 1
            if remains and not from_finish:
                moment = (moment >> 1) + remains << 1
            if moment < latest:
                latest = moment
        if twice:
            ended[at] = latest = latest & ~1
            start[at] = latest - twice | 1
        else:
            start[at], ended[at] = _placed(plan, at, latest, remains)
    return late


def _date_finished(plan: Plan, late: Late, at: int, last: int) -> None:
    held = [_left_by(plan, late, bond) for bond in plan.outgoing[at]]
    late.points[at] = point = min([last, *held]) if held else late.end
    late.start[at] = late.finish[at] = plan.moments[at].no_later(point)


def _ends_on_its_own(plan: Plan, at: int) -> bool:
    options = plan.network.schedule.options
    return (
        options.open_ends_critical or options.each_end_for_itself
    ) and not plan.network.outgoing[at]


def released(plan: Plan, late: Late, bond: Bond) -> Moment:
    """The moment on the predecessor's calendar after which it would hold up the successor."""
    if not bond.plain:
        return plan.moments[bond.predecessor].no_later(_left_by(plan, late, bond))
    moment = late.finish[bond.successor] if bond.to_finish else late.start[bond.successor]
    lag = bond.lag
    if not lag:
        return moment
    return moment - 2 * lag if lag > 0 else ending(work_at(moment) - lag)


def _left_by(plan: Plan, late: Late, bond: Bond) -> int:
    """Where the successor's late date, less the lag, leads by the clock."""
    after = bond.successor
    moment = late.finish[after] if bond.to_finish else late.start[after]
    if bond.until is not None:
        return plan.lags.before(bond, bond.until, at_end=bond.to_finish)
    if after in late.points:
        clock = late.points[after]
    else:
        clock = plan.moments[after].clock(moment)
    return plan.lags.before(bond, clock, at_end=not moment & 1)


def _placed(plan: Plan, at: int, latest: Moment, remains: int) -> tuple[Moment, Moment]:
    limits = plan.limits[at]
    if limits.start_cap is not None:
        latest = min(latest, _finish_from(limits.start_cap, remains))
    if limits.finish_cap is not None:
        latest = min(latest, limits.finish_cap)
    latest = _pinned(limits, latest, remains)
    in_p6 = plan.network.schedule.options.holds_at_data_date
    if not remains and (plan.kind[at] is ActivityKind.START_MILESTONE or not in_p6):
        latest = plan.moments[at].no_later(plan.moments[at].clock(latest))
        return latest, latest
    latest = as_ending(latest)
    if not remains:
        return latest, latest
    return beginning(work_at(latest) - remains), latest


def _finish_from(start: Moment, remains: int) -> Moment:
    return ending(work_at(start) + remains) if remains else start


def _pinned(limits: Limits, latest: Moment, remains: int) -> Moment:
    if limits.finish_pin is not None:
        return limits.finish_pin
    if limits.start_pin is not None:
        return _finish_from(limits.start_pin, remains)
    return latest
