"""What terms must be like before a contract may say them."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from projects.contracts import errors
from projects.contracts.agreed import revenue_of
from projects.events import TrancheTerms
from projects.money.terms import (
    WHOLE_BP,
    CapBasis,
    DeliveryTerms,
    FeeBasis,
    RemedyForm,
)
from sites.models import Hall

MOST_MINOR = 10**15
"""Ten thousand billion of a currency with cents: above the largest commitments there are."""

MOST_VALUE_MINOR = 10**18
"""Of a whole term: what a column of the database holds, with room for sums."""

MOST_DAYS, MOST_MONTHS, MOST_GPUS = 3650, 600, 10_000_000
RATED = (RemedyForm.PER_DAY, RemedyForm.PER_MW_DAY, RemedyForm.PER_WEEK)
SHARED = (RemedyForm.SHARE_OF_FEE, RemedyForm.CREDIT)


def refuse_out_of_range(
    field: str, given: int | Decimal, least: int | Decimal, most: int | Decimal
) -> None:
    if not least <= given <= most:
        raise errors.OutOfRange(field=field, given=given, least=least, most=most)


def reason_given(reason: str) -> str:
    """The reason without the space around it. Raises ReasonNotGiven."""
    if not reason.strip():
        raise errors.ReasonNotGiven
    return reason.strip()


def refuse_bad_terms(terms: DeliveryTerms) -> None:
    """Raises OutOfRange, RemedyIncomplete, TiersOutOfOrder and CapOfNothing."""
    for field in ("fee_minor", "rate_minor"):
        refuse_out_of_range(field, getattr(terms, field), 0, MOST_MINOR)
    for field in ("grace_days", "long_stop_days"):
        refuse_out_of_range(field, getattr(terms, field), 0, MOST_DAYS)
    for field in ("share_bp", "cap_bp"):
        refuse_out_of_range(field, getattr(terms, field), 0, WHOLE_BP)
    refuse_out_of_range("term_months", terms.term_months, 0, MOST_MONTHS)
    _refuse_bad_tiers(terms)
    _refuse_half_a_remedy(terms)
    _refuse_cap_of_nothing(terms)


def _refuse_bad_tiers(terms: DeliveryTerms) -> None:
    after = [tier.after_days for tier in terms.tiers]
    if after and (after[0] != 0 or any(b <= a for a, b in pairwise(after))):
        raise errors.TiersOutOfOrder(given=", ".join(map(str, after)))
    for tier in terms.tiers:
        refuse_out_of_range("tiers", tier.rate_minor, 0, MOST_MINOR)
        refuse_out_of_range("tiers", tier.after_days, 0, MOST_DAYS)


def _refuse_half_a_remedy(terms: DeliveryTerms) -> None:
    form = terms.remedy.value.replace("_", " ")
    if terms.remedy in RATED and not terms.rate_minor:
        raise errors.RemedyIncomplete(field="rate_minor", form=form, missing="a rate")
    if terms.remedy is RemedyForm.TIERED_MW_DAY and not terms.tiers:
        raise errors.RemedyIncomplete(field="tiers", form=form, missing="tiers")
    if terms.remedy in SHARED and not terms.share_bp:
        raise errors.RemedyIncomplete(field="share_bp", form=form, missing="a share of the fee")
    if terms.remedy in SHARED and not terms.fee_minor:
        raise errors.RemedyIncomplete(field="fee_minor", form=form, missing="a fee")


def _refuse_cap_of_nothing(terms: DeliveryTerms) -> None:
    whole = terms.cap_basis.value.replace("_", " ")
    if terms.cap_basis is CapBasis.NONE:
        return
    if not terms.fee_minor or not terms.cap_bp:
        raise errors.CapOfNothing(whole=whole, missing="a fee and a share of it")
    if terms.cap_basis is CapBasis.TRANCHE_VALUE and not terms.term_months:
        raise errors.CapOfNothing(whole=whole, missing="a term")


def refuse_bad_capacity(site: str, tranches: Iterable[TrancheTerms], terms: DeliveryTerms) -> None:
    """Halls that the site has, and GPUs where they are what the fee is paid for."""
    halls = set(Hall.objects.filter(site=site).values_list("name", flat=True))
    for each in tranches:
        refuse_out_of_range("tranches", each.gpus, 0, MOST_GPUS)
        refuse_out_of_range("tranches", each.power_mw, 0, 100_000)
        for hall in each.halls.split():
            if hall not in halls:
                known = ", ".join(sorted(halls)) or "none"
                raise errors.UnknownHall(site=site, hall=hall, halls=known)
        if terms.fee_minor and terms.fee_basis is FeeBasis.GPU_HOUR and not each.gpus:
            raise errors.NoGpusToPayFor(tranche=each.code)
        refuse_huge_fee(terms, power_mw=each.power_mw, gpus=each.gpus)


def refuse_huge_fee(terms: DeliveryTerms, *, power_mw: Decimal, gpus: int) -> None:
    """Raises OutOfRange where a year's fee, or that of the term, is beyond what can be kept."""
    revenue = revenue_of(terms, power_mw=power_mw, gpus=gpus)
    worth = max(revenue.annual_minor, revenue.value_minor)
    if worth > MOST_VALUE_MINOR:
        most = terms.fee_minor * MOST_VALUE_MINOR // worth
        raise errors.OutOfRange(field="fee_minor", given=terms.fee_minor, least=0, most=most)
