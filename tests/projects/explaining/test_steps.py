"""Steps telescope: rounded or not, averaged or not, they add up to the whole move."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.explaining.orders import averaged
from projects.explaining.steps import RESAMPLES, Standing, hundredths, shifts, told
from projects.schedule.calendars import DAY

SIZE = 4 * RESAMPLES

finishes = st.lists(st.integers(0, 3_000_000), min_size=SIZE, max_size=SIZE).map(
    lambda values: np.array(values, dtype=np.int64)
)


@given(st.lists(finishes, min_size=2, max_size=6), st.integers(0, 5))
def test_the_days_that_are_told_add_up_to_the_move_to_the_hundredth(rows, most):
    standings = [Standing.of(row) for row in rows]
    steps = told(shifts(standings), most=most)

    whole = hundredths(standings[-1].minutes - standings[0].minutes)
    assert sum(step.days for step in steps) == Decimal(whole) / 100
    assert sum(step.count for step in steps) == len(rows) - 1


def test_a_cause_that_moves_every_iteration_alike_has_no_error():
    row = np.random.default_rng(1).integers(0, 100 * DAY, SIZE)
    (shift,) = shifts([Standing.of(row), Standing.of(row + 3 * DAY)])

    assert (shift.hundredths, shift.error_days) == (300, 0.0)


def test_the_error_of_a_difference_is_what_repeating_the_sample_shows():
    """Against 400 repetitions of a normal move of half of all iterations."""
    draw = np.random.default_rng(2)
    moved, said = [], []
    for _ in range(400):
        row = draw.normal(1000 * DAY, 60 * DAY, 32 * 64).astype(np.int64)
        other = row + np.where(draw.random(row.size) < 0.5, 10 * DAY, 0)
        (shift,) = shifts([Standing.of(row), Standing.of(other)])
        moved.append(shift.hundredths / 100)
        said.append(shift.error_days)

    assert np.mean(said) == pytest.approx(np.std(moved), rel=0.25)


def test_the_error_stays_true_where_a_percentile_jumps_across_a_weekend():
    """P50 lies at the edge of two days in which nothing ends, so it is on either side by chance."""
    draw = np.random.default_rng(4)
    moved, said = [], []
    for _ in range(300):
        week = draw.integers(0, 2, 32 * 64)
        row = (week * 7 + draw.uniform(0, 5, week.size)) * DAY
        later = row + np.where(draw.random(row.size) < 0.3, 14 * DAY, 0)
        pair = [Standing.of(each.astype(np.int64), level=0.5) for each in (row, later)]
        (shift,) = shifts(pair)
        moved.append(shift.hundredths / 100)
        said.append(shift.error_days)

    assert np.sqrt(np.mean(np.square(said))) == pytest.approx(np.std(moved), rel=0.35)


def test_small_and_unsure_steps_are_summed_up_last():
    row = np.random.default_rng(3).normal(0, 50 * DAY, 32 * 64).astype(np.int64)
    unsure = row + np.where(np.arange(row.size) % 100 == 0, DAY, 0)
    big = unsure + 20 * DAY
    larger = big + 5 * DAY
    standings = [Standing.of(each) for each in (row, row, unsure, big, larger)]
    steps = told(shifts(standings), most=1)

    assert [step.cause for step in steps] == [0, 2, None]  # time is told even if it moved nothing
    assert steps[1].days == 20
    assert steps[2].count == 2


def test_fewer_iterations_than_resamplings_are_refused():
    with pytest.raises(ValueError, match="at least 32"):
        Standing.of(np.arange(RESAMPLES - 1))


def standing_at(minutes: int) -> Standing:
    return Standing(minutes=minutes, resampled=np.full(RESAMPLES, minutes, dtype=np.int64))


def test_two_causes_that_hold_up_the_same_date_share_what_they_cost():
    """Either alone costs 10 days, both together no more: in the order learnt the second costs nothing."""
    moved = averaged(lambda known: standing_at(10 * DAY if known else 0), causes=2)

    assert [shift.hundredths for shift in moved] == [500, 500]


@given(st.lists(st.integers(-10_000_000, 10_000_000), min_size=8, max_size=8))
def test_averaged_over_orders_the_days_add_up_to_the_move(minutes):
    at = dict(enumerate(minutes))

    def standing(known: frozenset[int]) -> Standing:
        return standing_at(at[sum(1 << cause for cause in known)])

    moved = averaged(standing, causes=3)
    assert sum(shift.hundredths for shift in moved) == hundredths(minutes[7] - minutes[0])
    by_hand = (
        Fraction(2 * (at[1] - at[0]) + (at[3] - at[2]) + (at[5] - at[4]) + 2 * (at[7] - at[6]), 6)
        * 100
        / DAY
    )
    assert abs(moved[0].hundredths - by_hand) <= 1


def test_orders_of_too_many_causes_are_refused():
    with pytest.raises(ValueError, match="more than 6"):
        averaged(lambda known: standing_at(0), causes=7)
