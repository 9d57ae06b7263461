"""What makes work last longer once its dates are known: as functions of rows of draws. Pure.

Each takes (start, finish), own work minutes, and gives the minutes to add to the finish, as
forward.forward() asks for. kernel.py does the same from the same figures.
"""

from dataclasses import dataclass

import numpy as np

from projects.risk.rows import Floats
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


Extension = LaterFinish | LostInStop | Climb


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
