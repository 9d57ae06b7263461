from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from eventlog.guards import check_guards
from eventlog.log import append
from eventlog.models import StoredEvent
from eventlog.streams import stream_id
from eventlog.verify import verify
from sites.commands import lose_weather_day
from sites.events import WeatherCause, WeatherDayLost
from tests.factories import MAY_1, MAY_4, a_site, said
from tests.flushing import unguarded

pytestmark = pytest.mark.django_db

COLUMNS = (
    "position, stream, version, type, schema, payload, metadata, occurred_at, recorded_at, hash"
)


@pytest.fixture(autouse=True)
def _two_facts() -> None:
    a_site()
    for day in (MAY_1, MAY_4):
        lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=day, meta=said())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eventlog_event SET payload = '{}' WHERE position = 1",
        "DELETE FROM eventlog_event WHERE position = 2",
        "DELETE FROM eventlog_event",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(statement: str) -> None:
    before = list(StoredEvent.objects.values())

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert list(StoredEvent.objects.values()) == before


def test_a_row_is_not_put_in_the_place_of_another() -> None:
    """SQLite's INSERT OR REPLACE deletes without asking the trigger for DELETE."""
    before = list(StoredEvent.objects.values())
    copied = f"INSERT {{}} INTO eventlog_event ({COLUMNS}) SELECT {COLUMNS} FROM eventlog_event"  # noqa: S608
    replacing = "OR REPLACE" if connection.vendor == "sqlite" else ""

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(copied.format(replacing))

    assert list(StoredEvent.objects.values()) == before


def test_the_clock_of_the_log_never_goes_back() -> None:
    stream = stream_id("weather", "elsewhere")
    fact = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)
    yesterday = said().now - timedelta(days=1)

    append(stream, fact, meta=replace(said(), now=yesterday))

    recorded = list(StoredEvent.objects.values_list("recorded_at", flat=True))
    assert recorded == sorted(set(recorded))
    assert verify().position == 3


def test_a_check_says_when_the_guards_are_gone() -> None:
    def found() -> set[str | None]:
        return {fault.id for fault in check_guards(databases=["default"])}

    assert "eventlog.E009" not in found()
    with connection.cursor() as cursor, unguarded(connection.vendor, cursor):
        assert found() == {"eventlog.E009"}
