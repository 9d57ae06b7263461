"""Late dates, to the minute by the clock, as P6 computes them: the deterministic backward pass. Pure.

Source: Kelley & Walker 1959, the backward pass. As in P6, late dates count from the date by which
the project must finish, or else from the last early finish; every open end hangs on that; a
constraint "on or before" caps them, and a mandatory one sets them. Found by reproducing what P6
stored: a late finish stands where work ends on the activity's own calendar; only a start milestone
keeps the clock time that its successors name, be it an end or a beginning. In MS Project every
milestone does.
"""

from typing import NamedTuple

from projects.schedule.bonds import Bond, before_lag
from projects.schedule.early import Early
from projects.schedule.kernels import NONE, Column, blank, embedded
from projects.schedule.limits import Limits
from projects.schedule.moments import (
    Moment,
    as_ending,
    beginning,
    clock_at,
    ending,
    no_later,
    work_at,
)
from projects.schedule.plan import Plan, Tables


class Late(NamedTuple):
    """Columns by position; spanning positions have no dates.

    start: of started work, the latest at which the rest of it may begin. points: the latest clock
    minute for finished work, else NONE. end: clock minute from which open ends count.
    """

    start: Column
    finish: Column
    points: Column
    end: int


class Ends(NamedTuple):
    """Where late dates begin. ends, lasts: moments by calendar, of Late.end and of the last clock.

    last: the clock minute that no late date passes.
    """

    ends: Column
    lasts: Column
    last: int


def late_pass(plan: Plan, early: Early, *, finish: int, end: int) -> Late:
    """finish: clock minute of the last early finish. end: that from which open ends count.

    No lead lets a late date pass both. Raises BeyondCalendar.
    """
    count, last = len(plan.calendars), max(finish, end)
    late = Late(blank(count, 0), blank(count, 0), blank(count), end)
    ends = Ends(plan.by_calendar(no_later, end), plan.by_calendar(no_later, last), last)
    date_late(plan.tables, early, late, ends)
    return plan.checked(late)


@embedded
def date_late(tables: Tables, early: Early, late: Late, ends: Ends) -> None:
    for place in range(len(tables.order) - 1, -1, -1):
        at = tables.order[place]
        if tables.jobs[at].finished:
            _date_finished(tables, late, ends, at)
        else:
            _date_behind(tables, early, late, ends, at)


@embedded
def _date_finished(tables: Tables, late: Late, ends: Ends, at: int) -> None:
    job = tables.jobs[at]
    point = ends.last if job.out_from < job.out_to else late.end
    for n in range(job.out_from, job.out_to):
        point = min(point, _left_by(tables, late, tables.bonds[tables.outgoing[n]]))
    late.points[at] = point
    late.start[at] = late.finish[at] = no_later(tables.clocks, job.calendar, point)


@embedded
def _date_behind(tables: Tables, early: Early, late: Late, ends: Ends, at: int) -> None:
    job, remains = tables.jobs[at], early.left[at]
    if job.out_from < job.out_to:
        latest = ends.lasts[job.calendar]
    else:
        latest = early.finish[at] if job.open_end else ends.ends[job.calendar]
    for n in range(job.out_from, job.out_to):
        bond = tables.bonds[tables.outgoing[n]]
        moment = released(tables, late, bond)
        if remains and not bond.from_finish:
            moment = ending(work_at(moment) + remains)
        latest = min(latest, moment)
    late.start[at], late.finish[at] = _placed(tables, at, latest, remains)


@embedded
def released(tables: Tables, late: Late, bond: Bond) -> Moment:
    """The moment on the predecessor's calendar after which it would hold up the successor."""
    if not bond.plain:
        calendar = tables.jobs[bond.predecessor].calendar
        return no_later(tables.clocks, calendar, _left_by(tables, late, bond))
    moment = late.finish[bond.successor] if bond.to_finish else late.start[bond.successor]
    if not bond.lag:
        return moment
    return moment - 2 * bond.lag if bond.lag > 0 else ending(work_at(moment) - bond.lag)


@embedded
def _left_by(tables: Tables, late: Late, bond: Bond) -> int:
    """Where the successor's late date, less the lag, leads by the clock."""
    after, job = bond.successor, tables.jobs[bond.successor]
    if bond.until != NONE:
        clock, at_end = bond.until, bond.to_finish
    else:
        moment = late.finish[after] if bond.to_finish else late.start[after]
        at_end = not moment & 1
        clock = (
            late.points[after] if job.finished else clock_at(tables.clocks, job.calendar, moment)
        )
    return before_lag(tables.clocks, bond.calendar, bond.lag, clock, at_end)


@embedded
def _placed(tables: Tables, at: int, latest: Moment, remains: int) -> tuple[Moment, Moment]:
    job = tables.jobs[at]
    latest = _limited(tables.limits[at], latest, remains)
    if not remains and (job.start_milestone or not tables.holds):
        clock = clock_at(tables.clocks, job.calendar, latest)
        latest = no_later(tables.clocks, job.calendar, clock)
        return latest, latest
    latest = as_ending(latest)
    if not remains:
        return latest, latest
    return beginning(work_at(latest) - remains), latest


@embedded
def _limited(limits: Limits, latest: Moment, remains: int) -> Moment:
    if limits.finish_pin != NONE:
        return limits.finish_pin
    if limits.start_pin != NONE:
        return _finish_from(limits.start_pin, remains)
    latest = min(latest, _finish_from(limits.start_cap, remains))
    return min(latest, limits.finish_cap)


@embedded
def _finish_from(start: Moment, remains: int) -> Moment:
    return ending(work_at(start) + remains) if remains else start
