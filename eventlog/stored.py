"""The log as its columns hold it, in order: for whoever needs the exact bytes of every row."""

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections

CHUNK = 5_000
T = TypeVar("T")

Seen = Callable[[int], object]
"""Told how many rows more have been gone through."""


class LogBroken(Exception):
    """The log is not what was written. position: the first at which it shows."""

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        self.why = why
        super().__init__(f"Position {position}: {why}.")


class StoredRow(NamedTuple):
    """One row with the columns of StoredEvent, without the cost of a model instance."""

    position: int
    stream: UUID
    version: int
    type: str
    schema: int
    payload: str
    metadata: str
    occurred_at: datetime
    recorded_at: datetime
    key: str | None
    hash: bytes


# What reading or hashing a column raises when somebody wrote nonsense into it.
UNREADABLE = (TypeError, ValueError, AttributeError, OverflowError, struct.error)


def stored_rows(
    *,
    after: int | None = None,
    until: int | None = None,
    seen: Seen | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> Iterator[StoredRow]:
    """Rows after one position and up to another; without `after` also what stands below 1.

    Chunk by chunk, so that a long walk holds no transaction open. Raises LogBroken for what cannot be
    read as what was written.
    """
    last = after
    while True:
        count = 0
        for row in _chunk(using, last, until):
            yield row
            last, count = row.position, count + 1
        if not count:
            return
        if seen:
            seen(count)


def in_chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """The same rows, so many at a time as one statement should write."""
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


# Drivers make objects of ids and instants many times slower than we do from their text.
_AS_TEXT: dict[str, dict[str, str]] = {
    "sqlite": {name: f"{name} || '+00:00'" for name in ("occurred_at", "recorded_at")},
    "postgresql": {name: f"{name}::text" for name in ("stream", "occurred_at", "recorded_at")},
}


def _chunk(using: str, after: int | None, until: int | None) -> Iterator[StoredRow]:
    connection: Any = connections[using]
    sqlite = connection.vendor == "sqlite"
    bounds = {"position > %s": after, "position <= %s": until}
    given = {condition: bound for condition, bound in bounds.items() if bound is not None}
    where = f"WHERE {' AND '.join(given)}" if given else ""
    columns = ", ".join(_AS_TEXT[connection.vendor].get(name, name) for name in StoredRow._fields)
    query = f"SELECT {columns} FROM eventlog_event {where} ORDER BY position LIMIT {CHUNK}"  # noqa: S608
    cursor = connection.cursor()
    cursor.execute(query, list(given.values()))
    last = after or 0
    try:
        # SQLite's own cursor hands out one by one: a row that cannot be read has a place.
        for row in map(_row_of, cursor.cursor if sqlite else cursor.fetchall()):
            yield row
            last = row.position
    except (*UNREADABLE, connection.Database.DatabaseError) as error:
        raise LogBroken(last + 1, f"the row cannot be read ({error})") from error


_uuid = lru_cache(maxsize=100_000)(UUID)


def _row_of(columns: Sequence[Any]) -> StoredRow:
    position, stream, *what, occurred_at, recorded_at, key, digest = columns
    instants = datetime.fromisoformat(occurred_at), datetime.fromisoformat(recorded_at)
    return StoredRow._make((position, _uuid(stream), *what, *instants, key, digest))
