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

    def part(self, which: slice) -> "Amounts":
        """Of some iterations."""
        return Amounts(
            remedy=self.remedy[which].copy(),
            revenue=self.revenue[which].copy(),
            lost=self.lost[which].copy(),
            interest=self.interest[which].copy(),
        )

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


def together(one: Drawn, other: Drawn) -> Drawn:
    """Two tranches in one currency as one, drawn in the same iterations. The DSCR is that of one loan."""
    return Drawn(
        amounts=one.amounts + other.amounts,
        a_day_earlier=one.a_day_earlier + other.a_day_earlier,
        breach=_either(one.breach, other.breach),
        long_stop=_either(one.long_stop, other.long_stop),
        dscr_at_p80=None,
    )


def _either(
    one: NDArray[np.bool_] | None, other: NDArray[np.bool_] | None
) -> NDArray[np.bool_] | None:
    """Where nothing is agreed, nothing can happen."""
    if one is None or other is None:
        return other if one is None else one
    return one | other


def drawn_of(stakes: Stakes, *, days_late: Days, long_stop_days: int | None) -> Drawn:
    """days_late: (n,) integers in the order of iterations, negative where early.

    long_stop_days: after the contract start, excused days included; None where none is agreed.
    """
    loan, late = stakes.loan, np.maximum(days_late, 0)
    breaks_after = loan.breaks_after_days() if loan else None
    worst = int(percentile_of(late, 0.8).value)
    ratio = float(loan.dscr(worst)) if loan else None
    # At once: nearly every number of days that occurs a day earlier occurs as it came out, too.
    both = _amounts(stakes, np.concatenate([days_late, days_late - 1]))
    return Drawn(
        amounts=both.part(slice(days_late.size)),
        a_day_earlier=both.part(slice(days_late.size, None)).total,
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
    all_of_them = reduce(together, drawn)
    whole = all_of_them.amounts
    return Money(
        remedy=_sum_of(whole.remedy),
        revenue=_sum_of(whole.revenue),
        lost=_sum_of(whole.lost),
        interest=_sum_of(whole.interest),
        total=_sum_of(whole.total),
        value_of_a_day=mean_of(whole.total - all_of_them.a_day_earlier),
        breach=_chance(all_of_them.breach),
        long_stop=_chance(all_of_them.long_stop),
    )


def _sum_of(amounts: Minor) -> Sum:
    return Sum(expected=mean_of(amounts), p80=percentile_of(amounts, 0.8))


def _chance(happened: NDArray[np.bool_] | None) -> Estimate | None:
    if happened is None:
        return None
    return chance_of(int(happened.sum()), iterations=happened.size)
