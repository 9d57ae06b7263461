"""The simulation with a walk back in every iteration: what was on the path, and how dates move. Pure."""

import numpy as np

from projects.risk.block import Effects, Laws, Room
from projects.risk.goals import Goal, Sums
from projects.risk.kernel import date_block
from projects.risk.path import Path, Steps, begin_walk, walk
from projects.risk.program import Bools, Program, Whole
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled


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
) -> None:
    """Iterations first to first + len(last), walked back from the goal and added to the sums.

    last: (n,) clock minutes of the goal. room: as room_for gives it for a walk.
    """
    wide = len(room.bound)
    latest = np.empty((len(program.group_calendar), wide), np.int64)
    no_steps = np.empty((0, wide), np.int8)
    for column in range(0, len(last), wide):
        count = min(wide, len(last) - column)
        date_block(program, laws, effects, room, first + column, column, count)
        reached = last[column : column + count]
        begin_walk(program, room, path, goal.row, goal.at_end, latest, reached, False)
        for k in range(count):
            path.late[k] = reached[k] - sums.planned
        walk(program, room, path, count, sums.critical, no_steps, False)
        for i in range(len(sums.d)):
            begin, finish = room.begin[i, :count], room.finish[i, :count]
            _add_up(begin, finish, path.late, i, sums.usual[i], sums.d, sums.dd, sums.dt)
        for c in range(len(sums.chosen)):
            row = sums.chosen[c]
            for k in range(count):
                sums.durations[c, column + k] = room.finish[row, k] - room.begin[row, k]


@compiled
def simulate_and_trace(
    program: Program,
    laws: Laws,
    effects: Effects,
    room: Room,
    path: Path,
    first: int,
    goals: Minutes,
    at_end: Bools,
    last: Minutes,
    steps: Steps,
    begin: Whole,
    finish: Whole,
    left: Whole,
    turn: int,
) -> None:
    """The same iterations walked back from each of several goals, each step of it kept.

    turn: from which draw on, a multiple of philox.GROUP, of several that give a date the last is
    followed, and not the first.

    goals, at_end: as Goal has them, (goals,). last: (goals, n). steps: (goals, m, n) of goals.Step, all
    0 before. begin, finish, left: (m, n), the dates of all rows. room: one that keeps all three.
    """
    wide = len(room.bound)
    latest = np.empty((len(program.group_calendar), wide), np.int64)
    critical = np.zeros(len(program.state), np.int64)
    column = 0
    while column < last.shape[1]:
        backwards = column >= turn
        count = min(wide, (last.shape[1] if backwards else turn) - column)
        date_block(program, laws, effects, room, first + column, column, count)
        begin[:, column : column + count] = room.begin[:, :count]
        finish[:, column : column + count] = room.finish[:, :count]
        left[:, column : column + count] = room.left[:, :count]
        for g in range(len(goals)):
            reached = last[g, column : column + count]
            begin_walk(program, room, path, goals[g], at_end[g], latest, reached, backwards)
            kept = steps[g, :, column : column + count]
            walk(program, room, path, count, critical, kept, backwards)
        column += count


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
