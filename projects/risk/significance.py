"""The significance index: how much of the time to a date an activity and its slack leave it. Pure.

In NumPy, by a backward pass over every iteration, and on request only: it costs several times a walk
back in machine code. Slack is total float in the activity's own work minutes, from the date that the
iteration has reached. Source: Vanhoucke, Measuring Time, 2009, ch. 4 (Williams 1992); STANDARDS.md 3.
"""

from collections.abc import Sequence

import numpy as np

from projects.risk.goals import LAST_OF_ALL, Goal
from projects.risk.program import NONE, Program, State
from projects.risk.programming import binding
from projects.risk.rows import Floats
from projects.risk.walked import Walk, is_behind_us
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import carried_back
from projects.schedule.forward import Dates
from projects.schedule.network import Network, Tie


class Significance:
    """Added up block by block. weighted: (rows,) of d / (d + s) times T, T from the data date on."""

    def __init__(self, network: Network, program: Program) -> None:
        self._network, self._program = network, program
        self._positions = [int(at) for at in program.position]
        self._out = _outgoing(network, self._positions, program)
        self._weighted: Floats = np.zeros(len(self._positions))
        self._works = np.zeros(len(self._positions), bool)
        self._time = 0.0

    def add(self, dates: Dates, durations: Minutes, goal: Goal) -> None:
        """dates, durations: as forward.forward gives and takes them."""
        walk = Walk(self._network, self._program, dates, durations)
        reached = walk.reached(goal)
        spent = (reached - self._network.data_date).astype(np.float64)
        self._time += float(spent.sum())
        for row, slack in self._slacks(walk, dates, reached, goal).items():
            minutes = walk.minutes(row)
            self._works[row] |= bool(minutes.any())
            shares = np.divide(
                minutes, minutes + slack, out=np.zeros(spent.size), where=minutes > 0
            )
            self._weighted[row] += float((shares * spent).sum())

    def found(self) -> dict[str, float | None]:
        """By code, None for what takes no time in any iteration."""
        return {
            self._network.activities[at].code: float(self._weighted[row]) / self._time
            if self._works[row] and self._time > 0
            else None
            for row, at in enumerate(self._positions)
        }

    def _slacks(self, walk: Walk, dates: Dates, reached: Minutes, goal: Goal) -> dict[int, Minutes]:
        """Of the rows that lead to the goal at all, the last ones first; the others have no end of it."""
        late: dict[int, Minutes] = {}
        slacks: dict[int, Minutes] = {}
        for row in range(len(self._positions) - 1, -1, -1):
            at = self._positions[row]
            if self._program.state[row] == State.FINISHED:
                continue
            bounds = [
                self._bound(tie, walk, late) for tie in self._out[row] if tie.successor in late
            ]
            if goal.row in (LAST_OF_ALL, row):
                bounds.append(self._network.times[at].work(reached))
            if bounds:
                late[at] = np.minimum.reduce(bounds)
                slacks[row] = np.maximum(late[at] - dates.finish[at], 0)
        return slacks

    def _bound(self, tie: Tie, walk: Walk, late: dict[int, Minutes]) -> Minutes:
        """The latest finish of the predecessor that leaves the successor its own."""
        point = late[tie.successor]
        if not tie.enters_finish:
            point = point - walk.minutes(walk.row[tie.successor])
        back = carried_back(self._network, tie, point)
        return back if tie.leaves_finish else back + walk.minutes(walk.row[tie.predecessor])


def _outgoing(network: Network, positions: Sequence[int], program: Program) -> list[list[Tie]]:
    """By row the ties that hold others, but for those from a date behind us and into a pinned one."""
    row = {at: i for i, at in enumerate(positions)}
    out: list[list[Tie]] = [[] for _ in positions]
    for i, ties in enumerate(binding(network, positions)):
        if max(program.start_pin[i], program.finish_pin[i]) > NONE:
            continue
        for tie in ties:
            if not is_behind_us(network, tie):
                out[row[tie.predecessor]].append(tie)
    return out
