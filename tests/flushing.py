"""Between tests the log is emptied, which it refuses everybody: its guards stand aside for the flush."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction  # noqa: F401 (models first: they import what we patch)
from django.db.backends.base.operations import BaseDatabaseOperations


def let_flush_empty_the_log() -> None:
    """Give Django's flush, which ends every test with transactions of its own, the way to do it."""
    BaseDatabaseOperations.execute_sql_flush = _flush  # type: ignore[method-assign,assignment]


def _flush(operations: Any, statements: Iterable[str]) -> None:
    connection = operations.connection
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        with unguarded(connection.vendor, cursor):
            for statement in statements:
                cursor.execute(statement)


@contextmanager
def unguarded(vendor: str, cursor: Any) -> Iterator[None]:
    """Whoever owns the database can take the log's triggers away: here it is done, and undone."""
    if vendor == "postgresql":
        cursor.execute("ALTER TABLE eventlog_event DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE eventlog_event ENABLE TRIGGER USER")
        return
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'eventlog_event'"
    )
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, definition in triggers:
        cursor.execute(definition)
