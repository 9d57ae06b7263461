"""Whoever writes events, each in its own best way: ours, the library, a bare INSERT and a plain ORM insert."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol
from uuid import uuid4

import psycopg
from django.db import connection
from eventsourcing.persistence import StoredEvent as LibraryEvent

from eventlog import log, writing
from eventlog.bench import library
from eventlog.bench.facts import Counted, Noted, Streams, meta, reading
from eventlog.bench.tables import PlainEvent
from eventlog.events import Event, encode


class Contender(Protocol):
    def begin(self) -> None:
        """Before each slice: contenders take turns on one connection."""

    def write(self, events: int) -> None:
        """Write so many events in one transaction; durable when this returns."""


class Ours:
    """`append` through Django, on a version that is checked, as a command does it."""

    kind: ClassVar[type[Any]] = Noted
    early_release: ClassVar[str] = "off"

    def __init__(self) -> None:
        self._streams = Streams()

    def begin(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET eventlog.early_release = {self.early_release}")

    def write(self, events: int) -> None:
        stream, version = self._streams.take(events)
        facts: list[Event] = [reading(self.kind) for _ in range(events)]
        log.append(stream, *facts, expected_version=version, meta=meta())


class OursWithReadModel(Ours):
    """The same, with one row of a read model brought up to date in the transaction."""

    kind = Counted


class OursReleasedEarly(Ours):
    """The same on a disk that is slow to flush: the lock is not held while the disk is waited for."""

    early_release = "on"


class OursWithReadModelReleasedEarly(OursWithReadModel):
    early_release = "on"


class OursUnchained(Ours):
    """The same without any hash. It alters its process, and on PostgreSQL needs `unchained.py`'s function."""

    def __init__(self) -> None:
        super().__init__()
        vars(writing).update(
            content_digest=lambda **said: b"",
            link=lambda previous, *place: previous,
        )


class _Other:
    def begin(self) -> None:
        """Nothing to set."""


class Library(_Other):
    """`insert_events` of the library's recorder: events that are encoded already."""

    def __init__(self) -> None:
        self._streams = Streams()
        self._recorder = library.recorder()

    def write(self, events: int) -> None:
        stream, version = self._streams.take(events)
        self._recorder.insert_events(
            [
                LibraryEvent(
                    originator_id=stream,
                    originator_version=version + number,
                    topic="bench.noted",
                    state=encode(reading(Noted)).encode(),
                )
                for number in range(1, events + 1)
            ]
        )


class BareInsert(_Other):
    """One INSERT of the same columns, committed by itself, without Django: the limit."""

    columns = [str(field.column) for field in PlainEvent._meta.concrete_fields][1:]

    def __init__(self) -> None:
        self._execute = _bare_connection()

    def write(self, events: int) -> None:
        for _ in range(events):
            self._execute(self._sql, self._values())

    @property
    def _sql(self) -> str:
        mark = "%s" if connection.vendor == "postgresql" else "?"
        marks = ", ".join([mark] * len(self.columns))
        return f"INSERT INTO bench_plain_event ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608

    def _values(self) -> list[Any]:
        row = _plain()
        adapt = connection.vendor == "sqlite"
        stream = row.stream.hex if adapt else row.stream
        now: Any = row.recorded_at.isoformat(" ") if adapt else row.recorded_at
        return [stream, 1, row.type, 1, row.payload, row.metadata, now, now, None, row.hash]


class OrmInsert(_Other):
    """`bulk_create` of rows with the same columns: what Django charges without any log."""

    def write(self, events: int) -> None:
        PlainEvent._default_manager.bulk_create([_plain() for _ in range(events)])


CONTENDERS: dict[str, Callable[[], Contender]] = {
    "ours": Ours,
    "ours with a read model": OursWithReadModel,
    "ours, early release": OursReleasedEarly,
    "ours with a read model, early release": OursWithReadModelReleasedEarly,
    "ours, without the chain": OursUnchained,
    "library": Library,
    "bare INSERT": BareInsert,
    "plain ORM insert": OrmInsert,
}


def _plain() -> PlainEvent:
    now = datetime.now(UTC)
    return PlainEvent(
        stream=uuid4(),
        version=1,
        type="bench.noted",
        schema=1,
        payload=encode(reading(Noted)),
        metadata='{"actor":"bench"}',
        occurred_at=now,
        recorded_at=now,
        hash=bytes(32),
    )


def _bare_connection() -> Callable[[str, list[Any]], Any]:
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        given = connection.get_connection_params()
        where = {name: given[name] for name in ("dbname", "user", "host", "port") if name in given}
        return psycopg.connect(**where, autocommit=True).execute
    bare = sqlite3.connect(settings["NAME"], timeout=60, isolation_level=None)
    bare.execute("PRAGMA synchronous=FULL")
    return bare.execute
