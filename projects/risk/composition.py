"""One run of draws, and what any choice of causes makes of it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from projects.risk.effects import Effect, Floats, Influence
from projects.risk.extensions import Extension
from projects.risk.labor_shares import LEAST_OUTPUT
from projects.risk.rows import PARTS, SLOWEST
from projects.risk.turns import apart, changed, in_turn
from projects.schedule.calendars import Minutes

Without = frozenset[str]
"""Keys of the causes that are left out; empty is the world as it is."""

_HALF_A_MINUTE = PARTS // 2
_PARTS_OF_BOTH = PARTS * SLOWEST


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """What the causes ask of each position: rows of (n_draws,) int64, work minutes unless said.

    slow: factors of the estimate, in 1/65,536. superseded: whose estimate does not count. added: work
    on top. start_floor, finish_floor: not before. extend: in turn, once the dates are known.
    """

    slow: Mapping[int, Minutes]
    superseded: frozenset[int]
    added: Mapping[int, Minutes]
    start_floor: Mapping[int, Minutes]
    finish_floor: Mapping[int, Minutes]
    extend: Mapping[int, tuple[Extension, ...]]

    def durations(self, estimates: Minutes) -> Minutes:
        """Whole work minutes, from (n_activities, n_draws) int64 in 1/256 minutes; same shape."""
        durations = (estimates + _HALF_A_MINUTE) // PARTS
        for position, factors in self.slow.items():
            slowed = estimates[position] * factors + _PARTS_OF_BOTH // 2
            durations[position] = slowed // _PARTS_OF_BOTH
        durations[list(self.superseded)] = 0
        for position, minutes in self.added.items():
            durations[position] += minutes
        return durations


NOTHING = Inputs(
    slow={}, superseded=frozenset(), added={}, start_floor={}, finish_floor={}, extend={}
)


class Draws:
    """Everything drawn for a run, before it is decided which causes count.

    shares: labor share of each activity. drawn: each driver's influence with its effect in this run.
    """

    def __init__(
        self, *, shares: Sequence[float], drawn: Sequence[tuple[Influence, Effect]]
    ) -> None:
        self._shares, self.drawn = shares, drawn
        self._slowed: dict[tuple[tuple[int, ...], float], Minutes] = {}

    def inputs(self, without: Without) -> Inputs:
        kept = [i for i, (each, _) in enumerate(self.drawn) if each.cause.key not in without]
        effects = [self.drawn[i][1] for i in kept]
        return Inputs(
            slow={
                position: self._slowed_by(slowing, self._shares[position])
                for position, slowing in self._slowing(kept).items()
            },
            superseded=frozenset().union(*(self.drawn[i][0].superseded for i in kept)),
            added=_summed([effect.added_work for effect in effects]),
            start_floor=_latest([effect.start_floors for effect in effects]),
            finish_floor=_latest([effect.finish_floors for effect in effects]),
            extend=changed(in_turn(effect.extensions for effect in effects), apart),
        )

    def _slowing(self, kept: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """By position the influences that slow it down or speed it up."""
        slowing: dict[int, tuple[int, ...]] = {}
        for i in kept:
            influence, effect = self.drawn[i]
            if effect.output is not None or effect.factor is not None:
                for position in influence.touches:
                    slowing[position] = (*slowing.get(position, ()), i)
        return slowing

    def _slowed_by(self, slowing: tuple[int, ...], share: float) -> Minutes:
        """m ** -share times the factors; kept, since a handful of crews and shares serves a network."""
        found = self._slowed.get((slowing, share))
        if found is None:
            effects = [self.drawn[i][1] for i in slowing]
            slowed = _by_crews(effects, share) * _by_factors(effects)
            found = np.rint(slowed * SLOWEST).astype(np.int64)
            self._slowed[slowing, share] = found
        return found


def _by_crews(effects: Sequence[Effect], share: float) -> Floats | float:
    rows = [effect.output for effect in effects if effect.output is not None]
    if not rows:
        return 1.0
    output: Floats = np.maximum(np.prod(rows, axis=0), LEAST_OUTPUT)
    return output**-share


def _by_factors(effects: Sequence[Effect]) -> Floats | float:
    """The product of those in series and of the largest of those that overlap."""
    in_series, overlapping = (
        [e.factor for e in effects if e.factor is not None and e.overlaps is overlaps]
        for overlaps in (False, True)
    )
    product: Floats | float = np.prod(in_series, axis=0) if in_series else 1.0
    return product * _largest(overlapping) if overlapping else product


def _largest(factors: Sequence[Floats]) -> Floats:
    """At each draw, of those that happen: 1 where none does."""
    found: Floats = np.max(factors, axis=0)
    return np.where(found == 0, 1.0, found)


def _summed(added: Sequence[Mapping[int, Minutes]]) -> dict[int, Minutes]:
    total: dict[int, Minutes] = {}
    for each in added:
        for position, row in each.items():
            total[position] = total[position] + row if position in total else row
    return total


def _latest(floors: Sequence[Mapping[int, Minutes]]) -> dict[int, Minutes]:
    latest: dict[int, Minutes] = {}
    for each in floors:
        for position, row in each.items():
            latest[position] = np.maximum(latest[position], row) if position in latest else row
    return latest
