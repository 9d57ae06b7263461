from typing import Any
from uuid import UUID

import pytest

from eventlog.log import tail_position
from eventlog.models import StoredEvent
from sites import queries
from sites.commands import (
    close_deficiency,
    energise_system,
    lose_weather_day,
    raise_deficiency,
    record_test,
)
from sites.events import CxLevel, Outcome, Priority, WeatherCause
from sites.models import CommissioningTest, Deficiency, System, WeatherDay
from sites.uncertainty import Retests
from tests.factories import (
    APRIL_1,
    LONG_AGO,
    MAY_1,
    MAY_4,
    NOWHERE,
    TODAY,
    TOMORROW,
    a_site,
    a_system,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


def attempted(system: UUID, outcome: Outcome = Outcome.FAIL, **other: Any) -> int:
    given = {"level": CxLevel.L5, "procedure": "IST", "on": MAY_1, "meta": said()}
    return record_test(system_id=system, outcome=outcome, **{**given, **other}).position


def raised(system: UUID, reference: str = "D-1") -> Deficiency:
    raise_deficiency(
        system_id=system,
        reference=reference,
        priority=Priority.P1,
        description="Breaker trips",
        on=MAY_1,
        meta=said(),
    )
    return Deficiency.objects.get(reference=reference)


def lost(on: Any = MAY_1, site: str = "NTX") -> int:
    return lose_weather_day(site=site, cause=WeatherCause.RAIN, on=on, meta=said()).position


def test_a_registered_system_belongs_to_its_hall() -> None:
    system = System.objects.get(pk=a_system("UPS-1"))

    assert (system.site_id, system.hall, system.tag, system.kind) == ("NTX", "A", "UPS-1", "power")
    assert list(queries.systems_of("NTX")) == [system]


def test_a_system_is_energised_once() -> None:
    system = a_system()
    energise_system(system_id=system, on=MAY_1, meta=said())

    assert System.objects.get(pk=system).energised_on == MAY_1
    with refused("system_already_energised", "on"):
        energise_system(system_id=system, on=MAY_4, meta=said())


def test_a_retest_is_the_next_attempt_and_the_failure_stays() -> None:
    system = a_system()
    attempted(system, Outcome.FAIL)
    attempted(system, Outcome.PASS, on=MAY_4)

    attempts = CommissioningTest.objects.order_by("attempt").values_list("attempt", "outcome")
    assert list(attempts) == [(1, "fail"), (2, "pass")]


def test_attempts_are_counted_for_each_procedure_and_level() -> None:
    system = a_system()
    attempted(system, procedure="IST")
    attempted(system, procedure="Blackout")
    attempted(system, level=CxLevel.L4)

    assert set(CommissioningTest.objects.values_list("attempt", flat=True)) == {1}


def test_a_closed_deficiency_is_no_longer_open() -> None:
    found = raised(a_system())
    assert list(queries.open_deficiencies("NTX")) == [found]

    close_deficiency(deficiency_id=found.pk, resolution="Replaced", on=MAY_4, meta=said())

    found.refresh_from_db()
    assert (found.closed_on, found.resolution) == (MAY_4, "Replaced")
    assert not queries.open_deficiencies("NTX").exists()


def test_a_lost_weather_day_is_filed_under_its_day_in_the_site_s_zone() -> None:
    a_site()
    lost(MAY_1)

    assert WeatherDay.objects.get().on == MAY_1
    filed = StoredEvent.objects.get().occurred_at
    assert filed.isoformat() == "2026-05-01T17:00:00+00:00"  # noon in Chicago


def test_a_site_can_be_asked_for_as_of_a_past_position() -> None:
    system = a_system()
    first = attempted(system, Outcome.FAIL)
    attempted(system, Outcome.PASS, on=MAY_4)
    energise_system(system_id=system, on=MAY_4, meta=said())
    last = lost(MAY_4)

    assert [row.outcome for row in queries.tests_as_of("NTX", first)] == ["fail"]
    assert [row.energised_on for row in queries.systems_as_of("NTX", first)] == [None]
    assert [row.on for row in queries.weather_days_as_of("NTX", last)] == [MAY_4]
    assert queries.weather_days_as_of("NTX", last - 1) == []


def test_retests_are_learnt_from_all_first_attempts_at_the_site() -> None:
    """Prior Beta(4, 6) of the 60% of DOMAIN.md E.4, two failed and one passed: 6/13, halved once."""
    first, second = a_system("UPS-1"), a_system("UPS-2")
    attempted(first, Outcome.FAIL)
    attempted(second, Outcome.FAIL)
    attempted(second, Outcome.PASS, on=MAY_4)
    attempted(second, Outcome.PASS, procedure="Blackout")

    drivers = queries.drivers_as_of("NTX", tail_position())

    (retests,) = (driver for driver in drivers if isinstance(driver, Retests))
    assert retests.fail_probability == pytest.approx(6 / 13 / 2)
    assert retests.attempts_owed == 1


def test_a_system_in_an_unknown_hall_or_site_is_refused() -> None:
    a_site()
    with refused("unknown_hall", "hall"):
        a_system(hall="Z")
    with refused("unknown_site", "site"):
        a_system(site="MARS")


def test_a_tag_is_registered_once_at_a_site_and_freely_at_another() -> None:
    a_system("UPS-1")
    a_system("UPS-1", site=a_site("OHI").code)

    with refused("system_already_registered", "tag"):
        a_system("UPS-1")


def test_an_unknown_system_is_refused() -> None:
    with refused("unknown_system", "system_id"):
        attempted(NOWHERE)


def test_an_attempt_out_of_order_is_refused() -> None:
    system = a_system()
    with refused("attempt_out_of_order", "attempt"):
        attempted(system, attempt=2)


def test_a_retest_before_the_test_is_refused() -> None:
    system = a_system()
    attempted(system, on=MAY_4)
    with refused("test_before_earlier_attempt", "on"):
        attempted(system, on=MAY_1)


def test_a_deficiency_is_raised_once_for_a_system() -> None:
    system = a_system()
    raised(system)
    with refused("deficiency_already_raised", "reference"):
        raised(system)


def test_a_deficiency_is_closed_once_and_not_before_it_was_raised() -> None:
    found = raised(a_system()).pk
    with refused("closed_before_raised", "on"):
        close_deficiency(deficiency_id=found, on=APRIL_1, meta=said())
    close_deficiency(deficiency_id=found, on=MAY_4, meta=said())
    with refused("deficiency_already_closed", "deficiency_id"):
        close_deficiency(deficiency_id=found, on=MAY_4, meta=said())


def test_an_unknown_deficiency_is_refused() -> None:
    with refused("unknown_deficiency", "deficiency_id"):
        close_deficiency(deficiency_id=NOWHERE, meta=said())


def test_a_day_is_lost_to_weather_once() -> None:
    a_site()
    lost(MAY_1)
    with refused("weather_day_already_recorded", "on"):
        lost(MAY_1)


def test_tomorrow_at_the_site_is_refused_and_today_is_not() -> None:
    a_site(), a_site("TYO", zone="Asia/Tokyo")
    with refused("day_in_future", "on"):
        lost(TOMORROW)

    lost(TODAY)
    lost(TOMORROW, site="TYO")  # 18:00 UTC is 03:00 of the next day there


def test_a_day_in_no_calendar_of_ours_is_refused() -> None:
    a_site()
    with refused("day_out_of_range", "on"):
        lost(LONG_AGO)


@pytest.mark.parametrize(("name", "characters"), [("tag", 61), ("name", 121)])
def test_a_text_longer_than_its_column_is_refused(name: str, characters: int) -> None:
    a_site()
    with refused("text_too_long", name):
        a_system(**{name: "x" * characters})
