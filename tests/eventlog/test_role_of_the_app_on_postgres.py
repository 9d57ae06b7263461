"""A login in slipway_app can do its work, and cannot touch what was recorded."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from eventlog.log import tail_position
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from tests.factories import MAY_1, a_site, said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_the_app() -> Iterator[None]:
    a_site()
    lose_weather_day(site="NTX", cause=WeatherCause.RAIN, on=MAY_1, meta=said())
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE slipway_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def test_not_even_its_owner_empties_the_log() -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE eventlog_event")


@pytest.mark.usefixtures("as_the_app")
def test_it_records_facts_and_rebuilds() -> None:
    lose_weather_day(site="NTX", cause=WeatherCause.WIND, on=MAY_1 + timedelta(days=1), meta=said())
    call_command("rebuild")

    assert tail_position() == 2


@pytest.mark.usefixtures("as_the_app")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eventlog_event SET payload = '{}'",
        "DELETE FROM eventlog_event",
        "TRUNCATE eventlog_event",
        "ALTER TABLE eventlog_event DISABLE TRIGGER USER",
        "DROP TRIGGER eventlog_append_only ON eventlog_event",
        "SET session_replication_role = replica",
    ],
)
def test_it_has_no_right_to_change_the_log_or_its_guards(statement: str) -> None:
    with (
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)
