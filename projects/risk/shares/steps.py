"""The steps of many walks back from a date, and how much of a minute each hands on. Pure.

Where a walk came to an activity by the finish and left it by the start, every minute that the activity
lasts moves the date by a minute; where it came by the start and left by the finish, the activity begins
so much sooner and the date moves the other way; where it came and left by the same end, its duration
does nothing (RISK.md 4g).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.composition import Inputs
from projects.risk.dating import Trace
from projects.risk.effects import Floats
from projects.risk.goals import Step
from projects.risk.program import NONE, Program, State
from projects.risk.shares.longer import Added, Paths, longer
from projects.risk.shares.scaled import Scaled
from projects.schedule.calendars import Minutes

Bools = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Steps:
    """All steps from one goal, (n,) each, in the order of rows.

    at: position. draw: of the block. left: own work minutes. by_start, by_finish: whether a date of a
    cause holds it up at that end. begins, lasts: minutes at the date for one at the beginning of the
    work, and for one more of it. added: what extensions add, in minutes at the date.
    """

    at: Minutes
    draw: Minutes
    left: Minutes
    by_start: Bools
    by_finish: Bools
    begins: Floats
    lasts: Floats
    added: tuple[Added, ...]


def steps_of(
    trace: Trace, goal: int, inputs: Inputs, scaled: Scaled, program: Program, t: Floats
) -> Steps:
    """trace: at t, (n_draws,), of these inputs. goal: which of its goals.

    A mandatory finish, and started work that ends with the data date, are moved by nothing.
    """
    kept = trace.steps[goal]
    cells = np.flatnonzero(kept)
    rows, draw = np.divmod(cells, t.size)
    step, at = kept.ravel()[cells], program.position[rows]
    begin = trace.begin.ravel()[cells].astype(np.int64)
    left = trace.left.ravel()[cells].astype(np.int64)
    held = program.holds & (program.state[rows] == State.STARTED) & (begin + left < 0)
    fixed = held | (program.finish_pin[rows] > NONE)
    alone = ((step & Step.ON) == 0) & ~fixed & (program.start_pin[rows] == NONE)
    by_finish = alone & _is_there(inputs.finish_floor, at, draw, begin + left)
    by_start = alone & ~by_finish & _is_there(inputs.start_floor, at, draw, begin)
    through = np.flatnonzero(((step & Step.BY_FINISH) != 0) & ~held)
    left_by_finish = ((step & Step.TO_FINISH) != 0) | by_finish

    paths = Paths(
        at=at[through],
        draw=draw[through],
        start=begin[through],
        finish=begin[through] + left[through],
        t=t[draw[through]],
    )
    found = longer(scaled, paths)
    from_start, from_work, lasts = np.ones(at.size), np.ones(at.size), np.zeros(at.size)
    from_start[through], from_work[through] = found.from_start, found.from_work
    lasts[through] = found.from_work
    lasts -= np.where(left_by_finish, from_work, 0)
    reaches = _handed_on(rows, draw, from_start, t.size)
    return Steps(
        at=at,
        draw=draw,
        left=left,
        by_start=by_start,
        by_finish=by_finish,
        begins=reaches * from_start,
        lasts=np.where(fixed, 0, reaches * lasts),
        added=tuple(_at_date(each, through, reaches) for each in found.added),
    )


def _at_date(added: Added, through: Minutes, reaches: Floats) -> Added:
    steps = through[added.steps]
    return Added(effect=added.effect, steps=steps, minutes=added.minutes * reaches[steps])


def _is_there(floors: Mapping[int, Minutes], at: Minutes, draw: Minutes, reached: Minutes) -> Bools:
    """Whether a date stands just where an activity begins, or finishes."""
    found = np.zeros(at.size, bool)
    for position, row in floors.items():
        on = np.flatnonzero(at == position)
        found[on] = row[draw[on]] == reached[on]
    return found


def _handed_on(rows: Minutes, draw: Minutes, from_start: Floats, count: int) -> Floats:
    """How much of a minute at the finish of each step reaches the date: what the steps after it make of it."""
    if (from_start == 1).all():
        return from_start
    reaches, found = np.ones(count), np.empty(rows.size)
    ends = (np.flatnonzero(np.diff(rows, append=-1)) + 1).tolist()
    for first, last in reversed(list(zip([0, *ends], ends, strict=False))):
        here = draw[first:last]
        found[first:last] = reaches[here]
        reaches[here] *= from_start[first:last]
    return found
