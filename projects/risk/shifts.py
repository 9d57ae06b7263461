"""Calendars as arrays for loops: all shifts one after another, and where to look for a minute. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from projects.schedule.calendars import DAY, Minutes, WorkTime
from projects.schedule.kernels import compiled

BUCKET = 256
"""Work minutes for which one shift is remembered where to begin to look."""

OUTSIDE = -(1 << 62)
"""What a conversion gives for a value past either end of a calendar."""


class Shifts(NamedTuple):
    """Calendar c has the shifts first[c] to first[c + 1], by the clock begins to ends.

    done: work minutes before each. opens, closes: what the calendar is laid out for. by_day, by_work:
    for each day and each bucket of work from the beginning of calendar c on, at day_first[c] and
    work_first[c], a shift no later than the one wanted.
    """

    first: Minutes
    begins: Minutes
    ends: Minutes
    done: Minutes
    opens: Minutes
    closes: Minutes
    by_day: Minutes
    day_first: Minutes
    by_work: Minutes
    work_first: Minutes


def shifts_of(times: Sequence[WorkTime]) -> Shifts:
    laid = [[np.array(part, np.int64) for part in time.shifts()] for time in times]
    first = np.cumsum([0, *(begins.size for begins, _, _ in laid)])
    by_day, by_work = [], []
    for time, (begins, _, done), at in zip(times, laid, first[:-1], strict=True):
        days = np.arange(time.first, time.last + DAY, DAY)
        by_day.append(at + np.maximum(np.searchsorted(begins, days, side="right") - 1, 0))
        work = np.arange(done[0], done[-1] + BUCKET, BUCKET)
        found = np.searchsorted(done[1:], work, side="left")
        by_work.append(at + np.minimum(found, begins.size - 1))
    return Shifts(
        first=first.astype(np.int64),
        begins=np.concatenate([begins for begins, _, _ in laid]),
        ends=np.concatenate([ends for _, ends, _ in laid]),
        done=np.concatenate([done[:-1] for _, _, done in laid]),
        opens=np.array([time.first for time in times], np.int64),
        closes=np.array([time.last for time in times], np.int64),
        by_day=np.concatenate(by_day).astype(np.int64),
        day_first=np.cumsum([0, *(each.size for each in by_day)]).astype(np.int64),
        by_work=np.concatenate(by_work).astype(np.int64),
        work_first=np.cumsum([0, *(each.size for each in by_work)]).astype(np.int64),
    )


@compiled
def work_at(shifts: Shifts, calendar: int, clock: int) -> int:
    """Work minutes done when the clock stands there, as WorkTime.work, or OUTSIDE."""
    opens = shifts.opens[calendar]
    if clock < opens or clock > shifts.closes[calendar]:
        return OUTSIDE
    last = shifts.first[calendar + 1] - 1
    at = shifts.by_day[shifts.day_first[calendar] + (clock - opens) // DAY]
    while at < last and shifts.begins[at + 1] <= clock:
        at += 1
    into = min(max(clock - shifts.begins[at], 0), shifts.ends[at] - shifts.begins[at])
    return shifts.done[at] + into


@compiled
def clock_at(shifts: Shifts, calendar: int, work: int, at_finish: bool) -> int:
    """Where that work ends, or where work begins after it, as WorkTime.clock_at_..., or OUTSIDE."""
    first, last = shifts.first[calendar], shifts.first[calendar + 1] - 1
    least = shifts.done[first]
    most = shifts.done[last] + shifts.ends[last] - shifts.begins[last]
    if work < least or work > most or (work == most and not at_finish):
        return OUTSIDE
    at = shifts.by_work[shifts.work_first[calendar] + (work - least) // BUCKET]
    while at < last:
        done = shifts.done[at + 1]
        if done > work or (at_finish and done == work):
            break
        at += 1
    return shifts.begins[at] + work - shifts.done[at]
