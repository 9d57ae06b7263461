import numpy as np
import pytest

from projects.risk.percentiles import percentile, standard_error, summary
from projects.risk.philox import words
from projects.risk.randomness import key_of


def test_a_percentile_is_a_value_that_was_drawn():
    ordered = np.array([10, 20, 30, 40, 50])

    assert [percentile(ordered, level) for level in (0.1, 0.5, 0.8, 0.9, 1.0)] == [
        10,
        30,
        40,
        50,
        50,
    ]


def test_every_percent_of_a_hundred_is_its_own_rank():
    ordered = np.arange(1, 101)

    assert [percentile(ordered, percent / 100) for percent in ordered] == list(ordered)


def test_a_jump_is_shown_and_not_smoothed():
    ordered = np.array([60] * 85 + [87] * 15)

    assert percentile(ordered, 0.8) == 60
    assert percentile(ordered, 0.9) == 87


def test_the_error_beside_a_percentile_is_how_much_it_scatters():
    plain = [words(key_of(seed, "error", "test"), first=0, count=4_000) for seed in range(400)]
    runs = [np.sort(drawn * 2.0**-32) for drawn in plain]
    scatter = np.std([percentile(run, 0.8) for run in runs])
    shown = np.mean([standard_error(run, 0.8) for run in runs])

    assert shown == pytest.approx(scatter, rel=0.15)


def test_one_iteration_has_no_spread():
    assert summary(np.array([7])).sd == 0
