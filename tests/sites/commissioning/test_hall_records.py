"""Flushes, water samples, burn-ins and cluster tests, judged by the limits of DOMAIN.md E.3 and E.7."""

from typing import Any

import pytest

from eventlog.corrections import retract
from sites.commissioning.hall_commands import Measured
from sites.commissioning.models import AcceptanceRecord
from sites.commissioning.thresholds import WaterQuantity
from tests.factories import a_site, refused, said
from tests.sites.commissioning.building import burned_in, cluster_tested, flushed, sampled

pytestmark = pytest.mark.django_db
PH, GLYCOL = WaterQuantity.PH, WaterQuantity.GLYCOL


def record_at(position: int) -> AcceptanceRecord:
    return AcceptanceRecord.objects.get(position=position)


@pytest.mark.parametrize(
    ("measured", "accepted"),
    [
        ({"velocity_m_s": 0.914}, True),  # 3 ft/s
        ({"velocity_m_s": 0.91}, False),
        ({"filter_micron": 25}, True),
        ({"filter_micron": 50}, False),
        ({"clean_strainer_inspections": 0}, False),
    ],
)
def test_a_flush_is_judged(measured: dict[str, Any], accepted: bool) -> None:
    assert record_at(flushed(**measured)).accepted is accepted


@pytest.mark.parametrize(
    ("glycol", "accepted"), [(25, True), (30, True), (24.9, False), (31, False)]
)
def test_glycol_is_held_against_pg25(glycol: float, accepted: bool) -> None:
    assert record_at(sampled(4, glycol=glycol)).accepted is accepted


def test_limits_of_the_oem_outweigh_ours_and_are_kept_with_the_sample() -> None:
    strict = Measured(quantity=GLYCOL, value=26, low=24, high=25.5)
    row = record_at(sampled(4, strict, Measured(quantity=PH, value=8.6, low=8, high=9.5)))

    assert not row.accepted
    assert [each["words"] for each in row.readings] == [
        "glycol 26 % (24 to 25.5 %)",
        "pH 8.6 pH (8 to 9.5 pH)",
    ]


def test_a_value_that_nothing_judges_is_refused() -> None:
    with refused("limit_missing", "values"):
        sampled(4, Measured(quantity=PH, value=8.6))
    with refused("measured_twice", "values"):
        sampled(4, *[Measured(quantity=GLYCOL, value=26)] * 2)
    with refused("reading_unusable", "values"):
        sampled(4, Measured(quantity=GLYCOL, value=float("nan")))


@pytest.mark.parametrize(
    ("measured", "accepted"),
    [
        ({}, True),
        ({"hours": 71.9}, False),
        ({"hours": 72, "least_hours": 168}, False),
        ({"racks_accepted": 99}, False),
        ({"racks_accepted": 95, "least_racks_percent": 95}, True),
        ({"gpus_returned": 216}, True),  # 3% of 7,200
        ({"gpus_returned": 217}, False),
    ],
)
def test_a_burn_in_is_judged(measured: dict[str, Any], accepted: bool) -> None:
    assert record_at(burned_in(**measured)).accepted is accepted


@pytest.mark.parametrize(
    ("measured", "accepted"),
    [
        ({}, True),
        ({"bus_bandwidth_percent": 94.9}, False),
        ({"ports_at_speed": 511}, False),
        ({"link_errors": 1}, False),
        ({"uncorrectable_errors": 1}, False),
        ({"throttled_gpus": 1}, False),
    ],
)
def test_a_cluster_is_judged(measured: dict[str, Any], accepted: bool) -> None:
    assert record_at(cluster_tested(**measured)).accepted is accepted


@pytest.mark.parametrize(
    ("record", "measured", "code", "field"),
    [
        (burned_in, {"racks_accepted": 101}, "count_impossible", "racks_accepted"),
        (burned_in, {"gpus": 0, "gpus_returned": 0}, "count_impossible", "gpus_returned"),
        (burned_in, {"hours": float("inf")}, "negative_measure", "hours"),
        (burned_in, {"least_hours": float("nan")}, "negative_measure", "least_hours"),
        (cluster_tested, {"link_errors": -1}, "negative_measure", "link_errors"),
        (flushed, {"velocity_m_s": -1.0}, "negative_measure", "velocity_m_s"),
        (flushed, {"by": " "}, "not_named", "by"),
        (flushed, {"hall": "Z"}, "unknown_hall", "hall"),
    ],
)
def test_what_cannot_be_is_refused(
    record: Any, measured: dict[str, Any], code: str, field: str
) -> None:
    a_site()
    with refused(code, field):
        record(**measured)


def test_records_are_numbered_by_kind_and_one_that_is_taken_back_is_gone() -> None:
    flushed()
    second = flushed("TCS-A2")
    sampled(4)

    assert record_at(second).number == 2
    assert AcceptanceRecord.objects.get(kind="water").number == 1
    retract(position=second, reason="Another hall's", meta=said())
    assert not AcceptanceRecord.objects.filter(subject="TCS-A2").exists()
    assert record_at(flushed("TCS-A2")).number == 2


def test_a_sample_of_a_loop_that_nobody_flushed_names_those_that_were() -> None:
    sampled(3, loop="TCS-A9")  # nothing is known of the hall's loops yet
    flushed(loop="TCS-A1")
    flushed(loop="TCS-A2")

    with refused("unknown_loop", "loop") as caught:
        sampled(4, loop="TCS-1A")
    assert "TCS-A1, TCS-A2" in str(caught.value)
    sampled(4, loop="TCS-A2")


def test_a_burn_in_has_to_last() -> None:
    with refused("burn_in_of_no_hours", "least_hours"):
        burned_in(least_hours=0)
