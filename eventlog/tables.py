"""Read models as tables: the only place that writes their rows.

Every append passes here, so the SQL of a table is made once and not by Django's compiler each time; how
values go into columns and come out of them is Django's own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from eventlog.driver import execute, the_database, vendor
from eventlog.models import ReadModel
from eventlog.rows import Row

T = TypeVar("T")

_Convert = Callable[[Any, Any, Any], Any]
# Django gives the values of these to PostgreSQL's driver as they are, having looked at each.
_PLAIN = {
    models.BigIntegerField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.FloatField,
    models.IntegerField,
    models.PositiveIntegerField,
    models.TextField,
    models.UUIDField,
}
_MOST_VALUES = 30_000  # in one statement; SQLite takes 32,766


def stored(model: type[ReadModel], keys: Collection[UUID] | None = None) -> dict[UUID, Row]:
    """The rows with these ids, or all, by id."""
    table = _table(model, vendor())
    if keys is None:
        return table.rows(execute(table.select).fetchall())
    found: dict[UUID, Row] = {}
    for some in _portions(list(keys), _MOST_VALUES):
        asked = [table.as_stored("id", key) for key in some]
        found |= table.rows(execute(table.select_of(len(some)), asked).fetchall())
    return found


def insert(model: type[ReadModel], rows: Sequence[Row]) -> set[UUID]:
    """Write rows that are not there; the ids of those that were, which stay as they are.

    In statements of many rows: the driver's executemany, on PostgreSQL, ends with a message that
    keeps the server from noticing that we have gone silent in a transaction.
    """
    table = _table(model, vendor())
    there: set[UUID] = set()
    for some in _portions(rows, _MOST_VALUES // len(table.names)):
        marks = ", ".join([table.marks] * len(some))
        values = [table.as_stored(name, row[name]) for row in some for name in table.names]
        written = execute(
            f"{table.insert}{marks} ON CONFLICT ({table.id}) DO NOTHING", values
        ).rowcount
        if written < len(some):
            stand = stored(model, [row["id"] for row in some])
            there |= {row["id"] for row in some if stand.get(row["id"]) != row}
    return there


def change(model: type[ReadModel], key: UUID, changes: dict[str, Any], *, was_at: int) -> bool:
    """Change a row that was last touched at a position; whether there was one."""
    table = _table(model, vendor())
    values = [table.as_stored(name, value) for name, value in changes.items()]
    asked = [*values, table.as_stored("id", key), was_at]
    return bool(execute(table.update(tuple(changes)), asked).rowcount)


class Write(NamedTuple):
    """A write of one row that goes along with an append, for PostgreSQL. Counted, it tells if it did."""

    key: UUID
    sql: str
    values: Sequence[Any]


def along(model: type[ReadModel], before: Row | None, after: Row) -> Write:
    """From the row as it was read to the row as it shall be. position of after: how many facts of the
    append come before the one that touched it last."""
    table, key, offset = _table(model, vendor()), after["id"], after["position"]
    if before is None:
        names = tuple(name for name in table.names if name != "position")
        values = [table.as_stored(name, after[name]) for name in names]
        return Write(key, table.insert_along(offset), values)
    names = tuple(name for name in before.differing(after) if name != "position")
    values = [table.as_stored(name, after[name]) for name in names]
    asked = [*values, table.as_stored("id", key), before["position"]]
    return Write(key, table.update_along(names, offset), asked)


def remove(model: type[ReadModel], keys: Collection[UUID]) -> None:
    for some in _portions(list(keys), _MOST_VALUES):
        model._default_manager.filter(pk__in=some).delete()


def _portions(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


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
        self._taken_as_they_are = {
            name
            for name, field in self._fields.items()
            if database.vendor == "postgresql" and type(field) in _PLAIN
        }

    @cache  # noqa: B019 (a table is kept for good)
    def select_of(self, count: int) -> str:
        return f"{self.select} WHERE {self.id} IN ({', '.join(['%s'] * count)})"

    @cache  # noqa: B019
    def update(self, names: tuple[str, ...]) -> str:
        changes = ", ".join(f"{self._column(name)} = %s" for name in names)
        place = self._column("position")
        return f"UPDATE {self._name} SET {changes} WHERE {self.id} = %s AND {place} = %s"  # noqa: S608

    @cache  # noqa: B019
    def update_along(self, names: tuple[str, ...], offset: int) -> str:
        changes = "".join(f"{self._column(name)} = %s, " for name in names)
        place = self._column("position")
        return (
            f"UPDATE {self._name} SET {changes}{place} = appended.first + {offset} FROM appended "  # noqa: S608
            f"WHERE {self._name}.{self.id} = %s AND {self._name}.{place} = %s "
            "AND appended.first IS NOT NULL RETURNING 1"
        )

    @cache  # noqa: B019
    def insert_along(self, offset: int) -> str:
        """Typed, as the server does not look at the columns for what it selects."""
        place = self._column("position")
        columns = [name for name in self.names if name != "position"]
        values = ", ".join(f"%s::{self._fields[n].cast_db_type(the_database())}" for n in columns)
        named = ", ".join(map(self._column, columns))
        return (
            f"INSERT INTO {self._name} ({named}, {place}) "  # noqa: S608
            f"SELECT {values}, appended.first + {offset} FROM appended "
            f"WHERE appended.first IS NOT NULL ON CONFLICT ({self.id}) DO NOTHING RETURNING 1"
        )

    def as_stored(self, name: str, value: Any) -> Any:
        if name in self._taken_as_they_are:
            return value
        return self._fields[name].get_db_prep_save(value, the_database())

    def rows(self, found: Iterable[Sequence[Any]]) -> dict[UUID, Row]:
        made = (Row(**dict(zip(self.names, self.read(values), strict=True))) for values in found)
        return {row["id"]: row for row in made}

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
