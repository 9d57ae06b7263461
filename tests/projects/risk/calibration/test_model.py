"""The model learns what was put into the projects, and a project's own progress outweighs it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.risk.calibration.errors import TooFewProjects
from projects.risk.calibration.model import DurationModel, History, fit
from projects.risk.calibration.ratios import LARGEST_RATIO, Seen, log_ratios
from projects.risk.calibration.updating import updated

MODEL = DurationModel(
    mean=0.1, shared_sd=0.3, own_sd=0.5, as_planned=3.0, otherwise=2.0, remaining_stands=0.6
)
NONE = np.empty(0)


def drawn(rng, *, mean, shared, own, share, activities):
    """A project of the model."""
    centre = mean + shared * rng.standard_normal()
    others = rng.binomial(activities, 1 - share)
    return Seen(as_planned=activities - others, others=centre + own * rng.standard_normal(others))


def test_the_fit_finds_what_the_projects_were_drawn_from():
    rng = np.random.default_rng(5)
    known = {"mean": 0.2, "shared": 0.4, "own": 0.6}
    seen = [drawn(rng, **known, share=rng.beta(3, 2), activities=40) for _ in range(2_000)]
    found = fit([History(seen=each, remaining_stood=0.5) for each in seen])

    assert found.mean == pytest.approx(0.2, abs=0.03)
    assert found.shared_sd == pytest.approx(0.4, abs=0.02)
    assert found.own_sd == pytest.approx(0.6, abs=0.01)
    assert found.as_planned == pytest.approx(3, rel=0.1)
    assert found.otherwise == pytest.approx(2, rel=0.1)
    assert found.remaining_stands == 0.5


def test_few_projects_are_refused():
    one = History(seen=Seen(as_planned=1, others=np.array([0.1, 0.2])), remaining_stood=None)
    with pytest.raises(TooFewProjects, match="9 projects are too few"):
        fit([one] * 9)


def test_projects_that_all_went_as_planned_teach_nothing_of_the_rest():
    with pytest.raises(TooFewProjects, match="no two"):
        fit([History(seen=Seen(as_planned=5, others=NONE), remaining_stood=1.0)] * 12)


def test_an_own_mean_is_the_precision_weighted_one():
    """Normal-normal: (0.1 / 0.09 + (0.6 + 0.8) / 0.25) / (1 / 0.09 + 2 / 0.25)."""
    own = updated(MODEL, Seen(as_planned=4, others=np.array([0.6, 0.8])), NONE)
    assert own.mean == pytest.approx((0.1 / 0.09 + 1.4 / 0.25) / (1 / 0.09 + 2 / 0.25))
    assert own.sd == pytest.approx((1 / 0.09 + 2 / 0.25) ** -0.5)
    assert (own.as_planned, own.otherwise) == (7, 4)


def test_without_any_progress_it_is_the_model_of_all():
    own = updated(MODEL, Seen(as_planned=0, others=NONE), NONE)
    assert (own.mean, own.sd) == (pytest.approx(0.1), pytest.approx(0.3))


@given(st.floats(0.01, 1.5), st.integers(1, 6))
def test_overrun_work_says_more_than_its_ratio_so_far(bound, count):
    """Right-censored: as if it had finished at least there."""
    nothing = Seen(as_planned=0, others=NONE)
    censored = updated(MODEL, nothing, np.full(count, bound))
    exact = updated(MODEL, Seen(as_planned=0, others=np.full(count, bound)), NONE)
    assert censored.mean > max(exact.mean, MODEL.mean)
    assert censored.sd == pytest.approx(exact.sd)


def test_a_project_that_reports_all_as_planned_is_forecast_mostly_as_planned():
    own = updated(MODEL, Seen(as_planned=95, others=NONE), NONE)
    ratios = own.ratios(50, 400, np.random.default_rng(1))
    assert (ratios == 1).mean() > 0.9


def test_ratios_share_the_law_of_their_project():
    own = updated(MODEL, Seen(as_planned=0, others=NONE), NONE)
    logs = np.log(own.ratios(2, 40_000, np.random.default_rng(2)))
    both = logs[:, (logs != 0).all(axis=0)]
    expected = 0.3**2 / (0.3**2 + 0.5**2)
    assert np.corrcoef(both)[0, 1] == pytest.approx(expected, abs=0.03)


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_mistakes_of_unit_are_held_within_the_largest_ratio(actual, planned):
    (found,) = log_ratios(np.array([actual]), np.array([planned]))
    assert abs(found) <= math.log(LARGEST_RATIO)


def test_work_that_was_to_take_no_time_says_nothing():
    seen = Seen.of(np.array([0, 480, 960]), np.array([0, 480, 480]))
    assert seen.as_planned == 1
    assert seen.others == pytest.approx([math.log(2)])
