"""A network as arrays for the kernel: what the rules of forward.py come to, for all draws. Pure.

Rows are the activities that are no levels of effort or summaries, predecessors first. What a link
leads from and on which calendar its lag counts is decided by programming.py: the kernel only adds and
compares.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from projects.risk.shifts import Shifts
from projects.schedule.calendars import Minutes

Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]
Whole = NDArray[np.int32]

NONE = -(1 << 30)
"""No bound: earlier than any date, in the work minutes of any calendar."""


class State(IntEnum):
    UNSTARTED = 0
    STARTED = 1
    FINISHED = 2


class Point(IntEnum):
    """What of its predecessor a link leads from."""

    FINISH = 0
    BEGIN = 1
    CONSTANT = 2


class Way(IntEnum):
    """How a point goes over a link: by adding the lag, or over the clock with it counted somewhere."""

    PLAIN = 0
    LAG_AFTER = 1
    LAG_BEFORE = 2
    LAG_BY_CLOCK = 3
    LAG_IN_PROJECT = 4


class Program(NamedTuple):
    """By row, but for what begins with tie_, which is by tie; those into a row lie together.

    position: in the network. begin, finish: of finished work, in own work minutes. floor: where the
    work to do may begin; finish_floor: before which it does not end; pins: mandatory dates.
    group: which row of last finishes it counts in, or -1 where others finish no sooner.
    tie_first: of row i the ties tie_first[i] to tie_first[i + 1]. at_end, at_end_after: on which side
    of a pause the point stands before and after the lag.
    """

    position: Minutes
    state: Bytes
    calendar: Minutes
    begin: Minutes
    finish: Minutes
    floor: Minutes
    finish_floor: Minutes
    start_pin: Minutes
    finish_pin: Minutes
    group: Minutes
    group_calendar: Minutes
    group_at_end: Bools
    tie_first: Minutes
    plain_ties: Minutes
    tie_before: Minutes
    tie_point: Bytes
    tie_constant: Minutes
    tie_to_finish: Bools
    tie_lag: Minutes
    tie_way: Bytes
    tie_at_end: Bools
    tie_at_end_after: Bools
    project_calendar: int
    holds: bool
    shifts: Shifts
