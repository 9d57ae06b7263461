"""The loops of extensions.py: what makes work last longer once its dates are known. Pure.

begin, finish: of one row in a block, own work minutes; the finish is moved.
"""

import numpy as np

from projects.risk.block import CLIMB_PART, Places
from projects.risk.program import Whole
from projects.risk.rows import SLOWEST, Floats
from projects.risk.shifts import OUTSIDE, Laid, clock_at, work_at
from projects.schedule.calendars import Minutes
from projects.schedule.kernels import compiled


@compiled
def finish_later(laid: Laid, data_date: int, minutes: Minutes, finish: Whole, hits: Places) -> bool:
    """extensions.LaterFinish for a block; whether a date has left the calendar.

    hits: room for which of the draws are hit, listed first: in the loop that moves dates, a branch that
    nobody can foresee took longer than the dates.
    """
    n, left_it = 0, False
    for k in range(len(minutes)):
        hits[n] = k
        n += minutes[k] > 0
    for hit in hits[:n]:
        clock = clock_at(laid, finish[hit], True)
        reached = OUTSIDE
        if clock != OUTSIDE:
            reached = work_at(laid, max(clock, data_date) + minutes[hit])
        if reached == OUTSIDE:
            left_it = True
        else:
            finish[hit] = max(finish[hit], reached)
    return left_it


@compiled
def lose_in_stop(begins: int, ends: Minutes, begin: Whole, finish: Whole) -> None:
    """extensions.LostInStop for a block."""
    for k in range(len(ends)):
        lost = max(ends[k] - max(begin[k], begins), 0)
        finish[k] += lost if finish[k] > begins else 0


@compiled
def lose_behind(begins: int, before: Minutes, ends: Minutes, begin: Whole, finish: Whole) -> None:
    """The same where other stops come before it. before: until when they last."""
    for k in range(len(ends)):
        since = max(begins, before[k])
        lost = max(ends[k] - max(begin[k], since), 0)
        finish[k] += lost if finish[k] > since else 0


@compiled
def at_pace(begins: Minutes, rate: Minutes, done: Minutes, begin: Whole, finish: Whole) -> None:
    """extensions.AtPace for a block: there are a handful of stretches, so they are gone through."""
    for k in range(len(begin)):
        work, at = np.int64(begin[k]), -1
        while at + 1 < len(begins) and begins[at + 1] <= work:
            at += 1
        into = work - begins[max(at, 0)]
        due = done[max(at, 0)] + into * (rate[at] if at >= 0 else SLOWEST)
        due += (np.int64(finish[k]) - work) * SLOWEST
        at = -1
        while at + 1 < len(begins) and done[at + 1] <= due:
            at += 1
        pace = rate[at] if at >= 0 else SLOWEST
        left = due - done[max(at, 0)]
        finish[k] = begins[max(at, 0)] + (left + pace // 2) // pace


@compiled
def climb(
    begins: Minutes,
    length: Minutes,
    inverse: Floats,
    before: Floats,
    table: Minutes,
    begin: Whole,
    finish: Whole,
    reached: Whole,
    already: Floats,
    lost: Floats,
    places: Places,
) -> None:
    """extensions.Climb for a block: two passes, since what is lost may run into more weather.

    begins, length, inverse, table: as block.Effects has them for one climb; before: what was lost before
    each stretch, (n_stretches + 1, n), of the draws of the block. The others are room to work in, (n,).
    """
    _find(begin, begins, table, places)
    _lost_until(begin, begins, length, inverse, before, places, already)
    _move_on(finish, begins, places)
    _lost_until(finish, begins, length, inverse, before, places, lost)
    for k in range(len(reached)):
        reached[k] = finish[k] + np.int64(np.rint(lost[k] - already[k]))
    _move_on(reached, begins, places)
    _lost_until(reached, begins, length, inverse, before, places, lost)
    for k in range(len(reached)):
        finish[k] += np.int64(np.rint(lost[k] - already[k]))


@compiled
def _find(work: Whole, begins: Minutes, table: Minutes, places: Places) -> None:
    """The last stretch that has begun, found before anything is looked at there: a processor works on
    several draws at once as far as none of them has to wait long for what it began with.
    """
    first, most = begins[0], len(table) - 1
    for k in range(len(work)):
        at = table[np.uint64(min(max(work[k] - first, 0) // CLIMB_PART, most))]
        at += begins[np.uint64(at + 1)] <= work[k]  # no jump, as which it is nobody can foresee
        while begins[np.uint64(at + 1)] <= work[k]:
            at += 1
        places[k] = at


@compiled
def _move_on(work: Whole, begins: Minutes, places: Places) -> None:
    """From there to a later minute, to which it is seldom more than a stretch."""
    for k in range(len(work)):
        at = places[k]
        at += begins[at + np.uint64(1)] <= work[k]
        while begins[at + np.uint64(1)] <= work[k]:
            at += np.uint64(1)
        places[k] = at


@compiled
def _lost_until(
    work: Whole,
    begins: Minutes,
    length: Minutes,
    inverse: Floats,
    before: Floats,
    places: Places,
    lost: Floats,
) -> None:
    """extensions.Climb.lost_until, in the stretches that were found."""
    for k in range(len(lost)):
        at = places[k]
        into = max(min(work[k] - begins[at], length[at]), 0)
        here, there = before[at, np.uint64(k)], before[at + np.uint64(1), np.uint64(k)]
        lost[k] = here + (there - here) * (into * inverse[at])
