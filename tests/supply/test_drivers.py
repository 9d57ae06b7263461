from datetime import date
from typing import Any

import pytest

from sites.uncertainty import Scope, ThreePoint
from supply.drivers import OpenIncident, OpenOrder, incident_drivers, order_driver
from supply.incident_kinds import INCIDENT_KINDS


def order(**more) -> OpenOrder:
    given: dict[str, Any] = {
        "code": "XFMR",
        "package": "XFMR",
        "promised_on": date(2026, 9, 1),
        "first_promised_on": date(2026, 6, 29),
    }
    return OpenOrder(**(given | more))


def test_an_order_in_the_factory_may_slip_in_its_queue():
    driver = order_driver(order())

    assert driver.due_on == date(2026, 9, 1)
    assert driver.late_probability == 0.20
    assert driver.late_days == ThreePoint(optimistic=10, likely=30, pessimistic=120)


def test_an_order_on_its_way_may_only_be_held_up_there():
    assert order_driver(order(shipped=True)).late_probability == 0.05


def test_a_delivered_order_is_certain():
    driver = order_driver(order(delivered_on=date(2026, 8, 20)))

    assert driver.delivered
    assert (driver.due_on, driver.late_probability) == (date(2026, 8, 20), 0)


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ({"moves": 3}, "Order XFMR promised 2026-09-01 (moved 3 times, 64 days later)"),
        ({}, "Order XFMR promised 2026-09-01"),
        (
            {"moves": 1, "first_promised_on": date(2026, 9, 6)},
            "Order XFMR promised 2026-09-01 (moved once, 5 days earlier)",
        ),
        (
            {"moves": 2, "first_promised_on": date(2026, 9, 1)},
            "Order XFMR promised 2026-09-01 (moved 2 times, back again)",
        ),
        ({"delivered_on": date(2026, 8, 20)}, "Order XFMR received 2026-08-20"),
    ],
)
def test_the_label_tells_the_story_of_the_order(state, label):
    assert order_driver(order(**state)).cause.label == label


def test_an_incident_keeps_what_was_assessed():
    incident = OpenIncident(
        key="42",
        kind="TR-BRIDGE",
        summary="the transformer met a bridge near Omaha",
        scope=Scope(packages=frozenset({"XFMR"})),
        probability=1.0,
        days=INCIDENT_KINDS["TR-BRIDGE"].days,
        occurred_on=date(2026, 7, 4),
        positions=(12,),
    )
    (driver,) = incident_drivers(incident)

    assert driver.cause.key == "incident:42"
    assert driver.cause.label == "Incident TR-BRIDGE: the transformer met a bridge near Omaha"
    assert driver.days == ThreePoint(optimistic=7, likely=45, pessimistic=210)
    assert driver.from_on == date(2026, 7, 4)


@pytest.mark.parametrize("kind", INCIDENT_KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_of_incident_has_points_in_order(kind):
    assert 0 < kind.days.optimistic <= kind.days.likely <= kind.days.pessimistic
