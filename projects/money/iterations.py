"""The money of every iteration of a simulation, and what is said of it. Pure.

Percentiles do not add up, so money is added inside each iteration and summed up last: the P80 of a
contract is that of its tranches' sums. Formulas of one slip: DOMAIN.md F.2 to F.4, in slip.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from projects.money.slip import Days, Minor, Stakes, costs_of_slip
from projects.risk.spread import Estimate, chance_of, mean_of, percentile_of


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Minor units in every iteration, (n,) int64 each. revenue: deferred or lost; lost: the part that never comes."""

    remedy: Minor
    revenue: Minor
    lost: Minor
    interest: Minor

    @property
    def total(self) -> Minor:
        """Remedies, revenue deferred or lost, and interest until the start."""
        return self.remedy + self.revenue + self.interest

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            remedy=self.remedy + other.remedy,
            revenue=self.revenue + other.revenue,
            lost=self.lost + other.lost,
            interest=self.interest + other.interest,
        )


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One tranche's money: as the iterations came out, and had each been ready a day earlier.

    breach, long_stop: whether it came to it, (n,) bool each; None where nothing is agreed that could be.
    """

    amounts: Amounts
    a_day_earlier: Minor
    breach: NDArray[np.bool_] | None
    long_stop: NDArray[np.bool_] | None
    dscr_at_p80: float | None


def drawn_of(stakes: Stakes, *, days_late: Days, long_stop_days: int | None) -> Drawn:
    """days_late: (n,) integers in the order of iterations, negative where early.

    long_stop_days: after the contract start, excused days included; None where none is agreed.
    """
    loan, late = stakes.loan, np.maximum(days_late, 0)
    breaks_after = loan.breaks_after_days() if loan else None
    worst = int(percentile_of(late, 0.8).value)
    ratio = float(loan.dscr(worst)) if loan else None
    return Drawn(
        amounts=_amounts(stakes, days_late),
        a_day_earlier=_amounts(stakes, days_late - 1).total,
        breach=(late > breaks_after if breaks_after is not None else late < 0) if loan else None,
        long_stop=None if long_stop_days is None else late > long_stop_days,
        dscr_at_p80=ratio if ratio is not None and np.isfinite(ratio) else None,
    )


def _amounts(stakes: Stakes, days_late: Days) -> Amounts:
    costs = costs_of_slip(stakes, days_late=days_late)
    return Amounts(
        remedy=costs.remedy_minor,
        revenue=costs.revenue_minor,
        lost=costs.lost_minor,
        interest=costs.interest_minor,
    )


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What an amount comes to, in minor units, each with its Monte Carlo error."""

    expected: Estimate
    p80: Estimate


@dataclass(frozen=True, kw_only=True)
class Money:
    """The money of a tranche, a contract, a customer or all of them, in one currency.

    breach, long_stop: the chance that at least one covenant breaks, or one long-stop passes; None where
    there is none. value_of_a_day: what one day earlier in every iteration saves on average; of several
    tranches, all of them one day earlier.
    """

    remedy: Sum
    revenue: Sum
    lost: Sum
    interest: Sum
    total: Sum
    value_of_a_day: Estimate
    breach: Estimate | None
    long_stop: Estimate | None


def money_of(drawn: Iterable[Drawn]) -> Money:
    """Of tranches in one currency, at least one, drawn in the same iterations."""
    each = list(drawn)
    whole = reduce(Amounts.__add__, (one.amounts for one in each))
    earlier: Minor = reduce(np.add, (one.a_day_earlier for one in each))
    return Money(
        remedy=_sum_of(whole.remedy),
        revenue=_sum_of(whole.revenue),
        lost=_sum_of(whole.lost),
        interest=_sum_of(whole.interest),
        total=_sum_of(whole.total),
        value_of_a_day=mean_of(whole.total - earlier),
        breach=_chance_of_any(one.breach for one in each),
        long_stop=_chance_of_any(one.long_stop for one in each),
    )


def _sum_of(amounts: Minor) -> Sum:
    return Sum(expected=mean_of(amounts), p80=percentile_of(amounts, 0.8))


def _chance_of_any(happened: Iterable[NDArray[np.bool_] | None]) -> Estimate | None:
    told = [each for each in happened if each is not None]
    if not told:
        return None
    count = int(np.logical_or.reduce(told).sum())
    return chance_of(count, iterations=told[0].size)
