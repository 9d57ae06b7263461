"""Moments: where a date stands on one calendar, as one int that compares like the clock. Pure.

Work minute w begins somewhere and the one before it ends somewhere, and between two shifts these are
two clock times: a task that ends with minute w is over on Friday 17:00, one that begins with it on
Monday 08:00. P6 keeps them apart, and a successor on another calendar can tell. So a moment is
2 * w where work ends and 2 * w + 1 where work begins; within a shift both are one clock time.

These are the scalars of the deterministic passes; WorkTime does the same for arrays of draws.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from projects.schedule.calendars import WorkTime, beyond

Moment = int
Carry = Callable[[Moment], Moment]


def ending(work: int) -> Moment:
    return work << 1


def beginning(work: int) -> Moment:
    return (work << 1) | 1


def work_at(moment: Moment) -> int:
    return moment >> 1


def as_ending(moment: Moment) -> Moment:
    """The same work minute where work ends: never at the beginning of a shift."""
    return moment & ~1


class Moments:
    """One calendar, asked one value at a time. Raises BeyondCalendar outside what was laid out."""

    def __init__(self, time: WorkTime) -> None:
        self.time = time
        self._begins, self._ends, self._done = time.shifts()
        self._done_at_end = self._done[1:]
        self._first, self._last = time.first, time.last

    def work(self, clock: int) -> int:
        """Work minutes done when the clock stands there."""
        if not self._first <= clock <= self._last:
            raise beyond(self.time)
        shift = bisect_right(self._begins, clock) - 1
        if shift < 0:
            return self._done[0]
        return self._done[shift] + min(clock, self._ends[shift]) - self._begins[shift]

    def clock(self, moment: Moment) -> int:
        work = moment >> 1
        if moment & 1:
            shift = bisect_right(self._done_at_end, work)
        else:
            shift = bisect_left(self._done_at_end, work)
        if work < self._done[0] or shift == len(self._begins):
            raise beyond(self.time)
        return self._begins[shift] + work - self._done[shift]

    def no_earlier(self, clock: int) -> Moment:
        """That very clock time if work is done up to it or from it on, else the next beginning."""
        shift, into = self._placed(clock)
        if shift < 0:
            return beginning(self._done[0])
        length = self._ends[shift] - self._begins[shift]
        work = self._done[shift] + min(into, length)
        return ending(work) if 0 < into <= length else beginning(work)

    def no_later(self, clock: int) -> Moment:
        """That very clock time if work is done up to it or from it on, else the end before it."""
        shift, into = self._placed(clock)
        if shift < 0:
            return ending(self._done[0])
        length = self._ends[shift] - self._begins[shift]
        work = self._done[shift] + min(into, length)
        return beginning(work) if into < length else ending(work)

    def at(self, clock: int) -> tuple[Moment, ...]:
        """The moments that stand at that very clock time."""
        work = self.work(clock)
        return tuple(m for m in (ending(work), beginning(work)) if self.clock(m) == clock)

    def moved(self, clock: int, minutes: int) -> int:
        """Where so much work has been done from there on, or back to where it begins."""
        if minutes > 0:
            return self.clock(ending(self.work(clock) + minutes))
        return self.clock(beginning(self.work(clock) + minutes)) if minutes else clock

    def _placed(self, clock: int) -> tuple[int, int]:
        """The last shift that begins by then, -1 for none, and the minutes from its beginning."""
        if not self._first <= clock <= self._last:
            raise beyond(self.time)
        shift = bisect_right(self._begins, clock) - 1
        return shift, clock - self._begins[shift]

    def carrier(self, other: "Moments", *, late: bool) -> Carry:
        """To the same clock time on the other calendar, as no_later there or else as no_earlier.

        One function with all that it needs at hand, for the inner loops of the passes.
        """
        begins, done, done_at_end = self._begins, self._done, self._done_at_end
        other_begins, other_ends, other_done = other._begins, other._ends, other._done
        least, shifts, first, last = done[0], len(begins), other_begins[0], other._last
        outside = other.no_later if late else other.no_earlier

        def carry(moment: Moment) -> Moment:
            work = moment >> 1
            shift = (
                bisect_right(done_at_end, work) if moment & 1 else bisect_left(done_at_end, work)
            )
            if work < least or shift == shifts:
                raise beyond(self.time)
            clock = begins[shift] + work - done[shift]
            if not first <= clock <= last:
                return outside(clock)
            shift = bisect_right(other_begins, clock) - 1
            into, length = clock - other_begins[shift], other_ends[shift] - other_begins[shift]
            if into > length:
                return other_done[shift + 1] << 1 | (not late)
            begun = into < length if late else not into
            return (other_done[shift] + into) << 1 | begun

        return carry
