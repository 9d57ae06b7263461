"""What a tight market does to a date, on schedules small enough to work out by hand."""

import numpy as np
import pytest

from projects.risk.engine import Engine, World
from sites.uncertainty import Scope, ThreePoint, Tightness
from tests.projects.risk.build import cause, crew, exactly, points
from tests.projects.risk.test_drivers import days, plan, sure


def tight(times: ThreePoint, scope: Scope | None = None) -> Tightness:
    return Tightness(cause=cause("market"), scope=scope or Scope(), times_the_hours=times)


def test_hours_lengthen_work_by_the_labor_share_of_its_phase():
    """DOMAIN.md B.3: all of fit-out follows its crew, half of energisation, nothing of procurement."""
    found = plan(
        [
            sure("A", 10, phase="FITOUT"),
            sure("B", 10, phase="ENERGIZE"),
            sure("C", 10, phase="PROCURE"),
            sure("D", 10, phase="FITOUT", craft="UTIL"),
        ]
    )

    drawn = days(found, tight(exactly(1.44)))

    assert [float(drawn[code][0]) for code in "ABCD"] == pytest.approx([14.4, 12, 10, 10], abs=1e-3)


def test_it_multiplies_with_the_crew_and_spares_what_is_left_out():
    found = plan([sure("A", 10, craft="ELEC"), sure("B", 10, craft="PIPE"), sure("C", 10)])
    slow = crew("elec", 0.8, scope=Scope(crafts=frozenset({"ELEC"})))

    drawn = days(found, slow, tight(exactly(1.2), Scope(but_crafts=frozenset({"PIPE"}))))

    assert float(drawn["A"][0]) == pytest.approx(15, abs=1e-3)
    assert float(drawn["B"][0]) == 10
    assert float(drawn["C"][0]) == pytest.approx(12, abs=1e-3)


def test_one_draw_bears_on_all_work_of_an_iteration_and_follows_its_law():
    found = plan([sure("A", 10), sure("B", 20)])

    drawn = days(found, tight(points(1.0, 1.2, 1.7)), iterations=16_384)

    np.testing.assert_allclose(drawn["B"], 2 * drawn["A"], atol=2e-3)
    assert drawn["A"].mean() == pytest.approx(13, abs=0.01)  # (1 + 1.2 + 1.7) / 3 of 10 days


def test_work_that_may_take_no_hours_is_refused():
    with pytest.raises(ValueError, match="times the hours"):
        Engine(World(schedule=plan([sure("A", 1)]), drivers=(tight(points(0, 1, 2)),), seed=1))
