from datetime import timedelta
from typing import Any

import pytest

from eventlog.corrections import correct, retract
from eventlog.log import last_occurred_at, read
from eventlog.projections import (
    Projection,
    fold,
    rebuild,
    replay,
    state_as_known,
    state_as_true,
)
from labor.commands import demobilise_crew, report_mix
from labor.models import Crew, MixReport
from labor.projections import crews, mix_reports
from sites.commands import lose_weather_day, raise_deficiency, weather_stream
from sites.events import Priority, WeatherCause
from sites.models import WeatherDay
from supply.commands import move_promise
from supply.events import SlipCause
from supply.models import Order
from supply.projections import orders
from tests.factories import (
    APRIL_1,
    DECEMBER_1,
    MAY_1,
    MAY_4,
    NOVEMBER_9,
    NOW,
    a_crew,
    a_site,
    a_system,
    an_order,
    refused,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew() -> Any:
    """Mobilised with 200 journeypersons, on 1 May a report of 20: positions 1 and 2."""
    crew = a_crew(journeypersons=200)
    report_mix(crew_id=crew, journeypersons=20, on=MAY_1, meta=said())
    return crew


@pytest.fixture(autouse=True)
def _tables_are_what_the_log_says() -> Any:
    yield
    for projection in Projection.registry.values():
        assert not rebuild(projection, check=True), projection.name


def test_a_retracted_fact_is_as_if_it_had_not_been_said(crew: Any) -> None:
    retract(position=2, reason="Another site's list", meta=said())

    row = Crew.objects.get(pk=crew)
    assert (row.journeypersons, row.counted_on, row.position) == (200, APRIL_1, 3)
    assert MixReport.objects.filter(crew_id=crew).count() == 1
    assert [fact.type for fact in read()][-1] == "eventlog.retracted"


def test_a_corrected_fact_is_read_as_it_should_have_been_said(crew: Any) -> None:
    report_mix(crew_id=crew, journeypersons=20, helpers=9, on=MAY_4, meta=said())

    correct(position=1, payload={"on": "2026-03-02"}, reason="Came earlier", meta=said())

    row = Crew.objects.get(pk=crew)
    assert (str(row.mobilised_on), row.helpers, row.position) == ("2026-03-02", 9, 4)


def test_a_correction_moves_a_part_to_its_right_day_and_back() -> None:
    a_site()
    lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=MAY_1, meta=said())

    correct(position=1, payload={"on": str(MAY_4)}, reason="Typed wrong", meta=said())
    assert [day.on for day in WeatherDay.objects.all()] == [MAY_4]

    correct(position=1, payload={"on": str(MAY_1)}, reason="It was right", meta=said())
    assert [day.on for day in WeatherDay.objects.all()] == [MAY_1]


def test_what_others_rest_on_is_not_taken_back(crew: Any) -> None:
    with refused("others_rest_on_it"):
        retract(position=1, reason="No such crew", meta=said())


def test_what_rows_of_other_tables_point_to_is_not_taken_back() -> None:
    a_system()
    system = a_system("UPS-2")
    raise_deficiency(
        system_id=system,
        reference="D-1",
        priority=Priority.P2,
        description="Label",
        on=MAY_1,
        meta=said(),
    )

    with refused("others_rest_on_it"):
        retract(position=2, reason="No such system", meta=said())


def test_a_fact_is_taken_back_once(crew: Any) -> None:
    retract(position=2, reason="Twice the same", meta=said())

    with refused("already_retracted"):
        retract(position=2, reason="Twice the same", meta=said())
    with refused("already_retracted"):
        correct(position=2, payload={"on": str(MAY_4)}, reason="Or not", meta=said())


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"name": "Plumbers"}, "not_as_it_was"),
        ({"on": "the first of May"}, "does_not_fit"),
        ({"colour": "blue"}, "does_not_fit"),
        ({}, "nothing_changes"),
        ({"on": str(MAY_1)}, "nothing_changes"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    crew: Any, payload: dict[str, Any], code: str
) -> None:
    with refused(code):
        correct(position=2, payload=payload, reason="So it was", meta=said())


