"""Early dates, to the minute by the clock, as P6 computes them: the deterministic forward pass. Pure.

forward.py dates many draws at once in work minutes; this one also keeps the clock time at which each
date stands, which P6 does and which a successor on another calendar can tell. Besides what is said
there and in bonds.py, found by reproducing P6's stored dates:

- what has finished stands at the data date, whatever its actual dates, or under retained logic where
  its unfinished predecessors would still hold it: they hold what follows it too;
- the rest of started work is done in one piece, where links let it begin and end;
- a finish milestone stands at the very clock time that its links name if its calendar works up to it
  or from it on, else where work next begins; a start milestone always where work begins;
- work that a finish-to-finish link holds beyond its last working minute ends where work next begins,
  since it cannot end before its predecessor does.
"""

from typing import NamedTuple

from projects.schedule.bonds import Bond, after_lag
from projects.schedule.kernels import NONE, Column, blank, embedded
from projects.schedule.moments import (
    Moment,
    as_ending,
    beginning,
    clock_at,
    ending,
    no_earlier,
    work_at,
)
from projects.schedule.plan import Plan, Tables


class Early(NamedTuple):
    """Columns by position; spanning positions have no dates.

    start: of started work, where the rest of it begins. left: what is to be done between the two.
    points: the clock minute at which finished work stands, else NONE.
    """

    start: Column
    finish: Column
    left: Column
    points: Column


def early_pass(plan: Plan) -> Early:
    """Raises BeyondCalendar where a date passes the end of a calendar."""
    count = len(plan.calendars)
    early = Early(blank(count, 0), blank(count, 0), blank(count), blank(count))
    date_early(plan.tables, early)
    return plan.checked(early)


@embedded
def date_early(tables: Tables, early: Early) -> None:
    for at in range(len(tables.jobs)):
        early.left[at] = tables.jobs[at].left
    for at in tables.order:
        if tables.jobs[at].finished:
            _date_finished(tables, early, at)
        else:
            _date_ahead(tables, early, at)


@embedded
def _date_finished(tables: Tables, early: Early, at: int) -> None:
    job = tables.jobs[at]
    point = job.finished_at
    if tables.holds:
        point = tables.data_date
        for n in range(job.in_from, job.in_to):
            point = max(point, left_clock(tables, early, tables.bonds[tables.incoming[n]]))
    early.points[at] = point
    early.start[at] = early.finish[at] = no_earlier(tables.clocks, job.calendar, point)


@embedded
def _date_ahead(tables: Tables, early: Early, at: int) -> None:
    job, limits = tables.jobs[at], tables.limits[at]
    begins, ends = limits.floor, limits.finish_floor
    for n in range(job.in_from, job.in_to):
        bond = tables.bonds[tables.incoming[n]]
        moment = reached(tables, early, bond)
        if bond.to_finish:
            ends = max(ends, moment)
        else:
            begins = max(begins, moment)
    if limits.expected_finish != NONE:
        early.left[at] = max(work_at(limits.expected_finish) - work_at(begins), 0)
    early.start[at], early.finish[at] = _placed(tables, at, begins, ends, early.left[at])


@embedded
def reached(tables: Tables, early: Early, bond: Bond) -> Moment:
    """The moment on the successor's calendar before which the bond lets it not begin, or not end."""
    before, after = tables.jobs[bond.predecessor], tables.jobs[bond.successor]
    if bond.plain:
        moment = (
            early.finish[bond.predecessor] if bond.from_finish else early.start[bond.predecessor]
        )
        if bond.lag:
            moved = work_at(moment) + bond.lag
            moment = ending(moved) if bond.lag > 0 else beginning(moved)
    else:
        moment = no_earlier(tables.clocks, after.calendar, left_clock(tables, early, bond))
    if bond.to_finish and not after.finish_milestone:
        # Neither a start nor a lead holds a finish beyond the last minute of work that it needs.
        holds_to_the_clock = bond.from_finish and bond.lag >= 0 and not before.start_milestone
        if not holds_to_the_clock or (bond.plain and not before.finish_milestone):
            moment = as_ending(moment)
    return moment


@embedded
def left_clock(tables: Tables, early: Early, bond: Bond) -> int:
    """Where the predecessor's date and the lag lead by the clock, on no calendar in particular."""
    before, job = bond.predecessor, tables.jobs[bond.predecessor]
    if bond.since != NONE:
        clock = bond.since
    elif job.finished:
        clock = early.points[before]
    else:
        moment = early.finish[before] if bond.from_finish else early.start[before]
        is_milestone = job.start_milestone or job.finish_milestone
        if bond.from_finish and bond.to_finish and not is_milestone:
            moment = as_ending(moment)
        clock = clock_at(tables.clocks, job.calendar, moment)
    return after_lag(tables.clocks, bond.calendar, bond.lag, clock)


@embedded
def _placed(
    tables: Tables, at: int, begins: Moment, ends: Moment, remains: int
) -> tuple[Moment, Moment]:
    """Start and finish between the bounds, or where a mandatory date wants them."""
    limits = tables.limits[at]
    if limits.finish_pin != NONE:
        return _pinned(limits.finish_pin, remains, remains)
    if limits.start_pin != NONE:
        return _pinned(limits.start_pin, 0, remains)
    if not remains and tables.jobs[at].finish_milestone:
        return max(begins, ends), max(begins, ends)
    begun = max(work_at(begins), work_at(ends) - remains)
    if not remains:
        return beginning(begun), beginning(begun)
    return beginning(begun), max(ending(begun + remains), ends)


@embedded
def _pinned(pin: Moment, before: int, remains: int) -> tuple[Moment, Moment]:
    """before: how much of the work that remains is done before the mandatory date."""
    if not remains:
        return pin, pin
    begun = work_at(pin) - before
    return beginning(begun), ending(begun + remains)
