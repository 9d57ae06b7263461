"""The whole log as lines of JSON, one a fact, out of one database and into another.

A line holds all that the hash of its fact was made from, payload and metadata as the stored text: so
the chain is checked line by line on the way in, and is the same chain afterwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.db import transaction

from eventlog.durable import durable_tail
from eventlog.events import event_types
from eventlog.log import lock_log
from eventlog.models import StoredEvent
from eventlog.projections import Projection, rebuild
from eventlog.stored import LogBroken, Seen, StoredRow, in_chunks, stored_rows
from eventlog.verify import Checkpoint, HexHash, Instant, Position, Walk, checkpoint


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fact. The instants are ISO 8601 in UTC, to the microsecond."""

    position: Position
    stream: UUID
    version: int
    type: str
    schema: int
    payload: str
    metadata: str
    occurred_at: Instant
    recorded_at: Instant
    key: str | None
    hash: HexHash


class LineRefused(Exception):
    """A file of lines cannot be taken. number: of the line at fault, from 1."""

    def __init__(self, number: int, why: object) -> None:
        self.number = number
        super().__init__(f"Line {number}: {why}")


@dataclass(frozen=True)
class Imported:
    """recorded: how many facts are new. tail: where the log ends now."""

    recorded: int
    tail: Checkpoint


def exported(
    *, after: int | None = None, until: int | None = None, seen: Seen | None = None
) -> Iterator[bytes]:
    """The facts after one position and up to another, each as a line with its end."""
    encode = msgspec.json.Encoder().encode
    tail = durable_tail()
    until = tail if until is None else min(until, tail)
    for row in stored_rows(after=after, until=until, seen=seen):
        yield encode(Line(*row[:-1], bytes(row.hash).hex())) + b"\n"


def import_lines(lines: Iterable[bytes]) -> Imported:
    """Bring the log to where the lines end, and every read model with it, or change nothing at all.

    The lines begin where the log ends, or before: then what is there already must be the same.
    Raises LineRefused, and LogBroken if it is the log here that cannot be read.
    """
    with transaction.atomic():
        lock_log()
        tail = checkpoint()
        recorded = 0
        for rows in in_chunks(_new_rows(lines, tail)):
            StoredEvent.objects.bulk_create(rows)
            recorded += len(rows)
        for projection in Projection.registry.values():
            rebuild(projection)
        return Imported(recorded, checkpoint())


def _new_rows(lines: Iterable[bytes], tail: Checkpoint) -> Iterator[StoredEvent]:
    """The facts that the log does not hold, each proven to follow from the one before it."""
    walk: Walk | None = None
    stored: Iterator[StoredRow] = iter(())
    for number, text in enumerate(lines, start=1):
        try:
            row = _row(text)
            if walk is None:
                walk = Walk(_joint(row.position - 1, tail))
                stored = stored_rows(after=walk.position, until=tail.position)
            walk.take(row)
        except (LogBroken, msgspec.MsgspecError) as error:
            raise LineRefused(number, error) from error
        there = next(stored, None)
        if there is None:
            yield row
        elif bytes(there.hash) != row.hash:
            raise LineRefused(number, f"position {row.position} of the log here is another fact.")


def _row(text: bytes) -> StoredEvent:
    line = msgspec.json.decode(text, type=Line)
    if line.type not in event_types():
        raise msgspec.ValidationError(f"this version knows no {line.type}.")
    columns = msgspec.structs.asdict(line)
    return StoredEvent(**{**columns, "hash": bytes.fromhex(line.hash)})


def _joint(position: int, tail: Checkpoint) -> Checkpoint:
    """What stands where the lines join the log. Raises LogBroken if that is beyond its end."""
    if position > tail.position:
        why = f"the log here ends at {tail.position}, the lines go on from {position}"
        raise LogBroken(tail.position + 1, why)
    return checkpoint(at=position)
