"""Everything from one database into another: the log checked fact by fact, and what people wrote beside
it row by row; read models are not moved but made again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import environ
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    IntegrityError,
    connection,
    connections,
    models,
    transaction,
)
from django.db.migrations.executor import MigrationExecutor

from eventlog.log import lock_log
from eventlog.models import Cursor, ReadModel, StoredEvent
from eventlog.projections import Projection, rebuild
from eventlog.stored import LogBroken, in_chunks, stored_rows
from eventlog.verify import Checkpoint, Walk, verify

SOURCE = "source"
NO_URL = "Give a DATABASE_URL such as postgresql://user@host/name."
MADE_BY_MIGRATE = (Permission, ContentType, Cursor)  # for itself; ours replace them

Model = type[models.Model]
Progress = Callable[[int], object]


class CannotMove(Exception):
    """Nothing was moved, and why."""


@dataclass(frozen=True)
class Moved:
    """rows: how many of each table, by the model's label. tail: where the log ends, here and there."""

    rows: dict[str, int]
    tail: Checkpoint


def turn_to(url: str) -> None:
    """From here on this process works in another database; what was its own is read as SOURCE.

    Raises CannotMove if the one cannot be meant or the other cannot be read.
    """
    own, other = settings.DATABASES[DEFAULT_DB_ALIAS], _configured(url)
    if _place(own) == _place(other):
        raise CannotMove("That is the database that everything is in already.")
    connections[DEFAULT_DB_ALIAS].close()
    del connections[DEFAULT_DB_ALIAS]
    both = {DEFAULT_DB_ALIAS: other, SOURCE: own}
    connections.settings = connections.configure_settings(both)
    _refuse_unmigrated_source()


def _configured(url: str) -> dict[str, Any]:
    try:
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except (ImproperlyConfigured, ValueError) as error:
        raise CannotMove(f"{NO_URL} {error}") from error
    if database.get("ENGINE") == "django.db.backends.sqlite3":
        return {**settings.SQLITE, "NAME": database["NAME"]}
    if database.get("ENGINE") != "django.db.backends.postgresql":
        raise CannotMove(NO_URL)
    return database


def _place(database: dict[str, Any]) -> tuple[Any, ...]:
    """What tells one database from another."""
    socket = database.get("OPTIONS", {}).get("host")
    return (*(database.get(part) or None for part in ("NAME", "HOST", "PORT")), socket)


def moved_tables() -> list[Model]:
    """Every table that is neither the log nor made from it."""
    every = apps.get_models(include_auto_created=True)
    own = (model for model in every if model._meta.managed and not model._meta.proxy)
    return [model for model in own if not issubclass(model, (StoredEvent, ReadModel))]


def log_and_tables() -> list[Model]:
    return [StoredEvent, *moved_tables()]


def size_of_source() -> int:
    """Facts and rows to move."""
    return sum(_rows(model).count() for model in log_and_tables())


def move(*, progress: Progress) -> Moved:
    """All of SOURCE into the empty database of this process, or nothing. Raises CannotMove."""
    _refuse_occupied()
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic(using=SOURCE), transaction.atomic():
        _hold_still()
        lock_log()
        _refuse_occupied()
        for model in MADE_BY_MIGRATE:
            model._base_manager.all().delete()
        tail = _move_log(progress)
        rows = {model._meta.label: _move_table(model, progress) for model in moved_tables()}
        _set_sequences(moved_tables())
        connection.check_constraints()
        for projection in Projection.registry.values():
            rebuild(projection)
        if verify() != tail:
            raise CannotMove("The log that arrived is not the one that was sent.")
    return Moved({label: count for label, count in rows.items() if count}, tail)


def _refuse_unmigrated_source() -> None:
    executor = MigrationExecutor(connections[SOURCE])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotMove("This database lacks migrations: `manage.py migrate`, then move it.")


def _refuse_occupied() -> None:
    """A target may be new or migrated, but nothing has been written to it."""
    tables = connection.introspection.table_names()
    for model in log_and_tables():
        there = model._meta.db_table in tables and model not in MADE_BY_MIGRATE
        if there and model._base_manager.exists():
            held = "facts" if model is StoredEvent else f"rows of {model._meta.label}"
            raise CannotMove(f"The target is not empty: it holds {held}.")


def _hold_still() -> None:
    """One view of the source to the end. On SQLite the transaction keeps writers out by itself."""
    if connections[SOURCE].vendor == "postgresql":
        with connections[SOURCE].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _move_log(progress: Progress) -> Checkpoint:
    walk = Walk()
    try:
        for rows in in_chunks(stored_rows(using=SOURCE)):
            for row in rows:
                walk.take(row)
            _insert(StoredEvent, rows)
            progress(len(rows))
    except LogBroken as broken:
        raise CannotMove(f"The log here is broken. {broken}") from broken
    return walk.checkpoint


def _move_table(model: Model, progress: Progress) -> int:
    count = 0
    for rows in in_chunks(_rows(model).iterator()):
        _insert(model, rows)
        progress(len(rows))
        count += len(rows)
    return count


def _rows(model: Model) -> models.QuerySet[Any]:
    return model._base_manager.using(SOURCE).order_by("pk")


def _insert(model: Model, rows: Iterable[Any]) -> None:
    """Rows as they are: no default, no clock and no signal touches them on the way."""
    quote = connection.ops.quote_name
    fields = model._meta.local_concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    try:
        with connection.cursor() as cursor:
            cursor.executemany(insert, list(_prepared(fields, rows)))
    except (DataError, IntegrityError) as error:
        raise CannotMove(f"A row of {model._meta.label} does not fit there: {error}") from error


def _prepared(fields: Iterable[Any], rows: Iterable[Any]) -> Iterator[list[Any]]:
    for row in rows:
        yield [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


def _set_sequences(tables: list[Model]) -> None:
    """Let new rows have ids after those that came along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
