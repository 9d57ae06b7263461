"""Every figure of the worked example of DOMAIN.md F.5, and of the formulas of F.2 to F.4."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.money.revenue import Revenue, annual_fee_minor
from projects.money.slip import Stakes, cost_of_slip
from projects.money.terms import FeeBasis, TermKind
from tests.projects.money.example import (
    ANNUAL,
    CASH,
    HALF_FEE_CREDIT,
    MW,
    PER_MW_DAY,
    POWER_COST,
    RENT,
    REVENUE,
    TIERED,
    USD,
    loan,
)


def dollars(minor: int) -> int:
    return round(minor / USD)


def test_the_fee_of_a_day() -> None:
    assert dollars(REVENUE.daily_minor) == 637_808


def test_the_cash_of_a_year() -> None:
    assert dollars(POWER_COST) == 15_768_000
    assert dollars(RENT) == 37_440_000
    assert dollars(CASH) == 172_608_000


@pytest.mark.parametrize(("spread", "a_day"), [(1350, 253_750), (400, 116_000), (250, 94_250)])
def test_interest_of_one_more_day(spread: int, a_day: int) -> None:
    assert loan(spread).interest_minor(1) == a_day * USD


@pytest.mark.parametrize(
    ("spread", "ratios"),
    [
        (1350, "1.097 1.070 1.043 1.018 0.943 0.874"),
        (400, "1.359 1.332 1.305 1.278 1.200 1.123"),
        (250, "1.408 1.381 1.354 1.327 1.248 1.171"),
    ],
)
def test_debt_cover_by_days_of_slip(spread: int, ratios: str) -> None:
    found = [loan(spread).dscr(days) for days in (0, 30, 60, 90, 180, 270)]

    for ratio, golden in zip(found, ratios.split(), strict=True):
        assert f"{ratio:.3f}" == golden


def test_the_slip_at_which_the_covenant_breaks() -> None:
    assert loan(1350).breaks_after_days() == -1  # already under
    assert loan(400).breaks_after_days() == 238
    assert loan(250).breaks_after_days() == 294


def test_sixty_days_late() -> None:
    assert dollars(PER_MW_DAY.due_minor(60)) == 2_544_000  # 2.54 M
    assert dollars(TIERED.due_minor(60)) == 1_824_000  # 1.82 M
    assert dollars(HALF_FEE_CREDIT.due_minor(60)) == 16_901_918  # 16.90 M
    late = cost_of_slip(Stakes(remedy=PER_MW_DAY, revenue=REVENUE, loan=loan(400)), days_late=60)
    assert dollars(late.revenue_minor) == 38_268_493  # 38.3 M
    assert dollars(late.interest_minor) == 6_960_000  # 6.96 M
    assert late.dscr is not None
    assert f"{late.dscr - loan(400).dscr(0):.3f}" == "-0.054"


def test_the_credit_reaches_its_cap_of_a_tenth_of_the_fee_after_73_payable_days() -> None:
    assert HALF_FEE_CREDIT.cap_minor == 23_280_000 * USD
    assert HALF_FEE_CREDIT.days_to_cap() == 73
    assert HALF_FEE_CREDIT.due_minor(7 + 72) < 23_280_000 * USD
    assert HALF_FEE_CREDIT.due_minor(7 + 500) == 23_280_000 * USD


def test_a_fee_may_be_agreed_for_a_megawatt_a_gpu_or_a_year() -> None:
    """DOMAIN.md F.3: 9.7 M USD per MW-year is some 26.6 k USD per MW-day, and 2.20 USD per GPU-hour
    at 504 GPUs per MW."""
    by_mw = annual_fee_minor(basis=FeeBasis.MW_MONTH, fee_minor=80_833_333, power_mw=MW, gpus=0)
    by_gpu = annual_fee_minor(basis=FeeBasis.GPU_HOUR, fee_minor=220, power_mw=MW, gpus=504 * 24)
    by_year = annual_fee_minor(basis=FeeBasis.YEAR, fee_minor=ANNUAL, power_mw=MW, gpus=0)

    assert by_year == ANNUAL
    assert abs(by_mw - ANNUAL) <= 12 * 24  # a third of a cent for each MW and month
    assert dollars(by_mw) // 24 // 365 == 26_575
    assert abs(by_gpu / ANNUAL - 1) < 0.01


def test_a_fixed_end_loses_what_a_sliding_term_defers() -> None:
    fixed = Revenue(annual_minor=ANNUAL, term_months=60, term_kind=TermKind.FIXED_END)

    assert fixed.lost_minor(60) == REVENUE.moved_minor(60)
    assert REVENUE.lost_minor(60) == 0
    assert fixed.moved_minor(10_000) == fixed.value_minor == 1_164_000_000 * USD


def test_waiting_for_a_sliding_term_costs_its_interest() -> None:
    """F.3: V * (1 - (1 + 0.10)^(-60/365)) with V = 1,164 M USD is 18.10 M USD."""
    loss = REVENUE.present_value_loss_minor(60, discount_bp=1_000)

    assert dollars(loss) == pytest.approx(18_095_000, rel=1e-3)


def test_only_the_days_of_the_year_move_out_of_it() -> None:
    moved = REVENUE.moved_out_of_year_minor(
        60, starts_on=date(2027, 12, 22), ends_on=date(2027, 12, 31)
    )
    assert moved == REVENUE.moved_minor(10)


def test_headroom_in_money_is_the_cash_that_may_go_missing() -> None:
    spare = loan(400).headroom_minor(0)
    poorer = replace(loan(400), cash_minor=CASH - spare)

    assert poorer.dscr(0) == pytest.approx(Decimal("1.15"), abs=Decimal("1e-9"))
