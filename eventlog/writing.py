"""How rows get to the end of the log: in one call on PostgreSQL, by the same steps in Python elsewhere.

Everybody who writes holds the log first, and with it every read model: one lock, so that no two writers
can wait for each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction

from eventlog.chain import GENESIS, TICK, content_digest, link


@dataclass(frozen=True)
class Draft:
    """An event without its place: what can be made ready before the log is held."""

    type: str
    schema: int
    payload: str
    metadata: str
    occurred_at: datetime
    content: bytes


@dataclass(frozen=True)
class Request:
    """Drafts for one stream. key: of the request, None if it has none."""

    stream: UUID
    drafts: Sequence[Draft]
    key: str | None
    expected: Sequence[int]
    now: datetime


@dataclass(frozen=True)
class Answer:
    """first: the position of the first new row, None if nothing was written. head: the version before."""

    first: int | None
    head: int
    recorded_at: datetime
    repeated: bool


def draft(
    *,
    stream: UUID,
    type: str,
    schema: int,
    payload: str,
    metadata: str,
    occurred_at: datetime,
    key: str | None,
) -> Draft:
    content = content_digest(
        stream=stream,
        type=type,
        schema=schema,
        payload=payload,
        metadata=metadata,
        occurred_at=occurred_at,
        key=key,
    )
    return Draft(type, schema, payload, metadata, occurred_at, content)


def lock_log(*, for_long: bool = False) -> None:
    """Hold off every other writer of the log and of read models until the transaction ends.

    for_long: an administrator's work may think for longer between two statements than a writer may,
    whose transaction the database ends after seconds of silence.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is held for a transaction: open one")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT eventlog_lock()")
            _flush_later(unflushed=cursor.fetchone()[0])
            if for_long:
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")


def write(request: Request) -> Answer:
    """Write to the end of the log, or nothing at all; in a transaction, which then holds the log."""
    return _WRITERS[connection.vendor](request)


def _write_by_call(request: Request) -> Answer:
    rows = msgspec.json.encode(
        [
            {
                "t": each.type,
                "s": each.schema,
                "p": each.payload,
                "m": each.metadata,
                "o": each.occurred_at,
                "c": each.content.hex(),
            }
            for each in request.drafts
        ]
    ).decode()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM eventlog_append(%s, %s, %s, %s, %s)",
            (request.stream, rows, request.key, list(request.expected), request.now),
        )
        first, head, recorded_at, repeated, unflushed = cursor.fetchone()
    _flush_later(unflushed=unflushed)
    return Answer(first, head, recorded_at, repeated)


def _flush_later(*, unflushed: bool) -> None:
    """Wait for the disk when the log is free again, and before anybody is answered.

    A lock held over the flush lets one transaction through for each.
    """
    if unflushed:
        transaction.on_commit(_flush)


def _flush() -> None:
    """Have all that is committed on the disk: this commit waits for it, and stands behind the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_logical_emit_message(true, 'eventlog', '')")


def make_durable() -> None:
    """Have what others committed on the disk too, if it may not be: before telling anybody of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FLUSH_IF_NEEDED)


_FLUSH_IF_NEEDED = """
SELECT CASE WHEN pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()
            THEN pg_logical_emit_message(true, 'eventlog', '') END
"""


# What the function in the database does, and easier to read. SQLite's transaction began by locking.
_END = """
SELECT position, recorded_at, hash FROM eventlog_event ORDER BY position DESC LIMIT 1
"""
_HEAD = "SELECT max(version) FROM eventlog_event WHERE stream = %s"
_KEY = "SELECT 1 FROM eventlog_event WHERE key = %s"
_INSERT = """
INSERT INTO eventlog_event (position, stream, version, type, schema, payload, metadata,
                            occurred_at, recorded_at, key, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _write_by_steps(request: Request) -> Answer:
    ops = connection.ops
    stream = request.stream.hex
    with connection.cursor() as cursor:
        position, recorded_at, previous = _end(cursor)
        recorded_at = max(request.now, recorded_at + TICK) if recorded_at else request.now
        head = cursor.execute(_HEAD, (stream,)).fetchone()[0] or 0
        repeated = bool(request.key and cursor.execute(_KEY, (request.key,)).fetchone())
        if repeated or any(version != head for version in request.expected):
            return Answer(None, head, recorded_at, repeated)
        rows: list[Any] = []
        at = ops.adapt_datetimefield_value(recorded_at)
        for offset, each in enumerate(request.drafts, start=1):
            place = (position + offset, head + offset)
            previous = link(previous, *place, recorded_at, each.content)
            rows.append(
                (
                    place[0],
                    stream,
                    place[1],
                    each.type,
                    each.schema,
                    each.payload,
                    each.metadata,
                    ops.adapt_datetimefield_value(each.occurred_at),
                    at,
                    request.key if offset == 1 else None,
                    previous,
                )
            )
        cursor.executemany(_INSERT, rows)
    return Answer(position + 1, head, recorded_at, repeated)


def _end(cursor: Any) -> tuple[int, datetime | None, bytes]:
    end = cursor.execute(_END).fetchone()
    if end is None:
        return 0, None, GENESIS
    position, recorded_at, previous = end
    return (
        position,
        recorded_at.replace(tzinfo=UTC),
        bytes(previous),
    )  # stored in UTC, without saying so


_WRITERS: dict[str, Callable[[Request], Answer]] = {
    "postgresql": _write_by_call,
    "sqlite": _write_by_steps,
}
