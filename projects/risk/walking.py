"""Back along the path that held up a date, in every iteration: what was on it, and how dates move. Pure.

The walk goes by rows, not by iterations: each iteration waits at the row that it has reached, and the
rows are gone through from the last to the first, since predecessors stand before their successors.
walked.py says the same in NumPy, and both give the same whole numbers.
"""

from typing import NamedTuple

import numpy as np

from projects.risk.block import Effects, Laws, Room
from projects.risk.goals import LAST_OF_ALL, Goal, Sums
from projects.risk.kernel import date_block, last_finish
from projects.risk.leading import lead
from projects.risk.program import NONE, Point, Program, State, Way, Whole
from projects.risk.shifts import OUTSIDE, clock_at, laid_out
from projects.risk.spending import Spending, end, enter, leave
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled

_FINISHED, _STARTED = int(State.FINISHED), int(State.STARTED)
_FROM_FINISH, _FROM_CONSTANT = int(Point.FINISH), int(Point.CONSTANT)
_PLAIN = int(Way.PLAIN)


class Path(NamedTuple):
    """Where the iterations of a block stand. waiting: (m,), the first one at each row, -1 for none.

    following: (wide,), the next at the same row. here: (wide,), those at the row just looked at.
    by_finish: (wide,), whether they came to the row by its finish. ends: (wide,), the row to begin at.
    late: (wide,), t of each.
    """

    waiting: Minutes
    following: Minutes
    here: Minutes
    by_finish: Minutes
    ends: Minutes
    late: Minutes


def path_for(rows: int, wide: int) -> Path:
    def empty() -> Minutes:
        return np.empty(wide, np.int64)

    waiting = np.full(rows, -1, np.int64)
    return Path(waiting, empty(), empty(), empty(), empty(), empty())


@compiled
def simulate_and_walk(
    program: Program,
    laws: Laws,
    effects: Effects,
    room: Room,
    path: Path,
    first: int,
    goal: Goal,
    last: Minutes,
    sums: Sums,
    spending: Spending,
) -> None:
    """Iterations first to first + len(last), walked back from the goal and added to the sums.

    last: (n,) clock minutes of the goal. room: as room_for gives it for a walk.
    """
    wide = len(room.bound)
    latest = np.empty((len(program.group_calendar), wide), np.int64)
    for column in range(0, len(last), wide):
        count = min(wide, len(last) - column)
        room.climbed[:] = 0
        date_block(program, laws, effects, room, first + column, column, count)
        reached = last[column : column + count]
        if goal.row == LAST_OF_ALL:
            last_finish(program, room, count, latest, reached)
            _last_rows(program, room, latest, reached, path.ends)
        else:
            _finish_of(program, room, goal, reached)
            path.ends[:] = goal.row
        for k in range(count):
            path.late[k] = reached[k] - sums.planned
        walk(program, room, path, column, count, sums.critical, spending)
        for i in range(len(sums.d)):
            begin, finish = room.begin[i, :count], room.finish[i, :count]
            _add_up(begin, finish, path.late, i, sums.usual[i], sums.d, sums.dd, sums.dt)
        for c in range(len(sums.chosen)):
            row = sums.chosen[c]
            for k in range(count):
                sums.durations[c, column + k] = room.finish[row, k] - room.begin[row, k]


@compiled
def _add_up(
    begin: Whole,
    finish: Whole,
    late: Minutes,
    row: int,
    usual: int,
    d: Minutes,
    dd: Minutes,
    dt: Minutes,
) -> None:
    by_itself, by_late, total = 0, 0, 0
    for k in range(len(begin)):
        more = finish[k] - begin[k] - usual
        total += more
        by_itself += more * more
        by_late += more * late[k]
    d[row] += total
    dd[row] += by_itself
    dt[row] += by_late


@compiled
def _finish_of(program: Program, room: Room, goal: Goal, out: Minutes) -> None:
    calendar = program.calendar[goal.row]
    laid = laid_out(program.shifts, calendar)
    for k in range(len(out)):
        out[k] = clock_at(laid, room.finish[goal.row, k], goal.at_end)
        if out[k] == OUTSIDE:
            room.trouble[0] = 1 + calendar


