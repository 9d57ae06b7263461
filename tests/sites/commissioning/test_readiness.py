from datetime import date
from uuid import UUID

import pytest

from sites.commissioning.gates import NEEDS, SIGNED, Gate, Item
from sites.commissioning.readiness import (
    AcceptanceSeen,
    AttemptSeen,
    DeficiencySeen,
    Records,
    SignOff,
    SystemSeen,
    Waiver,
    missing_for,
    waived_for,
)

MAY_1, MAY_2 = date(2026, 5, 1), date(2026, 5, 2)
UPS, GEN = (SystemSeen(id=UUID(int=n), tag=tag) for n, tag in enumerate(("UPS-A", "GEN-A"), 1))


def attempted(system, level, *, passed=True, attempt=1, procedure="FPT", on=MAY_1):
    return AttemptSeen(
        system_id=system.id,
        level=level,
        procedure=procedure,
        attempt=attempt,
        passed=passed,
        on=on,
    )


def deficiency(priority, *, over_on=None, system=UPS):
    return DeficiencySeen(
        system_id=system.id,
        reference="D-1",
        priority=priority,
        raised_on=MAY_1,
        over_on=over_on,
    )


def acceptance(kind, subject, number=1, *, accepted=True, on=MAY_1):
    return AcceptanceSeen(
        kind=kind, subject=subject, number=number, accepted=accepted, on=on, faults="too much"
    )


def hall(*systems, **given):
    return Records(hall="A", systems=systems or (UPS, GEN), **given)


def words(gate, records, item):
    return [each.words for each in missing_for(gate, records) if each.item == item]


def test_every_need_is_either_signed_off_or_shown_by_a_rule_and_has_words():
    for gate in Gate:
        missing_for(gate, hall())
        assert {each.item for each in missing_for(gate, hall())} <= set(NEEDS[gate])
    assert all(item.label for item in Item)


@pytest.mark.parametrize("gate", Gate)
def test_what_nobody_has_signed_off_is_missing(gate):
    wanted = [item for item in NEEDS[gate] if item in SIGNED]
    signed = [SignOff(gate=gate, item=item, on=MAY_1) for item in wanted]

    assert {each.item for each in missing_for(gate, hall())} >= set(wanted)
    left = {each.item for each in missing_for(gate, hall(signed=signed))}
    assert not left & set(wanted)


def test_a_sign_off_of_another_gate_is_none():
    signed = [SignOff(gate=Gate.G5, item=Item.LIFT_PLAN, on=MAY_1)]

    assert words(Gate.G2, hall(signed=signed), Item.LIFT_PLAN)


@pytest.mark.parametrize(
    ("gate", "item", "level"),
    [
        (Gate.G1, Item.L1_PASSED, "L1"),
        (Gate.G3, Item.L2_COMPLETE, "L2"),
        (Gate.G5, Item.L3_GREEN, "L3"),
        (Gate.G6, Item.L4_PASSED, "L4"),
    ],
)
def test_a_level_is_complete_once_every_system_has_passed_it(gate, item, level):
    one = [attempted(UPS, level)]

    assert words(gate, hall(tests=one), item) == [f"GEN-A has no {level} test."]
    assert words(gate, hall(tests=[*one, attempted(GEN, level)]), item) == []
    assert words(gate, hall(tests=[*one, attempted(GEN, "L0")]), item)


def test_the_last_attempt_of_each_procedure_counts():
    failed = attempted(UPS, "L4", passed=False)
    again = attempted(UPS, "L4", attempt=2)
    other = attempted(UPS, "L4", passed=False, procedure="Bypass")

    assert words(Gate.G6, hall(UPS, tests=[failed]), Item.L4_PASSED) == [
        "UPS-A: FPT is not passed after 1 attempt."
    ]
    assert words(Gate.G6, hall(UPS, tests=[again, failed]), Item.L4_PASSED) == []
    assert words(Gate.G6, hall(UPS, tests=[again, failed, other]), Item.L4_PASSED) == [
        "UPS-A: Bypass is not passed after 1 attempt."
    ]


def test_a_hall_without_systems_has_completed_nothing():
    assert words(Gate.G1, Records(hall="A"), Item.L1_PASSED) == [
        "No system is registered in hall A."
    ]


@pytest.mark.parametrize("gate", Gate)
def test_an_open_p1_blocks_every_gate_until_it_is_over(gate):
    assert words(gate, hall(deficiencies=[deficiency("P1")]), Item.NO_OPEN_P1) == [
        "P1 deficiency D-1 on UPS-A is open."
    ]
    assert not words(gate, hall(deficiencies=[deficiency("P1", over_on=MAY_2)]), Item.NO_OPEN_P1)


def test_an_open_p2_blocks_release_handover_and_service_and_p3_none():
    blocked = [
        gate
        for gate in Gate
        if any(
            "P2" in each.words for each in missing_for(gate, hall(deficiencies=[deficiency("P2")]))
        )
    ]

    assert blocked == [Gate.G1, Gate.G7, Gate.G8]
    for gate in Gate:
        with_p3 = missing_for(gate, hall(deficiencies=[deficiency("P3")]))
        assert with_p3 == missing_for(gate, hall())


