"""Appends batch after batch until told to stop, as a client should that wants each event once."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import InterfaceError, InternalError, OperationalError, connection, transaction

from eventlog.facts import Appended, Meta
from eventlog.log import append
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.faults.notes import Answered, Asked, Batch, Holding, Notebook, Unsure

SHARED = "SHARED"
FIRST_DAY = date(1970, 1, 1)
RETRY_SECONDS = 0.05
UNREACHABLE = (OperationalError, InterfaceError, InternalError)


def main(
    *,
    name: str,
    home: str,
    batch: int = 1,
    until: int | None = None,
    pause_seconds: float = 0,
    hold_seconds: float = 0,
    clock_swing_seconds: float = 0,
    flush: bool = True,
) -> None:
    """Note, append, note, until the file `stop` is there or `until` events are answered.

    batch: the largest number of events in an append.
    pause_seconds: sleep after each commit. On SQLite whoever waits longest is not served first.
    hold_seconds: sleep before each commit.
    clock_swing_seconds: every append reads a clock that is wrong by up to so much, either way.
    flush: False acknowledges what is not on the disk yet, to see that the checker notices.
    """
    writer = Writer(Notebook(Path(home) / f"{name}.notes"), hold_seconds, flush)
    for request in _requests(name, largest=batch, until=until):
        if (Path(home) / "stop").exists():
            return
        swing = timedelta(seconds=random.uniform(-1, 1) * clock_swing_seconds)  # noqa: S311
        writer.send(request, now=datetime.now(UTC) + swing)
        time.sleep(pause_seconds)


def _requests(writer: str, *, largest: int, until: int | None) -> Iterator[Batch]:
    first = 0
    while until is None or first < until:
        size = random.randint(1, largest)  # noqa: S311
        yield Batch(writer, first, size)
        first += size


@dataclass(frozen=True)
class Writer:
    notebook: Notebook
    hold_seconds: float
    flush: bool

    def send(self, request: Batch, *, now: datetime) -> None:
        """The same request with the same key until there is an answer."""
        meta = Meta(actor=request.writer, key=request.key, now=now)
        self.notebook.note(Asked(request))
        while True:
            try:
                appended = self._append(request, meta)
            except UNREACHABLE as error:
                self.notebook.note(Unsure(request, str(error)))
                connection.close()
                time.sleep(RETRY_SECONDS)
            else:
                self.notebook.note(Answered(request, appended.position, appended.version))
                return

    def _append(self, request: Batch, meta: Meta) -> Appended:
        with transaction.atomic():
            appended = append(stream_of(request), *events_of(request), meta=meta)
            if not self.flush:
                connection.run_on_commit.clear()  # the log is released early, and then flushed
            if self.hold_seconds:
                self.notebook.note(Holding(request))
                time.sleep(self.hold_seconds)
        return appended


def stream_of(batch: Batch) -> UUID:
    """A stream of the writer's own and one that all write to, in turn."""
    return weather_stream(batch.writer if batch.first % 2 else SHARED)


def events_of(batch: Batch) -> list[WeatherDayLost]:
    """Each event says by whom it is and which of theirs: the number is a day since 1970."""
    return [
        WeatherDayLost(
            site=batch.writer, on=FIRST_DAY + timedelta(days=number), cause=WeatherCause.RAIN
        )
        for number in batch.events
    ]
