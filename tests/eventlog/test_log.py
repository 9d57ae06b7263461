import hashlib
from datetime import timedelta

import pytest
from django.db import transaction

from eventlog.errors import ProjectionFailed
from eventlog.log import append, read, tail_position
from eventlog.models import StoredEvent
from eventlog.streams import part_id, stream_id
from sites.commands import energise_system, weather_stream
from sites.events import SystemEnergised, WeatherCause, WeatherDayLost
from tests.factories import MAY_1, MAY_4, NOW, a_site, a_system, everything, refused, said

pytestmark = pytest.mark.django_db

STREAM = weather_stream("NTX")
RAIN = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)
WIND = WeatherDayLost(site="NTX", on=MAY_4, cause=WeatherCause.WIND)


@pytest.fixture(autouse=True)
def site() -> None:
    a_site()


def test_facts_get_the_next_position_and_the_next_version_of_their_stream() -> None:
    first = append(STREAM, RAIN, meta=said())
    other = append(weather_stream("OHI"), RAIN, meta=said())
    second = append(STREAM, WIND, meta=said())

    assert [a.position for a in (first, other, second)] == [1, 2, 3]
    assert [a.version for a in (first, other, second)] == [1, 1, 2]


def test_two_facts_of_one_append_stand_together() -> None:
    appended = append(STREAM, RAIN, WIND, meta=said())

    assert (appended.version, appended.position) == (2, 2)
    assert [fact.event for fact in read()] == [RAIN, WIND]


def test_a_stale_expected_version_is_refused_with_the_current_one() -> None:
    append(STREAM, RAIN, meta=said())

    with refused("version_conflict") as caught:
        append(STREAM, WIND, expected_version=0, meta=said())
    assert caught.value.details == {"current": 1, "expected": 0}


def test_the_version_that_a_caller_expects_counts_as_well_as_the_command_s() -> None:
    append(STREAM, RAIN, meta=said())

    with refused("version_conflict"):
        append(STREAM, WIND, expected_version=1, meta=said(expected_version=7))


def test_a_repeated_key_gets_the_first_answer_and_writes_nothing() -> None:
    first = append(STREAM, RAIN, WIND, meta=said("once"))
    again = append(STREAM, RAIN, WIND, meta=said("once"))

    assert (again.version, again.position, again.replayed) == (2, 2, True)
    assert again.recorded_at == first.recorded_at
    assert tail_position() == 2


def test_a_repeated_command_gets_the_first_answer_though_its_rule_would_now_refuse() -> None:
    system = a_system()
    first = energise_system(system_id=system, on=MAY_1, meta=said("once"))
    again = energise_system(system_id=system, on=MAY_1, meta=said("once"))

    assert (again.position, again.replayed, first.replayed) == (first.position, True, False)


def test_a_key_reused_for_another_request_is_refused() -> None:
    system = a_system()
    energise_system(system_id=system, on=MAY_1, meta=said("once"))

    with refused("idempotency_key_reused") as caught:
        energise_system(system_id=system, on=MAY_4, meta=said("once"))
    assert caught.value.field is None  # the key is no field of the body


def test_a_key_reused_for_another_command_is_refused() -> None:
    a_system(meta=said("once"))
    with refused("idempotency_key_reused"):
        a_system("UPS-2", meta=said("once"))
    with refused("idempotency_key_reused"):
        append(STREAM, RAIN, meta=said("once"))


def test_a_projection_that_fails_undoes_the_append_and_says_where() -> None:
    before = everything()

    with (
        pytest.raises(ProjectionFailed, match=r"sites\.projections\.energised .* at 1"),
        transaction.atomic(),
    ):
        append(
            stream_id("system", "NTX", "none"), SystemEnergised(site="NTX", on=MAY_1), meta=said()
        )

    assert everything() == before


def test_reading_goes_on_after_a_position_and_up_to_another() -> None:
    for event in (RAIN, WIND):
        append(STREAM, event, meta=said())
    a_system()

    assert [fact.position for fact in read()] == [1, 2, 3]
    assert [fact.position for fact in read(after=1)] == [2, 3]
    assert [fact.position for fact in read(after=1, until=2)] == [2]
    assert [fact.position for fact in read(streams=[STREAM])] == [1, 2]
    assert [fact.position for fact in read(types=["sites.system_registered"])] == [3]


def test_recorded_at_never_goes_backwards_when_a_clock_does() -> None:
    append(STREAM, RAIN, meta=said())
    append(STREAM, WIND, meta=said())

    first, second = (fact.recorded_at for fact in read())
    assert (first, second) == (NOW, NOW + timedelta(microseconds=1))


def test_a_fact_says_who_said_so() -> None:
    append(STREAM, RAIN, meta=said())

    assert next(read()).actor == "mo"


def test_each_hash_covers_its_predecessor() -> None:
    append(STREAM, RAIN, WIND, meta=said())

    rows = [bytes(row.hash) for row in StoredEvent.objects.all()]
    assert len(set(rows)) == 2
    assert {len(row) for row in rows} == {hashlib.sha256().digest_size}


def test_the_id_of_a_stream_is_the_same_on_every_machine() -> None:
    assert str(stream_id("order", "NTX", "PO-7")) == "5faa486d-6015-5921-bc2e-522d97349cb3"
    assert stream_id("order", "NTX", "PO-7") != stream_id("order", "NTXPO-7")
    assert part_id(STREAM, "a", "b") != part_id(STREAM, "ab")
