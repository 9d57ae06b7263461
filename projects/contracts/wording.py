"""Terms and amounts in the words that a person reads. Pure."""

from datetime import date
from enum import Enum
from typing import Any

from eventlog.doors.money import exact_text, money_text
from projects.money.terms import DeliveryTerms, RateTier, RemedyForm, TermKind


def share_text(share_bp: int) -> str:
    """Basis points as a share: 3000 are 30%, 4125 are 41.3%."""
    return f"{share_bp / 100:.1f}".removesuffix(".0") + "%"


def term_text(value: Any) -> str:
    """One term in words."""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, tuple):
        return "; ".join(map(_tier_text, value)) or "none"
    return str(value)


_UNITS = {"minor": "in minor units", "bp": "in basis points", "on": ""}


def term_name(term: str) -> str:
    """`grace_days` as `Grace days`, `fee_minor` as `Fee in minor units`."""
    *words, last = term.split("_")
    named = " ".join([*words, _UNITS.get(last, last)]).strip()
    return {"starts": "Contract start"}.get(named, named.capitalize())


def _tier_text(tier: RateTier) -> str:
    return f"{tier.rate_minor} after {tier.after_days} days"


def remedy_text(terms: DeliveryTerms, *, currency: str, cap_minor: int | None) -> str:
    """The remedy of a tranche as one sentence."""
    if terms.remedy is RemedyForm.NONE:
        return "No remedy is agreed."
    rate, share = exact_text(terms.rate_minor, currency), share_text(terms.share_bp)
    tiers = ", ".join(_tier_of(tier, currency) for tier in terms.tiers)
    form = {
        RemedyForm.PER_DAY: f"{rate} for each day late",
        RemedyForm.PER_MW_DAY: f"{rate} for each MW and day late",
        RemedyForm.PER_WEEK: f"{rate} for each week late that has begun",
        RemedyForm.TIERED_MW_DAY: f"for each MW and day late {tiers}",
        RemedyForm.SHARE_OF_FEE: f"{share} of the daily fee for each day late",
        RemedyForm.CREDIT: f"a credit of {share} of the daily fee for each day late",
    }[terms.remedy]
    capped = "" if cap_minor is None else f"; at most {money_text(cap_minor, currency)}"
    return f"After {terms.grace_days} days of grace {form}{capped}."


def _tier_of(tier: RateTier, currency: str) -> str:
    begins = f"from day {tier.after_days + 1}" if tier.after_days else "at first"
    return f"{exact_text(tier.rate_minor, currency)} {begins}"


def fee_text(terms: DeliveryTerms, *, currency: str, annual_minor: int) -> str:
    """What the customer pays, for how long, and what becomes of the end when the start is late."""
    if not annual_minor:
        return "No fee is recorded."
    fee = f"{money_text(annual_minor, currency)} a year"
    if not terms.term_months:
        return f"{fee}; no term is recorded."
    end = (
        "the end moves with the start, so a late start defers the fee"
        if terms.term_kind is TermKind.SLIDES
        else "the end is fixed, so a late start loses the fee"
    )
    return f"{fee} for {terms.term_months} months; {end}."
