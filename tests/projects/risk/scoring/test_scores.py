"""Scores against closed forms and published values, and what no unit or order may change."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from projects.risk.scoring.brier import brier, reliability
from projects.risk.scoring.coverage import wilson
from projects.risk.scoring.crps import crps_of_draws, crps_of_quantiles
from projects.risk.scoring.pinball import pinball
from projects.risk.scoring.pit import histogram, pit_of_draws, pit_of_quantiles
from projects.risk.scoring.scores import PERCENTS, score_date, score_draws, score_quantiles
from projects.risk.scoring.weighting import bucket, bucket_name, interval_by_projects, once_each

days = st.integers(-3_000, 3_000)
samples = st.lists(days, min_size=1, max_size=60)


def crps_of_normal(mean: float, sd: float, outcome: float) -> float:
    """Gneiting and Raftery 2007, JASA 102(477), section 4.2."""
    z = (outcome - mean) / sd
    return float(sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / math.sqrt(math.pi)))


def spread_evenly(mean: float, sd: float, count: int = 20_000) -> np.ndarray:
    """Draws that are the normal distribution itself, without chance."""
    return norm.ppf((np.arange(count) + 0.5) / count, mean, sd)


@pytest.mark.parametrize("outcome", [100.0, 93.0, 112.5, 130.0])
def test_crps_of_draws_is_that_of_the_normal_they_are_drawn_from(outcome):
    exact = crps_of_normal(100, 10, outcome)
    assert crps_of_draws(spread_evenly(100, 10), outcome) == pytest.approx(exact, abs=2e-3)


def test_crps_of_a_standard_normal_at_its_centre_is_the_published_constant():
    """2 phi(0) - 1 / sqrt(pi) = 0.2337."""
    assert crps_of_draws(spread_evenly(0, 1), 0) == pytest.approx(0.233695, abs=1e-3)


@pytest.mark.parametrize("outcome", [100.0, 88.0, 121.0])
def test_crps_of_the_99_quantiles_on_file_is_close_to_it(outcome):
    quantiles = norm.ppf(PERCENTS, 100, 10)
    exact = crps_of_normal(100, 10, outcome)
    assert crps_of_quantiles(quantiles, PERCENTS, outcome) == pytest.approx(exact, abs=0.2)


@given(samples, days)
def test_crps_by_sorting_is_the_mean_over_all_pairs(draws, outcome):
    values = np.array(draws, dtype=float)
    pairs = np.abs(values[:, np.newaxis] - values).mean() / 2
    expected = np.abs(values - outcome).mean() - pairs
    assert crps_of_draws(values, outcome) == pytest.approx(expected, abs=1e-6)


@given(samples, days, days, st.integers(1, 20))
def test_moving_everything_moves_no_score_and_scaling_scales_the_losses(
    draws, outcome, shift, scale
):
    values = np.array(draws)
    before = score_draws(values, outcome=outcome, promised=outcome + 5)
    moved = score_draws(
        values * scale + shift,
        outcome=outcome * scale + shift,
        promised=(outcome + 5) * scale + shift,
    )
    assert moved.pit == before.pit
    assert moved.held == before.held
    assert moved.brier == before.brier
    assert moved.crps_days == pytest.approx(scale * before.crps_days, abs=1e-6)
    assert moved.pinball_days == pytest.approx(scale * before.pinball_days, abs=1e-9)
    assert moved.bias_days == pytest.approx(scale * before.bias_days)


@given(st.permutations(list(range(0, 200, 7))), days)
def test_the_order_of_draws_does_not_count(draws, outcome):
    values = np.array(draws)
    there = score_draws(values, outcome=outcome, promised=50)
    assert there == score_draws(np.sort(values), outcome=outcome, promised=50)


@given(days, days, days)
def test_a_date_loses_the_days_it_is_off_and_is_certain(day, outcome, promised):
    score = score_date(day, outcome=outcome, promised=promised)
    assert score.crps_days == abs(day - outcome)
    assert score.brier == float((day > promised) != (outcome > promised))
    assert set(score.held) == {outcome <= day}


@given(st.lists(days, min_size=99, max_size=99).map(sorted), days)
def test_a_forecast_on_file_is_held_at_its_own_percentiles(quantiles, outcome):
    score = score_quantiles(quantiles, chance_of_missing=0.25, outcome=outcome, promised=outcome)
    assert score.held == tuple(outcome <= quantiles[p - 1] for p in (10, 50, 80, 90))
    assert score.bias_days == quantiles[49] - outcome
    assert score.brier == 0.0625
    assert 0 < score.pit < 1


def test_the_true_percentile_loses_least():
    """Pinball over a uniform outcome of 0 to 100 is least at the percentile itself."""
    outcomes = np.arange(101)
    losses = {p: np.mean([pinball(p, 0.8, y) for y in outcomes]) for p in range(101)}
    assert min(losses, key=losses.__getitem__) == 80


def test_a_percentile_passed_costs_its_level_a_day_and_one_undershot_the_rest():
    assert pinball(100, 0.8, 101) == pytest.approx(0.8)
    assert pinball(100, 0.8, 99) == pytest.approx(0.2)
    with pytest.raises(ValueError, match="no level"):
        pinball(1, 1.2, 1)


def test_ties_count_half():
    assert pit_of_draws(np.array([1, 2, 2, 3]), 2) == 0.5
    assert pit_of_draws(np.array([5, 5, 5]), 5) == 0.5


def test_beyond_the_quantiles_no_more_is_claimed_than_is_known():
    quantiles = np.arange(1, 100)
    assert pit_of_quantiles(quantiles, 0) == pytest.approx(0.005)
    assert pit_of_quantiles(quantiles, 50) == pytest.approx(0.5)
    assert pit_of_quantiles(quantiles, 200) == pytest.approx(0.995)


def test_a_calibrated_forecast_has_a_level_histogram():
    even = [(index + 0.5) / 100 for index in range(100)]
    assert histogram(even, [1.0] * 100) == pytest.approx([1.0] * 10)
    assert histogram([], []) == [0.0] * 10
    assert histogram([1.0], [2.0])[-1] == 10.0


@pytest.mark.parametrize(
    ("held", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_newcombe(held, of, low, high):
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3."""
    interval = wilson(held, of)
    assert (interval.low, interval.high) == (
        pytest.approx(low, abs=5e-5),
        pytest.approx(high, abs=5e-5),
    )


