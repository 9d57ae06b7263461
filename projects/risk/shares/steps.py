"""The steps of many walks back from a date, and how much of a minute each hands on. Pure.

Where a walk came to an activity by the finish and left it by the start, every minute that the activity
lasts moves the date by a minute; where it came by the start and left by the finish, the activity begins
so much sooner and the date moves the other way; where it came and left by the same end, its duration
does nothing (RISK.md 4g).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from projects.risk.composition import Inputs
from projects.risk.dated import Trace
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

    where: by position, which of them are there. at: position. draw: of the block. left: own work minutes.
    by_start, by_finish: whether a date of a cause holds it up at that end. begins, lasts: minutes at the
    date for one at the beginning of the work, and for one more of it. added: what extensions add, in
    minutes at the date.
    """

    where: Mapping[int, slice]
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
    on_path = kept != 0
    counts = np.count_nonzero(on_path, axis=1)
    cells = np.flatnonzero(on_path)
    row = np.repeat(np.arange(len(kept)), counts)
    draw, step, at = cells - row * t.size, kept.ravel()[cells], program.position[row]
    begin = trace.begin.ravel()[cells].astype(np.int64)
    left = trace.left.ravel()[cells].astype(np.int64)
    held = _held_by_data_date(program, row, begin + left)
    fixed = held | (program.finish_pin > NONE)[row]
    where = _places(program.position, counts)

    alone = ((step & Step.ON) == 0) & ~fixed & (program.start_pin == NONE)[row]
    by_finish = alone & _is_there(inputs.finish_floor, where, draw, begin + left)
    by_start = alone & ~by_finish & _is_there(inputs.start_floor, where, draw, begin)
    through = np.flatnonzero(((step & Step.BY_FINISH) != 0) & ~held)
    left_by_finish = np.flatnonzero(((step & Step.TO_FINISH) != 0) | by_finish)

    paths = Paths(
        at=at[through],
        draw=draw[through],
        start=begin[through],
        finish=(begin + left)[through],
        t=t[draw[through]],
    )
    found = longer(scaled, paths)
    from_start, from_work, lasts = np.ones(at.size), np.ones(at.size), np.zeros(at.size)
    from_start[through], from_work[through] = found.from_start, found.from_work
    lasts[through] = found.from_work
    lasts[left_by_finish] -= from_work[left_by_finish]
    lasts[fixed] = 0
    reaches = _handed_on(where.values(), draw, from_start, t.size)
    return Steps(
        where=where,
        at=at,
        draw=draw,
        left=left,
        by_start=by_start,
        by_finish=by_finish,
        begins=reaches * from_start,
        lasts=reaches * lasts,
        added=tuple(_at_date(each, through, reaches) for each in found.added),
    )


def _held_by_data_date(program: Program, row: Minutes, finish: Minutes) -> Bools:
    started = program.state == State.STARTED
    if not (program.holds and started.any()):
        return np.zeros(row.size, bool)
    return started[row] & (finish < 0)


def _places(positions: Minutes, counts: Minutes) -> dict[int, slice]:
    """Where the steps of each row are, the first row first."""
    ends = np.cumsum(counts).tolist()
    return {
        at: slice(end - count, end)
        for at, count, end in zip(positions.tolist(), counts.tolist(), ends, strict=True)
        if count
    }


def _at_date(added: Added, through: Minutes, reaches: Floats) -> Added:
    steps = through[added.steps]
    return Added(effect=added.effect, steps=steps, minutes=added.minutes * reaches[steps])


def _is_there(
    floors: Mapping[int, Minutes], where: Mapping[int, slice], draw: Minutes, reached: Minutes
) -> Bools:
    """Whether a date stands just where an activity begins, or finishes."""
    found = np.zeros(draw.size, bool)
    for at, dates in floors.items():
        if on := where.get(at):
            found[on] = dates[draw[on]] == reached[on]
    return found


def _handed_on(rows: Iterable[slice], draw: Minutes, from_start: Floats, count: int) -> Floats:
    """How much of a minute at the finish of each step reaches the date: what the steps after it make of it."""
    if (from_start == 1).all():
        return from_start
    reaches, found = np.ones(count), np.empty(draw.size)
    for on in reversed(list(rows)):
        here = draw[on]
        found[on] = reaches[here]
        reaches[here] *= from_start[on]
    return found
