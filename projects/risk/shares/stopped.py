"""Which stop moves work that several hold up at once: the last of them to end. Pure."""

import numpy as np

from projects.risk.effects import Floats
from projects.risk.extensions import LostInStop
from projects.risk.program import NONE, Bools
from projects.schedule.calendars import Minutes

Moves = tuple[int, Minutes, Floats]
"""An effect, steps, and the minutes by which the whole of it moves the finish of each."""

_NOBODY = -1


class Stopped:
    """Of some steps, told one stop after another, in the order in which they begin. draw: of each step.

    until: where the last of them ends, at t. A stop that goes on from within another one takes from it
    what it moves, since a minute more of that one would be lost in this one anyway. Of two that end at
    once each moves every other draw.
    """

    def __init__(self, draw: Minutes) -> None:
        self.until = np.full(draw.size, NONE, np.int64)
        self._second = draw % 2 == 1
        self._effect = np.full(draw.size, _NOBODY)
        self._moved = np.zeros(draw.size)

    def add(
        self, effect: int, stop: LostInStop, on: Minutes, whole: Floats, adds: Bools
    ) -> list[Moves]:
        """What it moves, and what others move no more.

        stop: at t, for the steps `on`. whole: minutes that it lasts in all. adds: whether any of it is lost
        that was not before.
        """
        until, before, moved = self.until[on], self._effect[on], self._moved[on]
        is_tied = (stop.ends == until) & (moved > 0) & self._second[on]
        moves = adds | is_tied
        takes = moves & (stop.begins <= until)
        moved_by_it = np.where(moves, whole, 0.0)
        is_last = moves | (stop.ends > until)
        self.until[on] = np.maximum(until, stop.ends)
        self._effect[on] = np.where(is_last, effect, before)
        self._moved[on] = np.where(is_last, moved_by_it, moved)
        taken = [
            (other, on[here], -moved[here])
            for other in np.unique(before[takes]).tolist()
            for here in [np.flatnonzero(takes & (before == other))]
        ]
        return [*taken, (effect, on, moved_by_it)]
