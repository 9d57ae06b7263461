import numpy as np
import pytest
from scipy import stats

from projects.risk.distributions import (
    log_normal,
    negative_binomial,
    triangular,
)
from tests.projects.risk.build import exactly, points

EVENLY = (np.arange(200_000) + 0.5) / 200_000


def test_no_range_means_no_spread():
    assert set(triangular(EVENLY, exactly(5))) == {5.0}


def test_points_out_of_order_are_refused():
    with pytest.raises(ValueError, match="out of order"):
        triangular(EVENLY, points(2, 1, 3))


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
