"""Moments: where a date stands on one calendar, as one int that compares like the clock. Pure.

Work minute w begins somewhere and the one before it ends somewhere, and between two shifts these are
two clock times: a task that ends with minute w is over on Friday 17:00, one that begins with it on
Monday 08:00. P6 keeps them apart, and a successor on another calendar can tell. So a moment is
2 * w where work ends and 2 * w + 1 where work begins; within a shift both are one clock time.

These are the scalars of the deterministic passes; WorkTime does the same for arrays of draws.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from projects.schedule.calendars import Minutes, WorkTime
from projects.schedule.kernels import Column, column, embedded, table

Moment = int


@embedded
def ending(work: int) -> Moment:
    return work << 1


@embedded
def beginning(work: int) -> Moment:
    return (work << 1) | 1


@embedded
def work_at(moment: Moment) -> int:
    return moment >> 1


def works_at(moments: Column) -> Minutes:
    """work_at of each, as an array."""
    return np.array(moments, np.int64) >> 1


@embedded
def as_ending(moment: Moment) -> Moment:
    """The same work minute where work ends: never at the beginning of a shift."""
    return moment & ~1


class Calendar(NamedTuple):
    """first, last: the clock minutes from which and to which it is laid out.

    shift, after: where its shifts stand in the columns of Clocks, and where those of the next do.
    """

    first: int
    last: int
    shift: int
    after: int


class Clocks(NamedTuple):
    """All calendars of a plan, each of them a number.

    begins, ends: clock minutes of every shift. done, done_at_end: work minutes before and after it.
    trouble: the number of the first calendar that was asked for what lies outside it, else -1. A loop
    goes on from there with some date of that calendar; see Plan.checked.
    """

    calendars: Sequence[Calendar]
    begins: Sequence[int]
    ends: Sequence[int]
    done: Sequence[int]
    done_at_end: Sequence[int]
    trouble: Column


def clocks_of(times: Sequence[WorkTime]) -> Clocks:
    """Numbered in the order given."""
    laid = [time.laid() for time in times]
    after = list(accumulate(len(begins) for begins, _, _ in laid))
    calendars = (
        Calendar(time.first, time.last, shift, end)
        for time, shift, end in zip(times, [0, *after[:-1]], after, strict=True)
    )
    return Clocks(
        calendars=table(Calendar, calendars),
        begins=column(np.concatenate([begins for begins, _, _ in laid])),
        ends=column(np.concatenate([ends for _, ends, _ in laid])),
        done=column(np.concatenate([done[:-1] for _, _, done in laid])),
        done_at_end=column(np.concatenate([done[1:] for _, _, done in laid])),
        trouble=column([-1]),
    )


@embedded
def work_done(clocks: Clocks, calendar: int, clock: int) -> int:
    """Work minutes done when the clock stands there."""
    shift = _shift_at(clocks, calendar, clock)
    if shift < clocks.calendars[calendar].shift:
        return clocks.done[shift + 1]
    return clocks.done[shift] + min(clock, clocks.ends[shift]) - clocks.begins[shift]


@embedded
def clock_at(clocks: Clocks, calendar: int, moment: Moment) -> int:
    laid, minute = clocks.calendars[calendar], work_at(moment)
    up_to = minute if moment & 1 else minute - 1
    shift = _first_above(clocks.done_at_end, laid.shift, laid.after, up_to)
    if minute < clocks.done[laid.shift] or shift == laid.after:
        _note_trouble(clocks, calendar)
        return laid.first
    return clocks.begins[shift] + minute - clocks.done[shift]


@embedded
def no_earlier(clocks: Clocks, calendar: int, clock: int) -> Moment:
    """That very clock time if work is done up to it or from it on, else the next beginning."""
    shift = _shift_at(clocks, calendar, clock)
    if shift < clocks.calendars[calendar].shift:
        return beginning(clocks.done[shift + 1])
    into, length = clock - clocks.begins[shift], clocks.ends[shift] - clocks.begins[shift]
    done = clocks.done[shift] + min(into, length)
    return ending(done) if 0 < into <= length else beginning(done)


@embedded
def no_later(clocks: Clocks, calendar: int, clock: int) -> Moment:
    """That very clock time if work is done up to it or from it on, else the end before it."""
    shift = _shift_at(clocks, calendar, clock)
    if shift < clocks.calendars[calendar].shift:
        return ending(clocks.done[shift + 1])
    into, length = clock - clocks.begins[shift], clocks.ends[shift] - clocks.begins[shift]
    done = clocks.done[shift] + min(into, length)
    return beginning(done) if into < length else ending(done)


@embedded
def _shift_at(clocks: Clocks, calendar: int, clock: int) -> int:
    """The last shift of the calendar that begins by then; the one before its first for none."""
    laid = clocks.calendars[calendar]
    if not laid.first <= clock <= laid.last:
        _note_trouble(clocks, calendar)
    return _first_above(clocks.begins, laid.shift, laid.after, clock) - 1


@embedded
def _first_above(values: Sequence[int], low: int, high: int, limit: int) -> int:
    """Where from low on the sorted values are above the limit; high for nowhere before that."""
    while low < high:
        middle = (low + high) >> 1
        if values[middle] > limit:
            high = middle
        else:
            low = middle + 1
    return low


@embedded
def _note_trouble(clocks: Clocks, calendar: int) -> None:
    if clocks.trouble[0] < 0:
        clocks.trouble[0] = calendar
