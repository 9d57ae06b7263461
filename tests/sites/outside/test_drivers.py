"""From promises of others to drivers."""

from datetime import date
from typing import Any

import pytest

from sites.outside.drivers import (
    DEVELOPER_CONFIDENCE,
    DEVELOPER_LATE_DAYS,
    UTILITY_CONFIDENCE,
    OpenPromise,
    outside_driver,
)
from sites.uncertainty import Scope, ThreePoint


def promise(**other: Any) -> OpenPromise:
    given = {"key": "FRP:SHELL", "who": "Ridgeline: shell handover", "activity": "TP-010"}
    days = {"promised_on": date(2027, 1, 22), "first_promised_on": date(2026, 9, 4), "moves": 4}
    late = {"confidence": 0.4, "late_days": DEVELOPER_LATE_DAYS, "positions": (7,)}
    return OpenPromise(**{**given, **days, **late, **other})


def test_what_the_confidence_leaves_is_the_chance_to_be_late():
    driver = outside_driver(promise())

    assert driver.scope == Scope(codes=frozenset({"TP-010"}))
    assert driver.late_probability == pytest.approx(0.6)
    assert driver.promised_on == date(2027, 1, 22)
    assert (driver.cause.key, driver.cause.positions) == ("outside:FRP:SHELL", (7,))


def test_the_label_tells_how_often_and_how_far_it_moved():
    label = outside_driver(promise()).cause.label
    assert label == (
        "Ridgeline: shell handover promised for 2027-01-22 (moved 4 times, 140 days later)"
    )
    assert "moved" not in outside_driver(promise(moves=0)).cause.label
    back = promise(moves=2, promised_on=date(2026, 9, 4))
    assert outside_driver(back).cause.label.endswith("(moved 2 times, back again)")


def test_the_usual_figures_are_those_of_the_handbook():
    """DOMAIN.md D.3: TP-DEV on 30 % of leased sites, UT-UTIL 0.6 a year."""
    assert pytest.approx(0.7) == DEVELOPER_CONFIDENCE
    assert pytest.approx(2.718281828**-0.6, abs=0.002) == UTILITY_CONFIDENCE
    assert ThreePoint(optimistic=15, likely=60, pessimistic=180) == DEVELOPER_LATE_DAYS
