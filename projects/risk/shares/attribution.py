"""What each cause costs as a share of what all cost together: Aumann and Shapley's values. Pure.

All causes are turned up together from nothing to what was drawn, and each is told what it moves the date
on the way (scaled.py, moved.py). Every iteration looks at one point of the way, and together they cover
it evenly, so that their mean is the integral. What is missing of the whole is spread over them.

Sources: Aumann & Shapley 1974, Values of non-atomic games; RISK.md 4g, where two points come within
0.05 of 63 days of Shapley's values, at the cost of a few runs however many causes there are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from projects.risk.composition import NOTHING
from projects.risk.dated import Finishes
from projects.risk.dating import Dater
from projects.risk.effects import Floats
from projects.risk.engine import Engine
from projects.risk.goals import Goal, goal_of
from projects.risk.percentiles import percentile
from projects.risk.philox import GROUP
from projects.risk.program import Whole
from projects.risk.randomness import Block
from projects.risk.shares.moved import Moved
from projects.risk.shares.scaled import Begun, Scaled
from projects.schedule.calendars import DAY, Minutes
from sites.uncertainty import Cause

ITERATIONS = 1_024
"""Of a forecast's 16,384: from seed to seed a share of P80 then scatters by some 5 % of itself, for 500
activities and every kind of driver, and half as much with four times as many (tests hold 6 %, or 3 days).
"""

NEAR = 0.2
"""Of the iterations, those whose date is nearest to a percentile say what makes it."""

_GOLDEN = (5**0.5 - 1) / 2
_ROOT_OF_TWO = 2**0.5
_EDGE = 0.01
"""No point lies nearer to an end of the way: minutes are whole, and parts of them would be lost."""


Milestone = str | None
"""A code, or the last finish of all."""


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Of one date. minutes: (n_causes, n) clock minutes that each cause moves it in each iteration.

    as_it_is, without_any: (n,) clock minutes of the date with all causes and with none.
    """

    causes: tuple[Cause, ...]
    minutes: Floats
    as_it_is: Minutes
    without_any: Minutes

    def mean_days(self) -> dict[Cause, float]:
        """They sum to what all causes do to the mean."""
        return self._told(self.minutes.mean(axis=1), float(self._all.mean()))

    def days_at(self, level: float) -> dict[Cause, float]:
        """They sum to the percentile less that without any cause.

        The iterations around the percentile say how the causes share it.
        """
        whole = percentile(np.sort(self.as_it_is), level) - self.without_at(level)
        return self._told(self.minutes[:, self._near(level)].mean(axis=1), whole)

    def without_at(self, level: float) -> float:
        """The percentile without any cause, clock minutes."""
        return percentile(np.sort(self.without_any), level)

    def chances(self, due: int) -> dict[Cause, float]:
        """Of missing a clock minute: they sum to the chance with all causes less that with none.

        An iteration that is late for its causes alone, or in time for them, is shared out by what each
        moves it that way.
        """
        crossed = (self.as_it_is > due).astype(float) - (self.without_any > due)
        toward = np.maximum(self.minutes * np.sign(crossed), 0)
        whole = toward.sum(axis=0)
        parts = np.divide(toward, whole, out=np.zeros_like(toward), where=whole > 0)
        return dict(zip(self.causes, (parts * crossed).mean(axis=1).tolist(), strict=True))

    @cached_property
    def _all(self) -> Minutes:
        return self.as_it_is - self.without_any

    def _near(self, level: float) -> Minutes:
        """The iterations around a percentile."""
        count = self.as_it_is.size
        half = max(round(count * NEAR / 2), 1)
        low = min(max(round(count * level) - half, 0), max(count - 2 * half, 0))
        # Of equal dates any are as near: not a run of them, which looks at one half of the draws.
        scattered = (_ROOT_OF_TWO * np.arange(count)) % 1
        return np.lexsort((scattered, self.as_it_is))[low : low + 2 * half]

    def _told(self, minutes: Floats, whole: float) -> dict[Cause, float]:
        """In days, with what is missing of the whole spread by the size of the shares.

        Where the iterations looked at say nothing of it, by the size in all; and last in equal parts.
        """
        missing = whole - float(minutes.sum())
        every = (np.abs(minutes), np.abs(self.minutes).sum(axis=1), np.ones(minutes.size))
        sizes = next((each for each in every if each.sum()), np.ones(0))
        full = minutes + missing * sizes / sizes.sum() if sizes.size else minutes
        return dict(zip(self.causes, (full / DAY).tolist(), strict=True))


