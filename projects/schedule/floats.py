"""Floats, driving links and the longest path, from both passes. Pure.

Sources: Oracle, P6 Professional Help, for total float by start, finish or the least, critical by
float or by longest path, and "driving" as a relationship free float of zero; P6's stored floats for
the rest: free float is work on the activity's own calendar between where a link leads by the clock
and the early date of its successor, even where that lies outside the shifts of either. A link out of
a start that is behind us leaves none.
"""

from projects.schedule.bonds import Bond, State
from projects.schedule.early import Early, left_clock, reached
from projects.schedule.late import Late
from projects.schedule.model import FloatKind
from projects.schedule.moments import work_at
from projects.schedule.plan import Plan


def total_floats(plan: Plan, early: Early, late: Late) -> list[int | None]:
    """By position, work minutes on the activity's own calendar.

    None for finished work and for what spans others. Started work has its float at the finish,
    unless that at the start is asked for.
    """
    kind, state = plan.network.schedule.options.float_kind, plan.state
    found: list[int | None] = [None] * len(plan.left)
    for at in plan.order:
        if state[at] is State.FINISHED:
            continue
        total = work_at(late.finish[at]) - work_at(early.finish[at])
        if kind is not FloatKind.FINISH:
            at_start = work_at(late.start[at]) - work_at(early.start[at])
            if kind is FloatKind.START:
                total = at_start
            elif state[at] is State.UNSTARTED:
                total = min(total, at_start)
        found[at] = total
    return found


def free_floats(plan: Plan, early: Early, end: int) -> list[int | None]:
    """By position, as free_float says; None for finished work and for what spans others."""
    found: list[int | None] = [None] * len(plan.left)
    ends = plan.by_calendar(lambda moments: moments.work(end))
    start, finish, finished = early.start, early.finish, State.FINISHED
    for at, twice, behind, rows in plan.late_steps:
        if twice and behind is not None and not rows:
            least = min(ends[at], min(behind(start)) >> 1) - (finish[at] >> 1)
            found[at] = least if least > 0 else 0
        elif plan.state[at] is not finished:
            found[at] = free_float(plan, early, at, ends[at])
    return found


def free_float(plan: Plan, early: Early, at: int, end: int) -> int:
    """Work minutes that an activity may slip before any successor's early date, or the end, moves.

    end: the last early finish of all, in its own work minutes; P6 takes that even where the project
    must finish by another date. Never negative; nothing where the finish is given, as mandatory or
    as expected.
    """
    if _is_given(plan, at):
        return 0
    least = end - work_at(early.finish[at])
    for bond in plan.outgoing[at]:
        if plan.state[bond.successor] is not State.FINISHED:
            least = min(least, link_float(plan, early, bond))
    return max(least, 0)


def _is_given(plan: Plan, at: int) -> bool:
    limits = plan.limits[at]
    if limits.finish_pin is not None or limits.expected_finish is not None:
        return True
    return limits.start_pin is not None and not any(
        plan.state[bond.successor] is not State.FINISHED for bond in plan.outgoing[at]
    )


def link_float(plan: Plan, early: Early, bond: Bond) -> int:
    """Relationship free float, in work minutes on the predecessor's calendar."""
    before, after = bond.predecessor, bond.successor
    if not bond.from_finish and plan.state[before] is State.STARTED:
        return 0
    target = early.finish[after] if bond.to_finish else early.start[after]
    if bond.plain:
        moment = early.finish[before] if bond.from_finish else early.start[before]
        return work_at(target) - work_at(moment) - bond.lag
    calendar = plan.moments[before]
    reaches = plan.moments[after].clock(target)
    return calendar.work(reaches) - calendar.work(left_clock(plan, early, bond))


def put_off(plan: Plan, early: Early, end: int) -> None:
    """Move what is to be done as late as possible by its free float, which moves nothing else.

    end: clock minute of the last early finish.
    """
    for at in plan.put_off:
        wait = free_float(plan, early, at, plan.moments[at].work(end))
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
    calendars = {id(moments): moments for moments in plan.moments}
    last = {key: moments.at(end) for key, moments in calendars.items()}
    ends = [
        at
        for at in plan.order
        if early.finish[at] in last[id(plan.moments[at])] and plan.state[at] is not State.FINISHED
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
