"""What a tranche earns, and what a late start defers or loses. Pure.

Source of all formulas: DOMAIN.md F.3.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projects.money.rounding import rounded
from projects.money.terms import DAYS_A_YEAR, FeeBasis, TermKind

HOURS_A_YEAR = 8760
MONTHS_A_YEAR = 12
HUNDREDTHS = 100


def hundredths_of(power_mw: Decimal) -> int:
    """Power in hundredths of a MW, the precision in which contracts give it."""
    return int(power_mw * HUNDREDTHS)


def annual_fee_minor(*, basis: FeeBasis, fee_minor: int, power_mw: Decimal, gpus: int) -> int:
    """The fee of a year of 365 days, in minor units.

    fee_minor: for each MW and month, GPU and hour, or year. A term in GPU-hours is taken at full
    availability: what is not available is a matter of service levels after the start.
    """
    if basis is FeeBasis.MW_MONTH:
        return rounded(hundredths_of(power_mw) * fee_minor * MONTHS_A_YEAR, HUNDREDTHS)
    if basis is FeeBasis.GPU_HOUR:
        return gpus * fee_minor * HOURS_A_YEAR
    return fee_minor


@dataclass(frozen=True, kw_only=True)
class Revenue:
    """The fee of a tranche. annual_minor: of 365 days; term_months: 0 if none was agreed."""

    annual_minor: int
    term_months: int
    term_kind: TermKind

    @property
    def daily_minor(self) -> int:
        return rounded(self.annual_minor, DAYS_A_YEAR)

    @property
    def value_minor(self) -> int:
        """What the whole term is worth, started on the contract start."""
        return rounded(self.annual_minor * self.term_months, MONTHS_A_YEAR)

    def moved_minor(self, days_late: int) -> int:
        """The fee of the days late: deferred where the term slides, lost where its end is fixed.

        days_late: calendar days, >= 0; excused days and grace count, as nothing is billed on them. Where
        the end is fixed no more is lost than the term is worth.
        """
        fee = rounded(self.annual_minor * days_late, DAYS_A_YEAR)
        fixed = self.term_kind is TermKind.FIXED_END and self.term_months
        return min(fee, self.value_minor) if fixed else fee

    def lost_minor(self, days_late: int) -> int:
        """The part of it that never comes."""
        return self.moved_minor(days_late) if self.term_kind is TermKind.FIXED_END else 0

    def present_value_loss_minor(self, days_late: int, *, discount_bp: int) -> int:
        """What waiting costs where the term slides: V * (1 - (1 + disc)^(-n/365)).

        discount_bp: a year's rate in basis points, >= 0.
        """
        factor = (1 + Decimal(discount_bp) / 10_000) ** (Decimal(-days_late) / DAYS_A_YEAR)
        return round(self.value_minor * (1 - factor))

    def moved_out_of_year_minor(self, days_late: int, *, starts_on: date, ends_on: date) -> int:
        """What the fiscal year that ends on a day loses of the fee, its last day included."""
        left = max(0, (ends_on - starts_on).days + 1)
        return rounded(self.annual_minor * min(days_late, left), DAYS_A_YEAR)
