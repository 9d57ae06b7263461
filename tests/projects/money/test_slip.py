"""One tranche's money in every iteration of a simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.money.revenue import Revenue
from projects.money.slip import Stakes, cost_of_slip, costs_of_slip
from projects.money.terms import TermKind
from tests.projects.money.example import (
    ANNUAL,
    HALF_FEE_CREDIT,
    PER_MW_DAY,
    REVENUE,
    TIERED,
    loan,
)

FIXED = Revenue(annual_minor=ANNUAL, term_months=60, term_kind=TermKind.FIXED_END)
STAKES = (
    Stakes(remedy=PER_MW_DAY, revenue=REVENUE, loan=loan(400)),
    Stakes(remedy=TIERED, revenue=FIXED, excused_days=14, loan=loan(250)),
    Stakes(remedy=HALF_FEE_CREDIT, revenue=FIXED),
)


@given(st.sampled_from(STAKES), st.lists(st.integers(-400, 900), max_size=40))
def test_each_iteration_costs_what_its_days_cost_alone(stakes: Stakes, days: list[int]) -> None:
    many = costs_of_slip(stakes, days_late=np.array(days, dtype=np.int64))

    for index, late in enumerate(days):
        alone = cost_of_slip(stakes, days_late=late)
        assert many.remedy_minor[index] == alone.remedy_minor
        assert many.revenue_minor[index] == alone.revenue_minor
        assert many.lost_minor[index] == alone.lost_minor
        assert many.interest_minor[index] == alone.interest_minor
        assert many.headroom_minor[index] == (alone.headroom_minor or 0)
    assert many.remedy_minor.dtype == np.int64


def test_being_early_costs_nothing() -> None:
    early = cost_of_slip(STAKES[0], days_late=-30)

    assert (early.remedy_minor, early.revenue_minor, early.interest_minor) == (0, 0, 0)


def test_excused_days_spare_the_remedy_but_not_the_revenue() -> None:
    excused = Stakes(remedy=PER_MW_DAY, revenue=REVENUE, excused_days=60)
    cost = cost_of_slip(excused, days_late=60)

    assert cost.remedy_minor == 0
    assert cost.revenue_minor == REVENUE.moved_minor(60)


def test_money_beyond_what_an_array_holds_is_refused() -> None:
    huge = Revenue(annual_minor=10**20, term_months=60, term_kind=TermKind.SLIDES)

    with pytest.raises(OverflowError):
        costs_of_slip(Stakes(remedy=PER_MW_DAY, revenue=huge), days_late=np.array([400]))
