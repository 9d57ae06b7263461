"""From what was drawn to finishes: by the kernel, or in NumPy where it is not compiled. Pure.

Both give the same bits (tests/projects/risk/test_kernel.py), so that nobody can tell which has served.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from projects.risk.composition import Inputs
from projects.risk.estimates import Estimates
from projects.risk.extensions import InTurn
from projects.risk.kernel import BLOCK, Room, room_for, simulate
from projects.risk.packing import packed_effects
from projects.risk.program import Program, program_of
from projects.risk.randomness import Block
from projects.schedule.calendars import Minutes
from projects.schedule.crossing import clock, latest_clock, side_of
from projects.schedule.errors import BeyondCalendar
from projects.schedule.forward import forward
from projects.schedule.kernels import are_compiled
from projects.schedule.network import Network

_CELLS_AT_ONCE = 1 << 22
_LEAST, _MOST = BLOCK, 16 * BLOCK


@dataclass(frozen=True, kw_only=True)
class Finishes:
    """Clock minutes since projects.schedule.calendars.EPOCH, int64, (n_iterations,) each.

    milestones: by activity code. project: of all work.
    """

    milestones: Mapping[str, Minutes]
    project: Minutes


class Dater(Protocol):
    """One network with its estimates, to be dated for any effects. watched: codes with positions."""

    @property
    def network(self) -> Network: ...

    @property
    def iterations_at_once(self) -> int: ...

    def finishes(self, block: Block, inputs: Inputs) -> Finishes: ...


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
        return count - count % BLOCK

    def finishes(self, block: Block, inputs: Inputs) -> Finishes:
        dates = forward(
            self.network,
            inputs.durations(self.estimates.draw(block)),
            start_floor=inputs.start_floor,
            finish_floor=inputs.finish_floor,
            extend={at: InTurn(each) for at, each in inputs.extend.items()},
            resume_at=self.resume_at,
        )
        rows = {code: dates.finish[at] for code, at in self.watched.items()}
        return Finishes(
            milestones=by_clock(self.network, self.watched, rows),
            project=latest_clock(self.network, dates.finish),
        )


@dataclass(frozen=True)
class ByKernel:
    """Block after block in machine code."""

    network: Network
    estimates: Estimates
    resume_at: Mapping[int, int]
    watched: Mapping[str, int]
    iterations_at_once: int = _MOST

    def finishes(self, block: Block, inputs: Inputs) -> Finishes:
        program = self._program
        effects = packed_effects(
            inputs,
            self.estimates.given(block),
            positions=program.position.tolist(),
            iterations=block.iterations,
            data_date=self.network.data_date,
        )
        kept = np.empty((len(self.watched), block.iterations), np.int64)
        last = np.empty(block.iterations, np.int64)
        laws = self.estimates.laws(program.position)
        simulate(program, laws, effects, self._room, block.first, self._rows, kept, last)
        refuse_beyond(self.network, program, self._room)
        rows = dict(zip(self.watched, kept, strict=True))
        return Finishes(milestones=by_clock(self.network, self.watched, rows), project=last)

    @cached_property
    def _program(self) -> Program:
        return program_of(self.network, self.resume_at)

    @cached_property
    def _room(self) -> Room:
        return room_for(self._program)

    @cached_property
    def _rows(self) -> Minutes:
        rows = {int(at): row for row, at in enumerate(self._program.position)}
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