def shares_of(
    engine: Engine, milestones: Sequence[Milestone], as_it_is: Finishes, *, iterations: int
) -> dict[Milestone, Shares]:
    """The shares of several dates: of milestones that the engine watches, or of the last finish.

    as_it_is: a run of the engine with at least as many iterations. Raises KeyError for a milestone that
    is not there, or spans other work.
    """
    dater = engine.without_receipts
    goals = [goal_of(dater.network, dater.program, code) for code in milestones]
    numbers = _numbers(engine.causes)
    parts = list(_parts(engine, dater, goals, numbers, iterations))
    minutes = np.concatenate([moved for moved, _ in parts], axis=2)
    without_any = np.concatenate([last for _, last in parts], axis=1)
    return {
        code: Shares(
            causes=engine.causes,
            minutes=minutes[i],
            as_it_is=of(as_it_is, code)[:iterations],
            without_any=without_any[i],
        )
        for i, code in enumerate(milestones)
    }


def of(found: Finishes, milestone: Milestone) -> Minutes:
    return found.project if milestone is None else found.milestones[milestone]


def _numbers(causes: Sequence[Cause]) -> Mapping[str, int]:
    return {cause.key: number for number, cause in enumerate(causes)}


def _parts(
    engine: Engine,
    dater: Dater,
    goals: Sequence[Goal],
    numbers: Mapping[str, int],
    iterations: int,
) -> Iterator[tuple[Floats, Minutes]]:
    """Block by block: (goals, n_causes, n) minutes moved, and (goals, n) dates without any cause."""
    for block in engine.to_trace(iterations):
        drawn = [*engine.receipts(block), *engine.drawn(block).drawn]
        scaled = Scaled(drawn, engine.labor_shares)
        nothing = dater.trace(block, NOTHING, goals)
        begun = _begun(scaled, dater, nothing.begin, nothing.finish)
        moved = Moved(scaled, dater.network, dater.program, begun)
        owners = [numbers.get(influence.cause.key) for influence, _ in drawn]
        found = np.zeros((len(goals), len(numbers), block.iterations))
        t = points_of(block)
        inputs = scaled.inputs(t, begun)
        # Causes that hold up one date side by side share it: each half of the draws follows another.
        turn = block.iterations // 2 // GROUP * GROUP
        trace = dater.trace(block, inputs, goals, turn=turn)
        for g in range(len(goals)):
            minutes = moved.minutes(trace, g, inputs, t)
            for owner, row in zip(owners, minutes, strict=True):
                if owner is not None:
                    found[g, owner] += row
        yield found, nothing.last


def points_of(block: Block) -> Floats:
    """The point of the way that each iteration looks at, (n,): any run of them is spread evenly."""
    places = (0.5 + _GOLDEN * np.arange(block.first, block.first + block.iterations)) % 1
    return np.clip(places, _EDGE, 1 - _EDGE)


def _begun(scaled: Scaled, dater: Dater, begin: Whole, finish: Whole) -> Begun:
    rows = {int(at): row for row, at in enumerate(dater.program.position)}
    return Begun(
        begin={at: begin[rows[at]].astype(np.int64) for at in scaled.held},
        finish={at: finish[rows[at]].astype(np.int64) for at in scaled.held},
    )
