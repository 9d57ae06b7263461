"""Before and after on the same random numbers: days, chances and money saved, each with its error. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projects.explaining.steps import Standing, shifts
from projects.money.slip import SlipCosts, Stakes, costs_of_slip
from projects.schedule.calendars import EPOCH, Minutes, from_clock

Values = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One tranche in one world. finishes: (n,) clock minutes by iteration. stakes: None where no terms stand."""

    finishes: Minutes
    starts_on: date
    stakes: Stakes | None

    @property
    def days_late(self) -> NDArray[np.int64]:
        """(n,) calendar days after the contract start, negative where early."""
        ready = (np.datetime64(EPOCH, "m") + self.finishes).astype("datetime64[D]")
        return (ready - np.datetime64(self.starts_on)).astype(np.int64)

    @property
    def costs(self) -> SlipCosts | None:
        return costs_of_slip(self.stakes, days_late=self.days_late) if self.stakes else None


@dataclass(frozen=True, kw_only=True)
class Percentile:
    """A percentile before and after. days_saved: calendar days earlier. error_days: of the difference."""

    before: datetime
    after: datetime
    days_saved: Decimal
    error_days: float


@dataclass(frozen=True, kw_only=True)
class Chance:
    """The share of iterations later than the contract start. error: of the difference."""

    before: float
    after: float
    error: float

    @property
    def saved(self) -> float:
        return self.before - self.after


@dataclass(frozen=True, kw_only=True)
class Money:
    """A mean over the iterations, in minor units. error_minor: of the difference."""

    before_minor: int
    after_minor: int
    saved_minor: int
    error_minor: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a change does to one tranche. money: None where no terms stand."""

    p50: Percentile
    p80: Percentile
    chance: Chance
    remedy: Money | None
    revenue: Money | None
    interest: Money | None


def difference(before: Outcome, after: Outcome) -> Difference:
    """Both over the same iterations in the same order, at least 32 of them."""
    was, now = before.costs, after.costs
    return Difference(
        p50=_percentile(before.finishes, after.finishes, 0.5),
        p80=_percentile(before.finishes, after.finishes, 0.8),
        chance=_chance(before.days_late > 0, after.days_late > 0),
        remedy=_money(was.remedy_minor, now.remedy_minor) if was and now else None,
        revenue=_money(was.revenue_minor, now.revenue_minor) if was and now else None,
        interest=_money(was.interest_minor, now.interest_minor) if was and now else None,
    )


def _percentile(before: Minutes, after: Minutes, level: float) -> Percentile:
    was, now = Standing.of(before, level=level), Standing.of(after, level=level)
    (shift,) = shifts([was, now])
    return Percentile(
        before=from_clock(was.minutes),
        after=from_clock(now.minutes),
        days_saved=Decimal(-shift.hundredths).scaleb(-2),
        error_days=round(shift.error_days, 3),
    )


def _chance(before: Values, after: Values) -> Chance:
    return Chance(
        before=float(before.mean()),
        after=float(after.mean()),
        error=round(_error(before.astype(np.int64) - after.astype(np.int64)), 5),
    )


def _money(before: Values, after: Values) -> Money:
    """The saving is the difference of the rounded means, so that what is shown adds up."""
    was, now = round(float(before.mean())), round(float(after.mean()))
    return Money(
        before_minor=was,
        after_minor=now,
        saved_minor=was - now,
        error_minor=round(_error(before - after)),
    )


def _error(paired: Values) -> float:
    """Standard error of the mean of differences, iteration by iteration."""
    return float(paired.std(ddof=1)) / math.sqrt(paired.size)


Tranches = Mapping[str, Outcome]
"""Outcomes by tranche."""


def differences(way: Sequence[Tranches]) -> dict[str, list[Difference]]:
    """By tranche what each change does on top of those before it."""
    return {
        code: [difference(a[code], b[code]) for a, b in pairwise(way)]
        for code in way[0]
        if all(code in each for each in way)
    }
