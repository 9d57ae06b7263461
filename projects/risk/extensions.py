"""What makes work last longer once its dates are known: as functions of rows of draws. Pure.

Each takes (start, finish), own work minutes, and gives the minutes to add to the finish, as
forward.forward() asks for. kernel.py does the same from the same figures.
"""

from dataclasses import dataclass, replace
from functools import cached_property

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

    def scaled(self, t: Floats) -> "LaterFinish":
        """Of each draw a part t, 0 to 1."""
        return replace(self, minutes=whole(t * self.minutes))

    def of(self, draws: Minutes, t: Floats) -> "LaterFinish":
        """For chosen draws, and of each a part t; (n_chosen,)."""
        return replace(self, minutes=whole(t * self.minutes[draws]))

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

    def scaled(self, t: Floats) -> "LostInStop":
        return replace(self, ends=self.begins + whole(t * (self.ends - self.begins)))

    def of(self, draws: Minutes, t: Floats) -> "LostInStop":
        return replace(self, ends=self.begins + whole(t * (self.ends[draws] - self.begins)))

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        lost = np.maximum(self.ends - np.maximum(start, self.begins), 0)
        return np.where(finish > self.begins, lost, 0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Climb:
    """Lost work as a rising function of time, one for each draw, in straight stretches.

    begins, length: (n_stretches,) work minutes. lost: (n_stretches + 1, n_draws), minutes lost before
    each stretch and, in the last row, in all.
    """

    begins: Minutes
    length: Minutes
    lost: Floats

    @cached_property
    def inverse(self) -> Floats:
        """What part of each stretch a minute of it is, (n_stretches,)."""
        return 1 / np.maximum(self.length, 1)

    def scaled(self, t: Floats) -> "Climb":
        return replace(self, lost=t * self.lost)

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        return self.of(np.arange(self.lost.shape[1]), 1.0)(start, finish)

    def of(self, draws: Minutes, t: Floats | float) -> Extend:
        return ClimbOf(self, draws, t)

    def lost_until(self, work: Minutes, draws: Minutes) -> Floats:
        """work: own work minutes, each in the draw that goes with it."""
        return self.lost_and_slope(work, draws)[0]

    def lost_and_slope(self, work: Minutes, draws: Minutes) -> tuple[Floats, Floats]:
        """The same, and what is lost by the minute just before: nothing where no stretch lies."""
        stretch = np.maximum(np.searchsorted(self.begins, work, side="right") - 1, 0)
        cell = stretch * self.lost.shape[1] + draws
        past, part = work - self.begins.take(stretch), self.inverse.take(stretch)
        into = np.maximum(np.minimum(past, self.length.take(stretch)), 0)
        before = self.lost.take(cell)
        rise = self.lost.take(cell + self.lost.shape[1]) - before
        lost: Floats = before + rise * (into * part)
        return lost, np.where((into > 0) & (past == into), rise * part, 0.0)


@dataclass(frozen=True)
class ClimbOf:
    """A climb for some draws, and of each a part t of what is lost."""

    climb: Climb
    draws: Minutes
    t: Floats | float

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        """Two passes, since days added at the end may run into more weather; a third would add less
        than the share of a month that the second did (RISK.md 4a).
        """
        already = self._lost_until(start)
        extra = self._lost_until(finish) - already
        return whole(self._lost_until(finish + whole(extra)) - already)

    def _lost_until(self, work: Minutes) -> Floats:
        return self.t * self.climb.lost_until(work, self.draws)


Extension = LaterFinish | LostInStop | Climb


def turn_of(extension: Extension) -> int:
    """Which comes first where several bear on one activity: a stop, then weather, which finds the work where
    the stop has left it, then days on the finish, in which no work is done that could be stopped.
    """
    return (LostInStop, Climb, LaterFinish).index(type(extension))


def whole(minutes: Floats) -> Minutes:
    return np.rint(minutes).astype(np.int64)


@dataclass(frozen=True)
class InTurn:
    """Several, each applied to the finish that those before it gave."""

    extensions: tuple[Extend, ...]

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        reached = finish
        for extend in self.extensions:
            reached = reached + extend(start, reached)
        return reached - finish
