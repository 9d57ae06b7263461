"""SQL straight to the database's driver, on the connection and in the transaction that Django holds.

Every append pays for each wrapper around its statements; the ORM's own queries go Django's way.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def the_database() -> BaseDatabaseWrapper:
    """What `django.db.connection` stands for; that asks anew where it leads for each attribute."""
    return connections[DEFAULT_DB_ALIAS]


@cache
def vendor() -> str:
    """Of the database that this process keeps its log in."""
    return the_database().vendor


def execute(query: str, values: Sequence[Any] = ()) -> Any:
    """Run a statement with %s for each value, and give the driver's cursor."""
    database = the_database()
    if database.connection is None:
        database.ensure_connection()
    if database.needs_rollback:
        database.validate_no_broken_transaction()  # says what to do instead
    if vendor() == "sqlite":
        query = _for_sqlite(query)
    with database.wrap_database_errors:
        return database.connection.execute(query, values)


def execute_each(query: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement with the values of each row, on SQLite."""
    database = the_database()
    with database.wrap_database_errors:
        database.connection.executemany(_for_sqlite(query), rows)


@cache
def _for_sqlite(query: str) -> str:
    return query.replace("%s", "?")
