"""Gates are passed when nothing is missing, or when somebody named has waived it."""

import pytest

from eventlog.corrections import retract
from sites.commands import close_deficiency
from sites.commissioning.errors import GateNotReady
from sites.commissioning.gate_commands import pass_gate, sign_off_gate
from sites.commissioning.gates import Gate, Item, SignedOff, State
from sites.commissioning.models import HallGate
from sites.commissioning.queries import standings
from sites.events import CxLevel, Outcome, Priority
from tests.factories import MAY_4, a_site, a_system, refused, said
from tests.sites.commissioning.building import (
    attempt_at,
    burned_in,
    cluster_tested,
    flushed,
    found,
    in_may,
    passed,
    sampled,
    signed_off,
    waived,
)

pytestmark = pytest.mark.django_db


def state(gate: Gate) -> State:
    (standing,) = standings("NTX", "A", gate)
    return standing.state


def test_a_gate_is_refused_with_all_that_is_missing() -> None:
    system = a_system()
    found(system)
    with refused("gate_not_ready", "gate") as caught:
        passed(Gate.G6)

    assert isinstance(caught.value, GateNotReady)
    problems = caught.value.details["problems"]
    assert [each["code"] for each in problems] == [
        "no_open_p1",
        "l4_passed",
        "load_banks_ready",
        "security_and_fire_normal",
    ]
    assert problems[1]["detail"] == "UPS-1 has no L4 test."
    assert state(Gate.G6) is State.NOT_READY


def test_a_gate_goes_from_not_ready_to_ready_to_passed() -> None:
    attempt_at(a_system(), CxLevel.L3)
    assert state(Gate.G5) is State.NOT_READY
    signed_off(Gate.G5)
    assert state(Gate.G5) is State.READY

    position = passed(Gate.G5)

    row = HallGate.objects.get()
    assert state(Gate.G5) is State.PASSED
    assert (row.passed_by, row.passed_at, row.waived) == ("R. Lindqvist", position, [])


def test_a_gate_is_passed_once() -> None:
    a_system()
    signed_off(Gate.G2)
    passed(Gate.G2)
    with refused("gate_passed_already", "gate"):
        passed(Gate.G2)
    with refused("gate_passed_already", "gate"):
        signed_off(Gate.G2)
    with refused("gate_passed_already", "gate"):
        waived(Gate.G2, Item.LIFT_PLAN)


def test_a_passing_that_was_a_mistake_is_taken_back() -> None:
    a_system()
    signed_off(Gate.G2)
    position = passed(Gate.G2)

    retract(position=position, reason="Of hall B", meta=said())

    assert state(Gate.G2) is State.READY


def test_a_gate_is_passed_with_what_somebody_named_has_waived() -> None:
    a_system()
    signed_off(Gate.G2, Item.RECEIPT_PASSED, Item.ROOM_READY)
    waived(Gate.G2, Item.LIFT_PLAN)
    passed(Gate.G2)

    (standing,) = standings("NTX", "A", Gate.G2)
    assert standing.state is State.PASSED_WITH_WAIVERS
    assert standing.waivers[0]["waived_by"] == "R. Lindqvist"
    assert HallGate.objects.get().waived == ["lift_plan"]


def test_what_fails_after_the_waiver_is_missing_again() -> None:
    system = a_system()
    signed_off(Gate.G5)
    waived(Gate.G5, Item.L3_GREEN)
    assert state(Gate.G5) is State.READY

    attempt_at(system, CxLevel.L3, Outcome.FAIL)

    assert state(Gate.G5) is State.NOT_READY


def test_an_open_p1_is_never_waived_and_a_closed_one_need_not_be() -> None:
    deficiency = found(a_system())
    signed_off(Gate.G2)
    with refused("p1_not_waivable", "item"):
        waived(Gate.G2, Item.NO_OPEN_P1)
    close_deficiency(deficiency_id=deficiency, on=MAY_4, meta=said())

    with refused("gate_not_ready"):  # on the first of May it was open
        passed(Gate.G2)
    passed(Gate.G2, on=MAY_4)


def test_a_waiver_needs_a_name_a_reason_and_something_to_waive() -> None:
    a_system()
    with refused("not_named", "waived_by"):
        waived(Gate.G2, Item.LIFT_PLAN, waived_by=" ")
    with refused("why_missing", "reason"):
        waived(Gate.G2, Item.LIFT_PLAN, reason=" ")
    with refused("not_of_this_gate", "item"):
        waived(Gate.G2, Item.TCO_GRANTED)
    signed_off(Gate.G2)
    with refused("nothing_to_waive", "item"):
        waived(Gate.G2, Item.LIFT_PLAN)


def test_a_sign_off_is_refused_for_what_records_show_or_without_evidence() -> None:
    a_system()
    with refused("shown_by_records", "items"):
        signed_off(Gate.G5, Item.L3_GREEN)
    with refused("not_of_this_gate", "items"):
        signed_off(Gate.G5, Item.LIFT_PLAN)
    with refused("nothing_signed_off", "items"):
        sign_off_gate(site="NTX", hall="A", gate=Gate.G5, items=(), by="M.", meta=said())
    with refused("evidence_missing", "items"):
        signed_off(Gate.G5, items=(SignedOff(item=Item.CONTROLS_TUNED, evidence=" "),))
    with refused("not_named", "by"):
        signed_off(Gate.G5, by="")
    with refused("signed_off_already", "items"):
        signed_off(Gate.G5, Item.CONTROLS_TUNED, Item.CONTROLS_TUNED)
    signed_off(Gate.G5, Item.CONTROLS_TUNED)
    with refused("signed_off_already", "items"):
        signed_off(Gate.G5, Item.CONTROLS_TUNED)


def test_a_gate_of_no_hall_or_site_is_refused() -> None:
    a_site()
    with refused("unknown_hall", "hall"):
        pass_gate(site="NTX", hall="Z", gate=Gate.G1, passed_by="R.", meta=said())
    with refused("unknown_site", "site"):
        pass_gate(site="MARS", hall="A", gate=Gate.G1, passed_by="R.", meta=said())
    with refused("not_named", "passed_by"):
        passed(Gate.G1, passed_by=" ")


def test_a_whole_hall_is_commissioned_from_the_factory_to_service() -> None:
    system = a_system()
    found(system, priority=Priority.P3)
    for gate, level in [
        (Gate.G1, CxLevel.L1),
        (Gate.G2, CxLevel.L2),
        (Gate.G3, CxLevel.L3),
        (Gate.G5, CxLevel.L4),
        (Gate.G6, CxLevel.L5),
    ]:
        if gate is not Gate.G1:
            signed_off(gate)
            passed(gate)
        attempt_at(system, level)
        if gate is Gate.G1:
            passed(gate)
    flushed(), sampled(2), sampled(3)
    burned_in(), cluster_tested()
    for gate in (Gate.G4, Gate.G7, Gate.G8):
        signed_off(gate, on=in_may(3))
        passed(gate, on=in_may(3))

    assert {each.state for each in standings("NTX", "A")} == {State.PASSED}
    assert [each.gate for each in standings("NTX", "A")] == list(Gate)
