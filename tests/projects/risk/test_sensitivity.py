"""The measures of sensitivity, against integration, symmetry and what the books say of them."""

from datetime import timedelta

import numpy as np
import pytest

from projects.risk.engine import Engine, World
from projects.risk.sensitivity import ActivitySensitivity, Sensitivity
from projects.schedule.calendars import to_clock
from tests.projects.risk.build import crew
from tests.projects.risk.test_exact_cases import (
    ERRORS,
    ITERATIONS,
    cases,
    certain,
    estimated,
    world_of,
)
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task

__all__ = ["cases"]


def sensitivity(world: World, *, iterations: int = 1 << 14, ranked: int = 0) -> Sensitivity:
    return Engine(world, watched=[]).sensitivity(iterations, ranked=ranked)


def by_code(found: Sensitivity) -> dict[str, ActivitySensitivity]:
    return {each.code: each for each in found.activities}


def alone(*activities, links=(), drivers=()) -> World:
    planned = schedule(activities, links, default_calendar=NON_STOP.code)
    return World(schedule=planned, seed=7, drivers=drivers)


def test_the_criticality_of_an_activity_behind_a_lag_is_that_of_integration(cases):
    case = cases["pdm_ss_lag"]
    expected = case["oracle"]["ci_B"]

    found = by_code(sensitivity(world_of(case), iterations=ITERATIONS))["B"].criticality

    assert abs(found - expected) <= ERRORS * np.sqrt(expected * (1 - expected) / ITERATIONS)


def test_the_mean_lies_after_the_plan_by_the_merge_bias_of_integration(cases):
    """The plan is the later of 10 and 3 + 9 days."""
    case = cases["pdm_ss_lag"]

    found = sensitivity(world_of(case), iterations=ITERATIONS)

    assert found.planned == MONDAY + timedelta(days=12)
    error = ERRORS * found.sd_days / np.sqrt(ITERATIONS)
    assert abs(found.merge_bias_days - (case["oracle"]["mean"] - 12)) <= error
    assert found.sd_days == pytest.approx(case["oracle"]["sd"], rel=0.01)


def test_the_paths_of_a_wheatstone_bridge_share_all_iterations(cases):
    """Three paths: A D, A C E and B E."""
    critical = {
        code: each.criticality
        for code, each in by_code(sensitivity(world_of(cases["wheatstone_bridge"]))).items()
    }

    assert critical["D"] + critical["C"] + critical["B"] == pytest.approx(1)
    assert critical["A"] == pytest.approx(critical["D"] + critical["C"])
    assert critical["E"] == pytest.approx(critical["C"] + critical["B"])
    assert min(critical.values()) > 0.02


def test_a_bridge_that_is_the_same_from_either_side_is_critical_alike():
    """A and B begin, C and D end, and half of the time the one side is the longer."""
    links = [link("A FS C"), link("B FS D")]
    both = [estimated(code, 4, 6, 14) for code in "ABCD"]

    found = by_code(sensitivity(alone(*both, links=links), iterations=1 << 16))

    assert found["A"].criticality == found["C"].criticality == pytest.approx(0.5, abs=0.01)
    assert found["A"].cruciality == pytest.approx(found["B"].cruciality, abs=0.02)
    assert found["A"].schedule_sensitivity == pytest.approx(
        found["D"].schedule_sensitivity, abs=0.02
    )


def test_a_task_that_is_always_critical_and_never_varies_is_not_sensitive():
    """STANDARDS.md 3: criticality alone misleads, and undefined is not zero."""
    found = by_code(
        sensitivity(alone(certain("A", 30), estimated("B", 4, 6, 14), links=[link("A FS B")]))
    )

    assert found["A"].criticality == 1
    assert found["A"].schedule_sensitivity == 0
    assert found["A"].cruciality is None
    assert found["A"].weighted_cruciality is None
    assert found["B"].schedule_sensitivity == pytest.approx(1)
    assert found["B"].duration_sensitivity == pytest.approx(1)


def test_of_a_date_that_never_moves_nothing_is_said():
    (only,) = sensitivity(alone(certain("A", 30)), ranked=5).activities

    assert (only.criticality, only.sd_minutes) == (1, 0)
    assert only.cruciality is only.rank_cruciality is only.schedule_sensitivity is None


