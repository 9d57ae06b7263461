"""Writers that hold their transactions open, and a reader that polls all the while."""

import os
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from random import Random
from threading import Event

from django.db import IntegrityError, connection, transaction

from eventlog.log import append, read
from sites.commands import weather_stream
from sites.events import WeatherCause, WeatherDayLost
from tests.factories import MAY_1, said

EVENTS = int(os.environ.get("SLIPWAY_GAP_HUNT_EVENTS", "2000"))
CONTROL_EVENTS = 2000  # a control that shows the loss needs no more
WRITERS = 4
LARGEST_BATCH = 10 if EVENTS < 100_000 else 100  # the long form in minutes and not in hours
HELD_OPEN = 0.03  # the share of transactions that dawdle between insert and commit

Write = Callable[[str, int], list[int]]
"""Write so many events for a writer into the open transaction; gives their positions."""
ReadAfter = Callable[[int], list[int]]
"""The positions that a reader finds after the one it remembers."""


@dataclass(frozen=True)
class Caught:
    written: list[int]
    seen: list[int]
    collisions: int
    seconds: float

    @property
    def skipped(self) -> set[int]:
        return set(self.written) - set(self.seen)

    @property
    def twice(self) -> list[int]:
        return [position for position, times in Counter(self.seen).items() if times > 1]


def hunt(write: Write, read_after: ReadAfter, events: int) -> Caught:
    """Many writers, some of them slow to commit, and one reader that polls all the while."""
    begun = time.monotonic()
    done = Event()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(follow, read_after, done)
        writers = [
            pool.submit(write_share, write, f"W{number}", events // WRITERS)
            for number in range(WRITERS)
        ]
        try:
            shares = [writer.result() for writer in writers]
        finally:
            done.set()
        return Caught(
            written=[position for positions, _ in shares for position in positions],
            seen=reader.result(),
            collisions=sum(collisions for _, collisions in shares),
            seconds=time.monotonic() - begun,
        )


def write_share(write: Write, writer: str, events: int) -> tuple[list[int], int]:
    """What was committed where, and how often another writer had taken the place."""
    chance = Random(writer)  # noqa: S311
    written: list[int] = []
    collisions = 0
    with closing(connection):
        while len(written) < events:
            try:
                with transaction.atomic():
                    positions = write(writer, chance.randint(1, LARGEST_BATCH))
                    if chance.random() < HELD_OPEN:
                        time.sleep(chance.uniform(0.002, 0.02))
                written += positions
            except IntegrityError:
                collisions += 1
    return written, collisions


def follow(read_after: ReadAfter, done: Event) -> list[int]:
    seen: list[int] = []
    with closing(connection):
        while True:
            is_last_look = done.is_set()
            found = read_after(seen[-1] if seen else 0)
            seen += found
            if is_last_look and not found:
                return seen
            done.wait(0.001)


def append_days(writer: str, count: int) -> list[int]:
    rain = WeatherDayLost(site=writer, on=MAY_1, cause=WeatherCause.RAIN)
    last = append(weather_stream(writer), *[rain] * count, meta=said()).position
    return list(range(last - count + 1, last + 1))


def read_log_after(position: int) -> list[int]:
    return [fact.position for fact in read(after=position)]
