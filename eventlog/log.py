"""Append to the log and read it back.

Positions are gapless and assigned as tail + 1: whoever commits p + 1 has seen p committed, so a reader
that remembers one position misses nothing. The primary key is the guarantee; the lock saves retries.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction

from eventlog import inline
from eventlog.errors import KeyReused, VersionConflict
from eventlog.events import Event, encode, name_of, schema_of
from eventlog.facts import Appended, Fact, Meta
from eventlog.models import StoredEvent

GENESIS = bytes(32)
_APPEND_LOCK = 0x510B_A11C
_TICK = timedelta(microseconds=1)


def append(
    stream: UUID,
    *events: Event,
    meta: Meta,
    occurred_at: datetime | None = None,
    expected_version: int | None = None,
) -> Appended:
    """Write events to the end of a stream, with their projections, or nothing at all.

    expected_version: the version the decision was made on; 0 means the stream must be new, None any.
    A repeated meta.key returns the first result. Raises VersionConflict and KeyReused.
    """
    with transaction.atomic():
        tail = _locked_tail()
        if first := appended_before(meta):
            return first
        head = head_of(stream)
        for expected in (expected_version, meta.expected_version):
            if expected is not None and expected != head:
                raise VersionConflict(current=head, expected=expected)
        rows = _rows(stream, events, head, tail, meta, occurred_at)
        StoredEvent.objects.bulk_create(rows)
        inline.run([fact_of(row) for row in rows])
    return _appended(rows[-1])


def read(
    *,
    after: int = 0,
    until: int | None = None,
    streams: Collection[UUID] | None = None,
    types: Collection[str] | None = None,
) -> Iterator[Fact[Any]]:
    """Facts in log order, after one position and up to another, of these streams and types only."""
    rows = StoredEvent.objects.filter(position__gt=after).order_by("position")
    if until is not None:
        rows = rows.filter(position__lte=until)
    if streams is not None:
        rows = rows.filter(stream__in=streams)
    if types is not None:
        rows = rows.filter(type__in=types)
    return (fact_of(row) for row in rows.iterator())


def tail_position() -> int:
    """The position of the newest fact, 0 for an empty log."""
    row = StoredEvent.objects.order_by("-position").values_list("position", flat=True).first()
    return row or 0


def head_of(stream: UUID) -> int:
    """The version of a stream: how many facts it holds."""
    versions = StoredEvent.objects.filter(stream=stream).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0


def last_occurred_at(streams: Collection[UUID], *, until: int) -> datetime:
    """When the latest of the facts of these streams happened, of those recorded up to a position.

    Raises LookupError if there is none.
    """
    known = StoredEvent.objects.filter(stream__in=streams, position__lte=until)
    last = known.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    if last is None:
        raise LookupError("no fact in these streams by then")
    return last


def appended_before(meta: Meta) -> Appended | None:
    """What an earlier request with this key wrote, None if there was none. Raises KeyReused."""
    if meta.key is None:
        return None
    row = StoredEvent.objects.filter(key=meta.key).first()
    if row is None:
        return None
    if msgspec.json.decode(row.metadata).get("request", "") != meta.request:
        raise KeyReused(key=meta.key)
    siblings = StoredEvent.objects.filter(stream=row.stream, recorded_at=row.recorded_at)
    return replace(_appended(siblings.order_by("-version")[0]), replayed=True)


def fact_of(row: StoredEvent) -> Fact[Any]:
    return Fact(
        position=row.position,
        stream=row.stream,
        version=row.version,
        type=row.type,
        schema=row.schema,
        payload=row.payload,
        metadata=msgspec.json.decode(row.metadata),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
    )


def _locked_tail() -> StoredEvent | None:
    """The newest row, with all other writers held off until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_APPEND_LOCK])
    return StoredEvent.objects.order_by("-position").first()


def _rows(
    stream: UUID,
    events: Sequence[Event],
    head: int,
    tail: StoredEvent | None,
    meta: Meta,
    occurred_at: datetime | None,
) -> list[StoredEvent]:
    position, previous = (tail.position, bytes(tail.hash)) if tail else (0, GENESIS)
    recorded_at = max(meta.now, tail.recorded_at + _TICK) if tail else meta.now
    rows = []
    for offset, event in enumerate(events, start=1):
        row = StoredEvent(
            position=position + offset,
            stream=stream,
            version=head + offset,
            type=name_of(type(event)),
            schema=schema_of(type(event)),
            payload=encode(event),
            metadata=_metadata(meta),
            occurred_at=occurred_at or meta.now,
            recorded_at=recorded_at,
            key=meta.key if offset == 1 else None,
        )
        row.hash = previous = chain(previous, row)
        rows.append(row)
    return rows


def _metadata(meta: Meta) -> str:
    known = {"actor": meta.actor, "request": meta.request, "caused_by": meta.caused_by}
    given = {name: value for name, value in known.items() if value not in ("", None)}
    return msgspec.json.encode(given, order="sorted").decode()


def chain(previous: bytes, row: StoredEvent) -> bytes:
    """SHA-256 over the previous hash, the row's place and the digest of its content, 32 bytes."""
    content = msgspec.json.encode(
        (
            str(row.stream),
            row.type,
            row.schema,
            row.payload,
            row.metadata,
            _us(row.occurred_at),
            row.key,
        )
    )
    place = b"".join(
        n.to_bytes(8, "big") for n in (row.position, row.version, _us(row.recorded_at))
    )
    return hashlib.sha256(previous + place + hashlib.sha256(content).digest()).digest()


def _us(instant: datetime) -> int:
    """Microseconds since 1970, exactly: float seconds would round."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // _TICK


def _appended(row: StoredEvent) -> Appended:
    return Appended(
        stream=row.stream,
        version=row.version,
        position=row.position,
        recorded_at=row.recorded_at,
    )
