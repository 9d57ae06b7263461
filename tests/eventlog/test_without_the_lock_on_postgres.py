"""The primary key is the guarantee; the lock only saves work. SQLite's lock is the file's own."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.eventlog.hunting import CONTROL_EVENTS, append_days, hunt, read_log_after

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def no_lock() -> Iterator[None]:
    """Locks that lock nothing, for whoever looks there before he looks among PostgreSQL's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE SCHEMA no_lock;
            CREATE FUNCTION no_lock.pg_advisory_xact_lock(bigint) RETURNS void
                LANGUAGE sql AS '';
            """
        )
        yield
        cursor.execute("DROP SCHEMA no_lock CASCADE")


def append_without_lock(writer: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = no_lock, pg_catalog, public")
    return append_days(writer, count)


def test_without_the_lock_writers_collide_and_still_no_event_is_skipped(no_lock: None) -> None:
    caught = hunt(append_without_lock, read_log_after, CONTROL_EVENTS // 4)

    assert caught.seen == list(range(1, len(caught.written) + 1))
    assert sorted(caught.written) == caught.seen
    assert caught.collisions > 0  # what makes it slower: work done again
