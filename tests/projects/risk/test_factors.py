"""Risks that multiply, and side paths, on schedules small enough to work out by hand."""

import math

import numpy as np
import pytest

from projects.risk.engine import AS_IT_IS, Engine, World
from sites.laws import Discrete, Fixed
from sites.uncertainty import Branch, Driver, Factor, Joined, Scope
from tests.projects.risk.build import cause, crew, delay, exactly, on, points
from tests.projects.risk.test_drivers import days, plan, sure
from tests.projects.schedule.build import link, task

CHAIN = plan([sure("A", 100), sure("B", 50)], [link("A FS B")])


def factor(key: str, times: float, *codes: str, probability: float = 1.0, **more) -> Factor:
    scope = on(*codes) if codes else Scope()
    law = Fixed(value=times)
    return Factor(cause=cause(key), scope=scope, probability=probability, multiplier=law, **more)


def side_path(probability: float, law=None) -> Branch:
    return Branch(
        cause=cause("side path"),
        scope=on("A"),
        probability=probability,
        days=law or Fixed(value=8),
    )


def test_factors_in_series_multiply():
    found = days(CHAIN, factor("ground", 1.2, "A"), factor("crane", 1.5, "A", "B"))

    assert found["A"] == pytest.approx(100 * 1.2 * 1.5, abs=1e-3)
    assert found["B"] - found["A"] == pytest.approx(50 * 1.5, abs=1e-3)


def test_of_factors_in_parallel_the_largest_counts():
    overlapping = [
        factor(key, times, "A", joined=Joined.PARALLEL)
        for key, times in (("ground", 1.2), ("crane", 1.5), ("fog", 0.9))
    ]

    assert days(CHAIN, *overlapping)["A"] == pytest.approx(150, abs=1e-3)
    assert days(CHAIN, *overlapping, factor("strike", 2, "A"))["A"] == pytest.approx(300, abs=1e-2)


def test_a_factor_in_parallel_that_does_not_happen_counts_for_nothing():
    overlapping = [
        factor("ground", 0.8, "A", joined=Joined.PARALLEL),
        factor("crane", 1.5, "A", joined=Joined.PARALLEL, probability=0),
    ]

    assert days(CHAIN, *overlapping)["A"] == pytest.approx(80, abs=1e-2)
    assert days(CHAIN, overlapping[1])["A"] == 100


def test_a_factor_that_happens_by_chance_is_shared_by_all_that_it_touches():
    found = days(CHAIN, factor("ground", 1.5, probability=0.4), iterations=4_096)
    own, other = found["A"], found["B"] - found["A"]

    assert set(np.round(own)) == {100, 150}
    assert (own > 100).mean() == pytest.approx(0.4, abs=0.03)
    assert ((own > 100) == (other > 50)).all()


def test_two_equal_factors_of_which_one_is_shared_correlate_by_about_a_half():
    """RISK.md 4c: rho = (E[m^2] E[m]^2 - E[m]^4) / (E[m^2]^2 - E[m]^4) of independent, equal laws."""
    law = points(1.0, 1.2, 1.6)
    shared, *own = (
        Factor(cause=cause(key), scope=scope, probability=0.4, multiplier=law)
        for key, scope in (("both", Scope()), ("one", on("A")), ("two", on("B")))
    )
    found = days(CHAIN, shared, *own, iterations=131_072)
    mean = 1 + 0.4 * (np.mean((1.0, 1.2, 1.6)) - 1)
    square = 0.6 + 0.4 * (
        np.mean((1.0, 1.2, 1.6)) ** 2 + (1.0 + 1.44 + 2.56 - 1.2 - 1.6 - 1.92) / 18
    )
    expected = (square * mean**2 - mean**4) / (square**2 - mean**4)

    correlation = np.corrcoef(found["A"], found["B"] - found["A"])[0, 1]

    assert correlation == pytest.approx(expected, abs=0.01)
    assert expected == pytest.approx(0.495, abs=0.001)


def test_a_factor_multiplies_what_a_crew_makes_of_the_work():
    found = days(CHAIN, crew("mix", 0.8), factor("ground", 1.2))

    assert found["A"] == pytest.approx(100 / 0.8 * 1.2, abs=1e-2)


def test_a_side_path_adds_working_days():
    week = plan([task("A", 5, optimistic=2_400, pessimistic=2_400)])

    assert days(week, side_path(1))["A"] - days(week)["A"] == 12  # two weekends lie between
    assert days(CHAIN, side_path(1))["A"] == 108


def test_a_side_path_is_gone_as_often_as_said():
    law = Discrete(values=(4, 20), chances=(0.5, 0.5))
    found = days(CHAIN, side_path(0.3, law), iterations=8_192)["A"]

    assert set(found) == {100, 104, 120}
    assert (found > 100).mean() == pytest.approx(0.3, abs=0.02)


def test_without_the_cause_the_factor_is_gone():
    engine = Engine(World(schedule=CHAIN, drivers=(factor("ground", 1.5),), seed=1))
    as_it_is, without = engine.run(1, [AS_IT_IS, frozenset({"ground"})])

    assert (as_it_is.project - without.project)[0] == pytest.approx(75 * 1440, abs=2)
    assert [each.key for each in engine.causes] == ["ground"]


@pytest.mark.parametrize(
    ("driver", "reason"),
    [
        (factor("f", 1.5, probability=1.1), "probability 1.1 is outside 0 to 1"),
        (factor("f", 1.5, probability=math.nan), "probability nan"),
        (factor("f", 0), "multiplier of 0"),
        (factor("f", math.nan), "multiplier of nan"),
        (side_path(-0.1), "outside 0 to 1"),
        (delay("d", Scope(), exactly(1), probability=7), "probability 7"),
        (delay("d", Scope(), points(3, 2, 4)), "out of order"),
    ],
)
def test_a_driver_that_cannot_be_is_refused(driver: Driver, reason):
    with pytest.raises(ValueError, match=reason):
        days(CHAIN, driver)
