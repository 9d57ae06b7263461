"""Follows the log as a worker does, with an effect that shows in the database how often it was had."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import InterfaceError, OperationalError, connection

from eventlog.facts import Fact
from eventlog.followers import follower
from eventlog.log import tail_position
from eventlog.tasks import follow

NAME = "faults.marks"

_sleep_at: dict[int, Path] = {}


@follower(NAME)
def leave_a_mark(fact: Fact[Any]) -> None:
    """One group for each time that a fact took effect."""
    Group.objects.create(name=f"{fact.position} {uuid4()}")
    if sign := _sleep_at.get(fact.position):
        sign.touch()
        time.sleep(600)


def main(*, home: str, sleep_at: int | None = None) -> None:
    """Do the task that Celery would deliver, again and again, until the file `stop` is there.

    sleep_at: the position at which to leave the file `asleep-<position>` and fall asleep, between the
    effect and the checkpoint.
    """
    if sleep_at is not None:
        _sleep_at[sleep_at] = Path(home) / f"asleep-{sleep_at}"
    while not (Path(home) / "stop").exists():
        try:
            follow(NAME)
        except (OperationalError, InterfaceError):  # for which Celery delivers the task again
            connection.close()
        time.sleep(0.01)


def wrong_marks() -> Iterator[str]:
    """Facts that took effect twice, or not at all."""
    marks = Counter(int(name.split()[0]) for name in Group.objects.values_list("name", flat=True))
    for position in range(1, tail_position() + 1):
        if marks[position] != 1:
            yield f"the fact at {position} took effect {marks[position]} times"
