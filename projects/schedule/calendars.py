"""Work calendars compiled for arithmetic: clock minutes to work minutes and back. Pure.

A clock minute counts from EPOCH on the wall clock of the site. A work minute counts work done on
one calendar, from a zero that all calendars of a schedule share as an instant: the data date. Work
is what durations add to; only links that cross calendars, and people, need the clock.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from projects.schedule.errors import BeyondCalendar, CalendarWithoutWork
from projects.schedule.model import Shift, WorkCalendar

Minutes = npt.NDArray[np.int64]
Some = TypeVar("Some", int, Minutes)

DAY = 24 * 60
HALF_DAY = DAY // 2
WEEK = 7 * DAY
EPOCH = datetime.fromisoformat("2000-01-01")
_MONDAY = -EPOCH.weekday() * DAY
"""Clock minute of a Monday."""

_ONE_MINUTE = timedelta(minutes=1)
_MANY = 500
"""Values, from which on a table of half days is worth its making."""

FIVE_DAYS = WorkCalendar(
    code="five-days",
    name="Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00",
    week=(((480, 720), (780, 1020)),) * 5 + ((), ()),
)
"""What is assumed where a file names no calendar: P6's own standard week."""


def to_clock(at: datetime) -> int:
    """Clock minutes of a naive datetime; seconds are dropped."""
    return (at - EPOCH) // _ONE_MINUTE


def from_clock(clock: int) -> datetime:
    return EPOCH + int(clock) * _ONE_MINUTE


def weekly_minutes(calendar: WorkCalendar) -> int:
    return sum(finish - start for shifts in calendar.week for start, finish in shifts)


