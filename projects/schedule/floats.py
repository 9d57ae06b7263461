"""Floats, driving links and the longest path, from both passes. Pure.

Sources: Oracle, P6 Professional Help, for total float by start, finish or the least, critical by
float or by longest path, and "driving" as a relationship free float of zero; P6's stored floats for
the rest: free float is work on the activity's own calendar between where a link leads by the clock
and the early date of its successor, even where that lies outside the shifts of either. A link out of
a start that is behind us leaves none.
"""

from projects.schedule.bonds import Bond
from projects.schedule.early import Early, left_clock, reached
from projects.schedule.kernels import NONE, Column, blank, embedded, listed
from projects.schedule.late import Late
from projects.schedule.model import FloatKind
from projects.schedule.moments import clock_at, work_at, work_done
from projects.schedule.plan import Plan, Tables


def total_floats(plan: Plan, early: Early, late: Late) -> Column:
    """By position, work minutes on the activity's own calendar.

    NONE for finished work and for what spans others. Started work has its float at the finish,
    unless that at the start is asked for.
    """
    kind, found = plan.network.schedule.options.float_kind, blank(len(plan.calendars))
    at_start, at_finish = kind is not FloatKind.FINISH, kind is not FloatKind.START
    find_total_floats(plan.tables, early, late, at_start, at_finish, found)
    return found


@embedded
def find_total_floats(
    tables: Tables, early: Early, late: Late, at_start: bool, at_finish: bool, found: Column
) -> None:
    """The least of those that are asked for."""
    for at in tables.order:
        job = tables.jobs[at]
        if job.finished:
            continue
        total = work_at(late.finish[at]) - work_at(early.finish[at])
        by_start = work_at(late.start[at]) - work_at(early.start[at])
        if not at_finish:
            total = by_start
        elif at_start and not job.started:
            total = min(total, by_start)
        found[at] = total


def free_floats(plan: Plan, early: Early, end: int) -> Column:
    """By position, as free_float says; NONE for finished work and for what spans others."""
    found = blank(len(plan.calendars))
    find_free_floats(plan.tables, early, plan.by_calendar(work_done, end), found)
    return plan.checked(found)


@embedded
def find_free_floats(tables: Tables, early: Early, ends: Column, found: Column) -> None:
    for at in tables.order:
        if not tables.jobs[at].finished:
            found[at] = free_float(tables, early, ends, at)


@embedded
def free_float(tables: Tables, early: Early, ends: Column, at: int) -> int:
    """Work minutes that an activity may slip before any successor's early date, or the end, moves.

    ends: the last early finish of all, in the work minutes of each calendar; P6 takes that even where
    the project must finish by another date. Never negative; nothing where the finish is given, as
    mandatory or as expected.
    """
    job, limits = tables.jobs[at], tables.limits[at]
    if limits.finish_pin != NONE or limits.expected_finish != NONE:
        return 0
    least, follows = ends[job.calendar] - work_at(early.finish[at]), False
    for n in range(job.out_from, job.out_to):
        bond = tables.bonds[tables.outgoing[n]]
        if not tables.jobs[bond.successor].finished:
            least, follows = min(least, link_float(tables, early, bond)), True
    if limits.start_pin != NONE and not follows:
        return 0
    return max(least, 0)


@embedded
def link_float(tables: Tables, early: Early, bond: Bond) -> int:
    """Relationship free float, in work minutes on the predecessor's calendar."""
    before, after = tables.jobs[bond.predecessor], tables.jobs[bond.successor]
    if not bond.from_finish and before.started:
        return 0
    target = early.finish[bond.successor] if bond.to_finish else early.start[bond.successor]
    if bond.plain:
        moment = (
            early.finish[bond.predecessor] if bond.from_finish else early.start[bond.predecessor]
        )
        return work_at(target) - work_at(moment) - bond.lag
    reaches = clock_at(tables.clocks, after.calendar, target)
    left = left_clock(tables, early, bond)
    clocks, calendar = tables.clocks, before.calendar
    return work_done(clocks, calendar, reaches) - work_done(clocks, calendar, left)


def put_off(plan: Plan, early: Early, end: int) -> None:
    """Move what is to be done as late as possible by its free float, which moves nothing else.

    end: clock minute of the last early finish.
    """
    move_late(plan.tables, early, plan.by_calendar(work_done, end))
    plan.checked(early)


@embedded
def move_late(tables: Tables, early: Early, ends: Column) -> None:
    for at in tables.put_off:
        wait = free_float(tables, early, ends, at)
        early.start[at] += 2 * wait
        early.finish[at] += 2 * wait


@embedded
def is_driving(tables: Tables, early: Early, bond: Bond) -> bool:
    """Whether the successor could begin, or end, earlier but for this link."""
    after, limits = bond.successor, tables.limits[bond.successor]
    if tables.jobs[bond.predecessor].finished or tables.jobs[after].finished:
        return False
    if limits.start_pin != NONE or limits.finish_pin != NONE:
        return False
    reaches = early.finish[after] if bond.to_finish else early.start[after]
    return work_at(reached(tables, early, bond)) == work_at(reaches)


def against_logic(plan: Plan, early: Early) -> list[int]:
    """Positions that a mandatory date puts earlier than a link into them allows, in order."""
    found = blank(len(plan.calendars), 0)
    find_against_logic(plan.tables, early, found)
    return plan.checked([at for at in plan.order if found[at]])


@embedded
def find_against_logic(tables: Tables, early: Early, found: Column) -> None:
    """found: set to 1 for these."""
    for at in tables.order:
        job, limits = tables.jobs[at], tables.limits[at]
        if limits.start_pin == NONE and limits.finish_pin == NONE:
            continue
        for n in range(job.in_from, job.in_to):
            bond = tables.bonds[tables.incoming[n]]
            dated = early.finish[at] if bond.to_finish else early.start[at]
            if work_at(reached(tables, early, bond)) > work_at(dated):
                found[at] = 1


def longest_path(plan: Plan, early: Early, end: int) -> set[int]:
    """Positions from which driving links lead to what finishes last, and that itself.

    The trace ends at finished work and where no link drives: at the data date or a constraint.
    """
    count = len(plan.calendars)
    found, waiting = blank(count, 0), blank(count, 0)
    trace(plan.tables, early, plan.by_calendar(work_done, end), end, found, waiting)
    return plan.checked({at for at, on_it in enumerate(listed(found)) if on_it})


@embedded
def trace(
    tables: Tables, early: Early, ends: Column, end: int, found: Column, waiting: Column
) -> None:
    """found: set to 1 on the path. waiting: room for as many positions."""
    left = 0
    for at in tables.order:
        job, finish = tables.jobs[at], early.finish[at]
        if job.finished or work_at(finish) != ends[job.calendar]:
            continue
        if clock_at(tables.clocks, job.calendar, finish) == end:
            found[at], waiting[left] = 1, at
            left += 1
    while left:
        left -= 1
        job = tables.jobs[waiting[left]]
        for n in range(job.in_from, job.in_to):
            bond = tables.bonds[tables.incoming[n]]
            before = bond.predecessor
            if not found[before] and is_driving(tables, early, bond):
                found[before], waiting[left] = 1, before
                left += 1
