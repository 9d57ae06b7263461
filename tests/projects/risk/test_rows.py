import numpy as np
import pytest
from scipy import stats

from projects.risk.rows import MOST_MINUTES, PARTS, read, rows_of
from tests.projects.risk.build import exactly, points

EVENLY = np.linspace(0, 2**32, 200_001).astype(np.uint64)[:-1]
RATIOS = np.linspace(0, 1, 21)


def drawn(low, likely, high, words=EVENLY):
    return read(rows_of([points(low, likely, high)])[0], words) / PARTS


@pytest.mark.parametrize("mode", [*RATIOS, 0.007, 0.993])
def test_a_row_keeps_mean_and_sd_of_beta_pert(mode):
    low, high = 7_000, 18_000
    found = drawn(low, low + mode * (high - low), high)
    exact = stats.beta(1 + 4 * mode, 5 - 4 * mode, loc=low, scale=high - low)

    assert found.mean() == pytest.approx(exact.mean(), rel=2e-4)
    assert found.std() == pytest.approx(exact.std(), rel=1e-3)


@pytest.mark.parametrize("mode", [0.1, 0.3, 0.317, 0.9])
def test_percentiles_of_a_row_are_those_of_beta_pert(mode):
    levels = np.array([0.01, 0.1, 0.5, 0.8, 0.9, 0.99])
    found = drawn(0, mode * 10_000, 10_000, (levels * 2**32).astype(np.uint64))
    exact = stats.beta(1 + 4 * mode, 5 - 4 * mode).ppf(levels)

    np.testing.assert_allclose(found / 10_000, exact, atol=2e-3)


def test_a_row_stays_in_its_range_and_rises():
    found = drawn(1_000, 1_200, 3_000)

    assert found.min() > 1_000 - 20
    assert found.max() < 3_000 + 20
    assert (np.diff(found) >= 0).all()


def test_no_range_means_no_spread():
    assert set(read(rows_of([exactly(5)])[0], EVENLY)) == {5 * PARTS}


def test_points_out_of_order_are_refused():
    with pytest.raises(ValueError, match="out of order"):
        rows_of([points(2, 1, 3)])


def test_points_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="out of order"):
        rows_of([points(1, float("nan"), 3)])


def test_longer_than_31_years_is_refused():
    with pytest.raises(ValueError, match="longer than 31 years"):
        rows_of([points(1, 2, 2 * MOST_MINUTES)])