@compiled
def _last_rows(program: Program, room: Room, latest: Minutes, last: Minutes, ends: Minutes) -> None:
    """Which row finishes last: of the first group whose finish is that, the first row."""
    group = np.full(len(last), -1, np.int64)
    for g in range(len(program.group_calendar)):
        laid = laid_out(program.shifts, program.group_calendar[g])
        for k in range(len(last)):
            if group[k] < 0 and latest[g, k] > NONE:
                if clock_at(laid, latest[g, k], program.group_at_end[g]) == last[k]:
                    group[k] = g
    for i in range(len(program.group) - 1, -1, -1):
        g = program.group[i]
        if g >= 0:
            _where_last(room.finish[i], latest[g], group, g, i, ends)


@compiled
def _where_last(
    finish: Whole, latest: Minutes, group: Minutes, g: int, row: int, ends: Minutes
) -> None:
    for k in range(len(group)):
        ends[k] = row if group[k] == g and finish[k] == latest[k] else ends[k]


@compiled
def walk(
    program: Program,
    room: Room,
    path: Path,
    column: int,
    count: int,
    critical: Minutes,
    spending: Spending,
) -> None:
    """Add one to `critical` for each row on the path of each iteration, and its time to the spending.

    From a row the path goes to the predecessor of the first tie, in order, that leads to just where its
    work begins; it ends where none does, at a mandatory date, at work that only the data date holds
    back, and before finished work, which is not on it.
    """
    state, waiting, following = program.state, path.waiting, path.following
    here, by_finish = path.here, path.by_finish
    start_pin, finish_pin, tie_first = program.start_pin, program.finish_pin, program.tie_first
    keep_lefts, counts = len(room.left) == len(state), len(spending.kind) > 0
    for k in range(count):
        if state[path.ends[k]] != _FINISHED:
            following[k] = waiting[path.ends[k]]
            waiting[path.ends[k]] = k
            by_finish[k] = 1
    for i in range(len(state) - 1, -1, -1):
        at, n = waiting[i], 0
        if at < 0:
            continue
        while at >= 0:
            here[n] = at
            n += 1
            at = following[at]
        waiting[i] = -1
        critical[i] += n
        begin, left = room.begin[i], room.left[i * keep_lefts]
        if counts:
            lost = room.climbed[i]
            enter(spending, i, begin, room.finish[i], lost, here, by_finish, n, column)
        if start_pin[i] > NONE or finish_pin[i] > NONE:
            if counts:
                _end(spending, i, begin, here, n, column)
            continue
        if state[i] == _STARTED and program.holds:
            n = _held_by_logic(begin, left, here, by_finish, n)
        for tie in range(tie_first[i], tie_first[i + 1]):
            if not n:
                break
            n = _back(program, room, path, i, tie, begin, left, n, column, count, spending)
        if counts:
            _end(spending, i, begin, here, n, column)


@compiled
def _end(spending: Spending, row: int, begin: Whole, here: Minutes, n: int, column: int) -> None:
    for q in range(n):
        end(spending, row, column + here[q], begin[here[q]])


@compiled
def _held_by_logic(begin: Whole, left: Whole, here: Minutes, by_finish: Minutes, n: int) -> int:
    """Leave out those whose finish is the data date itself, and return how many are left."""
    kept = 0
    for q in range(n):
        k = here[q]
        if not by_finish[k] or begin[k] + left[k] >= 0:
            here[kept] = k
            kept += 1
    return kept


@compiled
def _back(
    program: Program,
    room: Room,
    path: Path,
    i: int,
    tie: int,
    begin: Whole,
    left: Whole,
    n: int,
    column: int,
    count: int,
    spending: Spending,
) -> int:
    """Send over a tie those of the first n whose date it gives; return how many are left."""
    before, point = program.tie_before[tie], program.tie_point[tie]
    here, by_finish = path.here, path.by_finish
    waiting, following = path.waiting, path.following
    to_finish, lag = program.tie_to_finish[tie], program.tie_lag[tie]
    ends = point == _FROM_CONSTANT or program.state[before] == _FINISHED
    leads, counts = room.finish[before], len(spending.kind) > 0
    came = leads if point == _FROM_FINISH else room.begin[before]
    if program.tie_way[tie] != _PLAIN or point != _FROM_FINISH:
        lead(program, room, i, tie, count)
        leads, lag = room.bound, 0
    kept = 0
    for q in range(n):
        k = here[q]
        driven = begin[k] + (left[k] if to_finish else 0)
        if leads[k] + lag != driven:
            here[kept] = k
            kept += 1
            continue
        if ends and counts:
            end(spending, i, column + k, driven)
        if not ends:
            if counts:
                leave(spending, i, column + k, before, came[k])
            following[k] = waiting[before]
            waiting[before] = k
            by_finish[k] = point == _FROM_FINISH
    return kept
