"""Read models as tables: the only place that writes their rows.

Every append passes here, so the SQL of a table is made once and not by Django's compiler each time; how
values go into columns and come out of them is Django's own.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

from eventlog.driver import execute, the_database
from eventlog.models import ReadModel
from eventlog.rows import Row

_Convert = Callable[[Any, Any, Any], Any]
_MOST_VALUES = 30_000  # in one statement; SQLite takes 32,766


def stored(model: type[ReadModel], keys: Collection[UUID] | None = None) -> dict[UUID, Row]:
    """The rows with these ids, or all, by id."""
    table = _table(model, the_database().vendor)
    if keys is None:
        found = execute(table.select).fetchall()
    elif keys:
        among = f"{table.select} WHERE {table.id} IN ({', '.join(['%s'] * len(keys))})"
        found = execute(among, [table.as_stored("id", key) for key in keys]).fetchall()
    else:
        return {}
    rows = (Row(**dict(zip(table.names, table.read(values), strict=True))) for values in found)
    return {row["id"]: row for row in rows}


def insert(model: type[ReadModel], rows: Sequence[Row]) -> None:
    """In statements of many rows: the driver's executemany, on PostgreSQL, ends with a message that
    keeps the server from noticing that we have gone silent in a transaction."""
    table = _table(model, the_database().vendor)
    at_once = _MOST_VALUES // len(table.names)
    for start in range(0, len(rows), at_once):
        some = rows[start : start + at_once]
        statement = table.insert + ", ".join([table.marks] * len(some))
        execute(
            statement, [table.as_stored(name, row[name]) for row in some for name in table.names]
        )


def change(model: type[ReadModel], key: UUID, changes: dict[str, Any]) -> None:
    table = _table(model, the_database().vendor)
    values = [table.as_stored(name, value) for name, value in changes.items()]
    execute(table.update(tuple(changes)), [*values, table.as_stored("id", key)])


def remove(model: type[ReadModel], keys: Collection[UUID]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()


class _Table:
    """names: of the columns as rows have them. select, insert, marks: of all columns in that order."""

    def __init__(self, model: type[ReadModel], database: BaseDatabaseWrapper) -> None:
        fields = model._meta.concrete_fields
        self._fields = {str(field.attname): field for field in fields}
        self._quoted = database.ops.quote_name
        self._name = self._quoted(model._meta.db_table)
        columns = ", ".join(map(self._column, self._fields))
        self.names = list(self._fields)
        self.id = self._column("id")
        self.select = f"SELECT {columns} FROM {self._name}"  # noqa: S608 (our own names)
        self.insert = f"INSERT INTO {self._name} ({columns}) VALUES "  # noqa: S608
        self.marks = f"({', '.join(['%s'] * len(fields))})"
        self._converters = list(_converters(model, database))

    @cache  # noqa: B019 (a table is kept for good)
    def update(self, names: tuple[str, ...]) -> str:
        changes = ", ".join(f"{self._column(name)} = %s" for name in names)
        return f"UPDATE {self._name} SET {changes} WHERE {self.id} = %s"  # noqa: S608

    def as_stored(self, name: str, value: Any) -> Any:
        return self._fields[name].get_db_prep_save(value, the_database())

    def read(self, values: Sequence[Any]) -> Sequence[Any]:
        """A row's values from what the driver gives."""
        if not self._converters:
            return values
        made, database = list(values), the_database()
        for index, column, convert in self._converters:
            made[index] = convert(made[index], column, database)
        return made

    def _column(self, name: str) -> str:
        column = self._fields[name].column
        assert column is not None
        return self._quoted(column)


@cache
def _table(model: type[ReadModel], vendor: str) -> _Table:
    return _Table(model, the_database())


def _converters(
    model: type[ReadModel], database: BaseDatabaseWrapper
) -> Iterator[tuple[int, Any, _Convert]]:
    """Django's, for the columns that have any."""
    for index, field in enumerate(model._meta.concrete_fields):
        column = field.get_col(model._meta.db_table)
        of_backend = database.ops.get_db_converters(column)
        for convert in (*of_backend, *column.get_db_converters(database)):
            yield index, column, convert
