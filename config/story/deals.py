"""What each fictional contract is worth and what it costs to be late: terms, amendments, facilities.

Figures are those of DOMAIN.md F.2 to F.5: 9.7 M USD for each MW and year, debt of 75% of 29 M USD for each
MW, power at 60 USD/MWh and rent at 130 USD for each kW and month, cover of 1.15. Each contract has another
of the six forms of remedy. Amounts are in cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from projects.contracts.events import ExcuseCause
from projects.contracts.ratings import Rating
from projects.money.terms import CapBasis, FeeBasis, RateTier, RemedyForm, TermKind, Workload

USD = 100
FEE_MW_MONTH = 80_833_333
DEBT_PER_MW = 21_750_000 * USD
OPEX_PER_MW = 2_217_000 * USD

RATINGS = {
    "HALCYON": Rating.UNRATED,
    "NORTHLIGHT": Rating.INVESTMENT_GRADE,
    "MERIDIAN": Rating.INVESTMENT_GRADE,
}

LIMITS = {
    "customer": (3_000, "No customer above 30% of the backlog", date(2026, 1, 7)),
    "option": (1_500, "85% of exposure under long contracts", date(2026, 1, 7)),
    "not_investment_grade": (4_000, "At least 60% investment grade", date(2026, 1, 7)),
}
"""By kind: basis points, who says so (a founder's interview and a results call, DOMAIN.md A.2), when."""


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """Days that the customer granted."""

    tranche: str
    days: int
    cause: ExcuseCause
    reason: str


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Terms that the parties changed. now: the terms with their new values."""

    tranche: str
    reason: str
    now: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A facility. drawn_bp: what of the commitment is drawn on each draw day, in basis points."""

    code: str
    lender: str
    agreed_on: date
    power_mw: int
    spread_bp: int
    commitment_ends_on: date
    matures_on: date
    drawn_bp: Mapping[date, int]
    spreads: Mapping[date, tuple[int, str]] = field(default_factory=dict)
    tests: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Deal:
    """Of one contract. excuses, amendments: by day."""

    terms: Mapping[str, Any]
    loan: Loan
    excuses: Mapping[date, Excuse] = field(default_factory=dict)
    amendments: Mapping[date, Amendment] = field(default_factory=dict)


def _terms(remedy: RemedyForm, *, grace_days: int = 7, **others: Any) -> dict[str, Any]:
    """Five years at the fee of F.3, capped at a tenth of a year's fee, a long-stop after 180 days."""
    usual = {
        "fee_basis": FeeBasis.MW_MONTH,
        "fee_minor": FEE_MW_MONTH,
        "term_months": 60,
        "term_kind": TermKind.SLIDES,
        "cap_basis": CapBasis.ANNUAL_FEE,
        "cap_bp": 1_000,
        "long_stop_days": 180,
        "workload": Workload.TRAINING,
        "acceptance_criteria": "All racks at full load for 72 hours, cluster test passed.",
    }
    return {**usual, "remedy": remedy, "grace_days": grace_days, **others}


TIERS = (
    RateTier(after_days=0, rate_minor=1_000 * USD),
    RateTier(after_days=30, rate_minor=2_000 * USD),
    RateTier(after_days=90, rate_minor=3_500 * USD),
)


def _each_quarter(first: date, share_bp: int) -> dict[date, int]:
    """A draw on the 20th, or the weekday before it, of every third month until October 2026."""
    drawn, month = {}, first.year * 12 + first.month - 1
    while month <= 2026 * 12 + 9:
        day = date(month // 12, month % 12 + 1, 20)
        drawn[day.replace(day=20 - max(0, day.weekday() - 4))] = share_bp
        month += 3
    return drawn


DEALS: Mapping[str, Deal] = {
    "OCM-1": Deal(
        terms=_terms(RemedyForm.PER_MW_DAY, rate_minor=2_000 * USD, workload=Workload.INFERENCE),
        loan=Loan(
            code="DDTL-OCM",
            lender="Keystone Lenders (fictional)",
            agreed_on=date(2025, 12, 1),
            power_mw=48,
            spread_bp=250,
            commitment_ends_on=date(2028, 1, 17),
            matures_on=date(2033, 1, 14),
            drawn_bp=_each_quarter(date(2026, 1, 1), 700),
        ),
    ),
    "MUB-1": Deal(
        terms=_terms(RemedyForm.CREDIT, share_bp=5_000),
        loan=Loan(
            code="DDTL-MUB",
            lender="Keystone Lenders (fictional)",
            agreed_on=date(2026, 2, 16),
            power_mw=72,
            spread_bp=450,
            commitment_ends_on=date(2028, 3, 20),
            matures_on=date(2033, 3, 18),
            drawn_bp=_each_quarter(date(2026, 3, 1), 600),
            spreads={date(2026, 6, 15): (400, "Priced as the lab contract it stands on")},
        ),
    ),
    "CDP-1": Deal(
        terms=_terms(RemedyForm.TIERED_MW_DAY, tiers=TIERS),
        loan=Loan(
            code="DDTL-CDP",
            lender="Harbour Private Credit (fictional)",
            agreed_on=date(2025, 11, 17),
            power_mw=72,
            spread_bp=400,
            commitment_ends_on=date(2028, 1, 10),
            matures_on=date(2033, 1, 7),
            drawn_bp=_each_quarter(date(2025, 12, 1), 700),
        ),
        excuses={
            date(2026, 7, 13): Excuse(
                tranche="A",
                days=20,
                cause=ExcuseCause.FORCE_MAJEURE,
                reason="Rain beyond the monthly allowance, March to June",
            ),
            date(2026, 10, 26): Excuse(
                tranche="A",
                days=14,
                cause=ExcuseCause.CHANGE_ORDER,
                reason="Halls redesigned for the customer's new racks",
            ),
        },
        amendments={
            date(2026, 10, 27): Amendment(
                tranche="A",
                reason="Change order 3: the redesign is the customer's, the grace is longer",
                now={"grace_days": 21},
            )
        },
    ),
    "LVB-1": Deal(
        terms=_terms(
            RemedyForm.SHARE_OF_FEE, grace_days=14, share_bp=2_500, term_kind=TermKind.FIXED_END
        ),
        loan=Loan(
            code="DDTL-LVB",
            lender="Northern Infrastructure Debt (fictional)",
            agreed_on=date(2025, 10, 20),
            power_mw=72,
            spread_bp=225,
            commitment_ends_on=date(2028, 1, 31),
            matures_on=date(2033, 1, 28),
            drawn_bp=_each_quarter(date(2025, 11, 1), 700),
        ),
    ),
    "GRF-1": Deal(
        terms=_terms(RemedyForm.PER_WEEK, rate_minor=336_000 * USD, workload=Workload.MIXED),
        loan=Loan(
            code="DDTL-GRF",
            lender="Northern Infrastructure Debt (fictional)",
            agreed_on=date(2025, 6, 30),
            power_mw=72,
            spread_bp=250,
            commitment_ends_on=date(2027, 5, 24),
            matures_on=date(2032, 5, 21),
            drawn_bp=_each_quarter(date(2025, 8, 1), 1_300),
            tests={date(2026, 9, 30): "1.39"},
        ),
    ),
    "SBC-1": Deal(
        terms=_terms(RemedyForm.PER_MW_DAY, rate_minor=2_000 * USD),
        loan=Loan(
            code="DDTL-SBC",
            lender="Harbour Private Credit (fictional)",
            agreed_on=date(2025, 2, 3),
            power_mw=24,
            spread_bp=400,
            commitment_ends_on=date(2026, 10, 26),
            matures_on=date(2031, 10, 24),
            drawn_bp=_each_quarter(date(2025, 4, 1), 1_400),
        ),
    ),
    "FRP-1": Deal(
        terms=_terms(
            RemedyForm.PER_DAY,
            rate_minor=48_000 * USD,
            fee_basis=FeeBasis.GPU_HOUR,
            fee_minor=220,
            workload=Workload.INFERENCE,
        ),
        loan=Loan(
            code="DDTL-FRP",
            lender="Keystone Lenders (fictional)",
            agreed_on=date(2026, 1, 12),
            power_mw=24,
            spread_bp=250,
            commitment_ends_on=date(2027, 12, 15),
            matures_on=date(2032, 12, 13),
            drawn_bp=_each_quarter(date(2026, 4, 1), 900),
        ),
    ),
}
