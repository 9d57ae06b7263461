"""The `eventsourcing` library on the same database, each of its recorders as its own factory makes it."""

from typing import Any

from django.db import connection
from eventsourcing.persistence import ApplicationRecorder, InfrastructureFactory
from eventsourcing.postgres import PostgresFactory
from eventsourcing.sqlite import SQLiteFactory
from eventsourcing.utils import Environment

LOCK_SECONDS = "60"  # as long as we let a writer of SQLite wait


def recorder() -> ApplicationRecorder:
    """Its default recorder: on PostgreSQL the safe one, which locks the table till it commits."""
    return _factory(create_table=False).application_recorder()


def create_table() -> None:
    factory = _factory(create_table=True)
    factory.application_recorder()
    factory.close()


def _factory(*, create_table: bool) -> InfrastructureFactory[Any]:
    settings = connection.settings_dict
    given = {"CREATE_TABLE": "yes" if create_table else "no"}
    if connection.vendor == "postgresql":
        return PostgresFactory(Environment(env=given | _postgres(settings)))
    # In a file beside ours: the one write lock of a file is not what is compared.
    given["SQLITE_DBNAME"] = f"{settings['NAME']}-of-the-library"
    given["SQLITE_LOCK_TIMEOUT"] = LOCK_SECONDS
    return SQLiteFactory(Environment(env=given))


def _postgres(settings: dict[str, Any]) -> dict[str, str]:
    return {
        "POSTGRES_DBNAME": settings["NAME"],
        "POSTGRES_HOST": settings["OPTIONS"].get("host") or settings["HOST"],
        "POSTGRES_PORT": str(settings["PORT"] or ""),
        "POSTGRES_USER": settings["USER"],
        "POSTGRES_PASSWORD": settings["PASSWORD"] or "none is asked for",
    }
