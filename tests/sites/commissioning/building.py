"""Facts of commissioning, each recorded by its command at a day in May."""

from datetime import date
from typing import Any
from uuid import UUID

from sites.commands import raise_deficiency, record_test
from sites.commissioning.gate_commands import pass_gate, sign_off_gate, waive_gate_item
from sites.commissioning.gates import NEEDS, SIGNED, Gate, Item, SignedOff
from sites.commissioning.hall_commands import (
    Measured,
    record_burn_in,
    record_cluster_test,
    record_flush,
    record_water_sample,
)
from sites.commissioning.readings import Reading
from sites.commissioning.thresholds import WaterQuantity
from sites.events import CxLevel, Outcome, Priority
from sites.models import CommissioningTest, Deficiency
from tests.factories import MAY_1, a_site, said

LOOP = "TCS-A1"
VOLTAGE = Reading(quantity="voltage", value=480, unit="V", low=456, high=504)
TOO_LOW = Reading(quantity="voltage", value=455.9, unit="V", low=456, high=504)


def in_may(day: int) -> date:
    return date(2026, 5, day)


def attempt_at(
    system: UUID, level: CxLevel = CxLevel.L4, outcome: Outcome = Outcome.PASS, **other: Any
) -> CommissioningTest:
    given = {"procedure": f"{level} test", "on": MAY_1, "meta": said(), **other}
    position = record_test(system_id=system, level=level, outcome=outcome, **given).position
    return CommissioningTest.objects.get(position=position)


def found(system: UUID, reference: str = "D-1", **other: Any) -> UUID:
    given = {"priority": Priority.P1, "description": "Breaker trips", "on": MAY_1, **other}
    raise_deficiency(system_id=system, reference=reference, meta=said(), **given)
    return Deficiency.objects.get(system_id=system, reference=reference).pk


def flushed(loop: str = LOOP, **other: Any) -> int:
    given = {"velocity_m_s": 1.2, "filter_micron": 25, "clean_strainer_inspections": 1, **other}
    place = {"site": a_site().code, "hall": "A", "loop": loop, "by": "P. Ruiz", "meta": said()}
    return record_flush(**{**place, "on": MAY_1, **given}).position


def sampled(day: int, *values: Measured, loop: str = LOOP, glycol: float = 26.5) -> int:
    return record_water_sample(
        site=a_site().code,
        hall="A",
        loop=loop,
        sample_point="return header",
        lab="Lone Star Water",
        values=values or (Measured(quantity=WaterQuantity.GLYCOL, value=glycol),),
        on=in_may(day),
        meta=said(),
    ).position


def burned_in(**other: Any) -> int:
    counts = {"racks": 100, "racks_accepted": 100, "gpus": 7200, "gpus_returned": 72}
    given = {"site": a_site().code, "hall": "A", "hours": 72, "by": "K. Adeyemi", "on": MAY_1}
    return record_burn_in(**{**given, **counts, "meta": said(), **other}).position


def cluster_tested(**other: Any) -> int:
    given = {"site": a_site().code, "hall": "A", "cluster": "A", "witness": "Customer"}
    measured = {"bus_bandwidth_percent": 95, "ports": 512, "ports_at_speed": 512}
    errors = {"link_errors": 0, "uncorrectable_errors": 0, "throttled_gpus": 0, "on": MAY_1}
    return record_cluster_test(**{**given, **measured, **errors, "meta": said(), **other}).position


def signed_off(gate: Gate, *items: Item, **other: Any) -> None:
    """All that records do not show, or only these."""
    wanted = items or tuple(item for item in NEEDS[gate] if item in SIGNED)
    given = {"site": a_site().code, "hall": "A", "by": "M. Okafor", "on": MAY_1, "meta": said()}
    evidence = tuple(SignedOff(item=item, evidence="report 7") for item in wanted)
    sign_off_gate(**{**given, "gate": gate, "items": evidence, **other})


def waived(gate: Gate, item: Item, **other: Any) -> None:
    given = {"site": a_site().code, "hall": "A", "waived_by": "R. Lindqvist", "on": MAY_1}
    waive_gate_item(
        **{**given, "gate": gate, "item": item, "reason": "Agreed", "meta": said(), **other}
    )


def passed(gate: Gate, **other: Any) -> int:
    given = {"site": a_site().code, "hall": "A", "passed_by": "R. Lindqvist", "on": MAY_1}
    return pass_gate(**{**given, "gate": gate, "meta": said(), **other}).position
