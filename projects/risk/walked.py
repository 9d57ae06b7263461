"""walking.py in NumPy, from the dates of all activities in all draws at once. Pure."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from projects.risk.goals import LAST_OF_ALL, Goal, Step, Sums
from projects.risk.program import NONE, Program, State
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import Side, clock, side_of
from projects.schedule.forward import Dates, left_behind
from projects.schedule.network import Network, Tie
from projects.schedule.started import binding_ties


class Walk:
    """dates, durations: as forward.forward gives and takes them, (n_activities, n_draws)."""

    def __init__(
        self, network: Network, program: Program, dates: Dates, durations: Minutes
    ) -> None:
        self._network, self._program = network, program
        self._dates, self._durations = dates, durations
        self._positions = [int(at) for at in program.position]
        self.row = {at: row for row, at in enumerate(self._positions)}

    def add_to(self, sums: Sums, goal: Goal) -> Minutes:
        """As walking.simulate_and_walk; returns the clock minutes of the goal, (n_draws,)."""
        last, ends = self._last(goal)
        for row, visited in self._visits(ends):
            sums.critical[row] += visited.size
        late = last - sums.planned
        for row in range(len(sums.d)):
            more = self.minutes(row) - sums.usual[row]
            sums.d[row] += more.sum()
            sums.dd[row] += (more * more).sum()
            sums.dt[row] += (more * late).sum()
        for row, kept in zip(sums.chosen, sums.durations, strict=True):
            kept[:] = self.minutes(int(row))
        return last

    def steps(self, goal: Goal, *, turn: int) -> tuple[Minutes, NDArray[np.int8]]:
        """The clock minutes of the goal, (n_draws,), and goals.Step of each row, (m, n_draws).

        turn: from which draw on of several that give a date the last is followed.
        """
        last, ends = self._last(goal, turn=turn)
        steps = np.zeros((len(self._positions), last.size), np.int8)
        for _ in self._visits(ends, steps, turn=turn):
            pass
        return last, steps

    def reached(self, goal: Goal) -> Minutes:
        """The clock minutes of the goal, (n_draws,)."""
        return self._last(goal)[0]

    def minutes(self, row: int) -> Minutes:
        at = self._positions[row]
        minutes: Minutes = self._dates.finish[at] - self._dates.begins(at)
        return minutes

    def _last(self, goal: Goal, *, turn: int | None = None) -> tuple[Minutes, Minutes]:
        """The clock minutes of the goal, and the row at which each draw begins to walk back."""
        if goal.row != LAST_OF_ALL:
            side = Side.FINISH if goal.at_end else Side.START
            at = self._positions[goal.row]
            reached = clock(self._network.times[at], self._dates.finish[at], side)
            return reached, np.full(reached.shape, goal.row, np.int64)
        last = np.full(self._dates.finish.shape[1], np.iinfo(np.int64).min)
        ends, group_of = np.full(last.shape, -1, np.int64), np.full(last.shape, -1, np.int64)
        turned = np.arange(last.size) >= (last.size if turn is None else turn)
        for group in range(len(self._program.group_calendar)):
            for row in np.flatnonzero(self._program.group == group):
                at = self._positions[row]
                side = side_of(self._network, at, at_finish=True)
                reached = clock(self._network.times[at], self._dates.finish[at], side)
                again = turned & (reached == last) & (group_of == group)
                later = (reached > last) | again
                group_of[later] = group
                last[later], ends[later] = reached[later], row
        return last, ends

    def _visits(
        self,
        stands: Minutes,
        steps: NDArray[np.int8] | None = None,
        *,
        turn: int | None = None,
    ) -> Iterator[tuple[int, Minutes]]:
        """Each row with the draws whose path it is on, the last row first. stands: rows, used up."""
        program = self._program
        kept = np.zeros((len(self._positions), stands.size), np.int8) if steps is None else steps
        by_finish = np.ones(stands.shape, bool)
        for row in range(len(self._positions) - 1, -1, -1):
            here = np.flatnonzero(stands == row)
            if not here.size or program.state[row] == State.FINISHED:
                continue
            yield row, here
            kept[row, here] = Step.HERE + Step.BY_FINISH * by_finish[here]
            if max(program.start_pin[row], program.finish_pin[row]) == NONE:
                held = self._held_by_logic(row, here, by_finish)
                ties = binding_ties(self._network, self._positions[row])
                turned = held >= (stands.size if turn is None else turn)
                for here, order in ((held[~turned], ties), (held[turned], ties[::-1])):
                    self._send_back(row, here, stands, by_finish, kept[row], order)

    def _held_by_logic(self, row: int, here: Minutes, by_finish: Minutes) -> Minutes:
        at = self._positions[row]
        if self._program.state[row] != State.STARTED or not self._program.holds:
            return here
        behind = self._dates.begins(at)[here] + self._durations[at][here] < 0
        return here[~(behind & by_finish[here])]

    def _send_back(
        self,
        row: int,
        here: Minutes,
        stands: Minutes,
        by_finish: Minutes,
        steps: NDArray[np.int8],
        ties: Sequence[Tie],
    ) -> None:
        at = self._positions[row]
        begins, left = self._dates.begins(at), self._durations[at]
        for tie in ties:
            bound = left_behind(self._network, self._dates, tie)
            driven = (bound == begins + (left if tie.enters_finish else 0))[here]
            sent, here = here[driven], here[~driven]
            steps[sent] += Step.ON + Step.TO_FINISH * tie.enters_finish
            if not is_behind_us(self._network, tie):
                stands[sent] = self.row[tie.predecessor]
                by_finish[sent] = tie.leaves_finish


def is_behind_us(network: Network, tie: Tie) -> bool:
    """Whether the tie counts from a date that no draw moves."""
    if tie.leaves_finish or not network.is_started(tie.predecessor):
        return False
    options = network.schedule.options
    return not options.holds_at_data_date or options.lag_from_actual_start
