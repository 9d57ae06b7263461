"""Lost days beyond the planned ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.weather.excused import excused_days, months_of_weather

CLAUSE = (7, 7, 4, 3, 1, 1, 0, 0, 0, 2, 2, 2)
"""Days a month, January first, 29 a year: the clause of DOMAIN.md G.1."""

DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


def in_month(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def test_only_what_exceeds_the_plan_of_its_own_month_is_excused():
    lost = [*in_month(date(2026, 3, 1), 9), *in_month(date(2026, 5, 1), 1)]

    months = months_of_weather(lost, CLAUSE, until=date(2026, 5, 20))

    assert [(m.first.month, m.planned, m.lost, m.excused) for m in months] == [
        (3, 4, 9, 5),
        (4, 3, 0, 0),  # days not used here do not pay for March
        (5, 1, 1, 0),
    ]


def test_without_a_plan_nothing_can_be_called_excused():
    (month,) = months_of_weather([date(2026, 3, 1)], None, until=date(2026, 3, 2))

    assert (month.lost, month.planned, month.excused) == (1, None, None)


def test_no_lost_day_is_no_month_and_a_later_one_is_still_told():
    assert months_of_weather([], CLAUSE, until=date(2026, 5, 1)) == []
    months = months_of_weather([date(2026, 12, 31)], CLAUSE, until=date(2026, 5, 1))
    assert [m.first for m in months] == [date(2026, 12, 1)]


def test_a_plan_of_other_than_twelve_months_is_no_plan():
    with pytest.raises(ValueError, match="12 months"):
        months_of_weather([], (1, 2), until=date(2026, 5, 1))


@given(st.lists(DAYS), DAYS)
def test_every_lost_day_is_counted_once_and_excused_never_exceeds_lost(lost, until):
    months = months_of_weather(lost, CLAUSE, until=until)

    assert sum(month.lost for month in months) == len(set(lost))
    assert all(0 <= (month.excused or 0) <= month.lost for month in months)
    assert [m.first for m in months] == sorted({m.first for m in months})


@given(st.integers(0, 31), st.integers(0, 31))
def test_a_day_more_lost_is_at_most_a_day_more_excused(lost, planned):
    assert excused_days(lost=lost + 1, planned=planned) - excused_days(
        lost=lost, planned=planned
    ) in (0, 1)
