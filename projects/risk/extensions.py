"""What makes work last longer once its dates are known: as functions of rows of draws. Pure.

Each takes (start, finish), own work minutes, and gives the minutes to add to the finish, as
forward.forward() asks for. kernel.py does the same from the same figures.
"""

from dataclasses import dataclass

import numpy as np

from projects.risk.rows import SLOWEST, Floats
from projects.schedule.calendars import Minutes, WorkTime
from projects.schedule.forward import Extend


@dataclass(frozen=True, kw_only=True)
class LaterFinish:
    """The finish moves by minutes of the clock, of each draw, from the data date on at the earliest."""

    time: WorkTime
    minutes: Minutes
    data_date: int

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        extra = np.zeros_like(finish)
        hit = self.minutes > 0
        done = finish[hit]
        clock = np.maximum(self.time.clock_at_finish(done), self.data_date)
        extra[hit] = np.maximum(self.time.work(clock + self.minutes[hit]) - done, 0)
        return extra


@dataclass(frozen=True, kw_only=True)
class LostInStop:
    """No work is done between two moments, in own work minutes; ends: of each draw."""

    begins: int
    ends: Minutes

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        lost = np.maximum(self.ends - np.maximum(start, self.begins), 0)
        return np.where(finish > self.begins, lost, 0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Climb:
    """Lost work as a rising function of time, one for each draw, in straight stretches.

    begins, length: (n_stretches,) work minutes. before, rate: (n_stretches, n_draws), minutes lost
    before each stretch, and by each minute of it.
    """

    begins: Minutes
    length: Minutes
    before: Floats
    rate: Floats

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        """Two passes, since days added at the end may run into more weather; a third would add less
        than the share of a month that the second did (RISK.md 4a).
        """
        already = self.lost_until(start)
        extra = self.lost_until(finish) - already
        lost = self.lost_until(finish + np.rint(extra).astype(np.int64)) - already
        return np.rint(lost).astype(np.int64)

    def lost_until(self, work: Minutes) -> Floats:
        stretch = np.maximum(np.searchsorted(self.begins, work, side="right") - 1, 0)
        draws = self.rate.shape[1]
        cell = stretch * draws + np.arange(draws)
        into = np.minimum(work - self.begins.take(stretch), self.length.take(stretch))
        lost: Floats = self.before.take(cell) + self.rate.take(cell) * np.maximum(into, 0)
        return lost


@dataclass(frozen=True, kw_only=True, eq=False)
class AtPace:
    """Work that goes slower in some stretches of time, the same in every draw.

    begins: (n,) own work minutes, ascending. pace: (n,) what a minute brings from there to the next, in
    1/SLOWEST, 1 to SLOWEST; the last is SLOWEST, as is the pace before the first. done: (n,) what has
    been brought since the first, in 1/SLOWEST minutes. Work of d minutes that begins at s ends where
    done has risen by d, to the nearest minute: at one pace c throughout it takes d / c.
    """

    begins: Minutes
    pace: Minutes
    done: Minutes

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        due = self._done_by(start) + (finish - start) * SLOWEST
        return self._when(due) - finish

    def _done_by(self, work: Minutes) -> Minutes:
        at = np.searchsorted(self.begins, work, side="right") - 1
        into = work - self.begins.take(np.maximum(at, 0))
        return self.done.take(np.maximum(at, 0)) + into * self._pace_of(at)

    def _when(self, due: Minutes) -> Minutes:
        at = np.searchsorted(self.done, due, side="right") - 1
        left, pace = due - self.done.take(np.maximum(at, 0)), self._pace_of(at)
        return self.begins.take(np.maximum(at, 0)) + (left + pace // 2) // pace

    def _pace_of(self, at: Minutes) -> Minutes:
        pace: Minutes = np.where(at < 0, SLOWEST, self.pace.take(np.maximum(at, 0)))
        return pace


Extension = LaterFinish | LostInStop | Climb | AtPace


@dataclass(frozen=True)
class InTurn:
    """Several, each applied to the finish that those before it gave."""

    extensions: tuple[Extend, ...]

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        reached = finish
        for extend in self.extensions:
            reached = reached + extend(start, reached)
        return reached - finish

    def climbed(self, start: Minutes, finish: Minutes) -> Minutes:
        """What of it the climbs add: what is lost to weather."""
        reached, lost = finish, np.zeros_like(finish)
        for extend in self.extensions:
            more = extend(start, reached)
            reached = reached + more
            if isinstance(extend, Climb):
                lost = lost + more
        return lost
