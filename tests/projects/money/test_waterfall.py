"""Where a month's receipts go (DOMAIN.md F.5)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from projects.money.facility import amortisation
from projects.money.waterfall import Claims, Shortfall, waterfall
from tests.projects.money.example import ANNUAL, POWER_COST, RENT

MONEY = st.integers(0, 10**12)
CLAIMS = st.builds(
    Claims,
    opex_minor=MONEY,
    interest_minor=MONEY,
    principal_minor=MONEY,
    fees_minor=MONEY,
    reserve_target_minor=MONEY,
    damages_minor=MONEY,
    damages_first=st.booleans(),
    swept=st.booleans(),
    releasable=st.booleans(),
    cure_minor=MONEY,
)
MONTH = Claims(
    opex_minor=30, fees_minor=5, interest_minor=20, principal_minor=25, damages_minor=10,
    reserve_target_minor=15,
)  # fmt: skip


@given(MONEY, CLAIMS, MONEY)
def test_no_money_is_made_and_none_is_lost(receipts: int, claims: Claims, reserve: int) -> None:
    paid = waterfall(receipts, claims, reserve_minor=reserve)
    out = (
        paid.opex_minor + paid.fees_minor + paid.interest_minor + paid.principal_minor
        + paid.to_reserve_minor + paid.damages_minor + paid.swept_minor + paid.released_minor
        + paid.trapped_minor
    )  # fmt: skip

    assert receipts + paid.from_reserve_minor + paid.cured_minor == out
    assert paid.reserve_minor == reserve - paid.from_reserve_minor + paid.to_reserve_minor >= 0
    assert paid.unpaid_minor >= 0


@given(MONEY, CLAIMS, MONEY)
def test_nothing_is_released_while_anything_before_it_is_unpaid(
    receipts: int, claims: Claims, reserve: int
) -> None:
    paid = waterfall(receipts, claims, reserve_minor=reserve)

    assert not (paid.released_minor and paid.unpaid_minor)
    assert not (paid.principal_minor and paid.interest_minor < claims.interest_minor)


def test_a_good_month_pays_everybody_in_order() -> None:
    paid = waterfall(120, MONTH)

    assert (paid.opex_minor, paid.interest_minor, paid.principal_minor) == (30, 20, 25)
    assert (paid.to_reserve_minor, paid.damages_minor, paid.released_minor) == (15, 10, 15)
    assert (paid.shortfall, paid.unpaid_minor) == (Shortfall.NONE, 0)


def test_the_reserve_then_equity_meets_what_is_short_and_then_it_is_a_default() -> None:
    short = {0: Shortfall.DEFAULT, 20: Shortfall.FROM_RESERVE}
    for reserve, shortfall in short.items():
        paid = waterfall(60, MONTH, reserve_minor=reserve)
        assert paid.shortfall is shortfall
    cured = waterfall(60, replace(MONTH, cure_minor=50), reserve_minor=5)

    assert (cured.from_reserve_minor, cured.cured_minor) == (5, 15)
    assert cured.shortfall is Shortfall.BY_CURE


def test_damages_come_before_opex_only_if_the_contract_puts_them_first() -> None:
    assert waterfall(30, MONTH).damages_minor == 0
    first = waterfall(30, replace(MONTH, damages_first=True))

    assert (first.damages_minor, first.opex_minor) == (10, 20)


def test_below_lock_up_the_rest_is_swept_and_with_a_failed_test_it_is_trapped() -> None:
    assert waterfall(120, replace(MONTH, swept=True)).swept_minor == 15
    trapped = waterfall(120, replace(MONTH, releasable=False))

    assert (trapped.trapped_minor, trapped.released_minor) == (15, 0)


def test_a_month_of_the_worked_example_releases_what_its_cover_leaves() -> None:
    """F.5 at +400: cover 1.359, so 3.80 M USD of 14.38 M USD of cash a month are left to release."""
    (first, *_) = amortisation(522_000_000_00, rate_bp=800, months=60)
    month = Claims(
        opex_minor=(POWER_COST + RENT) // 12,
        interest_minor=first.interest_minor,
        principal_minor=first.principal_minor,
    )
    paid = waterfall(ANNUAL * 97 // 1200, month)

    assert round(paid.released_minor / 100 / 10**6, 2) == 3.80
