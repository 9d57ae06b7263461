import numpy as np
import pytest
from scipy import stats

from projects.risk.distributions import (
    beta_pert,
    log_normal,
    negative_binomial,
    triangular,
)
from tests.projects.risk.build import exactly, points

EVENLY = (np.arange(200_000) + 0.5) / 200_000
RATIOS = np.linspace(0, 1, 21)


@pytest.mark.parametrize("mode", RATIOS)
def test_the_table_keeps_mean_and_sd_of_beta_pert(mode):
    low, high = 0.7, 1.8
    drawn = beta_pert(EVENLY, points(low, low + mode * (high - low), high))
    exact = stats.beta(1 + 4 * mode, 5 - 4 * mode, loc=low, scale=high - low)

    assert drawn.mean() == pytest.approx(exact.mean(), rel=2e-4)
    assert drawn.std() == pytest.approx(exact.std(), rel=1e-3)


@pytest.mark.parametrize("mode", [0.1, 0.3, 0.9])
def test_percentiles_of_the_table_are_those_of_beta_pert(mode):
    drawn = beta_pert(np.array([0.01, 0.1, 0.5, 0.8, 0.9, 0.99]), points(0, mode, 1))
    exact = stats.beta(1 + 4 * mode, 5 - 4 * mode).ppf([0.01, 0.1, 0.5, 0.8, 0.9, 0.99])

    np.testing.assert_allclose(drawn, exact, atol=2e-3)


def test_beta_pert_stays_in_its_range_and_rises():
    drawn = beta_pert(EVENLY, points(10, 12, 30))

    assert drawn.min() > 10 - 0.2
    assert drawn.max() < 30 + 0.2
    assert (np.diff(drawn) > 0).all()


def test_no_range_means_no_spread():
    assert set(beta_pert(EVENLY, exactly(5))) == {5.0}
    assert set(triangular(EVENLY, exactly(5))) == {5.0}


def test_points_out_of_order_are_refused():
    with pytest.raises(ValueError, match="out of order"):
        beta_pert(EVENLY, points(2, 1, 3))


def test_triangular_is_exact():
    np.testing.assert_allclose(
        triangular(EVENLY, points(5, 10, 40)),
        stats.triang(5 / 35, loc=5, scale=35).ppf(EVENLY),
        rtol=1e-9,
    )


def test_log_normal_has_its_median_and_log_sd():
    drawn = log_normal(EVENLY, median=0.82, log_sd=0.043)

    assert np.median(drawn) == pytest.approx(0.82, rel=1e-4)
    assert np.log(drawn).std() == pytest.approx(0.043, rel=1e-3)


def test_a_uniform_of_zero_gives_a_finite_productivity():
    assert log_normal(np.zeros(1), median=0.5, log_sd=0.1)[0] > 0


@pytest.mark.parametrize("mean", [0.4, 3.0, 6.5])
def test_negative_binomial_counts_are_scipys(mean):
    exact = stats.nbinom(3.0, 3.0 / (3.0 + mean))
    u = (np.arange(1_009) + 0.3) / 1_009  # on no step of the law
    drawn = negative_binomial(u, mean=mean, dispersion=3.0, most=31)

    np.testing.assert_array_equal(drawn, np.minimum(exact.ppf(u), 31))


def test_a_month_without_weather_loses_nothing():
    assert not negative_binomial(EVENLY, mean=0, dispersion=3.0, most=31).any()
