"""Dating in NumPy: all draws of an activity at once. It serves where the kernel is not compiled. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from projects.risk.block import BLOCK
from projects.risk.composition import Inputs
from projects.risk.dated import Finishes, Trace, by_clock
from projects.risk.estimates import Estimates
from projects.risk.extensions import InTurn
from projects.risk.goals import Goal, Sums
from projects.risk.philox import GROUP
from projects.risk.program import Program
from projects.risk.programming import program_of
from projects.risk.randomness import Block
from projects.risk.walked import Walk
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import latest_clock
from projects.schedule.forward import Dates, forward, planned_durations
from projects.schedule.network import Network

_CELLS_AT_ONCE = 1 << 22
_LEAST, _MOST = 8 * GROUP, 16 * BLOCK


@dataclass(frozen=True)
class InRows:
    """All draws of an activity at once, in NumPy."""

    network: Network
    estimates: Estimates
    resume_at: Mapping[int, int]
    watched: Mapping[str, int]

    @property
    def iterations_at_once(self) -> int:
        """As many as keep the dates of all activities in some hundred megabytes."""
        count = min(max(_CELLS_AT_ONCE // len(self.network.activities), _LEAST), _MOST)
        return count - count % GROUP

    def finishes(self, block: Block, inputs: Inputs) -> Finishes:
        dates, _ = self.dates(block, inputs)
        rows = {code: dates.finish[at] for code, at in self.watched.items()}
        return Finishes(
            milestones=by_clock(self.network, self.watched, rows),
            project=latest_clock(self.network, dates.finish),
        )

    def walk(self, block: Block, inputs: Inputs, goal: Goal, sums: Sums) -> Minutes:
        dates, durations = self.dates(block, inputs)
        return Walk(self.network, self.program, dates, durations).add_to(sums, goal)

    def trace(
        self, block: Block, inputs: Inputs, goals: Sequence[Goal], *, turn: int | None = None
    ) -> Trace:
        dates, durations = self.dates(block, inputs)
        walk = Walk(self.network, self.program, dates, durations)
        walked = [
            walk.steps(goal, turn=block.iterations if turn is None else turn) for goal in goals
        ]
        rows = self.program.position
        return Trace(
            begin=np.array([dates.begins(int(at)) for at in rows], np.int32),
            finish=dates.finish[rows].astype(np.int32),
            left=durations[rows].astype(np.int32),
            last=np.array([last for last, _ in walked]),
            steps=np.array([steps for _, steps in walked]),
        )

    def planned(self, goal: Goal) -> int:
        durations = planned_durations(self.network)
        dates = forward(self.network, durations, resume_at=self.resume_at)
        return int(Walk(self.network, self.program, dates, durations).reached(goal)[0])

    def planned_finishes(self) -> Minutes:
        durations = planned_durations(self.network)
        dates = forward(self.network, durations, resume_at=self.resume_at)
        found = np.zeros(len(self.network.activities), np.int64)
        found[self.program.position] = dates.finish[self.program.position, 0]
        return found

    def dates(self, block: Block, inputs: Inputs) -> tuple[Dates, Minutes]:
        """All dates of a block, and the durations they come from, (n_activities, n_draws)."""
        durations = inputs.durations(self.estimates.draw(block))
        dates = forward(
            self.network,
            durations,
            start_floor=inputs.start_floor,
            finish_floor=inputs.finish_floor,
            extend={at: InTurn(each) for at, each in inputs.extend.items()},
            resume_at=self.resume_at,
        )
        return dates, durations

    @cached_property
    def program(self) -> Program:
        return program_of(self.network, self.resume_at)
