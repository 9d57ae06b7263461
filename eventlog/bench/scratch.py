"""More than one empty log on the same server, or beside the same SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, models

from eventlog.bench import library
from eventlog.bench.facts import Tally
from eventlog.bench.tables import PlainEvent

OWN_TABLES: tuple[type[models.Model], ...] = (PlainEvent, Tally)


def make_tables() -> None:
    """The log's own, by its migrations, and those of the bench."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in OWN_TABLES:
            editor.create_model(model)
    library.create_table()


@contextmanager
def another_log(name: str) -> Iterator[None]:
    """Have the connection lead to an empty log of its own."""
    settings: dict[str, Any] = connection.settings_dict
    first = settings["NAME"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        other = name
    else:
        other = str(Path(first).with_name(f"{name}.sqlite3"))
    disconnect()
    settings["NAME"] = other
    make_tables()
    try:
        yield
    finally:
        disconnect()
        settings["NAME"] = first


def disconnect() -> None:
    """Leave nothing open that a forked process could share by mistake."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined] # typed for no vendor
