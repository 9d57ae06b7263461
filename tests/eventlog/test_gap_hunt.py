"""A reader that remembers one position misses nothing, however late a writer commits.

`SLIPWAY_GAP_HUNT_EVENTS=1000000 pytest tests/eventlog/test_gap_hunt.py` is the long form.
"""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.eventlog.hunting import CONTROL_EVENTS, EVENTS, append_days, hunt, read_log_after

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_by_position_sees_every_event_once_and_in_order() -> None:
    caught = hunt(append_days, read_log_after, EVENTS)

    assert caught.seen == list(range(1, len(caught.written) + 1))
    assert sorted(caught.written) == caught.seen
    assert caught.collisions == 0


@pytest.fixture
def sequence() -> Iterator[None]:
    """A table as most logs are: the database numbers its rows when they are inserted."""
    number = {
        "postgresql": "bigserial PRIMARY KEY",
        "sqlite": "integer PRIMARY KEY AUTOINCREMENT",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE numbered (position {number[connection.vendor]}, said text)")
        yield
        cursor.execute("DROP TABLE numbered")


def insert_numbered(writer: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        values = ", ".join(["(%s)"] * count)
        insert = f"INSERT INTO numbered (said) VALUES {values} RETURNING position"  # noqa: S608
        cursor.execute(insert, [writer] * count)
        return [position for (position,) in cursor.fetchall()]


def read_numbered_after(position: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position FROM numbered WHERE position > %s ORDER BY position", [position]
        )
        return [found for (found,) in cursor.fetchall()]


def test_a_reader_of_a_plain_sequence_loses_events_where_writers_need_not_take_turns(
    sequence: None,
) -> None:
    caught = hunt(insert_numbered, read_numbered_after, CONTROL_EVENTS)

    writers_take_turns = connection.vendor == "sqlite"
    assert bool(caught.skipped) != writers_take_turns
