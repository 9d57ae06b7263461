"""The columns of a list: the fields of its serializer in their order, nested ones as `outer.inner`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from eventlog.doors.lists import cells

_READ: dict[type[serializers.Field], Callable[[str], cells.Cell]] = {
    serializers.DateField: cells.day,
    serializers.DateTimeField: cells.instant,
    serializers.TimeField: cells.clock,
    serializers.DecimalField: cells.number,
}
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Column:
    """Where a cell's value stands in what the API tells of a row, and what its text stands for."""

    path: tuple[str, ...]
    read: Callable[[str], cells.Cell] | None

    @property
    def name(self) -> str:
        return ".".join(self.path)

    def of(self, told: Any) -> Any:
        for name in self.path:
            told = told.get(name) if told is not None else None
        return told


def columns_of(serializer: serializers.Serializer) -> list[Column]:
    return list(_columns(serializer, ()))


def _columns(serializer: serializers.Serializer, outer: tuple[str, ...]) -> Iterator[Column]:
    for name, field in serializer.fields.items():
        if field.write_only:
            continue
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, (*outer, name))
        else:
            yield Column((*outer, name), _READ.get(type(field)))


def told_of(serializer: serializers.Serializer, rows: Iterable[Any]) -> Iterator[Any]:
    """Each row as the API's JSON would hold it; rows of a table are read from it bit by bit."""
    read = rows.iterator(chunk_size=ROWS_AT_ONCE) if isinstance(rows, QuerySet) else rows
    return map(serializer.to_representation, read)


def values_of(columns: Sequence[Column], told: Iterable[Any]) -> Iterator[list[Any]]:
    """Each row's values by column."""
    return ([column.of(row) for column in columns] for row in told)
