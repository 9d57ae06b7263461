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
from projects.schedule.model import ActivityKind
from projects.schedule.moments import Moment, as_ending, beginning, ending, work_at
from projects.schedule.plan import Limits, Plan


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
    ends = {id(moments): moments.no_later(end) for moments in plan.moments}
    lasts = {id(moments): moments.no_later(max(finish, end)) for moments in plan.moments}
    for at in reversed(plan.order):
        outgoing, moments = plan.outgoing[at], plan.moments[at]
        if plan.state[at] is State.FINISHED:
            held = [_left_by(plan, late, bond) for bond in outgoing]
            late.points[at] = point = min([max(finish, end), *held]) if held else end
            late.start[at] = late.finish[at] = moments.no_later(point)
            continue
        latest = (lasts if outgoing else ends)[id(moments)]
        if _ends_on_its_own(plan, at):
            latest = early.finish[at]
        remains = early.left[at]
        for bond in outgoing:
            moment = released(plan, late, bond)
            if not bond.from_finish and remains:
                moment = ending(work_at(moment) + remains)
            if moment < latest:
                latest = moment
        late.start[at], late.finish[at] = _placed(plan, at, latest, remains)
    return late


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
    if bond.lag >= 0:
        return moment - 2 * bond.lag
    return ending(work_at(moment) - bond.lag)


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
