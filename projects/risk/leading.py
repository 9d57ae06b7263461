"""Where links lead to, for a block of draws at once. Pure."""

from projects.risk.block import Room
from projects.risk.program import Point, Program, Way
from projects.risk.shifts import OUTSIDE, clock_at, laid_out, work_at
from projects.schedule.kernels import compiled

_FROM_FINISH, _FROM_BEGIN = int(Point.FINISH), int(Point.BEGIN)
_PLAIN, _LAG_AFTER = int(Way.PLAIN), int(Way.LAG_AFTER)
_LAG_BEFORE, _LAG_BY_CLOCK = int(Way.LAG_BEFORE), int(Way.LAG_BY_CLOCK)


@compiled
def lead(program: Program, room: Room, i: int, tie: int, count: int) -> None:
    """Into room.bound: where a tie leads to, on the calendar of row i; crossing.carried for draws."""
    before = program.tie_before[tie]
    here, there = program.calendar[i], program.calendar[before]
    way, lag, point = program.tie_way[tie], program.tie_lag[tie], program.tie_point[tie]
    constant, project = program.tie_constant[tie], program.project_calendar
    at_end, at_end_after = program.tie_at_end[tie], program.tie_at_end_after[tie]
    dates = room.finish[room.slot[before]] if point == _FROM_FINISH else room.begin[before]
    on_here, on_there = laid_out(program.shifts, here), laid_out(program.shifts, there)
    on_project, bound = laid_out(program.shifts, project), room.bound
    for k in range(count):
        work = dates[k] if point <= _FROM_BEGIN else constant
        reached = OUTSIDE
        if way == _PLAIN:
            reached = work + lag
        elif way == _LAG_AFTER:
            clock = clock_at(on_there, work, at_end)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
            if reached != OUTSIDE:
                reached += lag
        elif way == _LAG_BEFORE:
            clock = clock_at(on_there, work + lag, at_end_after)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
        elif way == _LAG_BY_CLOCK:
            clock = clock_at(on_there, work, at_end)
            if clock != OUTSIDE:
                reached = work_at(on_here, clock + lag)
        else:
            clock = clock_at(on_there, work, at_end)
            done = work_at(on_project, clock) if clock != OUTSIDE else OUTSIDE
            clock = clock_at(on_project, done + lag, at_end_after) if done != OUTSIDE else OUTSIDE
            if clock != OUTSIDE:
                reached = work_at(on_here, clock)
        if reached == OUTSIDE:
            room.trouble[0] = 1 + here
        else:
            bound[k] = reached