def test_the_hall_is_integrated_once_each_procedure_is_passed_on_some_system():
    assert words(Gate.G7, hall(), Item.IST_PASSED) == ["Hall A has no L5 test."]
    assert not words(Gate.G7, hall(tests=[attempted(UPS, "L5")]), Item.IST_PASSED)
    assert words(Gate.G7, hall(tests=[attempted(UPS, "L5", passed=False)]), Item.IST_PASSED)


def test_every_loop_s_last_flush_counts():
    dirty, clean = acceptance("flush", "TCS-1", accepted=False), acceptance("flush", "TCS-1", 2)
    other = acceptance("flush", "TCS-2", 3, accepted=False)

    assert words(Gate.G4, hall(), Item.FLUSHED) == ["No flush is recorded in hall A."]
    assert words(Gate.G4, hall(acceptances=[dirty]), Item.FLUSHED) == [
        "The last flush of TCS-1 is not within its limits: too much."
    ]
    assert not words(Gate.G4, hall(acceptances=[clean, dirty]), Item.FLUSHED)
    assert len(words(Gate.G4, hall(acceptances=[clean, dirty, other]), Item.FLUSHED)) == 1


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        ([], "TCS-1: 0 of 2 clean water samples."),
        ([(True, MAY_1)], "TCS-1: 1 of 2 clean water samples."),
        ([(True, MAY_1), (True, MAY_1)], "TCS-1: both clean samples are of one day."),
        ([(False, MAY_1), (True, MAY_2)], "TCS-1: 1 of 2 clean water samples."),
        (
            [(True, MAY_1), (False, MAY_2)],
            "TCS-1: the last water sample is not within its limits: too much.",
        ),
    ],
)
def test_water_is_clean_after_two_clean_samples_a_day_apart(samples, said):
    """DOMAIN.md E.3: two samples 24 h apart before cold plates connect."""
    taken = [
        acceptance("water", "TCS-1", number, accepted=accepted, on=on)
        for number, (accepted, on) in enumerate(samples, start=1)
    ]
    records = hall(acceptances=[acceptance("flush", "TCS-1"), *taken])

    assert words(Gate.G4, records, Item.WATER_CLEAN) == [said]


def test_two_clean_samples_a_day_apart_do():
    taken = [acceptance("water", "TCS-1", n, on=on) for n, on in ((1, MAY_1), (2, MAY_2))]

    assert words(Gate.G4, hall(acceptances=taken), Item.WATER_CLEAN) == []


def test_service_waits_for_burn_in_and_cluster():
    assert words(Gate.G8, hall(), Item.BURN_IN_DONE) == ["No burn-in is recorded in hall A."]
    done = [acceptance("burn_in", "racks"), acceptance("cluster", "A", accepted=False)]
    records = hall(acceptances=done)

    assert not words(Gate.G8, records, Item.BURN_IN_DONE)
    assert words(Gate.G8, records, Item.L12_MET) == [
        "The last cluster test of A is not within its limits: too much."
    ]


def test_a_waiver_is_for_what_was_missing_then_and_not_for_what_fails_later():
    waiver = Waiver(gate=Gate.G5, item=Item.L3_GREEN, about=frozenset({"GEN-A"}), on=MAY_1)
    passed = [attempted(UPS, "L3")]
    later = [attempted(UPS, "L3", attempt=2, passed=False)]

    assert words(Gate.G5, hall(tests=passed, waived=[waiver]), Item.L3_GREEN) == []
    assert waived_for(Gate.G5, hall(tests=passed, waived=[waiver])) == [Item.L3_GREEN]
    assert words(Gate.G5, hall(tests=passed + later, waived=[waiver]), Item.L3_GREEN) == [
        "UPS-A: FPT is not passed after 2 attempts."
    ]
    assert words(Gate.G6, hall(waived=[waiver]), Item.L4_PASSED)


def test_a_waiver_that_turned_out_needless_is_none():
    waiver = Waiver(gate=Gate.G5, item=Item.L3_GREEN, about=frozenset({"UPS-A"}), on=MAY_1)
    records = hall(UPS, tests=[attempted(UPS, "L3")], waived=[waiver])

    assert waived_for(Gate.G5, records) == []


def test_the_records_of_a_day_know_nothing_of_the_next():
    records = hall(
        UPS,
        tests=[attempted(UPS, "L4", on=MAY_2)],
        deficiencies=[deficiency("P1", over_on=MAY_2)],
        signed=[SignOff(gate=Gate.G6, item=Item.LOAD_BANKS_READY, on=MAY_2)],
    )

    then = {each.item for each in missing_for(Gate.G6, records.until(MAY_1))}
    now = {each.item for each in missing_for(Gate.G6, records.until(MAY_2))}

    assert then - now == {Item.L4_PASSED, Item.NO_OPEN_P1, Item.LOAD_BANKS_READY}


def test_what_is_waived_for_one_gate_is_not_for_the_next():
    waiver = Waiver(gate=Gate.G7, item=Item.P2_ACCEPTED, about=frozenset({"UPS-A D-1"}), on=MAY_1)
    records = hall(deficiencies=[deficiency("P2")], waived=[waiver])

    assert not words(Gate.G7, records, Item.P2_ACCEPTED)
    assert words(Gate.G8, records, Item.P2_ACCEPTED)
