"""How rows get to the end of the log: in one call on PostgreSQL, by the same steps in Python elsewhere.

Everybody who writes holds the log first, and with it every read model: one lock, so that no two writers
can wait for each other.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, transaction

from eventlog.chain import GENESIS, TICK, content_digest, link
from eventlog.driver import execute, execute_each, vendor
from eventlog.tables import Write

UNMET = -1


class Draft(NamedTuple):
    """An event without its place: what can be made ready before the log is held."""

    type: str
    schema: int
    payload: str
    metadata: str
    occurred_at: datetime
    content: bytes


class Request(NamedTuple):
    """Drafts for one stream. key: of the request, None if it has none.

    expected: the version that the stream must have; None: any; UNMET: nothing will do.
    """

    stream: UUID
    drafts: Sequence[Draft]
    key: str | None
    expected: int | None
    now: datetime


class Answer(NamedTuple):
    """first: the position of the first new row, None if nothing was written. head: the version before.

    went: of the writes that were to go along, which found their row as it had been read.
    """

    first: int | None
    head: int
    recorded_at: datetime
    repeated: bool
    went: tuple[bool, ...] = ()


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


# The instant comes as microseconds, of which a datetime is made in a tenth of the driver's time.
_CALL = (
    "SELECT first, head, (extract(epoch FROM recorded_at) * 1000000)::bigint AS recorded, "  # noqa: S608
    f"repeated, unflushed FROM eventlog_append({', '.join(['%s'] * 12)})"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def lock_log(*, for_long: bool = False) -> None:
    """Hold off every other writer of the log and of read models until the transaction ends.

    for_long: an administrator's work may think for longer between two statements than a writer may,
    whose transaction the database ends after seconds of silence.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the log is held for a transaction: open one")
    if connection.vendor == "postgresql":
        _flush_later(unflushed=execute("SELECT eventlog_lock()").fetchone()[0])
        if for_long:
            execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")


def write(request: Request, along: Sequence[Write] = ()) -> Answer:
    """Write to the end of the log, or nothing at all; in a transaction, which then holds the log.

    along: what goes with it into read models; on PostgreSQL only.
    """
    return _WRITERS[vendor()](request, along)


def _write_by_call(request: Request, along: Sequence[Write]) -> Answer:
    one, *more = request.drafts
    first, head, microseconds, repeated, unflushed, *written = execute(
        _call_with(tuple(each.sql for each in along)),
        (
            request.stream,
            request.key,
            request.expected,
            request.now,
            one.type,
            one.schema,
            one.payload,
            one.metadata,
            one.occurred_at,
            one.content,
            _as_json(more) if more else None,
            b"".join(draft.content for draft in more),
            *(value for each in along for value in each.values),
        ),
    ).fetchone()
    _flush_later(unflushed=unflushed)
    recorded_at = _EPOCH + timedelta(microseconds=microseconds)
    return Answer(first, head, recorded_at, repeated, tuple(map(bool, written)))


@cache
def _call_with(writes: tuple[str, ...]) -> str:
    """The call, with what goes along as statements on what it answers; each is counted.

    A row that another transaction has changed since the statement began is looked at again by the
    server as it then is: the position tells whether it is the row that was read.
    """
    if not writes:
        return _CALL
    steps = "".join(f", w{number} AS ({sql})" for number, sql in enumerate(writes))
    counts = ", ".join(
        f"(SELECT count(*) FROM w{number})"  # noqa: S608
        for number in range(len(writes))
    )
    return (
        f"WITH appended AS MATERIALIZED ({_CALL}){steps} SELECT appended.*, {counts} FROM appended"  # noqa: S608
    )


def _as_json(drafts: Sequence[Draft]) -> str:
    return msgspec.json.encode(
        [
            {
                "t": each.type,
                "s": each.schema,
                "p": each.payload,
                "m": each.metadata,
                "o": each.occurred_at,
            }
            for each in drafts
        ]
    ).decode()


def _flush_later(*, unflushed: bool) -> None:
    """Wait for the disk when the log is free again, and before anybody is answered.

    A lock held over the flush lets one transaction through for each.
    """
    if unflushed:
        transaction.on_commit(_flush)


def _flush() -> None:
    """Have all that is committed on the disk: this commit waits for it, and stands behind the others."""
    execute("SELECT pg_logical_emit_message(true, 'eventlog', '')")


def make_durable() -> None:
    """Have what others committed on the disk too, if it may not be: before telling anybody of it."""
    if connection.vendor == "postgresql":
        execute(_FLUSH_IF_NEEDED)


_FLUSH_IF_NEEDED = """
SELECT CASE WHEN pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()
            THEN pg_logical_emit_message(true, 'eventlog', '') END
"""


# What the function in the database does, and easier to read. SQLite's transaction began by locking.
_BEFORE = """
SELECT coalesce((SELECT max(version) FROM eventlog_event WHERE stream = %s), 0),
       EXISTS (SELECT 1 FROM eventlog_event WHERE key = %s),
       coalesce(position, 0), recorded_at || '', hash
FROM (SELECT 1)
LEFT JOIN (SELECT position, recorded_at, hash FROM eventlog_event ORDER BY position DESC LIMIT 1)
"""
_INSERT = """
INSERT INTO eventlog_event (position, stream, version, type, schema, payload, metadata,
                            occurred_at, recorded_at, key, hash)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _write_by_steps(request: Request, along: Sequence[Write]) -> Answer:
    assert not along
    stream = request.stream.hex
    head, repeated, tail, last, previous = execute(_BEFORE, (stream, request.key)).fetchone()
    recorded_at = _after(last, request.now)
    if repeated or request.expected not in (None, head):
        return Answer(None, head, recorded_at, bool(repeated))
    previous = bytes(previous) if last else GENESIS
    at, rows = _in_utc(recorded_at), []
    for number, each in enumerate(request.drafts, start=1):
        previous = link(previous, tail + number, head + number, recorded_at, each.content)
        rows.append(
            (
                tail + number,
                stream,
                head + number,
                each.type,
                each.schema,
                each.payload,
                each.metadata,
                at if each.occurred_at is recorded_at else _in_utc(each.occurred_at),
                at,
                request.key if number == 1 else None,
                previous,
            )
        )
    execute_each(_INSERT, rows)
    return Answer(tail + 1, head, recorded_at, repeated=False)


def _after(last: str | None, now: datetime) -> datetime:
    """Now, or if the clock went back the next moment after the last fact's. As texts, instants in UTC
    stand in the order of time; most often that is all there is to find out."""
    if last is None or last < _in_utc(now):
        return now
    return datetime.fromisoformat(last).replace(tzinfo=UTC) + TICK


def _in_utc(instant: datetime) -> str:
    """As Django stores an instant in SQLite, in a fraction of its time."""
    return str(instant.astimezone(UTC).replace(tzinfo=None))


_WRITERS: dict[str, Callable[[Request, Sequence[Write]], Answer]] = {
    "postgresql": _write_by_call,
    "sqlite": _write_by_steps,
}
