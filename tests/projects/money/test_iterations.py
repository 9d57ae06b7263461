"""Money is added inside each iteration and summed up last."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.money.iterations import drawn_of, money_of
from projects.money.slip import Stakes, cost_of_slip
from tests.projects.money.example import PER_MW_DAY, REVENUE, loan

LENT = Stakes(remedy=PER_MW_DAY, revenue=REVENUE, loan=loan(400))
PLAIN = Stakes(remedy=PER_MW_DAY, revenue=REVENUE)
DAYS = st.lists(st.integers(-200, 400), min_size=5, max_size=5)


def drawn(stakes: Stakes, days: list[int], *, long_stop_days: int | None = None):
    return drawn_of(stakes, days_late=np.array(days), long_stop_days=long_stop_days)


def total(stakes: Stakes, days: int) -> int:
    cost = cost_of_slip(stakes, days_late=days)
    return cost.remedy_minor + cost.revenue_minor + cost.interest_minor


@given(DAYS, DAYS)
def test_expected_amounts_add_up_and_are_means_of_single_slips(a: list[int], b: list[int]) -> None:
    one, other = drawn(LENT, a), drawn(PLAIN, b)
    whole = money_of([one, other])

    assert whole.total.expected.value == pytest.approx(
        (sum(total(LENT, d) for d in a) + sum(total(PLAIN, d) for d in b)) / 5
    )
    parts = money_of([one]).total.expected.value + money_of([other]).total.expected.value
    assert whole.total.expected.value == pytest.approx(parts)


def test_the_p80_of_a_sum_is_not_the_sum_of_p80s() -> None:
    """Two tranches that are never late together: one of ten worlds each."""
    first = drawn(PLAIN, [60, 60, *[0] * 8])
    second = drawn(PLAIN, [0, 0, 60, 60, *[0] * 6])

    assert money_of([first]).total.p80.value == 0
    assert money_of([first, second]).total.p80.value == total(PLAIN, 60)


def test_a_day_is_worth_what_every_iteration_saves_by_it() -> None:
    money = money_of([drawn(LENT, [60, 60, 0, -5])])

    assert money.value_of_a_day.value == (total(LENT, 60) - total(LENT, 59)) / 2


def test_the_chances_of_breach_and_long_stop_are_counted() -> None:
    """The loan of DOMAIN.md F.5 at +400 bears 238 days of slip."""
    money = money_of([drawn(LENT, [238, 239, 400, 0], long_stop_days=300)])

    assert money.breach is not None
    assert money.breach.value == 0.5
    assert money.long_stop is not None
    assert money.long_stop.value == 0.25


def test_any_covenant_of_several_tranches_is_counted_once_in_a_world() -> None:
    both = money_of([drawn(LENT, [400, 0, 0, 0]), drawn(LENT, [400, 400, 0, 0])])

    assert both.breach is not None
    assert both.breach.value == 0.5


def test_without_a_loan_and_a_long_stop_there_is_no_chance_of_either() -> None:
    money = money_of([drawn(PLAIN, [400])])

    assert (money.breach, money.long_stop) == (None, None)
    assert drawn(PLAIN, [400]).dscr_at_p80 is None


def test_a_covenant_that_no_slip_breaks_never_breaks() -> None:
    unbreakable = Stakes(
        remedy=PER_MW_DAY, revenue=REVENUE, loan=replace(loan(400), covenant=Decimal(0))
    )
    money = money_of([drawn(unbreakable, [900])])

    assert money.breach is not None
    assert money.breach.value == 0
