"""What makes work last longer once its dates are known: as functions of rows of draws. Pure.

Each takes (start, finish), own work minutes, and gives the minutes to add to the finish, as
forward.forward() asks for. kernel.py does the same from the same figures.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from projects.risk.program import Bools
from projects.risk.rows import SLOWEST, Floats
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
        return replace(self, minutes=whole_minutes(t * self.minutes))

    def of(self, draws: Minutes) -> "LaterFinish":
        """For chosen draws, (n_chosen,)."""
        return replace(self, minutes=self.minutes[draws])

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        extra = np.zeros_like(finish)
        hit = self.minutes > 0
        done = finish[hit]
        clock = np.maximum(self.time.clock_at_finish(done), self.data_date)
        extra[hit] = np.maximum(self.time.work(clock + self.minutes[hit]) - done, 0)
        return extra


@dataclass(frozen=True, kw_only=True)
class LostInStop:
    """No work is done between two moments, in own work minutes; ends: of each draw.

    behind: until when stops last that begin before it, of each draw, in which nothing is lost twice.
    """

    begins: int
    ends: Minutes
    behind: Minutes | None = None

    @property
    def since(self) -> int | Minutes:
        """From when on what is lost is lost to it."""
        return self.begins if self.behind is None else np.maximum(self.begins, self.behind)

    def scaled(self, t: Floats) -> "LostInStop":
        """For one that has no other before it."""
        assert self.behind is None
        return replace(self, ends=self.begins + whole_minutes(t * (self.ends - self.begins)))

    def of(self, draws: Minutes) -> "LostInStop":
        behind = None if self.behind is None else self.behind[draws]
        return replace(self, ends=self.ends[draws], behind=behind)

    def may_hold_up(self, start: Minutes, finish: Minutes) -> Bools:
        """False for what is over before it, and what begins after it in any draw."""
        held: Bools = (finish > self.begins) & (start < self.ends.max())
        return held

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        lost = np.maximum(self.ends - np.maximum(start, self.since), 0)
        return np.where(finish > self.since, lost, 0)


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
        return self.of(np.arange(self.lost.shape[1]))(start, finish)

    def of(self, draws: Minutes) -> "ClimbOf":
        return ClimbOf(self, draws)

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
    """A climb for chosen draws, (n_chosen,): its columns would be large to copy."""

    climb: Climb
    draws: Minutes

    def __call__(self, start: Minutes, finish: Minutes) -> Minutes:
        """Two passes, since days added at the end may run into more weather; a third would add less
        than the share of a month that the second did (RISK.md 4a).
        """
        already = self._lost_until(start)
        extra = self._lost_until(finish) - already
        return whole_minutes(self._lost_until(finish + whole_minutes(extra)) - already)

    def _lost_until(self, work: Minutes) -> Floats:
        return self.climb.lost_until(work, self.draws)


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

    def scaled(self, t: Floats) -> Climb:
        """What a minute does not bring, as lost: nearly the same, and each draw can have its part of it."""
        length = np.diff(self.begins, append=self.begins[-1:])
        missing = np.cumsum([0, *(length * (1 - self.pace / SLOWEST))])
        return Climb(begins=self.begins, length=length, lost=missing[:, np.newaxis] * t)

    def of(self, draws: Minutes) -> "AtPace":
        return self

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


def turn_of(extension: Extension) -> tuple[int, int]:
    """Which comes first where several bear on one activity: the pace, which says how long the work takes;
    stops, the first to begin first; weather, which finds the work where they have left it; then days on the
    finish, in which no work is done that could be stopped.
    """
    begins = extension.begins if isinstance(extension, LostInStop) else 0
    return (AtPace, LostInStop, Climb, LaterFinish).index(type(extension)), begins


def whole_minutes(minutes: Floats) -> Minutes:
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
