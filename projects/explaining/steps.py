"""From finishes before and after each cause to days that add up to the whole move. Pure.

The same iterations are used throughout, so what two of them differ by is the cause and not noise. The
steps telescope: each begins where the one before ended (RISK.md 4g).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from projects.risk.percentiles import percentile
from projects.schedule.calendars import DAY, Minutes

RESAMPLES = 32
"""Samples as large as the sample, drawn from it, that show how far a difference scatters.

Source: the bootstrap of Efron 1979. Percentiles of parts of the sample scatter otherwise than that of the
whole, which at the edge of a weekend jumps across it."""
SURE = 2.0
"""A step below so many standard errors is not told by itself."""
LEAST_HUNDREDTHS = 5
"""Nor one that is so short, however sure: an hour is seen in no date."""
MOST_STEPS = 12

Days = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a percentile stands. minutes: clock minutes. resampled: (RESAMPLES,) of iterations drawn again."""

    minutes: int
    resampled: Minutes

    @classmethod
    def of(cls, finishes: Minutes, *, level: float = 0.8) -> "Standing":
        """finishes: (n,) clock minutes by iteration, n >= RESAMPLES. Raises ValueError for fewer.

        Of one number of iterations the same are drawn again in every world, so that the differences of two
        standings are paired as their finishes are.
        """
        count = finishes.size
        if count < RESAMPLES:
            raise ValueError(f"at least {RESAMPLES} iterations")
        order = np.argsort(finishes, kind="stable")
        ordered = finishes[order]
        ranks = np.arange(1, count + 1)
        wanted = int(percentile(ranks, level))
        at = [
            np.searchsorted(np.cumsum(times[order], dtype=np.int64), wanted)
            for times in _times_drawn(count)
        ]
        return cls(minutes=int(ordered[wanted - 1]), resampled=ordered[at].astype(np.int64))


@lru_cache(maxsize=2)
def _times_drawn(count: int) -> NDArray[np.uint16]:
    """(RESAMPLES, count): how often each iteration is in each resampling."""
    draw = np.random.Generator(np.random.Philox(key=count))
    drawn = (draw.integers(0, count, count) for _ in range(RESAMPLES))
    return np.array([np.bincount(each, minlength=count) for each in drawn], dtype=np.uint16)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one cause moved. cause: its number in the order learnt; None for several summed up.

    days: calendar days, to the hundredth, later if positive; the days of all steps add up to the move
    exactly. error_days: Monte Carlo standard error. count: how many causes it sums up.
    """

    cause: int | None
    days: Decimal
    error_days: float
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A step before anything is rounded away. hundredths: of a day. resampled: days, of each resampling."""

    cause: int
    hundredths: int
    resampled: Days = field(compare=False)

    @property
    def error_days(self) -> float:
        return error_of(self.resampled)

    @property
    def is_sure(self) -> bool:
        size = abs(self.hundredths)
        return size >= LEAST_HUNDREDTHS and size / 100 >= SURE * self.error_days


def error_of(resampled: Days) -> float:
    """Standard error: how far the same difference scatters from resampling to resampling."""
    return float(resampled.std(ddof=1))


def shifts(standings: Sequence[Standing]) -> list[Shift]:
    """What lies between each standing and the next, in hundredths of a day that add up exactly."""
    first = standings[0].minutes
    reached = [hundredths(standing.minutes - first) for standing in standings]
    return [
        Shift(cause=i, hundredths=now - then, resampled=(after.resampled - before.resampled) / DAY)
        for i, ((then, now), (before, after)) in enumerate(
            zip(pairwise(reached), pairwise(standings), strict=True)
        )
    ]


def hundredths(minutes: int, *, parts: int = 1) -> int:
    """Minutes, or a part of so many, in hundredths of a day; halves go up."""
    whole = DAY * parts
    return (2 * 100 * minutes + whole) // (2 * whole)


def told(moved: Sequence[Shift], *, most: int = MOST_STEPS) -> tuple[Step, ...]:
    """The first step, which is time; the largest others in the order learnt; and last the sum of those
    that are small or unsure."""
    first, *others = moved
    sure = sorted((each for each in others if each.is_sure), key=lambda each: -abs(each.hundredths))
    kept = {first.cause, *(each.cause for each in sure[:most])}
    rest = [each for each in moved if each.cause not in kept]
    steps = [_step(each) for each in moved if each.cause in kept]
    return (*steps, _summed(rest)) if rest else tuple(steps)


def _step(shift: Shift) -> Step:
    return Step(cause=shift.cause, days=_days(shift.hundredths), error_days=shift.error_days)


def _summed(rest: Sequence[Shift]) -> Step:
    together = np.sum([each.resampled for each in rest], axis=0)
    return Step(
        cause=None,
        days=_days(sum(each.hundredths for each in rest)),
        error_days=error_of(together),
        count=len(rest),
    )


def _days(in_hundredths: int) -> Decimal:
    return Decimal(in_hundredths).scaleb(-2)
