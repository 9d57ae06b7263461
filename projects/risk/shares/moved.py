"""By how much each cause moves a date while all causes are turned up together. Pure."""

from collections.abc import Iterator, Mapping

import numpy as np

from projects.risk.composition import Inputs
from projects.risk.dated import Trace
from projects.risk.effects import Floats
from projects.risk.program import Program
from projects.risk.shares.scaled import Begun, Scaled, part_of
from projects.risk.shares.steps import Steps, steps_of
from projects.schedule.calendars import Minutes, WorkTime
from projects.schedule.network import Network

Moves = Iterator[tuple[int, Minutes, Floats]]
"""An effect, steps, and the minutes by which it moves the date at each of them."""


class Moved:
    """without: where what is held up begins and finishes without any cause.

    A minute of work counts as long as the clock takes for one on its calendar in the mean, so what
    effects move sums to what all do together only nearly.
    """

    def __init__(self, scaled: Scaled, network: Network, program: Program, without: Begun) -> None:
        self._scaled, self._program, self._without = scaled, program, without
        self._by_clock = np.array([clock_minutes(time) for time in network.times])

    def minutes(self, trace: Trace, goal: int, inputs: Inputs, t: Floats) -> Floats:
        """(n_effects, n_draws) clock minutes by which each effect moves a goal, for the whole way at the
        pace it has at t.

        trace: of these inputs, which are the scaled ones at t, (n_draws,). goal: which of its goals.
        """
        found = np.zeros((len(self._scaled.drawn), t.size))
        steps = steps_of(trace, goal, inputs, self._scaled, self._program, t)
        by_clock = self._by_clock[steps.at]
        for moves in (self._by_work(steps, t), self._by_extensions(steps), self._by_dates(steps)):
            for effect, on, minutes in moves:
                weights = minutes * by_clock[on]
                found[effect] += np.bincount(steps.draw[on], weights=weights, minlength=t.size)
        return found

    def _by_work(self, steps: Steps, t: Floats) -> Moves:
        """What multiplies the estimate, what takes its place, and what comes on top of it."""
        scaled, positions = self._scaled, self._by_clock.size
        estimate = steps.left.astype(np.float64)
        for at, rows in scaled.added.items():
            on = _indices(steps.where.get(at))
            draw = steps.draw[on]
            estimate[on] -= part_of(np.sum([row for _, row in rows], axis=0), t)[draw]
            for effect, minutes in rows:
                yield effect, on, steps.lasts[on] * minutes[draw]
        moves = steps.lasts * estimate
        for effect, growth in scaled.growth.items():
            touches = scaled.drawn[effect][0].touches
            exponents = _by_position({at: scaled.exponent(effect, at) for at in touches}, positions)
            exponent = exponents[steps.at]
            on = np.flatnonzero(exponent)
            yield effect, on, moves[on] * exponent[on] * growth[steps.draw[on]]
        for at, effect in scaled.superseding.items():
            on = _indices(steps.where.get(at))
            yield effect, on, -moves[on] / (1 - t[steps.draw[on]])

    def _by_extensions(self, steps: Steps) -> Moves:
        for added in steps.added:
            yield added.effect, added.steps, added.minutes

    def _by_dates(self, steps: Steps) -> Moves:
        """A date that holds up an activity is all that moves it: the latest, and of equals the first."""
        scaled, without = self._scaled, self._without
        for chosen, floors, dates in (
            (steps.by_start, scaled.start_floors, without.begin),
            (steps.by_finish, scaled.finish_floors, without.finish),
        ):
            for at, rows in floors.items():
                there = _indices(steps.where.get(at))
                on = there[chosen[there]]
                draw = steps.draw[on]
                given = np.array([row[draw] for _, row in rows])
                way = steps.begins[on] * (given.max(axis=0) - dates[at][draw])
                for i, (effect, _) in enumerate(rows):
                    yield effect, on, np.where(given.argmax(axis=0) == i, way, 0.0)


def _indices(place: slice | None) -> Minutes:
    return np.arange(place.start, place.stop) if place else np.zeros(0, np.int64)


def _by_position(values: Mapping[int, float], positions: int) -> Floats:
    found = np.zeros(positions)
    found[list(values)] = list(values.values())
    return found


def clock_minutes(time: WorkTime) -> float:
    """How long the clock takes for a minute of work, in the mean of the years that are laid out."""
    begins, ends, done = time.laid()
    return float(ends[-1] - begins[0]) / float(done[-1] - done[0])
