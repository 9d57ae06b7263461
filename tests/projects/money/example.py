"""The tranche of DOMAIN.md F.5's worked example: 24 MW at 9.7 M USD per MW and year, in cents."""

from decimal import Decimal

from projects.money.facility import Loan
from projects.money.remedies import Remedy, remedy_of
from projects.money.revenue import Revenue
from projects.money.terms import CapBasis, DeliveryTerms, RateTier, RemedyForm, TermKind

MW = Decimal(24)
USD = 100
ANNUAL = 232_800_000 * USD
REVENUE = Revenue(annual_minor=ANNUAL, term_months=60, term_kind=TermKind.SLIDES)
POWER_COST = 24_000 * 8_760 * 125 // 100 * 60 // 1_000 * USD  # MWh at a PUE of 1.25, at 60 USD
RENT = 24_000 * 130 * 12 * USD  # 130 USD for each kW and month
CASH = ANNUAL * 97 // 100 - POWER_COST - RENT


def remedy(form: RemedyForm, **terms) -> Remedy:
    agreed = DeliveryTerms(remedy=form, grace_days=7, **terms)
    return remedy_of(agreed, power_mw=MW, revenue=REVENUE)


PER_MW_DAY = remedy(RemedyForm.PER_MW_DAY, rate_minor=2_000 * USD)
TIERED = remedy(
    RemedyForm.TIERED_MW_DAY,
    tiers=(
        RateTier(after_days=0, rate_minor=1_000 * USD),
        RateTier(after_days=30, rate_minor=2_000 * USD),
        RateTier(after_days=90, rate_minor=3_500 * USD),
    ),
)
HALF_FEE_CREDIT = remedy(
    RemedyForm.CREDIT, share_bp=5_000, cap_basis=CapBasis.ANNUAL_FEE, cap_bp=1_000
)


def loan(spread_bp: int) -> Loan:
    """75% of 696 M USD over SOFR at 4%, 60 months, covenant 1.15."""
    return Loan(
        debt_minor=522_000_000 * USD,
        rate_bp=400 + spread_bp,
        months=Decimal(60),
        cash_minor=CASH,
        covenant=Decimal("1.15"),
    )
