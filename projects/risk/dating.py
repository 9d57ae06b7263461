"""From what was drawn to finishes: by the kernel, or in NumPy where it is not compiled. Pure.

Both give the same bits (tests/projects/risk/test_kernel.py), so that nobody can tell which has served.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from projects.risk.block import BLOCK, Effects, Laws, Room, room_for
from projects.risk.composition import NOTHING, Inputs
from projects.risk.estimates import Estimates
from projects.risk.extensions import InTurn
from projects.risk.goals import LAST_OF_ALL, Goal, Sums, no_sums
from projects.risk.kernel import simulate
from projects.risk.packing import packed_effects
from projects.risk.philox import GROUP
from projects.risk.program import Program, Whole
from projects.risk.programming import program_of
from projects.risk.randomness import Block
from projects.risk.rows import PARTS
from projects.risk.walked import Walk
from projects.risk.walking import Path, path_for, simulate_and_trace, simulate_and_walk
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import clock, latest_clock, side_of
from projects.schedule.errors import BeyondCalendar
from projects.schedule.forward import Dates, forward, planned_durations
from projects.schedule.kernels import are_compiled
from projects.schedule.network import Network

_CELLS_AT_ONCE = 1 << 22
_LEAST, _MOST = 8 * GROUP, 16 * BLOCK


@dataclass(frozen=True, kw_only=True)
class Finishes:
    """Clock minutes since projects.schedule.calendars.EPOCH, int64, (n_iterations,) each.

    milestones: by activity code. project: of all work.
    """

    milestones: Mapping[str, Minutes]
    project: Minutes


@dataclass(frozen=True, kw_only=True)
class Trace:
    """Every row of a program in every draw, and the walk back from each goal.

    begin, finish, left: (m, n) own work minutes: where the work to do begins, its finish, and what it
    takes before anything makes it last longer. last: (goals, n) clock minutes of each goal. steps:
    (goals, m, n) of goals.Step.
    """

    begin: Whole
    finish: Whole
    left: Whole
    last: Minutes
    steps: NDArray[np.int8]


class Dater(Protocol):
    """One network with its estimates, to be dated for any effects. watched: codes with positions."""

    @property
    def network(self) -> Network: ...

    @property
    def iterations_at_once(self) -> int: ...

    @property
    def program(self) -> Program: ...

    def finishes(self, block: Block, inputs: Inputs) -> Finishes: ...

    def walk(self, block: Block, inputs: Inputs, goal: Goal, sums: Sums) -> Minutes:
        """Add the draws of a block to the sums; the clock minutes of the goal in each, (n_draws,)."""
        ...

    def trace(
        self, block: Block, inputs: Inputs, goals: Sequence[Goal], *, turn: int | None = None
    ) -> Trace:
        """All dates of a block, and how they hang together. A row takes some bytes a draw: mind the block.

        turn: from which draw on, a multiple of philox.GROUP, of several that give a date the last is
        followed, and not the first; None for no draw.
        """
        ...

    def planned(self, goal: Goal) -> int:
        """The clock minute of the goal if all goes as the schedule says."""
        ...

    def planned_finishes(self) -> Minutes:
        """Own work minutes by position, if all goes as the schedule says; 0 for what spans other work."""
        ...


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


@dataclass(frozen=True)
class ByKernel:
    """Block after block in machine code."""

    network: Network
    estimates: Estimates
    resume_at: Mapping[int, int]
    watched: Mapping[str, int]
    iterations_at_once: int = _MOST

    def finishes(self, block: Block, inputs: Inputs) -> Finishes:
        program, laws, effects = self._packed(block, inputs)
        kept = np.empty((len(self.watched), block.iterations), np.int64)
        last = np.empty(block.iterations, np.int64)
        simulate(program, laws, effects, self._room, block.first, self._rows, kept, last)
        refuse_beyond(self.network, program, self._room)
        rows = dict(zip(self.watched, kept, strict=True))
        return Finishes(milestones=by_clock(self.network, self.watched, rows), project=last)

    def walk(self, block: Block, inputs: Inputs, goal: Goal, sums: Sums) -> Minutes:
        program, laws, effects = self._packed(block, inputs)
        (room, path), last = self._to_walk, np.empty(block.iterations, np.int64)
        simulate_and_walk(program, laws, effects, room, path, block.first, goal, last, sums)
        refuse_beyond(self.network, program, room)
        return last

    def trace(
        self, block: Block, inputs: Inputs, goals: Sequence[Goal], *, turn: int | None = None
    ) -> Trace:
        program, laws, effects = self._packed(block, inputs)
        room, path = self._to_trace
        rows, draws = len(program.state), block.iterations
        begin, finish, left = (np.empty((rows, draws), np.int32) for _ in range(3))
        last = np.empty((len(goals), draws), np.int64)
        steps = np.zeros((len(goals), rows, draws), np.int8)
        from_rows = np.array([goal.row for goal in goals], np.int64)
        at_end = np.array([goal.at_end for goal in goals], bool)
        kept = last, steps, begin, finish, left, draws if turn is None else turn
        simulate_and_trace(
            program, laws, effects, room, path, block.first, from_rows, at_end, *kept
        )
        refuse_beyond(self.network, program, room)
        return Trace(begin=begin, finish=finish, left=left, last=last, steps=steps)

    def planned(self, goal: Goal) -> int:
        return self._plan(goal)[0]

    def planned_finishes(self) -> Minutes:
        found = np.zeros(len(self.network.activities), np.int64)
        found[self.program.position] = self._plan(Goal(LAST_OF_ALL, True))[1]
        return found

    def _plan(self, goal: Goal) -> tuple[int, Minutes]:
        """The clock minute of the goal, and the finish of each row: one draw by the kernel itself, of laws that
        are sure and with nothing on top.
        """
        program = self.program
        left = planned_durations(self.network)[program.position, 0]
        laws = self.estimates.laws(program.position)
        sure = laws._replace(law=np.full_like(laws.law, -1), sure=left * PARTS)
        room, last = room_for(program, walked=True, wide=GROUP), np.empty(1, np.int64)
        path = path_for(len(program.state), GROUP)
        nothing = self._effects(NOTHING, {}, 1)
        sums = no_sums(program)
        simulate_and_walk(program, sure, nothing, room, path, 0, goal, last, sums)
        refuse_beyond(self.network, program, room)
        return int(last[0]), room.finish[:, 0].astype(np.int64)

    def _packed(self, block: Block, inputs: Inputs) -> tuple[Program, Laws, Effects]:
        laws = self.estimates.laws(self.program.position)
        given = self.estimates.given(block)
        return self.program, laws, self._effects(inputs, given, block.iterations)

    def _effects(self, inputs: Inputs, given: Mapping[int, Minutes], iterations: int) -> Effects:
        return packed_effects(
            inputs,
            given,
            positions=self.program.position.tolist(),
            iterations=iterations,
            data_date=self.network.data_date,
        )

    @cached_property
    def program(self) -> Program:
        return program_of(self.network, self.resume_at)

    @cached_property
    def _room(self) -> Room:
        return room_for(self.program)

    @cached_property
    def _to_walk(self) -> tuple[Room, Path]:
        room = room_for(self.program, walked=True)
        return room, path_for(len(self.program.state), len(room.bound))

    @cached_property
    def _to_trace(self) -> tuple[Room, Path]:
        room = room_for(self.program, walked=True, traced=True)
        return room, path_for(len(self.program.state), len(room.bound))

    @cached_property
    def _rows(self) -> Minutes:
        rows = {int(at): row for row, at in enumerate(self.program.position)}
        return np.array([rows[at] for at in self.watched.values()], np.int64)


def dater_of(
    network: Network,
    estimates: Estimates,
    resume_at: Mapping[int, int],
    watched: Mapping[str, int],
) -> Dater:
    """A span is dated in NumPy alone: nobody has to know many of them, or fast."""
    spans = any(network.is_spanning(at) for at in watched.values())
    make = ByKernel if are_compiled() and not spans else InRows
    return make(network, estimates, resume_at, watched)


def by_clock(
    network: Network, watched: Mapping[str, int], rows: Mapping[str, Minutes]
) -> dict[str, Minutes]:
    """Finishes in own work minutes as clock minutes."""
    return {
        code: clock(network.times[at], rows[code], side_of(network, at, at_finish=True))
        for code, at in watched.items()
    }


def refuse_beyond(network: Network, program: Program, room: Room) -> None:
    """Raises BeyondCalendar where a date has left a calendar, and clears the note of it."""
    if number := int(room.trouble[0]):
        room.trouble[0] = 0
        rows: Iterable[int] = np.flatnonzero(program.calendar == number - 1)
        named = [network.activities[int(program.position[row])].calendar for row in rows]
        calendar = named[0] if named else network.schedule.default_calendar
        raise BeyondCalendar(
            f"an iteration runs past the years that calendar {calendar} is laid out for"
        )
