"""What is left of an hour: DOMAIN.md C.5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.weeks.effects import absence_factor, overtime_factor

HOURS, WEEKS = st.floats(0, 168), st.integers(0, 60)


@pytest.mark.parametrize(
    ("weeks", "factor", "effective"),
    [(1, 0.90, 54.0), (4, 0.86, 51.6), (5, 0.80, 48.0), (8, 0.71, 42.6), (9, 0.66, 39.6)],
)
def test_sixty_hours_are_those_of_the_business_roundtable(weeks, factor, effective):
    assert overtime_factor(60, weeks) == pytest.approx(factor)
    assert 60 * overtime_factor(60, weeks) == pytest.approx(effective)


def test_fifty_hours_bring_no_more_than_forty_after_seven_weeks():
    assert 50 * overtime_factor(50, 7) == pytest.approx(40)


def test_between_two_curves_it_is_between_them():
    assert overtime_factor(55, 1) == pytest.approx((0.93 + 0.90) / 2)
    assert overtime_factor(45, 9) == pytest.approx((1.0 + 0.75) / 2)


def test_forty_hours_cost_nothing_however_long():
    assert overtime_factor(40, 52) == 1.0


@given(HOURS, HOURS, WEEKS)
def test_longer_weeks_never_make_an_hour_better(a, b, weeks):
    shorter, longer = sorted((a, b))
    assert overtime_factor(longer, weeks) <= overtime_factor(shorter, weeks) + 1e-12


@given(HOURS, st.integers(1, 60), st.integers(1, 60))
def test_more_weeks_of_it_never_make_an_hour_better(hours, a, b):
    fewer, more = sorted((a, b))
    assert overtime_factor(hours, more) <= overtime_factor(hours, fewer) + 1e-12


@pytest.mark.parametrize(
    ("percent", "factor"), [(0, 1.0), (5, 1.0), (6, 0.756), (10, 0.756), (30, 0.756)]
)
def test_six_to_ten_percent_absent_cost_a_quarter(percent, factor):
    assert absence_factor(percent) == pytest.approx(factor)


@pytest.mark.parametrize("percent", [-1, 101])
def test_nobody_is_absent_more_than_all(percent):
    with pytest.raises(ValueError, match="cannot be absent"):
        absence_factor(percent)


def test_fewer_than_no_hours_are_refused():
    with pytest.raises(ValueError, match="fewer than none"):
        overtime_factor(-1, 1)
