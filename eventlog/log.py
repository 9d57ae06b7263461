"""Append to the log and read it back.

Positions are gapless and assigned as tail + 1: whoever commits p + 1 has seen p committed, so a reader
that remembers one position misses nothing. The primary key is the guarantee; the lock saves retries.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from eventlog import inline, reading, writing
from eventlog.amendments import AMENDMENTS, standing
from eventlog.chain import GENESIS, chain
from eventlog.driver import the_database, vendor
from eventlog.errors import KeyReused, VersionConflict
from eventlog.events import Event, encode, name_of, schema_of
from eventlog.facts import Appended, Fact, Meta, Unplaced
from eventlog.holding import held, holding
from eventlog.models import StoredEvent
from eventlog.withholding import withheld
from eventlog.writing import Answer, Request, lock_log

__all__ = (
    "GENESIS",
    "append",
    "appended_before",
    "chain",
    "fact_of",
    "head_of",
    "last_occurred_at",
    "lock_log",
    "position_at",
    "read",
    "read_once",
    "tail_position",
)


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
    expected = {expected_version, meta.expected_version} - {None}
    request = _request(stream, events, meta, occurred_at or meta.now, _all_of(expected))
    with _transaction_for(request):
        ready = inline.prepare(_unplaced(request))
        answer = writing.write(request, ready.writes)
        if answer.first is not None:
            facts = _facts(request, answer)
            ready.run(facts, answer.went)
            inline.react(facts)
    if answer.repeated:
        first = appended_before(meta)
        assert first is not None
        return first
    if answer.first is None:
        stale = next(version for version in expected if version not in (None, answer.head))
        raise VersionConflict(current=answer.head, expected=stale)
    last = len(events) - 1
    return Appended(
        stream=stream,
        version=answer.head + 1 + last,
        position=answer.first + last,
        recorded_at=answer.recorded_at,
    )


def _transaction_for(request: Request) -> AbstractContextManager[None]:
    """One of its own where the call is not one already, or part of another's.

    Without a savepoint: what fails here undoes the transaction it is part of.
    """
    one_call = vendor() == "postgresql" and not the_database().in_atomic_block
    if one_call and not inline.goes_along({draft.type for draft in request.drafts}):
        return nullcontext()
    return transaction.atomic(savepoint=False)


def read(
    *,
    after: int = 0,
    until: int | None = None,
    streams: Collection[UUID] | None = None,
    types: Collection[str] | None = None,
) -> Iterator[Fact[Any]]:
    """Facts in log order, after one position and up to another, of these streams and types only."""
    return reading.facts(after=after, until=until, streams=streams, types=types)


def read_once(streams: Collection[UUID], *, until: int) -> AbstractContextManager[None]:
    """A block in which reads of these streams up to a position cost one query, together."""
    return holding(read(streams=streams, until=until), streams=streams, until=until)


def tail_position() -> int:
    """The position of the newest fact, 0 for an empty log."""
    row = StoredEvent.objects.order_by("-position").values_list("position", flat=True).first()
    return row or 0


def position_at(at: datetime) -> int:
    """The position of the last fact recorded by then, 0 before the first.

    No index is kept for it: recorded_at never goes back along positions, so the place is bisected.
    """
    recorded = StoredEvent.objects.values_list("recorded_at", flat=True)
    return bisect_right(range(1, tail_position() + 1), at, key=lambda p: recorded.get(pk=p))


def head_of(stream: UUID) -> int:
    """The version of a stream: how many facts it holds."""
    versions = StoredEvent.objects.filter(stream=stream).order_by("-version")
    return versions.values_list("version", flat=True).first() or 0


def last_occurred_at(streams: Collection[UUID], *, until: int) -> datetime:
    """When the latest of the facts of these streams happened, of those that stand at a position.

    Raises LookupError if there is none.
    """
    known = held(streams=streams, until=until)
    if known is not None and not withheld():
        return _last_of(known)
    rows = StoredEvent.objects.filter(stream__in=streams, position__lte=until)
    if rows.filter(type__in=AMENDMENTS).exists():
        return _last_of(read(streams=streams, until=until))
    last = rows.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
    if last is None:
        raise LookupError(_NO_FACT)
    return last


def _last_of(facts: Iterable[Fact[Any]]) -> datetime:
    instants = [fact.occurred_at for fact in standing(facts)]
    if not instants:
        raise LookupError(_NO_FACT)
    return max(instants)


_NO_FACT = "no fact in these streams by then"


def appended_before(meta: Meta) -> Appended | None:
    """What an earlier request with this key wrote, None if there was none. Raises KeyReused."""
    if meta.key is None:
        return None
    row = StoredEvent.objects.filter(key=meta.key).first()
    if row is None:
        return None
    if msgspec.json.decode(row.metadata).get("request", "") != meta.request:
        raise KeyReused(key=meta.key)
    writing.make_durable()  # the twin of this request may have committed it just now
    siblings = StoredEvent.objects.filter(stream=row.stream, recorded_at=row.recorded_at)
    return replace(_appended(siblings.order_by("-version")[0]), replayed=True)


def fact_of(row: StoredEvent) -> Fact[Any]:
    return Fact(*(getattr(row, column) for column in reading.COLUMNS))


def _request(
    stream: UUID,
    events: Sequence[Event],
    meta: Meta,
    occurred_at: datetime,
    expected: int | None,
) -> Request:
    metadata = _metadata(meta.actor, meta.request, meta.caused_by)
    drafts = [
        writing.draft(
            stream=stream,
            type=name_of(type(event)),
            schema=schema_of(type(event)),
            payload=encode(event),
            metadata=metadata,
            occurred_at=occurred_at,
            key=None if number else meta.key,
        )
        for number, event in enumerate(events)
    ]
    return Request(stream, drafts, meta.key, expected, meta.now)


def _all_of(expected: Collection[int | None]) -> int | None:
    """The version that satisfies the caller and whoever sent the request: two that differ, none does."""
    match list(expected):
        case []:
            return None
        case [version]:
            return version
    return writing.UNMET


@lru_cache(maxsize=256)
def _metadata(actor: str, request: str, caused_by: int | None) -> str:
    known = {"actor": actor, "request": request, "caused_by": caused_by}
    given = {name: value for name, value in known.items() if value not in ("", None)}
    return msgspec.json.encode(given, order="sorted").decode()


def _unplaced(request: Request) -> list[Unplaced[Any]]:
    return [
        Unplaced(
            number,
            request.stream,
            number,
            each.type,
            each.schema,
            each.payload,
            each.metadata,
            each.occurred_at,
            each.occurred_at,
        )
        for number, each in enumerate(request.drafts)
    ]


def _facts(request: Request, answer: Answer) -> list[Fact[Any]]:
    first = answer.first
    assert first is not None
    return [
        Fact(
            first + number,
            request.stream,
            answer.head + 1 + number,
            each.type,
            each.schema,
            each.payload,
            each.metadata,
            each.occurred_at,
            answer.recorded_at,
        )
        for number, each in enumerate(request.drafts)
    ]


def _appended(row: StoredEvent) -> Appended:
    return Appended(
        stream=row.stream,
        version=row.version,
        position=row.position,
        recorded_at=row.recorded_at,
    )
