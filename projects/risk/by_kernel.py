"""Dating by the kernel: block after block in machine code. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from projects.risk.block import BLOCK, Effects, Laws, Room, room_for
from projects.risk.composition import NOTHING, Inputs
from projects.risk.dated import Finishes, Trace, by_clock
from projects.risk.estimates import Estimates
from projects.risk.goals import LAST_OF_ALL, Goal, Sums, no_sums
from projects.risk.kernel import simulate
from projects.risk.packing import packed_effects
from projects.risk.path import Path, path_for
from projects.risk.philox import GROUP
from projects.risk.program import Program
from projects.risk.programming import program_of
from projects.risk.randomness import Block
from projects.risk.rows import PARTS
from projects.risk.walking import simulate_and_trace, simulate_and_walk
from projects.schedule.calendars import Minutes
from projects.schedule.errors import BeyondCalendar
from projects.schedule.forward import planned_durations
from projects.schedule.network import Network

_MOST = 16 * BLOCK


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
        return room_for(self.program, watched=self._rows.tolist())

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
