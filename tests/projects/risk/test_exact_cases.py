"""Small cases with answers by numerical integration: outside data, so skipped where it is not."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from projects.risk.engine import World
from projects.risk.simulation import Distribution, simulate
from projects.schedule.calendars import DAY, to_clock
from projects.schedule.model import Activity
from sites.uncertainty import Driver, Retests
from tests.projects.risk.build import cause, crew, delay, exactly, on, points
from tests.projects.schedule.build import MONDAY, NON_STOP, link, schedule, task

ITERATIONS = 1 << 17
ERRORS = 4.5
PERCENTILES = {"p10": 0.1, "p50": 0.5, "p80": 0.8, "p90": 0.9}


@pytest.fixture(scope="session")
def cases(outside_data: Path) -> dict[str, Any]:
    read = json.loads((outside_data / "exact/exact_cases.json").read_text())
    return {case["name"]: case for case in read}


def certain(code: str, days: float) -> Activity:
    minutes = round(days * DAY)
    return task(code, days, on=NON_STOP, optimistic=minutes, pessimistic=minutes, phase="CIVIL")


def estimated(code: str, low: float, likely: float, high: float) -> Activity:
    return task(
        code, likely, on=NON_STOP, optimistic=round(low * DAY), pessimistic=round(high * DAY)
    )


def simulated(case: dict[str, Any], *drivers: Driver) -> Distribution:
    return simulate(world_of(case, *drivers), iterations=ITERATIONS).project


def world_of(case: dict[str, Any], *drivers: Driver) -> World:
    """Days round the clock. Estimates are BetaPERT; a triangular one is put together from what is
    certain of it and an incident that always happens."""
    activities, added = [], list(drivers)
    for code, (law, *days) in case["activities"].items():
        activities.append(estimated(code, *days) if law == "pert" else certain(code, days[0]))
        if law == "tri":
            low, likely, high = days
            added.append(delay(code, on(code), points(0, likely - low, high - low)))
    links = [link(f"{a} {kind} {b}", lag, DAY) for a, b, kind, lag in case["links"]]
    return World(
        schedule=schedule(activities, links, default_calendar=NON_STOP.code),
        drivers=tuple(added),
        seed=20_260_101,
    )


def days_of(found: Distribution) -> Any:
    return (found.ordered - to_clock(MONDAY)) / DAY


def assert_agrees(found: Distribution, oracle: dict[str, Any]) -> None:
    days = days_of(found)
    assert abs(days.mean() - oracle["mean"]) <= ERRORS * days.std() / np.sqrt(days.size)
    for name, level in PERCENTILES.items():
        if name in oracle:
            spread = ERRORS * np.sqrt(days.size * level * (1 - level))
            low, high = (int(days.size * level + side * spread) for side in (-1, 1))
            assert days[low] - 1 / DAY <= oracle[name] <= days[high] + 1 / DAY, name


@pytest.mark.parametrize(
    "name",
    [
        "single_pert",
        "series3_tri",
        "gao_16_89g_table2_series",
        "parallel2_tri_merge_bias",
        "pdm_ss_lag",
        "wheatstone_bridge",
    ],
)
def test_networks_agree_with_integration(cases, name):
    assert_agrees(simulated(cases[name]), cases[name]["oracle"])


def test_an_incident_of_a_supplier_hits_each_of_its_packages_by_one_draw(cases):
    case = cases["incident_supplier_wide"]
    (incident,) = case["incidents"]
    driver = delay(
        "I1", on(*incident["on"]), points(*incident["delay"][1:]), probability=incident["p"]
    )

    found = simulated(case, driver)

    assert_agrees(found, case["oracle"])
    assert days_of(found).std() == pytest.approx(case["oracle"]["sd"], rel=0.02)
    assert (days_of(found) == 60).mean() == pytest.approx(case["oracle"]["p_no_delay"], abs=0.005)


def test_the_number_of_retests_is_a_capped_geometric(cases):
    case = cases["retest_geometric_cap4"]
    law = case["retest"]
    driver = Retests(
        cause=cause("T"),
        scope=on("T"),
        fail_probability=law["p"],
        days=exactly(law["dur"]),
        improvement=0.0,
        most=law["max"],
    )

    found = simulated(case, driver)

    assert_agrees(found, case["oracle"])
    counts = np.bincount(((days_of(found) - 10) / 3).astype(int)) / ITERATIONS
    np.testing.assert_allclose(counts, case["oracle"]["p_count"], atol=0.006)


def test_output_divides_the_duration_of_labor(cases):
    case = cases["labour_mix"]

    found = simulated(case, crew("mix", case["oracle"]["productivity"]))

    assert days_of(found)[0] == pytest.approx(case["oracle"]["duration"], abs=1 / DAY)
