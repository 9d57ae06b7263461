"""walking.py in NumPy, from the dates of all activities in all draws at once. Pure."""

from collections.abc import Iterator, Mapping

import numpy as np

from projects.risk.extensions import InTurn
from projects.risk.goals import LAST_OF_ALL, Goal, Sums
from projects.risk.program import NONE, Bools, Program, State
from projects.risk.spending import Spending
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import Side, clock, side_of
from projects.schedule.forward import Dates, left_behind
from projects.schedule.network import Network, Tie
from projects.schedule.started import binding_ties


class Walk:
    """dates, durations: as forward.forward gives and takes them, (n_activities, n_draws).

    extend: by position what has been added to finishes, for a walk that counts what time went on.
    """

    def __init__(
        self,
        network: Network,
        program: Program,
        dates: Dates,
        durations: Minutes,
        extend: Mapping[int, InTurn] | None = None,
    ) -> None:
        self._network, self._program = network, program
        self._dates, self._durations, self._extend = dates, durations, extend or {}
        self._positions = [int(at) for at in program.position]
        self.row = {at: row for row, at in enumerate(self._positions)}

    def add_to(self, sums: Sums, goal: Goal, spending: Spending) -> Minutes:
        """As walking.simulate_and_walk; returns the clock minutes of the goal, (n_draws,)."""
        last, ends = self._last(goal)
        for row, visited in self._visits(ends, spending):
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

    def reached(self, goal: Goal) -> Minutes:
        """The clock minutes of the goal, (n_draws,)."""
        return self._last(goal)[0]

    def minutes(self, row: int) -> Minutes:
        at = self._positions[row]
        minutes: Minutes = self._dates.finish[at] - self._dates.begins(at)
        return minutes

    def _last(self, goal: Goal) -> tuple[Minutes, Minutes]:
        """The clock minutes of the goal, and the row at which each draw begins to walk back."""
        if goal.row != LAST_OF_ALL:
            side = Side.FINISH if goal.at_end else Side.START
            at = self._positions[goal.row]
            reached = clock(self._network.times[at], self._dates.finish[at], side)
            return reached, np.full(reached.shape, goal.row, np.int64)
        last = np.full(self._dates.finish.shape[1], np.iinfo(np.int64).min)
        ends = np.full(last.shape, -1, np.int64)
        for group in range(len(self._program.group_calendar)):
            for row in np.flatnonzero(self._program.group == group):
                at = self._positions[row]
                side = side_of(self._network, at, at_finish=True)
                reached = clock(self._network.times[at], self._dates.finish[at], side)
                later = reached > last
                last[later], ends[later] = reached[later], row
        return last, ends

    def _visits(self, stands: Minutes, spending: Spending) -> Iterator[tuple[int, Minutes]]:
        """Each row with the draws whose path it is on, the last row first. stands: rows, used up."""
        program = self._program
        by_finish = np.ones(stands.shape, bool)
        for row in range(len(self._positions) - 1, -1, -1):
            here = np.flatnonzero(stands == row)
            if not here.size or program.state[row] == State.FINISHED:
                continue
            yield row, here
            self._count(row, here, by_finish, spending)
            if max(program.start_pin[row], program.finish_pin[row]) == NONE:
                here = self._held_by_logic(row, here, by_finish)
                here = self._send_back(row, here, stands, by_finish, spending)
            self._end(row, here, self._dates.begins(self._positions[row]), spending)

    def _count(self, row: int, here: Minutes, by_finish: Bools, spending: Spending) -> None:
        if not spending.kind.size:
            return
        at = self._positions[row]
        begins, finish = self._dates.begins(at)[here], self._dates.finish[at][here]
        weight = spending.weight[row]
        points = np.maximum(np.where(by_finish[here], finish, begins), 0) * weight
        lost = np.where(by_finish[here], np.minimum(self._lost(row)[here] * weight, points), 0)
        spending.by_kind[spending.kind[row], here] += points - lost
        spending.by_kind[spending.loss_kind, here] += lost
        spending.spent[row] += (points - lost).sum()
        spending.lost[row] += lost.sum()

    def _leave(
        self, row: int, here: Minutes, before: int, points: Minutes, spending: Spending
    ) -> None:
        if spending.kind.size:
            earlier = np.maximum(points[here], 0) * spending.weight[before]
            spending.spent[row] -= earlier.sum()
            spending.by_kind[spending.kind[row], here] -= earlier

    def _end(self, row: int, here: Minutes, points: Minutes, spending: Spending) -> None:
        if spending.kind.size:
            self._leave(row, here, row, points, spending)
            waited = np.maximum(points[here], 0) * spending.weight[row]
            spending.waited[row] += waited.sum()
            spending.by_kind[spending.wait_kind[row], here] += waited

    def _lost(self, row: int) -> Minutes:
        """What the finish of a row holds of weather, (n_draws,)."""
        at, program = self._positions[row], self._program
        begins = self._dates.begins(at)
        if at not in self._extend:
            return np.zeros_like(begins)
        finish = begins + self._durations[at]
        is_held = program.holds and program.finish_pin[row] == NONE
        if program.state[row] == State.STARTED and is_held:
            finish = np.maximum(finish, 0)
        return self._extend[at].climbed(begins, finish)

    def _held_by_logic(self, row: int, here: Minutes, by_finish: Bools) -> Minutes:
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
        by_finish: Bools,
        spending: Spending,
    ) -> Minutes:
        """Those whose path ends here, with no tie that gives their date."""
        at = self._positions[row]
        begins, left = self._dates.begins(at), self._durations[at]
        for tie in binding_ties(self._network, at):
            bound = left_behind(self._network, self._dates, tie)
            points = begins + (left if tie.enters_finish else 0)
            driven = (bound == points)[here]
            sent, here = here[driven], here[~driven]
            before = tie.predecessor
            if is_behind_us(self._network, tie) or self._network.is_finished(before):
                self._end(row, sent, points, spending)
                continue
            came = self._dates.finish[before] if tie.leaves_finish else self._dates.begins(before)
            self._leave(row, sent, self.row[before], came, spending)
            stands[sent] = self.row[before]
            by_finish[sent] = tie.leaves_finish
        return here


def is_behind_us(network: Network, tie: Tie) -> bool:
    """Whether the tie counts from a date that no draw moves."""
    if tie.leaves_finish or not network.is_started(tie.predecessor):
        return False
    options = network.schedule.options
    return not options.holds_at_data_date or options.lag_from_actual_start
