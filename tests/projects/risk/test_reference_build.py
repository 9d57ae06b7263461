"""REF-72 against the table of DOMAIN.md B.3, which another program computed."""

import numpy as np
import pytest

from labor.productivity import BOOM_YEARS, EQUAL_YEARS, CrewMix, heads_by_year, productivity
from projects.risk.engine import World
from projects.risk.percentiles import summary
from projects.risk.report import simulation_report
from projects.risk.simulation import simulate
from tests.projects.risk.build import crew

TWENTY_THOUSAND = 20_000


def reported(schedule, *, iterations=TWENTY_THOUSAND, **more):
    world = World(schedule=schedule, seed=1, **more)
    report = simulation_report(schedule, simulate(world, iterations=iterations))
    return {row["id"]: row for row in report["milestones"]}


def percentiles(row):
    return [row[name] for name in ("p10", "p50", "p80", "p90")]


def crew_of(journeypersons, apprentices, years):
    by_year = heads_by_year(apprentices, years)
    mix = CrewMix(journeypersons=journeypersons, apprentices_by_year=by_year)
    return crew("mix", productivity(mix).median)


def without_spread(schedule):
    certain = (
        type(a)(**(vars(a) | {"optimistic": a.likely, "pessimistic": a.likely}))
        for a in schedule.activities
    )
    return type(schedule)(**(vars(schedule) | {"activities": tuple(certain)}))


def test_independent_durations_give_the_known_dates(ref72):
    rows = reported(ref72)

    assert percentiles(rows["HA-320"]) == pytest.approx([500, 531, 555, 569], abs=2)
    assert percentiles(rows["HC-320"]) == pytest.approx([551, 578, 600, 612], abs=2)


def test_the_planned_date_is_all_but_impossible(ref72):
    world = World(schedule=ref72, seed=1)
    planned = simulate(World(schedule=without_spread(ref72), seed=1), iterations=1)
    last = planned.milestones["HC-320"].at(0.5)

    found = simulate(world, iterations=TWENTY_THOUSAND).milestones["HC-320"]

    assert 1 - found.chance_after(last) == pytest.approx(0.0015, abs=0.001)


@pytest.mark.parametrize(
    ("crews", "hall_a", "hall_c"),
    [
        ((), [492, 529, 557, 572], [538, 574, 600, 614]),
        ((crew_of(200, 800, EQUAL_YEARS),), [509, 546, 575, 590], [563, 596, 621, 635]),
        ((crew_of(20, 980, BOOM_YEARS),), [567, 603, 632, 650], [648, 683, 709, 723]),
    ],
)
def test_correlated_phases_and_crews_give_the_known_dates(ref72, crews, hall_a, hall_c):
    rows = reported(ref72, drivers=crews, phase_correlation=0.3)

    assert percentiles(rows["HA-320"]) == pytest.approx(hall_a, abs=3)
    assert percentiles(rows["HC-320"]) == pytest.approx(hall_c, abs=3)


@pytest.mark.parametrize(
    ("output", "hall_a", "hall_c"),
    [(1.0, 493, 523), (0.82, 506, 539), (0.61, 527, 588), (0.54, 537, 616)],
)
def test_a_crew_lengthens_the_plan_by_its_labor_alone(ref72, output, hall_a, hall_c):
    rows = reported(without_spread(ref72), iterations=4, drivers=(crew("mix", output),))

    assert rows["HA-320"]["p50"] == pytest.approx(hall_a, abs=0.5)
    assert rows["HC-320"]["p50"] == pytest.approx(hall_c, abs=0.5)
    assert rows["HC-320"]["sd"] == 0


def test_correlation_widens_a_phase_and_keeps_each_activity(ref72):
    """A copula: only what is drawn together changes, not any estimate by itself."""
    rows = reported(ref72), reported(ref72, phase_correlation=0.3)
    apart, together = (row["PC-090"] for row in rows)

    assert together["sd"] > 1.05 * apart["sd"]
    assert together["mean"] == pytest.approx(apart["mean"], abs=1)


def test_statistics_are_of_the_sample_in_working_days():
    assert summary(np.array([1.0, 2.0, 3.0])).mean == 2