def test_a_shared_cause_is_credited_whole_by_correlation_and_by_share_in_the_sensitivity_index():
    """STANDARDS.md 3: the two measures agree for independent durations and part ways under a cause."""
    pair = [
        task(
            code,
            10,
            on=NON_STOP,
            optimistic=14_400,
            pessimistic=14_400,
            craft="ELEC",
            phase="FITOUT",
        )
        for code in "AB"
    ]
    slow = crew("slow", 0.8, log_sd=0.2)

    found = by_code(sensitivity(alone(*pair, links=[link("A FS B")], drivers=(slow,))))

    assert found["A"].cruciality == pytest.approx(1, abs=1e-4)
    assert found["A"].schedule_sensitivity == pytest.approx(0.5, abs=1e-3)


def test_the_two_measures_of_cruciality_part_where_work_is_seldom_critical():
    found = by_code(
        sensitivity(alone(estimated("A", 10, 20, 30), estimated("B", 4, 18, 22)), ranked=2)
    )

    assert 0 < found["B"].criticality < 0.5
    assert found["B"].weighted_cruciality == pytest.approx(
        found["B"].criticality * found["B"].duration_sensitivity
    )
    assert found["A"].rank_cruciality == pytest.approx(found["A"].cruciality, abs=0.1)


def test_pearson_and_spearman_are_those_of_numpy():
    world = alone(estimated("A", 10, 20, 30), estimated("B", 4, 18, 22))
    engine = Engine(world, watched=["A"])
    kept = engine.tally(5_000, chosen=[0, 1])

    found = by_code(engine.sensitivity(5_000, ranked=2))

    row = kept.sums.durations[list(kept.codes).index("B")]
    ranks = [np.argsort(np.argsort(each)) for each in (row, kept.last)]  # ties are rare: minutes
    assert found["B"].duration_sensitivity == pytest.approx(np.corrcoef(row, kept.last)[0, 1])
    assert found["B"].rank_cruciality == pytest.approx(np.corrcoef(*ranks)[0, 1], abs=1e-3)
    assert found["B"].sd_minutes == pytest.approx(row.std())


def test_of_a_milestone_only_what_leads_to_it_is_critical():
    planned = [estimated(code, 4, 6, 14) for code in "ABC"]
    world = alone(*planned, links=[link("A FS B")])

    found = by_code(Engine(world, watched=[]).sensitivity(1_000, milestone="B"))

    assert [found[code].criticality for code in "ABC"] == [1, 1, 0]


def test_a_milestone_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        Engine(alone(certain("A", 1)), watched=[]).sensitivity(10, milestone="Z")


def test_the_significance_of_what_is_always_critical_is_one_and_of_the_rest_its_share():
    """B takes 4 of the 10 days that A takes, so its slack is 6 in every iteration: 4 / (4 + 6)."""
    world = alone(certain("A", 10), certain("B", 4), certain("M", 0))

    found = by_code(Engine(world, watched=[]).sensitivity(200, significance=True))

    assert found["A"].significance == pytest.approx(1)
    assert found["B"].significance == pytest.approx(0.4)
    assert found["M"].significance is None


def test_the_significance_of_one_of_two_is_that_of_its_formula():
    world = alone(estimated("A", 10, 20, 30), estimated("B", 4, 18, 22), links=[])
    engine = Engine(world, watched=[])
    kept = engine.tally(3_000, chosen=[0, 1])
    last = (kept.last - to_clock(MONDAY)).astype(float)
    own = kept.sums.durations[list(kept.codes).index("B")]

    found = by_code(engine.sensitivity(3_000, significance=True))

    expected = (own / (own + (last - own)) * last / last.mean()).mean()
    assert found["B"].significance == pytest.approx(expected)


def test_work_on_the_path_has_no_slack_in_its_iteration(ref72):
    """So no activity is less significant than critical, as long as all of the path counts in time."""
    found = Engine(World(schedule=ref72, seed=5), watched=[]).sensitivity(1_000, significance=True)

    for each in found.activities:
        if each.significance is not None:
            assert each.significance >= each.criticality - 0.02, each.code
