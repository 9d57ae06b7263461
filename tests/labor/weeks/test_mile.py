"""m as earned and actual hours show it."""

from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labor.productivity import Multiplier
from labor.weeks.mile import FORMULA_SD, WEEK_SD, WEEKS, band, deviation, updated

SEED = Multiplier(median=0.5424, log_sd=0.1192)
"""20 journeypersons of a thousand, boom years: C.7."""

DEVIATIONS = st.lists(st.floats(-1, 1), min_size=1, max_size=30)


def test_without_a_measured_week_it_is_the_formula():
    assert updated(SEED, []) == SEED


def test_one_week_moves_it_by_the_weight_that_bayes_gives_it():
    prior = 0.1192**2 + FORMULA_SD**2
    weight = prior / (prior + WEEK_SD**2)

    m = updated(SEED, [log(0.8)])

    assert m.median == pytest.approx(0.5424 * exp(weight * log(0.8)))
    assert m.log_sd == pytest.approx(sqrt(prior * (1 - weight)))


def test_eight_weeks_that_agree_come_near_what_they_measured():
    m = updated(SEED, [log(0.8)] * 8)

    assert m.median == pytest.approx(0.5424 * 0.8, rel=0.05)
    assert m.log_sd < 0.07


@given(DEVIATIONS)
def test_it_lies_between_the_formula_and_what_was_measured(measured):
    mean = sum(measured[-WEEKS:]) / len(measured[-WEEKS:])
    moved = log(updated(SEED, measured).median / SEED.median)

    assert min(0.0, mean) - 1e-9 <= moved <= max(0.0, mean) + 1e-9


@given(DEVIATIONS, st.floats(-1, 1))
def test_each_week_up_to_eight_leaves_less_doubt(measured, another):
    before, after = updated(SEED, measured), updated(SEED, [*measured, another])

    assert (after.log_sd < before.log_sd) == (len(measured) < WEEKS)


def test_an_old_mile_is_forgotten():
    assert updated(SEED, [1.0] * 30 + [0.0] * 8) == updated(SEED, [0.0] * 8)


def test_a_week_that_goes_as_expected_deviates_by_nothing():
    assert deviation(earned_hours=410, worked_hours=1_000, expected=0.41) == pytest.approx(0)


def test_a_mile_needs_hours():
    with pytest.raises(ValueError, match="both worked and earned"):
        deviation(earned_hours=10, worked_hours=0, expected=1)


def test_the_band_has_eight_of_ten_outcomes():
    found = band(Multiplier(median=0.82, log_sd=0.043))

    assert [round(x, 2) for x in (found.p10, found.p50, found.p90)] == [0.78, 0.82, 0.87]
