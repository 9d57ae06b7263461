"""Real threads on a real database: the promises that no single-threaded test can hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from eventlog.errors import Refusal, VersionConflict
from eventlog.facts import Appended
from eventlog.log import append, fact_of
from eventlog.models import StoredEvent
from eventlog.projections import Projection, rebuild
from sites.commands import lose_weather_day, weather_stream
from sites.events import WeatherCause, WeatherDayLost
from sites.models import WeatherDay
from supply.events import PromiseMoved, SlipCause
from supply.models import Order
from tests.factories import DECEMBER_1, MAY_1, TODAY, a_site, an_order, said

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 6


def at_once(write: Callable[[int], Appended]) -> list[Appended | Refusal]:
    """What each writer got, all of them let go at the same moment."""
    ready = Barrier(WRITERS)

    def run(number: int) -> Appended | Refusal:
        try:
            ready.wait()
            return write(number)
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def lost(number: int) -> WeatherDayLost:
    return WeatherDayLost(site="NTX", on=MAY_1.replace(day=number + 1), cause=WeatherCause.RAIN)


def moved_promise(number: int) -> PromiseMoved:
    return PromiseMoved(
        site="NTX",
        number="PO-7",
        promised_on=DECEMBER_1.replace(day=number + 2),
        cause=SlipCause.FREIGHT,
        on=MAY_1,
    )


def won(answers: list[Any]) -> list[Appended]:
    return [answer for answer in answers if isinstance(answer, Appended)]


def test_one_of_the_writers_that_expect_the_same_version_wins() -> None:
    a_site()
    stream = weather_stream("NTX")

    answers = at_once(lambda n: append(stream, lost(n), expected_version=0, meta=said()))

    assert len(won(answers)) == 1
    assert sum(isinstance(answer, VersionConflict) for answer in answers) == WRITERS - 1
    assert list(StoredEvent.objects.values_list("position", "version")) == [(1, 1)]


def test_writers_that_expect_nothing_all_write_and_leave_no_gap() -> None:
    a_site()
    stream = weather_stream("NTX")

    answers = at_once(lambda n: append(stream, lost(n), meta=said()))

    gapless = list(range(1, WRITERS + 1))
    assert sorted(answer.version for answer in won(answers)) == gapless
    assert list(StoredEvent.objects.values_list("position", flat=True)) == gapless
    assert WeatherDay.objects.count() == WRITERS
    assert not any(rebuild(projection, check=True) for projection in Projection.registry.values())


def test_writers_of_different_streams_share_one_gapless_order() -> None:
    for n in range(WRITERS):
        a_site(f"S{n}")

    at_once(
        lambda n: lose_weather_day(site=f"S{n}", cause=WeatherCause.WIND, on=TODAY, meta=said())
    )

    positions = StoredEvent.objects.values_list("position", flat=True)
    assert list(positions) == list(range(1, WRITERS + 1))


def test_twins_of_one_request_write_once_and_get_one_answer() -> None:
    a_site()

    answers = at_once(
        lambda _: lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=MAY_1, meta=said("twin"))
    )

    assert {answer.position for answer in won(answers)} == {1}
    assert len(won(answers)) == WRITERS
    assert sum(not answer.replayed for answer in won(answers)) == 1


def test_writers_of_one_row_each_go_on_from_what_the_one_before_left() -> None:
    """A row is read before the log is held: who comes late has to find out."""
    order = an_order()

    answers = at_once(lambda n: append(order, moved_promise(n), moved_promise(n), meta=said()))

    assert len(won(answers)) == WRITERS
    assert Order.objects.get(pk=order).moves == 2 * WRITERS
    assert not rebuild(Projection.registry["supply.order"], check=True)


def test_of_writers_that_find_no_row_one_makes_it_and_the_others_change_it() -> None:
    order = an_order()
    placed = StoredEvent.objects.get(stream=order)
    other = uuid4()

    at_once(lambda n: append(other, fact_of(placed).event, moved_promise(n), meta=said()))

    assert Order.objects.get(pk=other).position == 1 + 2 * WRITERS
    assert not rebuild(Projection.registry["supply.order"], check=True)
