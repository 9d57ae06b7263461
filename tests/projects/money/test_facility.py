"""What holds of every loan (DOMAIN.md F.4)."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.money.facility import (
    NEVER,
    Draw,
    Loan,
    amortisation,
    capitalised,
    interest_minor,
    loan_to_value,
    months_between,
    yearly_rate_bp,
)

JAN = date(2026, 1, 1)
RATES = st.integers(0, 2_000)
LOANS = st.builds(
    Loan,
    debt_minor=st.integers(10**6, 10**12),
    rate_bp=RATES,
    months=st.integers(12, 120).map(Decimal),
    cash_minor=st.integers(10**6, 10**12),
    covenant=st.integers(100, 150).map(lambda hundredths: Decimal(hundredths) / 100),
)


@given(st.integers(1, 10**13), RATES, st.integers(1, 180))
def test_principal_sums_to_the_debt_and_ends_at_nought(debt: int, rate: int, months: int) -> None:
    plan = amortisation(debt, rate_bp=rate, months=months)

    assert len(plan) == months
    assert sum(each.principal_minor for each in plan) == debt
    assert plan[-1].balance_minor == 0
    assert all(each.principal_minor >= 0 and each.interest_minor >= 0 for each in plan)


def test_instalments_are_level() -> None:
    """F.4: A = B * i / (1 - (1+i)^-N); 522 M USD at 8% in 60 months is 10.584 M USD a month."""
    plan = amortisation(522_000_000_00, rate_bp=800, months=60)
    paid = {round((each.interest_minor + each.principal_minor) / 100) for each in plan[:-1]}

    assert max(paid) - min(paid) <= 1
    assert round(max(paid) / 1000) == 10_584


@given(LOANS, st.integers(0, 3_000), st.integers(1, 600))
def test_a_later_slip_never_raises_the_cover(loan: Loan, days: int, more: int) -> None:
    assert loan.dscr(days + more) <= loan.dscr(days)


@given(LOANS)
def test_the_covenant_holds_up_to_the_day_named_and_not_after_it(loan: Loan) -> None:
    days = loan.breaks_after_days()
    if days is None:
        assert loan.headroom(3650) >= 0
    else:
        assert days < 0 or loan.headroom(days) >= 0
        assert loan.headroom(days + 1) < 0


def test_damages_that_rank_first_lower_the_cover() -> None:
    loan = Loan(
        debt_minor=1_000, rate_bp=0, months=Decimal(12), cash_minor=2_000, covenant=Decimal(1)
    )
    assert loan.dscr(0) == 2
    assert loan.dscr(0, damages_minor=500) == Decimal("1.5")


def test_without_debt_cover_has_no_end_and_without_time_there_is_none() -> None:
    free = Loan(debt_minor=0, rate_bp=800, months=Decimal(12), cash_minor=5, covenant=Decimal(1))
    assert free.dscr(0) == NEVER
    assert free.breaks_after_days() is None
    short = Loan(debt_minor=100, rate_bp=800, months=Decimal(1), cash_minor=5, covenant=Decimal(1))
    assert short.dscr(400) == 0


def test_interest_is_added_to_the_balance_from_draw_to_draw() -> None:
    """By hand, ACT/360 at 8%: 30 days on 100,000.00 are 666.67; 30 more on 150,666.67 are 1,004.44."""
    draws = [
        Draw(on=JAN, amount_minor=100_000_00),
        Draw(on=date(2026, 1, 31), amount_minor=50_000_00),
    ]
    standing = capitalised(draws, rates=[(JAN, 800)], until=date(2026, 3, 2))

    assert standing.drawn_minor == 150_000_00
    assert standing.interest_minor == 666_67 + 1_004_44
    assert standing.balance_minor == 151_671_11


def test_a_new_spread_counts_from_its_day_and_what_is_undrawn_costs_its_fee() -> None:
    standing = capitalised(
        [Draw(on=JAN, amount_minor=36_000_00)],
        rates=[(JAN, 1_000), (date(2026, 1, 11), 500)],
        until=date(2026, 1, 21),
        commitment_minor=72_000_00,
        unused_fee_bp=100,
    )
    # 10 days at 10% of 36,000.00 are 100.00 and the fee 10.00; then 5% of 36,110.00 and the fee again
    assert standing.interest_minor == 100_00 + 50_15
    assert standing.fees_minor == 10_00 + 10_00


def test_a_draw_before_the_first_rate_pays_that() -> None:
    early = [Draw(on=JAN, amount_minor=360_00)]
    standing = capitalised(early, rates=[(date(2026, 1, 6), 1_000)], until=date(2026, 1, 11))

    assert standing.balance_minor == 360_00 + 50 + 50


def test_a_draw_after_the_day_is_not_known_on_it() -> None:
    late = [Draw(on=date(2026, 6, 1), amount_minor=5)]

    assert capitalised(late, rates=[(JAN, 800)], until=JAN).balance_minor == 0


def test_a_base_rate_below_nought_counts_as_nought() -> None:
    assert yearly_rate_bp(base_bp=-50, spread_bp=250) == 250


def test_small_things() -> None:
    assert interest_minor(360_00, rate_bp=10_000, days=1) == 1_00
    assert months_between(JAN, date(2030, 12, 31)) == Decimal(1825 * 12) / 365
    assert loan_to_value(65, collateral_minor=60, contract_minor=40) == Decimal("0.65")
