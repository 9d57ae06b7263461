"""Read models as tables: the only place that writes their rows.

Every append passes here, so the SQL of a table is made once and not by Django's compiler each time; how
values go into columns and come out of them is Django's own.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from eventlog.models import ReadModel
from eventlog.rows import Row

_Convert = Callable[[Any, Any, Any], Any]
_MOST_VALUES = 30_000  # in one statement; SQLite takes 32,766


def stored(model: type[ReadModel], keys: Collection[UUID] | None = None) -> dict[UUID, Row]:
    """The rows with these ids, or all, by id."""
    if keys is not None and not keys:
        return {}
    query, given = _table(model, connection.vendor).select, []
    if keys is not None:
        id_field = model._meta.pk
        query += f" WHERE {_quoted('id')} IN ({', '.join(['%s'] * len(keys))})"
        given = [id_field.get_db_prep_value(key, connection) for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        found = cursor.fetchall()
    names, read = _table(model, connection.vendor).names, _readers(model, connection.vendor)
    rows = (Row(**dict(zip(names, read(values), strict=True))) for values in found)
    return {row["id"]: row for row in rows}


def insert(model: type[ReadModel], rows: Sequence[Row]) -> None:
    """In statements of many rows: the driver's executemany, on PostgreSQL, ends with a message that
    keeps the server from noticing that we have gone silent in a transaction."""
    table = _table(model, connection.vendor)
    at_once = _MOST_VALUES // len(table.names)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = [_prepared(model, {name: row[name] for name in table.names}) for row in some]
            statement = table.insert + ", ".join([table.marks] * len(some))
            cursor.execute(statement, [value for each in values for value in each])


def change(model: type[ReadModel], key: UUID, changes: dict[str, Any]) -> None:
    values = _prepared(model, changes)
    id_value = model._meta.pk.get_db_prep_value(key, connection)
    with connection.cursor() as cursor:
        cursor.execute(_update(model, tuple(changes)), [*values, id_value])


def remove(model: type[ReadModel], keys: Collection[UUID]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).delete()


class _Table:
    """names: of the columns as rows have them. select, insert, marks: of all columns in that order."""

    def __init__(self, model: type[ReadModel]) -> None:
        fields = model._meta.concrete_fields
        self.names = [str(field.attname) for field in fields]
        columns = ", ".join(_quoted(field.column) for field in fields)
        name = _quoted(model._meta.db_table)
        self.select = f"SELECT {columns} FROM {name}"  # noqa: S608 (our own names)
        self.insert = f"INSERT INTO {name} ({columns}) VALUES "  # noqa: S608
        self.marks = f"({', '.join(['%s'] * len(fields))})"


@cache
def _table(model: type[ReadModel], vendor: str) -> _Table:
    return _Table(model)


@cache
def _update(model: type[ReadModel], names: tuple[str, ...]) -> str:
    columns = (_fields(model)[name].column for name in names)
    changes = ", ".join(f"{_quoted(column)} = %s" for column in columns)
    return f"UPDATE {_quoted(model._meta.db_table)} SET {changes} WHERE {_quoted('id')} = %s"  # noqa: S608


@cache
def _fields(model: type[ReadModel]) -> dict[str, "models.Field[Any, Any]"]:
    return {str(field.attname): field for field in model._meta.concrete_fields}


def _prepared(model: type[ReadModel], values: dict[str, Any]) -> list[Any]:
    fields = _fields(model)
    return [fields[name].get_db_prep_save(value, connection) for name, value in values.items()]


@cache
def _readers(model: type[ReadModel], vendor: str) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What makes a row's values from what the driver gives: Django's converters, column by column."""
    table = model._meta.db_table
    columns = [field.get_col(table) for field in model._meta.concrete_fields]
    of_column: list[tuple[int, Any, list[_Convert]]] = []
    for index, column in enumerate(columns):
        converters = connection.ops.get_db_converters(column)
        converters += column.get_db_converters(connection)
        if converters:
            of_column.append((index, column, converters))

    def read(values: Sequence[Any]) -> Sequence[Any]:
        made = list(values)
        for index, column, converters in of_column:
            for convert in converters:
                made[index] = convert(made[index], column, connection)
        return made

    return read


def _quoted(name: str | None) -> str:
    assert name is not None
    return connection.ops.quote_name(name)
