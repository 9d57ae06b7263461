"""What is shared is drawn from a Latin hypercube: each quantity by itself, and any two unrelated."""

from itertools import combinations

import numpy as np
import pytest

from projects.risk.randomness import key_of, uniforms
from projects.risk.strata import _IN_ORDER, STRATA, _at_once, _round_keys, strata

QUANTITIES = 200


@pytest.fixture(scope="module")
def orders():
    """(quantities, STRATA): a whole run of strata of each."""
    keys = [key_of(1, f"cause {number}", "days") for number in range(QUANTITIES)]
    return np.stack([strata(key, first=0, count=STRATA) for key in keys])


def test_every_run_of_strata_hits_each_once_whatever_the_quantity(orders):
    np.testing.assert_array_equal(np.sort(orders), np.tile(np.arange(STRATA), (QUANTITIES, 1)))


def test_the_numbers_of_a_whole_run_fill_every_part_once_and_the_next_run_does_so_otherwise():
    parts = (uniforms(3, "a pool", "output", 3 * STRATA) * STRATA).astype(int).reshape(3, STRATA)

    np.testing.assert_array_equal(np.sort(parts), np.tile(np.arange(STRATA), (3, 1)))
    assert abs(np.corrcoef(parts)[np.triu_indices(3, 1)]).max() < 4.5 / np.sqrt(STRATA)


def test_a_slice_across_two_runs_equals_the_same_slice_of_the_whole():
    whole = uniforms(1, "HC-320", "duration", 3 * STRATA)

    for first, count in ((STRATA - 64, 200), (STRATA, 10), (640, 2 * STRATA), (2 * STRATA + 64, 1)):
        part = uniforms(1, "HC-320", "duration", count, first=first)
        np.testing.assert_array_equal(part, whole[first : first + count])


@pytest.mark.parametrize("key", [0, 1, 2**63 + 12345, 2**64 - 1])
def test_machine_code_and_arrays_give_the_same_strata(key):
    by_rows = _IN_ORDER[:1_000].copy()
    _at_once(by_rows, _round_keys(np.uint64(key), 2))

    np.testing.assert_array_equal(strata(np.uint64(key), first=2 * STRATA, count=1_000), by_rows)


def test_no_two_quantities_move_together(orders):
    """19,900 pairs: correlations scatter as those of random permutations, 1 / sqrt(n - 1), and no more."""
    found = np.corrcoef(orders)[np.triu_indices(QUANTITIES, 1)] * np.sqrt(STRATA - 1)

    assert abs(found.mean()) < 0.03
    assert found.std() == pytest.approx(1, abs=0.03)
    assert abs(found).max() < 5.5


def test_two_quantities_fill_the_square_evenly(orders):
    """Pearson's chi-square of 16 x 16 cells; the margins being exact, 225 degrees of freedom."""
    cells = (orders[:60] >> 10).astype(int)
    expected = STRATA / 256
    counts = [np.bincount(16 * a + b, minlength=256) for a, b in combinations(cells, 2)]
    chi = ((np.array(counts) - expected) ** 2 / expected).sum(axis=1)

    assert chi.mean() == pytest.approx(225, rel=0.02)
    assert chi.std() == pytest.approx(np.sqrt(2 * 225), rel=0.15)
    assert chi.max() < 350  # 6 standard deviations, of 1,770 pairs


def test_the_last_bits_of_two_quantities_are_unrelated_as_well(orders):
    found = np.corrcoef(orders[:60] & 15)[np.triu_indices(60, 1)] * np.sqrt(STRATA)

    assert found.std() == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("count", [256, 1_024, 4_096])
def test_fewer_iterations_are_a_fair_sample_of_the_strata(orders, count):
    """A prefix is drawn without putting back: its mean scatters by the finite population's error."""
    error = np.sqrt((1 - count / STRATA) / 12 / count)
    z = ((orders[:, :count] + 0.5).mean(axis=1) / STRATA - 0.5) / error

    assert z.std() == pytest.approx(1, abs=0.2)
    assert abs(z).max() < 4.5


def test_iterations_do_not_follow_one_another(orders):
    lagged = [np.corrcoef(order[1:], order[:-1])[0, 1] * np.sqrt(STRATA) for order in orders]

    assert np.std(lagged) == pytest.approx(1, abs=0.2)
    assert max(map(abs, lagged)) < 5


def test_any_iteration_by_itself_is_uniform_over_seeds():
    """What is one number of a hypercube must still follow its law: Kolmogorov's distance, 2,000 seeds."""
    for iteration in (0, 1, 8_191, STRATA - 1):
        first = iteration // 64 * 64
        drawn = [
            uniforms(seed, "x", "days", 64, first=first)[iteration % 64] for seed in range(2_000)
        ]
        levels = np.arange(1, 2_001) / 2_000
        assert abs(np.sort(drawn) - levels).max() < 1.95 / np.sqrt(2_000)  # 0.1 %


def test_a_mean_of_one_shared_factor_scatters_hardly_at_all():
    """Of u squared: plain draws scatter by sqrt(4 / 45 / n) = 0.0023."""
    means = [np.mean(uniforms(seed, "pool", "output", STRATA) ** 2) for seed in range(50)]

    assert np.std(means) < 0.0023 / 50
    assert np.mean(means) == pytest.approx(1 / 3, abs=1e-5)
