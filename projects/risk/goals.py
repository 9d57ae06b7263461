"""Where a walk back begins, and what it adds up. Pure."""

from collections.abc import Sequence
from enum import IntFlag
from typing import NamedTuple

import numpy as np

from projects.risk.program import Program, State
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import Side, side_of
from projects.schedule.network import Network
from projects.schedule.started import work_left

LAST_OF_ALL = -1


class Goal(NamedTuple):
    """Where the walk begins. row: of the program, or LAST_OF_ALL. at_end: its side of a pause."""

    row: int
    at_end: bool


class Step(IntFlag):
    """What a walk back did at a row, 0 where it never came.

    BY_FINISH: it came by the finish of the row, not by its start. ON: a tie gives the date of the row;
    else it stands by itself. TO_FINISH: that tie leads to the finish of the row.
    """

    HERE = 1
    BY_FINISH = 2
    ON = 4
    TO_FINISH = 8


class Sums(NamedTuple):
    """What adds up over iterations, in any order, to the same whole numbers; (m,) but for the last two.

    d is the work minutes from where the work to do begins to the finish, less `usual` of the row; t the
    clock minutes of the goal less `planned`. critical: iterations in which the row was on the path.
    d, dd, dt: sums of d, d * d, d * t; none are kept where these have no rows. Whole while d and t
    stay within three years of what is usual, for a million iterations.
    chosen: rows whose minutes are kept one by one, in `durations`, (chosen, n).
    """

    usual: Minutes
    planned: int
    critical: Minutes
    d: Minutes
    dd: Minutes
    dt: Minutes
    chosen: Minutes
    durations: Minutes


def goal_of(network: Network, program: Program, milestone: str | None) -> Goal:
    """milestone: a code, for which KeyError is raised if it is not there; None: the last finish."""
    if milestone is None:
        return Goal(LAST_OF_ALL, True)
    at = network.index[milestone]
    rows = np.flatnonzero(program.position == at)
    if not rows.size:
        raise KeyError(milestone)  # what spans other work is held up by nothing of its own
    return Goal(int(rows[0]), side_of(network, at, at_finish=True) is Side.FINISH)


def usual_minutes(network: Network, program: Program) -> Minutes:
    """By row: what is left of it as the schedule says; of finished work, what it took."""
    left = [work_left(network.activities[at]) for at in program.position]
    finished = program.state == State.FINISHED
    return np.where(finished, program.finish - program.begin, np.array(left, np.int64))


def sums_for(program: Program, *, usual: Minutes, planned: int, moments: bool = True) -> Sums:
    """All at nothing."""
    rows = len(program.state)
    d, dd, dt = (np.zeros(rows * moments, np.int64) for _ in range(3))
    none = _rows_to_keep((), 0)
    return Sums(usual, planned, np.zeros(rows, np.int64), d, dd, dt, *none)


def keeping(sums: Sums, chosen: Sequence[int], iterations: int) -> Sums:
    """The same sums, with room for the minutes of single rows in as many iterations."""
    rows, durations = _rows_to_keep(chosen, iterations)
    return sums._replace(chosen=rows, durations=durations)


def _rows_to_keep(chosen: Sequence[int], iterations: int) -> tuple[Minutes, Minutes]:
    durations = np.empty((len(chosen), iterations), np.int64)
    return np.array(chosen, np.int64), durations


def no_sums(program: Program) -> Sums:
    """For a run whose dates alone are wanted."""
    return sums_for(program, usual=np.empty(0, np.int64), planned=0, moments=False)
