"""Floats, driving links and the longest path, from both passes. Pure.

Sources: Oracle, P6 Professional Help, for total float by start, finish or the least, critical by
float or by longest path, and "driving" as a relationship free float of zero; P6's stored floats for
the rest: free float is work on the activity's own calendar between where a link leads by the clock
and the early date of its successor, even where that lies outside the shifts of either.
"""

from projects.schedule.bonds import Bond, State
from projects.schedule.early import Early, left_clock, reached
from projects.schedule.late import Late
from projects.schedule.model import ConstraintKind, FloatKind
from projects.schedule.moments import work_at
from projects.schedule.plan import Plan


def total_float(plan: Plan, early: Early, late: Late, at: int) -> int | None:
    """Work minutes on the activity's own calendar; None for finished work.

    Started work has its float at the finish, whichever kind is asked for but that at the start.
    """
    if plan.state[at] is State.FINISHED:
        return None
    kind = plan.network.schedule.options.float_kind
    at_start = work_at(late.start[at]) - work_at(early.start[at])
    at_finish = work_at(late.finish[at]) - work_at(early.finish[at])
    if kind is FloatKind.START:
        return at_start
    if kind is FloatKind.LEAST and plan.state[at] is State.UNSTARTED:
        return min(at_start, at_finish)
    return at_finish


def free_float(plan: Plan, early: Early, at: int, end: int) -> int | None:
    """Work minutes that an activity may slip before any successor's early date, or the end, moves.

    end: clock minute of the last early finish; P6 takes that even where the project must finish by
    another date. Never negative; nothing where the finish is given, as mandatory or as expected.
    """
    if plan.state[at] is State.FINISHED:
        return None
    limits = plan.limits[at]
    if limits.finish_pin is not None or limits.expected_finish is not None:
        return 0
    slack = [
        link_float(plan, early, bond)
        for bond in plan.outgoing[at]
        if plan.state[bond.successor] is not State.FINISHED
    ]
    if not slack and limits.start_pin is not None:
        return 0
    slack.append(plan.moments[at].work(end) - work_at(early.finish[at]))
    return max(min(slack), 0)


def link_float(plan: Plan, early: Early, bond: Bond) -> int:
    """Relationship free float, in work minutes on the predecessor's calendar.

    P6 gives a link out of a start that is behind us none.
    """
    after = bond.successor
    if plan.state[bond.predecessor] is State.STARTED and not bond.from_finish:
        return 0
    target = early.finish[after] if bond.to_finish else early.start[after]
    if bond.plain:
        before = bond.predecessor
        moment = early.finish[before] if bond.from_finish else early.start[before]
        return work_at(target) - work_at(moment) - bond.lag
    calendar = plan.moments[bond.predecessor]
    left_at = calendar.work(left_clock(plan, early, bond))
    return calendar.work(plan.moments[after].clock(target)) - left_at


def put_off(plan: Plan, early: Early, end: int) -> None:
    """Move what is to be done as late as possible by its free float, which moves nothing else."""
    for at in reversed(plan.order):
        kinds = {constraint.kind for constraint in plan.network.activities[at].constraints}
        if ConstraintKind.AS_LATE_AS_POSSIBLE in kinds and plan.state[at] is State.UNSTARTED:
            wait = free_float(plan, early, at, end) or 0
            early.start[at] += 2 * wait
            early.finish[at] += 2 * wait


def is_driving(plan: Plan, early: Early, bond: Bond) -> bool:
    """Whether the successor could begin, or end, earlier but for this link."""
    after = bond.successor
    if not bond.forward or State.FINISHED in (plan.state[bond.predecessor], plan.state[after]):
        return False
    limits = plan.limits[after]
    if limits.start_pin is not None or limits.finish_pin is not None:
        return False
    reaches = early.finish[after] if bond.to_finish else early.start[after]
    return work_at(reached(plan, early, bond)) == work_at(reaches)


def longest_path(plan: Plan, early: Early, end: int) -> set[int]:
    """Positions from which driving links lead to what finishes last, and that itself.

    The trace ends at finished work and where no link drives: at the data date or a constraint.
    """
    ends = [
        at
        for at in plan.order
        if plan.state[at] is not State.FINISHED and finish_clock(plan, early, at) == end
    ]
    found, waiting = set(ends), ends
    while waiting:
        at = waiting.pop()
        for bond in plan.incoming[at]:
            before = bond.predecessor
            if before not in found and is_driving(plan, early, bond):
                found.add(before)
                waiting.append(before)
    return found


def finish_clock(plan: Plan, early: Early, at: int) -> int:
    return plan.moments[at].clock(early.finish[at])
