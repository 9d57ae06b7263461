"""From the agreed terms of a tranche, as a row has them, to the arithmetic of money and back. Pure."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.money.remedies import Remedy, remedy_of
from projects.money.revenue import Revenue, annual_fee_minor
from projects.money.terms import (
    CapBasis,
    Commitment,
    DeliveryTerms,
    FeeBasis,
    RateTier,
    RemedyForm,
    TermKind,
    Workload,
)


def terms_of(row: Any) -> DeliveryTerms:
    """The terms that a row holds."""
    return DeliveryTerms(
        fee_basis=FeeBasis(row.fee_basis),
        fee_minor=row.fee_minor,
        term_months=row.term_months,
        term_kind=TermKind(row.term_kind),
        grace_days=row.grace_days,
        remedy=RemedyForm(row.remedy),
        rate_minor=row.rate_minor,
        tiers=tuple(RateTier(after_days=after, rate_minor=rate) for after, rate in row.tiers),
        share_bp=row.share_bp,
        cap_basis=CapBasis(row.cap_basis),
        cap_bp=row.cap_bp,
        long_stop_days=row.long_stop_days,
        workload=Workload(row.workload),
        acceptance_criteria=row.acceptance_criteria,
    )


def columns_of(
    terms: DeliveryTerms, *, power_mw: Decimal, gpus: int, starts_on: date, excused_days: int
) -> dict[str, Any]:
    """What a row holds of terms, with the amounts and the day that follow from them."""
    revenue = revenue_of(terms, power_mw=power_mw, gpus=gpus)
    return {
        "fee_basis": terms.fee_basis.value,
        "fee_minor": terms.fee_minor,
        "annual_fee_minor": revenue.annual_minor,
        "term_months": terms.term_months,
        "term_kind": terms.term_kind.value,
        "value_minor": revenue.value_minor,
        "grace_days": terms.grace_days,
        "remedy": terms.remedy.value,
        "rate_minor": terms.rate_minor,
        "tiers": [[tier.after_days, tier.rate_minor] for tier in terms.tiers],
        "share_bp": terms.share_bp,
        "cap_basis": terms.cap_basis.value,
        "cap_bp": terms.cap_bp,
        "cap_minor": remedy_of(terms, power_mw=power_mw, revenue=revenue).cap_minor,
        "long_stop_days": terms.long_stop_days,
        "long_stop_on": long_stop_of(terms, starts_on=starts_on, excused_days=excused_days),
        "workload": terms.workload.value,
        "acceptance_criteria": terms.acceptance_criteria,
    }


def revenue_of(terms: DeliveryTerms, *, power_mw: Decimal, gpus: int) -> Revenue:
    annual = annual_fee_minor(
        basis=terms.fee_basis, fee_minor=terms.fee_minor, power_mw=power_mw, gpus=gpus
    )
    return Revenue(annual_minor=annual, term_months=terms.term_months, term_kind=terms.term_kind)


def long_stop_of(terms: DeliveryTerms, *, starts_on: date, excused_days: int) -> date | None:
    """The last day on which the customer may not yet terminate; excused days move it."""
    if not terms.long_stop_days:
        return None
    return starts_on + timedelta(days=terms.long_stop_days + excused_days)


def remedy_on(row: Any) -> tuple[Remedy, Revenue]:
    """The remedy and the revenue of a row of terms, with what of it is handed over already."""
    terms, power = terms_of(row), Decimal(row.power_mw)
    revenue = revenue_of(terms, power_mw=power, gpus=row.gpus)
    handed_over = tuple(
        ((date.fromisoformat(on) - row.starts_on).days, Decimal(mw)) for on, mw in row.handovers
    )
    remedy = remedy_of(terms, power_mw=power, revenue=revenue)
    return replace(remedy, handed_over=handed_over), revenue


def is_option(row: Any) -> bool:
    """Whether nobody has taken the capacity: it cannot be late, and no remedy is due for it."""
    return bool(row.commitment == Commitment.OPTION.value)
