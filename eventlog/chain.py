"""The chain of hashes over the exact stored bytes: each row's covers the row and all before it. Pure.

In two steps, so that little is left to do while the log is held: the digest of what was said, and the
link that gives it its place.
"""

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID

import msgspec

GENESIS = bytes(32)
"""What the first row is linked to."""

TICK = timedelta(microseconds=1)
_PLACE = struct.Struct(">qqq").pack
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Linked(Protocol):
    """The columns that a row's hash is made from."""

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


def content_digest(
    *,
    stream: UUID,
    type: str,
    schema: int,
    payload: str,
    metadata: str,
    occurred_at: datetime,
    key: str | None,
) -> bytes:
    """SHA-256 of what is said, wherever in the log it will stand: 32 bytes."""
    said = (str(stream), type, schema, payload, metadata, _microseconds(occurred_at), key)
    return hashlib.sha256(msgspec.json.encode(said)).digest()


def link(
    previous: bytes, position: int, version: int, recorded_at: datetime, content: bytes
) -> bytes:
    """SHA-256 of the previous hash, the row's place and the digest of its content: 32 bytes."""
    place = _PLACE(position, version, _microseconds(recorded_at))
    return hashlib.sha256(previous + place + content).digest()


def chain(previous: bytes, row: Linked) -> bytes:
    """The hash that a stored row must have behind the previous one."""
    content = content_digest(
        stream=row.stream,
        type=row.type,
        schema=row.schema,
        payload=row.payload,
        metadata=row.metadata,
        occurred_at=row.occurred_at,
        key=row.key,
    )
    return link(previous, row.position, row.version, row.recorded_at, content)


def _microseconds(instant: datetime) -> int:
    """Since 1970, exactly: float seconds would round."""
    return (instant - _EPOCH) // TICK
