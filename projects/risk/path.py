"""Back along the path that held up a date, in a block of iterations: what was on it. Pure.

The walk goes by rows, not by iterations: each iteration waits at the row that it has reached, and the
rows are gone through from the last to the first, since predecessors stand before their successors.
walked.py says the same in NumPy, and both give the same whole numbers.
"""

from typing import NamedTuple

import numpy as np

from projects.risk.block import Room
from projects.risk.goals import LAST_OF_ALL, Step
from projects.risk.kernel import last_finish
from projects.risk.leading import lead
from projects.risk.program import NONE, Bytes, Point, Program, State, Way, Whole
from projects.risk.shifts import OUTSIDE, clock_at, laid_out
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled

_FINISHED, _STARTED = int(State.FINISHED), int(State.STARTED)
_FROM_FINISH, _FROM_CONSTANT = int(Point.FINISH), int(Point.CONSTANT)
_PLAIN = int(Way.PLAIN)
_HERE, _BY_FINISH, _ON, _TO_FINISH = (
    int(Step.HERE),
    int(Step.BY_FINISH),
    int(Step.ON),
    int(Step.TO_FINISH),
)

Steps = Bytes
"""Of goals.Step: (m, n), or no rows where none are kept."""


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
def begin_walk(
    program: Program,
    room: Room,
    path: Path,
    row: int,
    at_end: bool,
    latest: Minutes,
    reached: Minutes,
    backwards: bool,
) -> None:
    """Where each draw begins to walk back, into path.ends, and its clock minute there, into reached."""
    if row == LAST_OF_ALL:
        last_finish(program, room, len(reached), latest, reached)
        _last_rows(program, room, latest, reached, path.ends, backwards)
    else:
        _finish_of(program, room, row, at_end, reached)
        path.ends[:] = row


@compiled
def _finish_of(program: Program, room: Room, row: int, at_end: bool, out: Minutes) -> None:
    calendar = program.calendar[row]
    laid = laid_out(program.shifts, calendar)
    for k in range(len(out)):
        out[k] = clock_at(laid, room.finish[row, k], at_end)
        if out[k] == OUTSIDE:
            room.trouble[0] = 1 + calendar


@compiled
def _last_rows(
    program: Program, room: Room, latest: Minutes, last: Minutes, ends: Minutes, backwards: bool
) -> None:
    """Which row finishes last: of the first group whose finish is that, the first row, or the last."""
    group = np.full(len(last), -1, np.int64)
    for g in range(len(program.group_calendar)):
        laid = laid_out(program.shifts, program.group_calendar[g])
        for k in range(len(last)):
            if group[k] < 0 and latest[g, k] > NONE:
                if clock_at(laid, latest[g, k], program.group_at_end[g]) == last[k]:
                    group[k] = g
    rows = len(program.group)
    for n in range(rows):
        i = n if backwards else rows - 1 - n
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
    count: int,
    critical: Minutes,
    steps: Steps,
    backwards: bool,
) -> None:
    """Add one to `critical` for each row on the path of each iteration; keep its steps, if there is room.

    From a row the path goes to the predecessor of the first tie, or of the last, that leads to just where its
    work begins; it ends where none does, at a mandatory date, at work that only the data date holds
    back, and before finished work, which is not on it.
    """
    # As in kernel.date_block: no tuple is handed on for each row.
    state, waiting, following = program.state, path.waiting, path.following
    here, by_finish, bound = path.here, path.by_finish, room.bound
    begins, finishes, lefts = room.begin, room.finish, room.left
    start_pin, finish_pin, tie_first = program.start_pin, program.finish_pin, program.tie_first
    tie_before, tie_lag, tie_way = program.tie_before, program.tie_lag, program.tie_way
    tie_point, tie_to_finish = program.tie_point, program.tie_to_finish
    keep_lefts, keep_steps = len(lefts) == len(state), len(steps) == len(state)
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
        if keep_steps:
            for q in range(n):
                steps[i, here[q]] = _HERE + _BY_FINISH * by_finish[here[q]]
        if start_pin[i] > NONE or finish_pin[i] > NONE:
            continue
        begin, left = begins[i], lefts[i * keep_lefts]
        if state[i] == _STARTED and program.holds:
            n = _held_by_logic(begin, left, here, by_finish, n)
        ties = tie_first[i + 1] - tie_first[i]
        for number in range(ties):
            if not n:
                break
            tie = tie_first[i] + (ties - 1 - number if backwards else number)
            before, point = tie_before[tie], tie_point[tie]
            leads, lag = finishes[before], tie_lag[tie]
            if tie_way[tie] != _PLAIN or point != _FROM_FINISH:
                lead(program, room, i, tie, count)
                leads, lag = bound, 0
            if tie_to_finish[tie]:
                driven = _part_ended_by(leads, lag, begin, left, here, n)
            else:
                driven = _part_begun_by(leads, lag, begin, here, n)
            if keep_steps:
                _keep(here[driven:n], _ON + _TO_FINISH * tie_to_finish[tie], steps[i])
            if point != _FROM_CONSTANT and state[before] != _FINISHED:
                from_finish = int(point == _FROM_FINISH)
                _send_back(here[driven:n], before, from_finish, waiting, following, by_finish)
            n = driven


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
def _part_begun_by(leads: Whole, lag: int, begin: Whole, here: Minutes, n: int) -> int:
    """Order the first n such that those come last whose work begins where a tie leads, and return how
    many the others are.
    """
    kept = 0
    for q in range(n):
        k = here[q]
        here[q] = here[kept]
        here[kept] = k
        kept += leads[k] + lag != begin[k]  # no jump: which it is nobody can foresee
    return kept


@compiled
def _part_ended_by(leads: Whole, lag: int, begin: Whole, left: Whole, here: Minutes, n: int) -> int:
    """The same of those whose work would end there."""
    kept = 0
    for q in range(n):
        k = here[q]
        here[q] = here[kept]
        here[kept] = k
        kept += leads[k] + lag != begin[k] + left[k]
    return kept


@compiled
def _keep(sent: Minutes, step: int, steps: Bytes) -> None:
    for k in sent:
        steps[k] += step


@compiled
def _send_back(
    sent: Minutes,
    before: int,
    from_finish: int,
    waiting: Minutes,
    following: Minutes,
    by_finish: Minutes,
) -> None:
    at = waiting[before]
    for k in sent:
        following[k] = at
        by_finish[k] = from_finish
        at = k
    waiting[before] = at
