"""On what the time of the path that holds up a date goes: by activity, and by kind in every iteration. Pure.

In one iteration the path leads from the date back to the data date, so the time between them falls into
the spans of the activities on it: from where the path enters an activity to where it enters the one
before, lags being time of the later one. What lies before the begin of the last one is time that nothing
but an outside date, or a lag after finished work, holds open: that is waiting. Points in time before the
data date count as the data date.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from projects.risk.composition import Inputs
from projects.risk.dated import Trace
from projects.risk.extensions import Climb
from projects.risk.goals import Step
from projects.risk.kinds import KINDS, BindingKind, Kinds
from projects.risk.program import NONE, Program, State
from projects.risk.rows import Floats
from projects.risk.turns import Chain, alike, turns_of
from projects.schedule.calendars import Minutes

_WEATHER = KINDS.index(BindingKind.WEATHER)


@dataclass(frozen=True, kw_only=True)
class Spending:
    """Clock minutes. by_kind: (kinds, n), in the order of KINDS. by_row: (kinds, m), summed over iterations.

    critical: (m,), in how many iterations a row was on the path. iterations: n.
    """

    by_kind: Floats
    by_row: Floats
    critical: Minutes

    @property
    def iterations(self) -> int:
        return self.by_kind.shape[1]


def spending_of(
    trace: Trace, goal: int, inputs: Inputs, program: Program, kinds: Kinds
) -> Spending:
    """trace: of these inputs. goal: which of its goals. kinds: of the rows of the program."""
    steps = trace.steps[goal]
    on_path = steps != 0
    # By draw, and in each from where the path ends to the date.
    draw, row = np.divmod(np.flatnonzero(np.ascontiguousarray(on_path.T)), len(steps))
    cell = row * steps.shape[1] + draw
    step = steps.take(cell)
    begin, left = trace.begin.take(cell).astype(np.int64), trace.left.take(cell).astype(np.int64)
    by_finish = (step & Step.BY_FINISH) != 0
    weight = kinds.weight[row]

    enters = np.maximum(np.where(by_finish, trace.finish.take(cell), begin), 0) * weight
    ends = np.diff(draw, prepend=-1) != 0
    begins = np.maximum(np.where((step & Step.TO_FINISH) != 0, begin + left, begin), 0) * weight
    earlier = np.where(ends, begins, np.roll(enters, 1))
    at, worked = program.position[row], _worked(program, row, begin + left)
    climbed = _climbed(inputs, int(program.position.max()) + 1, at, draw, begin, worked)
    lost = np.where(by_finish, np.minimum(climbed * weight, enters), 0)
    last, exposed = np.flatnonzero(ends), np.flatnonzero(lost)

    shape = len(KINDS), steps.shape[1]
    by_kind, by_row = np.zeros(shape), np.zeros((len(KINDS), len(steps)))
    for kind, on, minutes in (
        (kinds.own[row], slice(None), enters - earlier - lost),
        (kinds.waits[row[last]], last, begins[last]),
        (np.full(exposed.size, _WEATHER), exposed, lost[exposed]),
    ):
        by_kind += _sums(kind, draw[on], minutes, by_kind.shape)
        by_row += _sums(kind, row[on], minutes, by_row.shape)
    return Spending(by_kind=by_kind, by_row=by_row, critical=on_path.sum(axis=1))


def _worked(program: Program, row: Minutes, finish: Minutes) -> Minutes:
    """Where work ends that nothing makes last longer; started work not before the data date."""
    held = program.holds & (program.state[row] == State.STARTED) & (program.finish_pin[row] == NONE)
    return np.where(held, np.maximum(finish, 0), finish)


def joined(parts: Sequence[Spending]) -> Spending:
    """Of one run of iterations after another."""
    return Spending(
        by_kind=np.concatenate([part.by_kind for part in parts], axis=1),
        by_row=np.sum([part.by_row for part in parts], axis=0),
        critical=np.sum([part.critical for part in parts], axis=0),
    )


def _sums(kind: Minutes, column: Minutes, minutes: Floats, shape: tuple[int, int]) -> Floats:
    cells = kind * shape[1] + column
    found = np.bincount(cells, weights=minutes, minlength=shape[0] * shape[1])
    return np.asarray(found, np.float64).reshape(shape)


def _climbed(
    inputs: Inputs,
    positions: int,
    at: Minutes,
    draw: Minutes,
    start: Minutes,
    finish: Minutes,
) -> Minutes:
    """What climbs add to the finish of each step, own work minutes: what is lost to weather."""
    climbs = [found for each, found in alike(inputs.extend) if _has_climb(each)]
    extend = {position: inputs.extend[position] for each in climbs for position in each}
    is_exposed = np.zeros(positions, bool)
    is_exposed[list(extend)] = True
    found, exposed = np.zeros(at.size, np.int64), np.flatnonzero(is_exposed[at])
    at, draw, start, finish = at[exposed], draw[exposed], start[exposed], finish[exposed]
    for turn in turns_of(extend, positions):
        for extension, on in turn.on(at):
            more = extension.of(draw[on])(start[on], finish[on])
            finish[on] += more
            if isinstance(extension, Climb):
                found[exposed[on]] += more
    return found


def _has_climb(extensions: Chain) -> bool:
    return any(isinstance(each, Climb) for each in extensions)
