"""A long log in little time: its rows are made here, chained as `append` chains them, and loaded in bulk."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from tqdm import tqdm

from eventlog.bench.facts import ACTOR, Counted, reading
from eventlog.chain import GENESIS, content_digest, link
from eventlog.events import encode, name_of, schema_of
from eventlog.models import StoredEvent

BEGUN = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
TABLE = StoredEvent._meta.db_table
COLUMNS = [str(field.column) for field in StoredEvent._meta.concrete_fields]
PAYLOADS = 1_000
CHUNK = 1_000


def fill(*, events: int, streams: int, title: str) -> None:
    """Load a valid log of so many facts into an empty table; the streams take turns."""
    rows = tqdm(_rows(events, streams), total=events, desc=title, unit="event", unit_scale=True)
    load = _copy if connection.vendor == "postgresql" else _insert
    with transaction.atomic():
        load(iter(rows))
    settle()


def settle() -> None:
    """Have what was written on the disk, and known to the planner, before anything is measured."""
    postgresql = ("VACUUM ANALYZE", "CHECKPOINT")
    sqlite = ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
    with connection.cursor() as cursor:
        for step in postgresql if connection.vendor == "postgresql" else sqlite:
            cursor.execute(step)


def _rows(events: int, streams: int) -> Iterator[Sequence[Any]]:
    """The columns of each row as the database takes them."""
    ids = [uuid4() for _ in range(streams)]
    payloads = [encode(reading(Counted)) for _ in range(PAYLOADS)]
    type, schema, metadata = name_of(Counted), schema_of(Counted), f'{{"actor":"{ACTOR}"}}'
    sqlite = connection.vendor == "sqlite"
    stored_instant = connection.ops.adapt_datetimefield_value
    previous = GENESIS
    for number in range(events):
        stream, payload = ids[number % streams], payloads[number % PAYLOADS]
        place = (number + 1, number // streams + 1)
        at = BEGUN + timedelta(milliseconds=number)
        content = content_digest(
            stream=stream,
            type=type,
            schema=schema,
            payload=payload,
            metadata=metadata,
            occurred_at=at,
            key=None,
        )
        previous = link(previous, *place, at, content)
        when = stored_instant(at)
        yield (
            place[0],
            stream.hex if sqlite else stream,
            place[1],
            type,
            schema,
            payload,
            metadata,
            when,
            when,
            None,
            previous,
        )


def _copy(values: Iterator[Sequence[Any]]) -> None:
    into = f"COPY {TABLE} ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in values:
            copy.write_row(row)


def _insert(values: Iterator[Sequence[Any]]) -> None:
    marks = ", ".join(["%s"] * len(COLUMNS))
    into = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        while chunk := list(islice(values, CHUNK)):
            cursor.executemany(into, chunk)