def test_an_amendment_says_why_and_names_a_fact_that_is_there(crew: Any) -> None:
    with refused("reason_missing", field="reason"):
        retract(position=2, reason="  ", meta=said())
    with refused("unknown_fact", field="position"):
        retract(position=9, reason="Nothing there", meta=said())


def test_an_amendment_is_not_amended(crew: Any) -> None:
    retract(position=2, reason="Wrong", meta=said())

    with refused("not_amendable"):
        retract(position=3, reason="It was right", meta=said())


def test_the_same_request_amends_once(crew: Any) -> None:
    first = retract(position=2, reason="Wrong", meta=said("undo"))

    again = retract(position=2, reason="Wrong", meta=said("undo"))

    assert (again.position, again.replayed) == (first.position, True)


def test_before_the_correction_was_heard_the_state_is_as_it_was_known(crew: Any) -> None:
    heard = [fact.recorded_at for fact in read()]
    retract(position=2, reason="Wrong", meta=said())

    known = [state_as_known(crews, crew, at=at)[crew].journeypersons for at in heard]
    assert known == [200, 20]
    assert state_as_known(crews, crew, at=NOW - timedelta(days=1)) == {}
    assert replay(crews)[crew].journeypersons == 200


def test_what_was_true_on_a_day_is_what_is_known_now_to_have_happened_by_then() -> None:
    order = an_order()  # placed on 1 April
    cause = SlipCause.FREIGHT
    move_promise(order_id=order, promised_on=DECEMBER_1, cause=cause, on=MAY_4, meta=said())
    correct(position=2, payload={"promised_on": str(NOVEMBER_9)}, reason="Misread", meta=said())

    facts = {fact.position: fact for fact in read()}
    before = state_as_true(orders, order, at=facts[2].occurred_at - timedelta(seconds=1))
    after = state_as_true(orders, order, at=facts[2].occurred_at)

    assert before[order].moves == 0
    assert after[order].promised_on == NOVEMBER_9 == Order.objects.get().promised_on
    assert state_as_true(orders, order, at=facts[1].occurred_at - timedelta(days=1)) == {}


def test_a_late_fact_takes_its_place_among_the_days(crew: Any) -> None:
    """Reported on 4 May and only then for 1 May, before it: what was true follows the days."""
    report_mix(crew_id=crew, journeypersons=30, helpers=4, on=MAY_4, meta=said())
    correct(position=2, payload={"on": "2026-05-05"}, reason="A day later", meta=said())

    row = state_as_true(crews, crew, at=NOW)[crew]

    assert (str(row.counted_on), row.journeypersons) == ("2026-05-05", 20)
    assert len(state_as_true(mix_reports, crew, at=NOW)) == 3


def test_the_last_day_known_follows_a_correction_of_the_day(crew: Any) -> None:
    demobilise_crew(crew_id=crew, on=MAY_4, meta=said())
    latest = last_occurred_at([crew], until=3)

    retract(position=3, reason="They are still here", meta=said())

    assert last_occurred_at([crew], until=4) < latest
    assert last_occurred_at([crew], until=3) == latest


def test_a_command_decides_on_what_stands(crew: Any) -> None:
    demobilise_crew(crew_id=crew, on=MAY_4, meta=said())
    retract(position=3, reason="They are still here", meta=said())

    demobilise_crew(crew_id=crew, on=MAY_4, meta=said())

    row, version = fold(crew, crews)
    assert row is not None
    assert (row.demobilised_on, version) == (MAY_4, 5)


def test_lateness_can_be_asked_for_from_the_stream() -> None:
    lose_weather_day(site=a_site().code, cause=WeatherCause.RAIN, on=MAY_1, meta=said())

    (fact,) = read(streams=[weather_stream("NTX")])

    assert fact.heard_after > timedelta(days=30)
