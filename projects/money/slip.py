"""What a slip of one tranche costs: one number of days, or one for each iteration of a simulation. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from projects.money.facility import Loan
from projects.money.remedies import Remedy
from projects.money.revenue import Revenue

Days = NDArray[np.integer[Any]]
Minor = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """All that a slip of a tranche can cost. loan: None where no facility stands behind it."""

    remedy: Remedy
    revenue: Revenue
    excused_days: int = 0
    loan: Loan | None = None


@dataclass(frozen=True, kw_only=True)
class SlipCost:
    """What so many days late cost, in minor units. revenue: moved, that is deferred or lost."""

    days_late: int
    remedy_minor: int
    revenue_minor: int
    lost_minor: int
    interest_minor: int
    dscr: Decimal | None
    headroom_minor: int | None


@dataclass(frozen=True, kw_only=True)
class SlipCosts:
    """The money of every iteration: arrays of (n,) int64 minor units, in the order of the days given."""

    remedy_minor: Minor
    revenue_minor: Minor
    lost_minor: Minor
    interest_minor: Minor
    headroom_minor: Minor


def cost_of_slip(stakes: Stakes, *, days_late: int) -> SlipCost:
    """What a start so many calendar days after the contract start costs; early starts cost nothing."""
    days, loan = max(0, days_late), stakes.loan
    return SlipCost(
        days_late=days,
        remedy_minor=stakes.remedy.due_minor(days, excused_days=stakes.excused_days),
        revenue_minor=stakes.revenue.moved_minor(days),
        lost_minor=stakes.revenue.lost_minor(days),
        interest_minor=loan.interest_minor(days) if loan else 0,
        dscr=loan.dscr(days) if loan else None,
        headroom_minor=loan.headroom_minor(days) if loan else None,
    )


def costs_of_slip(stakes: Stakes, *, days_late: Days) -> SlipCosts:
    """The same for many iterations at once; equal to cost_of_slip of each, to the minor unit.

    days_late: (n,) integers, any order, negative where early. Each distinct number of days is computed
    once: of 16,384 iterations a few hundred differ. headroom is 0 where there is no loan.
    Raises OverflowError above 2^63 - 1 minor units, some 92 quadrillion of a currency with cents.
    """
    distinct, where = np.unique(np.maximum(days_late, 0), return_inverse=True)
    costs = [cost_of_slip(stakes, days_late=int(days)) for days in distinct]

    def each(measure: Callable[[SlipCost], int]) -> Minor:
        return np.array([measure(cost) for cost in costs], dtype=np.int64)[where]

    return SlipCosts(
        remedy_minor=each(lambda cost: cost.remedy_minor),
        revenue_minor=each(lambda cost: cost.revenue_minor),
        lost_minor=each(lambda cost: cost.lost_minor),
        interest_minor=each(lambda cost: cost.interest_minor),
        headroom_minor=each(lambda cost: cost.headroom_minor or 0),
    )
