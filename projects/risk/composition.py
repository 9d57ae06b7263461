"""One block of draws, and what any choice of causes makes of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from projects.risk.effects import Effect, Floats, Influence, after_all, whole_minutes
from projects.risk.labor_shares import LEAST_OUTPUT
from projects.schedule.calendars import Minutes
from projects.schedule.forward import Extend

Without = frozenset[str]
"""Keys of the causes that are left out; empty is the world as it is."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What forward() takes, by the same names."""

    durations: Minutes
    start_floor: dict[int, Minutes]
    finish_floor: dict[int, Minutes]
    extend: dict[int, Extend]


class Draws:
    """Everything drawn for a block, before it is decided which causes count.

    estimates: (n_activities, n_draws) float64, work minutes. shares: labor share of each activity.
    drawn: each driver's influence with its effect in this block.
    """

    def __init__(
        self,
        *,
        estimates: Floats,
        shares: Sequence[float],
        drawn: Sequence[tuple[Influence, Effect]],
    ) -> None:
        self._estimates, self._shares, self._drawn = estimates, shares, drawn
        self._as_estimated = whole_minutes(estimates)
        self._slowed: dict[tuple[tuple[int, ...], float], Floats] = {}

    def inputs(self, without: Without) -> Inputs:
        kept = [i for i, (each, _) in enumerate(self._drawn) if each.cause.key not in without]
        effects = [self._drawn[i][1] for i in kept]
        return Inputs(
            durations=self._durations(kept),
            start_floor=_latest([effect.start_floors for effect in effects]),
            finish_floor=_latest([effect.finish_floors for effect in effects]),
            extend=_in_turn([effect.extensions for effect in effects]),
        )

    def _durations(self, kept: Sequence[int]) -> Minutes:
        durations = self._as_estimated.copy()
        for position, crews in self._crews_on(kept).items():
            slowed = self._estimates[position] * self._slowed_by(crews, self._shares[position])
            durations[position] = whole_minutes(slowed)
        for i in kept:
            durations[list(self._drawn[i][0].superseded)] = 0
        for i in kept:
            for position, minutes in self._drawn[i][1].added_work.items():
                durations[position] += minutes
        return durations

    def _crews_on(self, kept: Sequence[int]) -> dict[int, tuple[int, ...]]:
        crews: dict[int, tuple[int, ...]] = {}
        for i in kept:
            influence, effect = self._drawn[i]
            if effect.output is not None:
                for position in influence.touches:
                    crews[position] = (*crews.get(position, ()), i)
        return crews

    def _slowed_by(self, crews: tuple[int, ...], share: float) -> Floats:
        """m ** -share; kept, since a handful of crews and shares serves a whole network."""
        found = self._slowed.get((crews, share))
        if found is None:
            effects = (self._drawn[i][1] for i in crews)
            rows = [effect.output for effect in effects if effect.output is not None]
            output = np.maximum(np.prod(rows, axis=0), LEAST_OUTPUT)
            found = self._slowed[crews, share] = output**-share
        return found


def _latest(floors: Sequence[Mapping[int, Minutes]]) -> dict[int, Minutes]:
    latest: dict[int, Minutes] = {}
    for each in floors:
        for position, row in each.items():
            latest[position] = np.maximum(latest[position], row) if position in latest else row
    return latest


def _in_turn(extensions: Sequence[Mapping[int, Extend]]) -> dict[int, Extend]:
    turns: dict[int, list[Extend]] = {}
    for each in extensions:
        for position, extend in each.items():
            turns.setdefault(position, []).append(extend)
    return {position: after_all(each) for position, each in turns.items()}
