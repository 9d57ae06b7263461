"""A contract with terms and a facility, put in place by facts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projects import commands
from projects.contracts import lending
from projects.contracts.models import AgreedTerms, Facility
from projects.events import TrancheTerms
from projects.models import Contract
from projects.money.terms import CapBasis, Commitment, FeeBasis, RemedyForm
from tests.projects.building import LNTP, Build, heard

START = date(2027, 12, 15)
FEE = 232_800_000_00  # a year of DOMAIN.md F.5's tranche, in cents
MATURITY = date(2032, 12, 13)  # 1,825 days after START: the 60 months of F.5


def line(code: str = "A", **terms: Any) -> TrancheTerms:
    plain: dict[str, Any] = {
        "milestone": f"H{code}-320",
        "power_mw": Decimal(24),
        "starts_on": START,
    }
    return TrancheTerms(code=code, **plain | terms)


def option(code: str = "C") -> TrancheTerms:
    return line(code, commitment=Commitment.OPTION)


TERMS: dict[str, Any] = {
    "fee_basis": FeeBasis.YEAR,
    "fee_minor": FEE,
    "term_months": 60,
    "grace_days": 7,
    "remedy": RemedyForm.PER_MW_DAY,
    "rate_minor": 2_000_00,
    "cap_basis": CapBasis.ANNUAL_FEE,
    "cap_bp": 1_000,
    "long_stop_days": 180,
}


@pytest.fixture
def signed(build: Build) -> Callable[..., AgreedTerms]:
    """Sign the contract of the worked example's tranche, or another; gives the first tranche's terms."""

    def sign(*tranches: TrancheTerms, **terms: Any) -> AgreedTerms:
        commands.sign_contract(
            code="C-1",
            customer="LAB",
            project=build.code,
            tranches=tranches or (line(),),
            meta=heard(LNTP),
            **TERMS | terms,
        )
        return AgreedTerms.objects.order_by("tranche")[0]

    return sign


@pytest.fixture
def lent() -> Callable[..., Facility]:
    """A facility like that of the worked example at +400 against the contract that is signed."""

    def lend(**terms: Any) -> Facility:
        plain: dict[str, Any] = {
            "code": "DDTL-1",
            "contract_id": Contract.objects.get().pk,
            "lender": "A fictional bank",
            "commitment_minor": 522_000_000_00,
            "base_rate_bp": 400,
            "spread_bp": 400,
            "commitment_ends_on": START,
            "matures_on": MATURITY,
            "covenant_dscr": Decimal("1.15"),
            "opex_minor": 53_208_000_00,
            "meta": heard(LNTP),
        }
        lending.agree_facility(**plain | terms)
        return Facility.objects.get()

    return lend
