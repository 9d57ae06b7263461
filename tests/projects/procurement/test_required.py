"""When the schedule needs an order, by hand: five days a week, from Monday 1 January 2024."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.procurement.required import (
    Need,
    line_float_days,
    needs_of,
    required_by,
    required_on,
)
from projects.schedule.cpm import analyse_network
from projects.schedule.network import Network
from tests.projects.schedule.build import at, link, schedule, task

JAN_15 = date(2024, 1, 15)


def needs(activities: list[Any], links: list[Any]) -> dict[str, date]:
    found = needs_of(analyse_network(Network(schedule(activities, links))))
    return {need.activity: need.late_start for need in found}


def need(activity: str = "HA-020", **more: Any) -> Need:
    return Need(**{"activity": activity, "late_start": JAN_15, "package": "LVSG", **more})


def test_a_package_is_needed_by_the_late_start_of_the_work_that_uses_it() -> None:
    # B is free to start any day while A runs its ten: 5 days of float, so late on the 2nd Monday.
    found = needs(
        [
            task("A", 10),
            task("D", 2, phase="PROCURE", package="LVSG"),
            task("B", 5, package="LVSG"),
            task("E", 1),
        ],
        [link("A FS E"), link("D FS B"), link("B FS E")],
    )

    assert found == {"B": date(2024, 1, 8)}


def test_work_that_has_begun_or_ended_needs_nothing_any_more() -> None:
    found = needs(
        [
            task("A", 3, package="LVSG", started_at=at("2024-01-01T08:00")),
            task("B", 3, package="LVSG"),
        ],
        [link("A FS B")],
    )

    assert list(found) == ["B"]


def test_a_package_that_no_work_names_is_needed_by_what_follows_its_delivery() -> None:
    found = needs(
        [
            task("R", 2, phase="PROCURE", package="XFMR"),
            task("D", 3, phase="PROCURE", package="XFMR"),
            task("U", 4),
        ],
        [link("R FS D"), link("D FS U")],
    )

    assert found == {"U": date(2024, 1, 5)}  # the end of D's fifth day


def test_an_order_is_needed_first_where_it_is_tied_then_in_its_hall_then_anywhere() -> None:
    tied = need("X", order="PO-1", late_start=date(2024, 3, 1))
    hall_b = need("HB-020", hall="B", late_start=date(2024, 2, 1))
    hall_a = need("HA-020", hall="A")
    all_of_them = (tied, hall_b, hall_a)

    def activity(number: str, lot: str, package: str = "LVSG") -> str:
        found = required_by(all_of_them, package=package, order=number, lot=lot)
        return found.activity if found else ""

    assert activity("PO-1", "") == activity("PO-1", "hall B") == "X"
    assert activity("PO-2", "hall B") == activity("PO-2", "B") == "HB-020"
    assert activity("PO-2", "") == activity("PO-2", "second lot") == "HA-020"
    assert activity("PO-2", "", package="GENS") == ""


@given(st.integers(0, 60), st.integers(0, 60), st.integers(-400, 400))
def test_float_falls_by_a_day_for_each_day_of_receipt_buffer_and_slip(
    receive_days: int, buffer_days: int, slip: int
) -> None:
    required = required_on(need(), receive_days=receive_days, buffer_days=buffer_days)
    expected = JAN_15 + timedelta(days=slip)

    assert line_float_days(required, expected) == -(receive_days + buffer_days + slip)


def test_the_required_day_of_the_handbook() -> None:
    """DOMAIN.md D.2: late start less receipt less buffer."""
    assert required_on(need(), receive_days=3, buffer_days=2) == date(2024, 1, 10)
    assert line_float_days(date(2024, 1, 10), date(2024, 1, 22)) == -12


@pytest.mark.parametrize("lot", ["", "A", "hall A", "Hall A "])
def test_a_lot_names_its_hall_in_any_of_the_usual_ways(lot: str) -> None:
    found = required_by((need(hall="A"),), package="LVSG", order="PO-9", lot=lot)

    assert found is not None
