"""Facts out of the table, many and fast: in bare SQL, since a fold lives on it.

Django's own conversions cost as much as all else: ids and instants are made from their text, and those
only when they are asked for.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypedDict
from uuid import UUID

from django.db import connection

from eventlog.facts import Fact
from eventlog.holding import held
from eventlog.withholding import withheld

COLUMNS = (*Fact.__struct_fields__[:6], "metadata", "occurred_at", "recorded_at")
_CHUNK = 2_000
_AS_TEXT = {
    "postgresql": {name: f"{name}::text" for name in ("stream", "occurred_at", "recorded_at")},
    "sqlite": {name: f"{name} || '+00:00'" for name in ("occurred_at", "recorded_at")},
}

_uuid = lru_cache(maxsize=100_000)(UUID)


class _Asked(TypedDict):
    after: int
    until: int | None
    streams: Collection[UUID] | None
    types: Collection[str] | None


def facts(
    *,
    after: int,
    until: int | None,
    streams: Collection[UUID] | None,
    types: Collection[str] | None,
) -> Iterator[Fact[Any]]:
    """In log order, a chunk at a time, or what is held of them (holding.py)."""
    asked: _Asked = {"after": after, "until": until, "streams": streams, "types": types}
    known = held(**asked)
    if known is None:
        yield from _from_the_table(**asked)
        return
    left_out = withheld()
    yield from (fact for fact in known if fact.position not in left_out)


def _from_the_table(
    *,
    after: int,
    until: int | None,
    streams: Collection[UUID] | None,
    types: Collection[str] | None,
) -> Iterator[Fact[Any]]:
    asked: list[tuple[str, Sequence[Any]]] = [("position > %s", [after])]
    if until is not None:
        asked.append(("position <= %s", [until]))
    if streams is not None:
        asked.append(_among("stream", [_as_stored(stream) for stream in streams]))
    if types is not None:
        asked.append(_among("type", list(types)))
    columns = (_AS_TEXT[connection.vendor].get(name, name) for name in COLUMNS)
    where = " AND ".join(condition for condition, _ in asked)
    query = f"SELECT {', '.join(columns)} FROM eventlog_event WHERE {where} ORDER BY position"  # noqa: S608
    given = [value for _, values in asked for value in values]
    left_out = withheld()
    # A cursor of the server's costs four statements: for all of the log, not for what a few streams hold.
    with connection.chunked_cursor() if streams is None else connection.cursor() as cursor:
        cursor.execute(query, given)
        while rows := cursor.fetchmany(_CHUNK):
            yield from map(_fact, rows if not left_out else _told(rows, left_out))


def _told(rows: Sequence[Sequence[Any]], left_out: Collection[int]) -> Iterator[Sequence[Any]]:
    return (row for row in rows if row[0] not in left_out)


def _among(column: str, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    if not values:
        return "1 = 0", ()
    return f"{column} IN ({', '.join(['%s'] * len(values))})", values


def _as_stored(stream: UUID) -> Any:
    return stream if connection.vendor == "postgresql" else stream.hex


def _fact(row: Sequence[Any]) -> Fact[Any]:
    position, stream, *rest = row
    return Fact(position, _uuid(stream), *rest)