class WorkTime:
    """One calendar laid out from clock minute `first` to `last`, both included.

    zero: the clock minute at which work minute 0 stands; it need not be worked.
    Every method takes and returns an int, or an int64 array of any shape, exact to the minute.
    Raises CalendarWithoutWork when nothing is worked between first and last, and BeyondCalendar for
    a value outside them: a date past the end of a calendar is an error, never the last date known.
    """

    def __init__(self, calendar: WorkCalendar, *, zero: int, first: int, last: int) -> None:
        self.calendar = calendar
        self.first, self.last = first, last
        self._begins, self._ends = _shifts_between(calendar, first, last)
        if not self._begins.size:
            raise CalendarWithoutWork(f"calendar {calendar.code} ({calendar.name}) has no work")
        self._done = np.concatenate(([0], np.cumsum(self._ends - self._begins)))
        self._done -= self._count(zero)
        self._done_at_end = self._done[1:]

    def work(self, clock: Some) -> Some:
        """Work minutes done when the clock stands there; the same for every minute of a pause."""
        if isinstance(clock, int):
            return self._count_one(clock)
        self._refuse_outside(clock, self.first, self.last)
        return self._count(clock)

    def clock_at_start(self, work: Some) -> Some:
        """Where work begins that has `work` minutes before it: never at the end of a shift."""
        self._refuse_outside(work, int(self._done[0]), int(self._done[-1]) - 1)
        shift = np.searchsorted(self._done_at_end, work, side="right")
        return cast(Some, self._begins[shift] + (work - self._done[shift]))

    def clock_at_finish(self, work: Some) -> Some:
        """Where the minute of work that completes `work` ends: never at the beginning of a shift."""
        self._refuse_outside(work, int(self._done[0]), int(self._done[-1]))
        shift = np.searchsorted(self._done_at_end, work, side="left")
        return cast(Some, self._begins[shift] + (work - self._done[shift]))

    def _count_one(self, clock: int) -> int:
        """A single value without the arrays, which take ten times as long over one."""
        if not self.first <= clock <= self.last:
            raise beyond(self)
        shift = max(bisect_right(self._begins, clock) - 1, 0)
        begins, ends = int(self._begins[shift]), int(self._ends[shift])
        return int(self._done[shift]) + min(max(clock - begins, 0), ends - begins)

    def _count(self, clock: int | Minutes) -> Any:
        shift = self._last_begun(clock) if np.size(clock) > _MANY else self._searched(clock)
        into = np.clip(clock - self._begins[shift], 0, self._ends[shift] - self._begins[shift])
        return self._done[shift] + into

    def _searched(self, clock: int | Minutes) -> Any:
        """The number of the last shift that has begun by then, or of the first one."""
        return np.maximum(np.searchsorted(self._begins, clock, side="right") - 1, 0)

    def _last_begun(self, clock: int | Minutes) -> Any:
        """The same from where each half day begins: a search takes five times as long for each of many."""
        shift = self.by_half_day[clock // HALF_DAY - self.first // HALF_DAY]
        while (begun := self._next_begins[shift] <= clock).any():
            shift += begun
        return shift

    @cached_property
    def by_half_day(self) -> Minutes:
        """For each half day from that of `first` on, the last shift that has begun when it begins, or the first."""
        halves = np.arange(self.first // HALF_DAY, self.last // HALF_DAY + 1)
        found: Minutes = self._searched(halves * HALF_DAY)
        return found

    @cached_property
    def _next_begins(self) -> Minutes:
        return np.append(self._begins[1:], np.iinfo(np.int64).max)

    def laid(self) -> tuple[Minutes, Minutes, Minutes]:
        """Where each shift begins and ends by the clock; and the work done before each, and in all.

        The arrays are not to be changed.
        """
        return self._begins, self._ends, self._done

    def _refuse_outside(self, value: int | Minutes, low: int, high: int) -> None:
        if np.size(value) and (np.min(value) < low or np.max(value) > high):
            raise beyond(self)


def beyond(time: WorkTime) -> BeyondCalendar:
    return BeyondCalendar(
        f"a date lies outside calendar {time.calendar.code}, which is laid out from "
        f"{from_clock(time.first):%Y-%m-%d} to {from_clock(time.last):%Y-%m-%d}"
    )


def _shifts_between(calendar: WorkCalendar, first: int, last: int) -> tuple[Minutes, Minutes]:
    """Beginnings and ends of all shifts in clock minutes, sorted, touching ones made one."""
    weeks = np.arange((first - DAY - _MONDAY) // WEEK, (last - _MONDAY) // WEEK + 1)
    mondays = _MONDAY + WEEK * weeks[:, np.newaxis]
    of_a_week = _laid((DAY * day, shifts) for day, shifts in enumerate(calendar.week))
    midnights, begins, ends = ((mondays + minutes).ravel() for minutes in of_a_week)
    if calendar.exceptions:
        dated = {_midnight(on): shifts for on, shifts in calendar.exceptions.items()}
        is_usual = ~np.isin(midnights, list(dated))
        _, other_begins, other_ends = _laid(dated.items())
        begins = np.concatenate((begins[is_usual], other_begins))
        ends = np.concatenate((ends[is_usual], other_ends))
    return _joined(begins, ends, first, last)


def _laid(days: Iterable[tuple[int, Iterable[Shift]]]) -> Minutes:
    """(3, n_shifts): the midnight before each shift of these days, where it begins, and where it ends."""
    laid = [(at, at + start, at + finish) for at, shifts in days for start, finish in shifts]
    return np.array(laid, np.int64).reshape(-1, 3).T


def _joined(begins: Minutes, ends: Minutes, first: int, last: int) -> tuple[Minutes, Minutes]:
    begins, ends = np.clip(begins, first, last), np.clip(ends, first, last)
    worked = ends > begins
    order = np.argsort(begins[worked], kind="stable")
    begins, ends = begins[worked][order], np.maximum.accumulate(ends[worked][order])
    apart = begins[1:] > ends[:-1]
    is_first = np.concatenate((np.ones(min(begins.size, 1), bool), apart))
    is_last = np.concatenate((apart, np.ones(min(begins.size, 1), bool)))
    return begins[is_first], ends[is_last]


def _midnight(on: date) -> int:
    return to_clock(datetime.combine(on, time()))
