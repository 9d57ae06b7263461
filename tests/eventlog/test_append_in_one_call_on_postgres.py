"""Where nothing else is to be written with an event, one call is the whole transaction."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction

from eventlog import events
from eventlog.errors import VersionConflict
from eventlog.events import Event, event_type
from eventlog.log import append, tail_position
from eventlog.verify import verify
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.factories import MAY_1, said

pytestmark = pytest.mark.django_db(transaction=True)

RAIN = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)


@pytest.fixture
def unprojected(monkeypatch: pytest.MonkeyPatch) -> Event:
    """An event that no projection takes."""
    for registry in ("_types", "_names", "_permanent"):
        monkeypatch.setattr(events, registry, dict(getattr(events, registry)))

    @event_type("tests.projected_by_nobody")
    class ProjectedByNobody(Event):
        text: str

    return ProjectedByNobody(text="late")


@pytest.fixture
def another() -> Iterator["psycopg.Connection[tuple[str]]"]:
    params = connection.get_connection_params()
    where = {name: params[name] for name in ("dbname", "user", "host", "port") if name in params}
    with closing(psycopg.connect(**where, autocommit=True)) as connected:
        yield connected


def last_statement(another: "psycopg.Connection[tuple[str]]") -> str:
    asked = "SELECT query FROM pg_stat_activity WHERE pid = %s"
    row = another.execute(asked, [connection.connection.info.backend_pid]).fetchone()
    assert row
    return row[0]


def test_one_call_is_the_transaction_unless_a_read_model_goes_along(
    unprojected: Event, another: "psycopg.Connection[tuple[str]]"
) -> None:
    append(uuid4(), unprojected, meta=said())
    assert "FROM eventlog_append(" in last_statement(another)
    assert another.execute("SELECT type FROM eventlog_event").fetchall() == [
        ("tests.projected_by_nobody",)
    ]

    append(weather_stream("NTX"), RAIN, meta=said())
    assert last_statement(another) == "COMMIT"


def test_it_refuses_and_repeats_as_in_any_transaction(unprojected: Event) -> None:
    stream = uuid4()
    first = append(stream, unprojected, unprojected, meta=said("k"), expected_version=0)

    assert append(stream, unprojected, unprojected, meta=said("k")) == replace(first, replayed=True)
    with pytest.raises(VersionConflict, match="at version 2, not 1"):
        append(stream, unprojected, meta=said(), expected_version=1)
    assert tail_position() == 2
    assert verify().position == 2


def test_it_goes_with_the_transaction_that_is_open(unprojected: Event) -> None:
    with transaction.atomic():
        append(uuid4(), unprojected, meta=said())
        transaction.set_rollback(True)

    assert tail_position() == 0
