"""Liquidated damages and credits for a late tranche. Pure.

Source of all formulas: DOMAIN.md F.2. Days are calendar days in the contract's time zone.

Boundary rules, fixed here: ready on the contract start is no day late; grace is inclusive, so the last
day of grace costs nothing; excused days and grace both come off; the result is rounded to the minor
unit once, halves up; a cap that is reached stops what accrues.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.money.revenue import HUNDREDTHS, Revenue, hundredths_of
from projects.money.rounding import rounded
from projects.money.terms import (
    DAYS_A_YEAR,
    WHOLE_BP,
    CapBasis,
    DeliveryTerms,
    RateTier,
    RemedyForm,
)

DAYS_A_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """A remedy as it bears on one tranche. cap_minor: None without a cap.

    handed_over: of each part already handed over, how many days late it was, and its MW. Where MW count,
    nothing accrues for a part from then on: the same as sum_t rate * MW_missing(t).
    """

    form: RemedyForm
    grace_days: int
    power_mw: Decimal
    annual_fee_minor: int
    rate_minor: int = 0
    tiers: tuple[RateTier, ...] = ()
    share_bp: int = 0
    cap_minor: int | None = None
    handed_over: tuple[tuple[int, Decimal], ...] = ()

    @property
    def is_credit(self) -> bool:
        """Whether it comes off later invoices instead of being paid out."""
        return self.form is RemedyForm.CREDIT

    def payable_days(self, days_late: int, *, excused_days: int = 0) -> int:
        """d = max(0, s - grace - excused), s the days from contract start to ready, never below 0."""
        return max(0, max(0, days_late) - self.grace_days - excused_days)

    def due_minor(self, days_late: int, *, excused_days: int = 0) -> int:
        """What the customer may claim, in minor units, never above the cap."""
        days = self.payable_days(days_late, excused_days=excused_days)
        if self.form in (RemedyForm.PER_MW_DAY, RemedyForm.TIERED_MW_DAY):
            accrued = self._for_power_minor(days_late, excused_days)
        else:
            accrued = self._accrued_minor(days)
        return accrued if self.cap_minor is None else min(accrued, self.cap_minor)

    def _for_power_minor(self, days_late: int, excused_days: int) -> int:
        """What accrues for each part until it is handed over, and for the rest until all is ready."""
        rest = self.power_mw - sum(power for _, power in self.handed_over)
        parts = ((min(late, days_late), power) for late, power in self.handed_over)
        hundredths = sum(
            hundredths_of(power)
            * self._per_mw_minor(self.payable_days(late, excused_days=excused_days))
            for late, power in (*parts, (days_late, rest))
        )
        return rounded(hundredths, HUNDREDTHS)

    def _per_mw_minor(self, days: int) -> int:
        if self.form is RemedyForm.PER_MW_DAY:
            return self.rate_minor * days
        return _tiered_minor(self.tiers, days)

    def _accrued_minor(self, days: int) -> int:
        """For all of its power; days: payable ones."""
        match self.form:
            case RemedyForm.PER_DAY:
                return self.rate_minor * days
            case RemedyForm.PER_WEEK:
                return self.rate_minor * -(-days // DAYS_A_WEEK)
            case RemedyForm.PER_MW_DAY | RemedyForm.TIERED_MW_DAY:
                return rounded(hundredths_of(self.power_mw) * self._per_mw_minor(days), HUNDREDTHS)
            case RemedyForm.SHARE_OF_FEE | RemedyForm.CREDIT:
                fee = self.annual_fee_minor * self.share_bp * days
                return rounded(fee, DAYS_A_YEAR * WHOLE_BP)
        return 0

    def days_to_cap(self) -> int | None:
        """The payable days at which the cap is reached if nothing is handed over before, None if it never is.

        Bisected: growth is monotone.
        """
        if self.cap_minor is None or self._accrued_minor(_FOR_EVER) < self.cap_minor:
            return None
        low, high = 0, _FOR_EVER
        while low < high:
            middle = (low + high) // 2
            reached = self._accrued_minor(middle) >= self.cap_minor
            low, high = (low, middle) if reached else (middle + 1, high)
        return low


_FOR_EVER = 36_500


def remedy_of(terms: DeliveryTerms, *, power_mw: Decimal, revenue: Revenue) -> Remedy:
    """The remedy that the terms of a tranche give its customer."""
    whole = {
        CapBasis.ANNUAL_FEE: revenue.annual_minor,
        CapBasis.TRANCHE_VALUE: revenue.value_minor,
    }.get(terms.cap_basis)
    return Remedy(
        form=terms.remedy,
        grace_days=terms.grace_days,
        power_mw=power_mw,
        annual_fee_minor=revenue.annual_minor,
        rate_minor=terms.rate_minor,
        tiers=terms.tiers,
        share_bp=terms.share_bp,
        cap_minor=None if whole is None else rounded(whole * terms.cap_bp, WHOLE_BP),
    )


def _tiered_minor(tiers: Sequence[RateTier], days: int) -> int:
    """sum_k rate_k * max(0, min(d, hi_k) - lo_k), hi_k being where the next tier begins."""
    ends = [*(tier.after_days for tier in tiers[1:]), max(days, 0)]
    return sum(
        tier.rate_minor * max(0, min(days, end) - tier.after_days)
        for tier, end in zip(tiers, ends, strict=False)
    )


def partial_delivery_minor(
    missing_mw: Iterable[Decimal], *, rate_minor: int, cap_minor: int | None = None
) -> int:
    """min(CAP, sum_t rate * MW_missing(t)): where part of a tranche has been handed over.

    missing_mw: the MW not yet handed over on each payable day, in hundredths at most.
    """
    accrued = rounded(rate_minor * sum(map(hundredths_of, missing_mw)), HUNDREDTHS)
    return accrued if cap_minor is None else min(accrued, cap_minor)


def shared_cap(due_minor: Sequence[int], *, cap_minor: int) -> tuple[int, ...]:
    """What each tranche may claim of a cap that several share, given in the order of their dates."""
    paid, left = [], cap_minor
    for due in due_minor:
        paid.append(min(due, left))
        left -= paid[-1]
    return tuple(paid)


def net_of_recoveries_minor(
    due_minor: int, *, builder_rate_minor: int, builder_days: int, builder_cap_minor: int,
    insured_minor: int = 0,
) -> int:  # fmt: skip
    """Back to back: what is left after the builder's own damages and delay-in-start-up insurance, >= 0."""
    recovered = min(builder_cap_minor, builder_rate_minor * max(0, builder_days))
    return max(0, due_minor - recovered - insured_minor)