def test_of_nothing_there_is_no_interval():
    with pytest.raises(ValueError, match="0 of 0"):
        wilson(0, 0)


@given(st.floats(0, 1), st.booleans())
def test_brier_is_between_right_and_wrong_for_sure(chance, happened):
    assert 0 <= brier(chance, happened=happened) <= 1
    assert brier(float(happened), happened=happened) == 0


def test_reliability_gathers_chances_with_what_came_of_them():
    bins = reliability([0.1, 0.1, 0.9, 1.0], [False, True, True, True], [1, 1, 2, 0.5])
    assert [each.n for each in bins] == [2, 0, 0, 0, 2]
    assert (bins[0].said, bins[0].happened) == (pytest.approx(0.1), 0.5)
    assert bins[4].happened == 1
    assert (bins[2].said, bins[2].happened) == (None, None)
    assert sum(each.weight for each in bins) == pytest.approx(1)


@given(samples, days)
def test_the_brier_score_is_reliability_less_resolution_plus_uncertainty(draws, outcome):
    """Murphy 1973, with one chance in each bin: here two, 0 and 1."""
    chances = [float(day > outcome) for day in draws]
    happened = [day > 0 for day in draws]
    score = np.mean([brier(c, happened=h) for c, h in zip(chances, happened, strict=True)])
    bins = [each for each in reliability(chances, happened, [1.0] * len(draws)) if each.n]
    base = np.mean(happened)
    told = sum(b.weight * ((b.said - b.happened) ** 2 - (b.happened - base) ** 2) for b in bins)
    assert score == pytest.approx(told + base * (1 - base), abs=1e-9)


def test_lead_times_fall_into_buckets_with_names():
    assert [bucket(days) for days in (0, 30, 31, 365, 366)] == [0, 0, 1, 3, 4]
    assert [bucket_name(index) for index in (0, 1, 4)] == [
        "up to 30 days",
        "31 to 90 days",
        "over 365 days",
    ]


def test_many_forecasts_of_one_milestone_count_as_one():
    assert list(once_each(["a", "a", "b"])) == [0.5, 0.5, 1.0]


def test_the_interval_comes_from_projects_and_not_from_how_often_they_were_forecast():
    """One project that always held and one that never did: every share is possible."""
    values, projects = [1.0] * 500 + [0.0] * 500, ["a"] * 500 + ["b"] * 500
    interval = interval_by_projects(values, np.ones(1000), projects)
    assert interval is not None
    assert (interval.low, interval.high) == (0, 1)
    assert interval_by_projects([1.0], np.ones(1), ["a"]) is None
