from datetime import date
from typing import Any

import pytest

from sites.drivers import (
    LOST_DAYS_BY_MONTH,
    TEST_LEVELS,
    Climate,
    HallTests,
    SiteWeather,
    retest_driver,
    weather_driver,
)
from sites.uncertainty import Scope, ThreePoint


def failing(**more) -> HallTests:
    given: dict[str, Any] = {"site": "ABC", "hall": "B", "level": "L5", "failing": 1, "attempts": 1}
    return HallTests(**(given | more))


def test_a_failed_test_is_owed_once_more_and_may_fail_again():
    driver = retest_driver(failing(positions=(3,)))

    assert driver.scope == Scope(halls=frozenset({"B"}), cx_levels=frozenset({"L5"}))
    assert driver.attempts_owed == 1
    assert driver.fail_probability == pytest.approx(0.4 / 2)
    assert driver.days == ThreePoint(optimistic=2, likely=5, pessimistic=15)
    assert driver.cause.label == "Hall B at ABC: 1 system to retest at L5"


def test_each_attempt_halves_the_chance_to_fail():
    first, second = (retest_driver(failing(attempts=attempts)) for attempts in (1, 2))

    assert second.fail_probability == pytest.approx(first.fail_probability / 2)


def test_an_unskilled_crew_builds_what_fails_more_often():
    skilled, unskilled = (retest_driver(failing(), crew_output=m) for m in (1.0, 0.54))

    assert unskilled.fail_probability / skilled.fail_probability == pytest.approx(1.36, abs=0.005)


def test_several_failed_systems_are_retested_one_after_another():
    driver = retest_driver(failing(failing=3, level="L4"))

    assert driver.attempts_owed == 3
    assert driver.cause.label == "Hall B at ABC: 3 systems to retest at L4"


def test_what_passed_drives_nothing():
    assert retest_driver(failing(failing=0)) is None


def test_every_level_has_a_yield_and_days_in_order():
    for level in TEST_LEVELS.values():
        days = level.retest_days
        assert 0.5 < level.first_pass < 1
        assert 0 < days.optimistic <= days.likely <= days.pessimistic


def test_weather_keeps_its_record_and_its_seasons():
    lost = frozenset({date(2026, 3, 2), date(2026, 3, 3)})
    means = LOST_DAYS_BY_MONTH[Climate.SOUTH]
    driver = weather_driver(SiteWeather(site="ABC", monthly_mean=means, lost=lost))

    assert (driver.lost, driver.monthly_mean) == (lost, means)
    assert driver.cause.label == "Weather at ABC: 2 days lost so far"
    assert driver.cause.key == "weather:ABC"


def test_every_climate_knows_twelve_months():
    assert {len(means) for means in LOST_DAYS_BY_MONTH.values()} == {12}


def test_what_first_attempts_taught_stands_in_place_of_the_handbook_s_yield():
    """L5: prior Beta(4, 6) of E.4's 60%; with three first attempts failed 7/13, halved by one attempt."""
    taught = retest_driver(failing(first_failed=3))
    reassured = retest_driver(failing(first_passed=30))

    assert taught.fail_probability == pytest.approx(7 / 13 / 2)
    assert reassured.fail_probability == pytest.approx(4 / 40 / 2)
