"""The causes of a world turned up together from nothing to what was drawn. Pure.

At t = 0 no cause is there, at t = 1 all are as they were drawn, and in between each is there in part: a
factor m as m ** t, minutes as t times as many, and a date before which something cannot be as the same
part of the way from where it would be without any cause. How much each moves the date on that way is
its share (Aumann & Shapley 1974, Values of non-atomic games; RISK.md 4g).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from projects.risk.composition import Inputs
from projects.risk.effects import Effect, Floats, Influence
from projects.risk.extensions import Extension, whole_minutes
from projects.risk.labor_shares import LEAST_OUTPUT
from projects.risk.rows import SLOWEST
from projects.risk.turns import Chain, Turn, apart, changed, in_turn, turns_of
from projects.schedule.calendars import Minutes

Row = TypeVar("Row")
Dates = Mapping[int, Minutes]
"""Own work minutes by position, (n_draws,) each."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Where the rows that a cause holds up begin and finish without any cause."""

    begin: Dates
    finish: Dates


@dataclass(frozen=True)
class Scaled:
    """drawn: each influence with its effect in a block. labor_shares: by position.

    Effects are looked at by their number in `drawn`.
    """

    drawn: Sequence[tuple[Influence, Effect]]
    labor_shares: Sequence[float]

    @property
    def held(self) -> tuple[int, ...]:
        """Positions of which it has to be known where they are without any cause."""
        return tuple(sorted({*self.start_floors, *self.finish_floors}))

    def inputs(self, t: Floats, without: Begun) -> Inputs:
        """What the causes ask at t, (n_draws,), 0 < t < 1, of each draw its own."""
        return Inputs(
            slow=self._slow(t),
            superseded=frozenset(),
            added={
                at: part_of(np.sum([row for _, row in rows], axis=0), t)
                for at, rows in self.added.items()
            },
            start_floor={
                at: _part_way(t, without.begin[at], self._latest(rows))
                for at, rows in self.start_floors.items()
            },
            finish_floor={
                at: _part_way(
                    t, without.finish[at], self._latest(rows), back=at in self.superseding
                )
                for at, rows in self.finish_floors.items()
            },
            extend=self._extended(t),
        )

    @cached_property
    def added(self) -> dict[int, list[tuple[int, Minutes]]]:
        return self._by_position(lambda effect: effect.added_work)

    @cached_property
    def start_floors(self) -> dict[int, list[tuple[int, Minutes]]]:
        return self._by_position(lambda effect: effect.start_floors)

    @cached_property
    def finish_floors(self) -> dict[int, list[tuple[int, Minutes]]]:
        return self._by_position(lambda effect: effect.finish_floors)

    @cached_property
    def extensions(self) -> dict[int, Chain]:
        return in_turn(effect.extensions for _, effect in self.drawn)

    @cached_property
    def turns(self) -> list[Turn]:
        """Extensions, first what comes first at any position, and so on."""
        return turns_of(self.extensions, len(self.labor_shares))

    def owner(self, extension: Extension) -> int:
        """Which effect an extension belongs to."""
        return self._owners[id(extension)]

    @cached_property
    def _owners(self) -> dict[int, int]:
        return {
            id(extension): number
            for number, (_, effect) in enumerate(self.drawn)
            for extension in effect.extensions.values()
        }

    @cached_property
    def superseding(self) -> dict[int, int]:
        """Which effect takes the place of the estimate; of several the first."""
        found: dict[int, int] = {}
        for number, (influence, _) in enumerate(self.drawn):
            for at in influence.superseded:
                found.setdefault(at, number)
        return found

    @cached_property
    def growth(self) -> dict[int, Floats]:
        """By effect, the logarithm of what it multiplies by where labor is all of the work, or of a factor."""
        logs = {}
        overlapping = [
            n for n, (_, e) in enumerate(self.drawn) if e.factor is not None and e.overlaps
        ]
        for number, (_, effect) in enumerate(self.drawn):
            if effect.output is not None:
                logs[number] = -np.log(np.maximum(effect.output, LEAST_OUTPUT))
            elif effect.factor is not None and not effect.overlaps:
                logs[number] = np.log(effect.factor)
        return logs | self._of_the_largest(overlapping)

    def exponent(self, number: int, at: int) -> float:
        """What the growth of an effect counts for at a position."""
        return self.labor_shares[at] if self.drawn[number][1].output is not None else 1.0

    def _of_the_largest(self, numbers: Sequence[int]) -> dict[int, Floats]:
        """Of factors that overlap the largest alone counts, the first of equals."""
        if not numbers:
            return {}
        factors = np.array([self.drawn[number][1].factor for number in numbers])
        largest = factors.argmax(axis=0)
        return {
            number: np.where(
                (largest == i) & (factors[i] > 0), np.log(np.maximum(factors[i], 1e-9)), 0
            )
            for i, number in enumerate(numbers)
        }

    def _extended(self, t: Floats) -> dict[int, Chain]:
        scaled = _memo(lambda extension: extension.scaled(t))
        return changed(self.extensions, lambda each: apart(tuple(map(scaled, each))))

    def _slow(self, t: Floats) -> dict[int, Minutes]:
        """A handful of crews and labor shares serves a network: each row is made once."""
        rows: dict[tuple[tuple[tuple[int, float], ...], bool], Minutes] = {}
        slow = {}
        for at in sorted({*self._slowing, *self.superseding}):
            key = self._slowing.get(at, ()), at in self.superseding
            if key not in rows:
                rows[key] = self._slowed(t, *key)
            slow[at] = rows[key]
        return slow

    def _slowed(self, t: Floats, slowing: Sequence[tuple[int, float]], superseded: bool) -> Minutes:
        growth = sum((share * self.growth[number] for number, share in slowing), np.zeros(t.size))
        factor = np.exp(t * growth) * ((1 - t) if superseded else 1)
        return np.rint(factor * SLOWEST).astype(np.int64)

    @cached_property
    def _slowing(self) -> dict[int, tuple[tuple[int, float], ...]]:
        """By position which effects multiply it, and to what exponent."""
        slowing: dict[int, tuple[tuple[int, float], ...]] = {}
        for number in self.growth:
            for at in self.drawn[number][0].touches:
                slowing[at] = (*slowing.get(at, ()), (number, self.exponent(number, at)))
        return slowing

    def _by_position(
        self, rows: Callable[[Effect], Mapping[int, Row]]
    ) -> dict[int, list[tuple[int, Row]]]:
        found: dict[int, list[tuple[int, Row]]] = {}
        for number, (_, effect) in enumerate(self.drawn):
            for at, row in rows(effect).items():
                found.setdefault(at, []).append((number, row))
        return found

    @staticmethod
    def _latest(rows: Sequence[tuple[int, Minutes]]) -> Minutes:
        return np.maximum.reduce([row for _, row in rows])


def part_of(minutes: Minutes, t: Floats) -> Minutes:
    return whole_minutes(t * minutes)


def _part_way(t: Floats, without: Minutes, floor: Minutes, *, back: bool = False) -> Minutes:
    """From where something is without any cause towards a later date; `back` to an earlier one too."""
    part = without + part_of(floor - without, t)
    return part if back else np.where(floor > without, part, floor)


def _memo(make: Callable[[Extension], Extension]) -> Callable[[Extension], Extension]:
    """One result for each object, since many positions share one."""
    made: dict[int, Extension] = {}

    def made_of(extension: Extension) -> Extension:
        if id(extension) not in made:
            made[id(extension)] = make(extension)
        return made[id(extension)]

    return made_of
