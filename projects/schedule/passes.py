"""Both passes over a plan that is ready, and all floats. Pure."""

from typing import NamedTuple

from projects.schedule.calendars import to_clock
from projects.schedule.early import Early, early_pass
from projects.schedule.floats import free_floats, put_off, total_floats
from projects.schedule.kernels import NONE, Column, blank, embedded, listed
from projects.schedule.late import Late, late_pass
from projects.schedule.moments import clock_at
from projects.schedule.network import Network
from projects.schedule.plan import Plan, Tables


class Passes(NamedTuple):
    """Early and late dates and floats, as columns by position. finish: clock minute."""

    early: Early
    late: Late
    finish: int
    total_floats: Column
    free_floats: Column


def dates_and_floats(plan: Plan) -> Passes:
    """All that a pass forward and one backward say. Raises BeyondCalendar."""
    early = early_pass(plan)
    finish = project_finish(plan, early)
    late = late_pass(plan, early, finish=finish, end=late_dates_count_from(plan.network, finish))
    put_off(plan, early, finish)
    total, free = total_floats(plan, early, late), free_floats(plan, early, finish)
    return Passes(early, late, finish, total, free)


def project_finish(plan: Plan, early: Early) -> int:
    """Clock minute of the last early finish, or where all is done of the last actual one."""
    finish = plan.checked(last_finish(plan.tables, early, blank(len(plan.times))))
    if finish != NONE:
        return finish
    done = [activity.finished_at for activity in plan.network.activities]
    return max((to_clock(at) for at in done if at), default=plan.network.data_date)


@embedded
def last_finish(tables: Tables, early: Early, latest: Column) -> int:
    """Clock minute of the last early finish, or NONE. latest: room for the moments by calendar."""
    for at in tables.order:
        job = tables.jobs[at]
        if not job.finished:
            latest[job.calendar] = max(latest[job.calendar], early.finish[at])
    finish = NONE
    for calendar in range(len(latest)):
        if latest[calendar] != NONE:
            finish = max(finish, clock_at(tables.clocks, calendar, latest[calendar]))
    return finish


def late_dates_count_from(network: Network, finish: int) -> int:
    must = network.schedule.must_finish_by
    return finish if must is None else to_clock(must)


def clocks_of_dates(plan: Plan, moments: Column) -> list[int]:
    """By position, clock minutes of the dates of all that is neither finished nor spans others."""
    found = blank(len(moments))
    find_clocks(plan.tables, moments, found)
    return plan.checked(listed(found))


@embedded
def find_clocks(tables: Tables, moments: Column, found: Column) -> None:
    for at in tables.order:
        job = tables.jobs[at]
        if not job.finished:
            found[at] = clock_at(tables.clocks, job.calendar, moments[at])
