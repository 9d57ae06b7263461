"""Calendars as arrays for loops: all shifts one after another, and where to look for a minute. Pure."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from projects.schedule.calendars import DAY, Minutes, WorkTime
from projects.schedule.kernels import compiled, embedded

CLOCK_PART, WORK_PART = DAY // 2, 256
"""Minutes for which one shift is remembered where to begin to look, by the clock from midnight or noon on:
few calendars begin two shifts in them, so that a single step, without a jump, finds the right one.
"""

NEVER = 1 << 62
"""When the shift after the last one begins."""

OUTSIDE = -(1 << 62)
"""What a conversion gives for a value past either end of a calendar."""


class Shifts(NamedTuple):
    """Calendar c has the shifts first[c] to first[c + 1], by the clock begins to ends, of which the last
    one never begins.

    done: work minutes before each. opens, closes: what the calendar is laid out for. by_clock, by_work:
    for each part of the clock and of work from that on in which calendar c begins, at clock_first[c] and
    work_first[c], the number within the calendar of a shift no later than the one wanted.
    """

    first: Minutes
    begins: Minutes
    ends: Minutes
    done: Minutes
    opens: Minutes
    closes: Minutes
    by_clock: Minutes
    clock_first: Minutes
    by_work: Minutes
    work_first: Minutes


class Laid(NamedTuple):
    """One of the calendars, and the work minutes at its two ends."""

    begins: Minutes
    ends: Minutes
    done: Minutes
    by_clock: Minutes
    by_work: Minutes
    opens: int
    closes: int
    least: int
    most: int


def shifts_of(times: Sequence[WorkTime]) -> Shifts:
    laid = [time.laid() for time in times]
    by_clock, by_work = [], []
    for time, (begins, _, done) in zip(times, laid, strict=True):
        clock = np.arange(time.first // CLOCK_PART, time.last // CLOCK_PART + 1) * CLOCK_PART
        by_clock.append(np.maximum(np.searchsorted(begins, clock, side="right") - 1, 0))
        work = np.arange(done[0], done[-1] + WORK_PART, WORK_PART)
        by_work.append(np.minimum(np.searchsorted(done[1:], work), begins.size - 1))
    return Shifts(
        first=_places(done for _, _, done in laid),
        begins=np.concatenate([np.append(begins, NEVER) for begins, _, _ in laid]),
        ends=np.concatenate([np.append(ends, NEVER) for _, ends, _ in laid]),
        done=np.concatenate([done for _, _, done in laid]),
        opens=np.array([time.first for time in times], np.int64),
        closes=np.array([time.last for time in times], np.int64),
        by_clock=np.concatenate(by_clock).astype(np.int64),
        clock_first=_places(by_clock),
        by_work=np.concatenate(by_work).astype(np.int64),
        work_first=_places(by_work),
    )


def _places(parts: Iterable[Minutes]) -> Minutes:
    return np.cumsum([0, *(part.size for part in parts)]).astype(np.int64)


@compiled
def laid_out(shifts: Shifts, calendar: int) -> Laid:
    first, last = shifts.first[calendar], shifts.first[calendar + 1]
    clock, next_clock = shifts.clock_first[calendar], shifts.clock_first[calendar + 1]
    work, next_work = shifts.work_first[calendar], shifts.work_first[calendar + 1]
    return Laid(
        shifts.begins[first:last],
        shifts.ends[first:last],
        shifts.done[first:last],
        shifts.by_clock[clock:next_clock],
        shifts.by_work[work:next_work],
        shifts.opens[calendar],
        shifts.closes[calendar],
        shifts.done[first],
        shifts.done[last - 1],
    )


@embedded
def work_at(laid: Laid, clock: int) -> int:
    """Work minutes done when the clock stands there, as WorkTime.work, or OUTSIDE."""
    found = OUTSIDE
    if laid.opens <= clock <= laid.closes:
        at = laid.by_clock[clock // CLOCK_PART - laid.opens // CLOCK_PART]
        at += laid.begins[at + 1] <= clock
        while laid.begins[at + 1] <= clock:
            at += 1
        begins = laid.begins[at]
        found = laid.done[at] + min(max(clock - begins, 0), laid.ends[at] - begins)
    return found


@embedded
def clock_at(laid: Laid, work: int, at_finish: bool) -> int:
    """Where that work ends, or where work begins after it, as WorkTime.clock_at_..., or OUTSIDE."""
    found = OUTSIDE
    if laid.least <= work < laid.most or (work == laid.most and at_finish):
        at = laid.by_work[(work - laid.least) // WORK_PART]
        # What is done before the next shift: up to it work ends in this one, from it on begins in that.
        at += laid.done[at + 1] + at_finish <= work
        while laid.done[at + 1] + at_finish <= work:
            at += 1
        found = laid.begins[at] + work - laid.done[at]
    return found
