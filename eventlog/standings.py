"""How far every follower is behind the log, and whether anybody should look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventlog.cursors import end_of_log
from eventlog.followers import registry
from eventlog.models import Check, StoredEvent

LATE_AFTER_SECONDS = 300
"""A follower that has left a fact unread for so long does not just have much to do."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One follower. tail: the end of the log. lag_seconds: how long the oldest unread fact has waited."""

    name: str
    position: int
    tail: int
    lag_seconds: float
    stopped_at: int | None
    problem: str

    @property
    def lag_events(self) -> int:
        return max(0, self.tail - self.position)

    @property
    def is_well(self) -> bool:
        return self.stopped_at is None and self.lag_seconds <= LATE_AFTER_SECONDS


def standings(*, now: datetime) -> Sequence[Standing]:
    """Every follower that there is, by name."""
    tail = end_of_log().position
    all_cursors = [registry[name].cursor for name in sorted(registry)]
    next_ones = [cursor.position + 1 for cursor in all_cursors]
    unread = StoredEvent.objects.filter(position__in=next_ones)
    heard_at = dict(unread.values_list("position", "recorded_at"))
    return [
        Standing(
            name=cursor.name,
            position=cursor.position,
            tail=tail,
            lag_seconds=_seconds(heard_at.get(cursor.position + 1, now), now),
            stopped_at=cursor.stopped_at,
            problem=cursor.problem,
        )
        for cursor in all_cursors
    ]


def checks() -> Sequence[Check]:
    """The newest result of every nightly check that has run."""
    return list(Check.objects.all())


def _seconds(since: datetime, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds())
