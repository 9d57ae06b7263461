from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from eventlog.log import tail_position
from sites.queries import drivers_as_of
from sites.uncertainty import OutsideDate
from sites.utility.commands import (
    energise_utility_power,
    move_utility_power,
    power_stream,
    promise_utility_power,
    sign_utility_agreement,
)
from sites.utility.events import UtilityStep
from sites.utility.models import UtilityAgreement, UtilityPower, UtilityPromise
from sites.utility.queries import PERMITS, utility_power_of
from tests.factories import (
    APRIL_1,
    MARCH_2,
    MAY_1,
    NOVEMBER_9,
    NOWHERE,
    OCTOBER_1,
    TOMORROW,
    a_site,
    refused,
    said,
)

pytestmark = pytest.mark.django_db

PERMANENT = UtilityStep.PERMANENT_POWER


def signed(**other: Any) -> None:
    given = {"site": a_site().code, "reference": "SA-1", "utility": "Saguaro"}
    what = {"power_mw": Decimal(90), "voltage_kv": Decimal(138), "service_on": OCTOBER_1}
    sign_utility_agreement(**{**given, **what, "on": MARCH_2, "meta": said(), **other})


def promised(step: UtilityStep = PERMANENT, **other: Any) -> None:
    given = {"site": a_site().code, "step": step, "promised_on": OCTOBER_1, "on": MARCH_2}
    promise_utility_power(**{**given, "meta": said(), **other})


def moved(**other: Any) -> None:
    given = {"power_id": power_stream("NTX", PERMANENT), "promised_on": NOVEMBER_9}
    move_utility_power(**{**given, "reason": "Line", "on": APRIL_1, "meta": said(), **other})


def energised(step: UtilityStep = PERMANENT, **other: Any) -> None:
    given = {"site": a_site().code, "step": step, "on": MAY_1, "meta": said()}
    energise_utility_power(**{**given, **other})


def test_an_agreement_says_how_much_at_what_voltage_and_from_when() -> None:
    signed()

    row = UtilityAgreement.objects.get()
    assert (row.power_mw, row.voltage_kv) == (Decimal(90), Decimal(138))
    assert (row.service_on, row.signed_on) == (OCTOBER_1, MARCH_2)
    with refused("utility_agreement_signed", "reference"):
        signed()
    signed(reference="SA-2", power_mw=Decimal(30))  # an extension


@pytest.mark.parametrize("field", ["power_mw", "voltage_kv"])
def test_an_agreement_to_nothing_is_refused(field: str) -> None:
    a_site()
    with refused("utility_power_not_positive", field):
        signed(**{field: Decimal(0)})


def test_power_is_promised_moved_and_energised() -> None:
    promised()
    moved()
    energised()

    row = UtilityPower.objects.get()
    assert (row.first_promised_on, row.promised_on, row.energised_on) == (
        OCTOBER_1,
        NOVEMBER_9,
        MAY_1,
    )
    assert (row.moves, row.moved_days) == (1, 39)
    history = UtilityPromise.objects.values_list("said_on", "moved_days", "reason")
    assert list(history) == [(MARCH_2, 0, ""), (APRIL_1, 39, "Line")]


def test_power_that_nobody_had_promised_may_come() -> None:
    energised(UtilityStep.TEMPORARY_POWER)

    row = UtilityPower.objects.get()
    assert (row.promised_on, row.moved_days, row.energised_on) == (None, 0, MAY_1)


def test_steps_come_in_their_order_and_each_permits_something() -> None:
    promised(PERMANENT, promised_on=MAY_1)
    promised(UtilityStep.TEMPORARY_POWER)
    promised(UtilityStep.BACK_FEED)

    assert [row.step for row in utility_power_of("NTX")] == [step.value for step in UtilityStep]
    assert set(PERMITS) == set(UtilityStep)


def test_only_a_promise_that_gates_an_activity_holds_it_up_until_it_is_kept() -> None:
    def floors() -> list[OutsideDate]:
        found = drivers_as_of("NTX", tail_position())
        return [driver for driver in found if isinstance(driver, OutsideDate)]

    promised(UtilityStep.BACK_FEED)
    assert floors() == []
    promised(activity="UT-100", confidence=0.8)
    (floor,) = floors()
    assert floor.scope.codes == {"UT-100"}
    assert floor.late_probability == pytest.approx(0.2)
    energised()
    assert floors() == []


def test_what_cannot_be_is_refused() -> None:
    with refused("unknown_utility_power", "power_id"):
        moved(power_id=NOWHERE)
    promised()
    with refused("utility_power_promised", "step"):
        promised()
    with refused("nothing_moves", "promised_on"):
        moved(promised_on=OCTOBER_1)
    with refused("day_in_future", "on"):
        energised(on=TOMORROW)
    energised()
    with refused("utility_power_energised"):
        energised()
    with refused("utility_power_energised"):
        promised()
    with refused("utility_power_energised"):
        moved()


def test_days_of_power_follow_one_another() -> None:
    signed(on=MARCH_2)
    promised(on=APRIL_1)

    with refused("outside_promise_older_than_last", "on"):
        moved(on=MARCH_2)
    moved(on=MAY_1)
    with refused("outside_promise_older_than_last", "on"):
        moved(promised_on=OCTOBER_1, on=APRIL_1)
    with refused("energised_before_agreement", "on"):
        energised(on=date(2026, 3, 1))
