from collections import defaultdict
from datetime import timedelta

import numpy as np
import pytest

from projects.risk.ranges import ANY_PHASE_RATIOS, PHASE_RATIOS, three_points
from tests.projects.schedule.build import MONDAY, task


def test_default_ratios_are_those_of_the_reference_build(ref72):
    ratios = defaultdict(list)
    for activity in ref72.activities:
        if activity.likely:
            pair = (activity.optimistic / activity.likely, activity.pessimistic / activity.likely)
            ratios[activity.phase].append(pair)
            ratios["any"].append(pair)

    assert set(PHASE_RATIOS) == set(ratios) - {"any"}
    for phase, pair in (PHASE_RATIOS | {"any": ANY_PHASE_RATIOS}).items():
        np.testing.assert_allclose(pair, np.mean(ratios[phase], axis=0), atol=6e-4)


def test_an_activity_without_a_range_gets_that_of_its_phase():
    found = three_points(task("A", 10, phase="SHELL"))

    assert (found.optimistic, found.pessimistic) == pytest.approx((0.697 * 4800, 1.791 * 4800))


def test_what_remains_keeps_the_shape_of_the_whole():
    started = task("A", 10, optimistic=4000, pessimistic=9000, started_at=MONDAY, remaining=1200)

    found = three_points(started)

    assert (found.optimistic, found.likely, found.pessimistic) == (1000, 1200, 2250)


def test_a_late_activity_never_has_less_than_nothing_left():
    late = task("A", 1, optimistic=400, pessimistic=900, started_at=MONDAY, remaining=4800)

    assert three_points(late).optimistic == 4000


def test_finished_work_is_certain():
    done = task("A", 10, started_at=MONDAY, finished_at=MONDAY + timedelta(days=3))

    assert three_points(done).pessimistic == 0
