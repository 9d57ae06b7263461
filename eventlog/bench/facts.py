"""The facts that the bench writes: about 300 bytes each, one kind with a read model and one without."""

import secrets
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import models

from eventlog.events import Event, event_type
from eventlog.facts import Fact, Meta
from eventlog.models import ReadModel
from eventlog.projections import Projection, Row

ACTOR = "bench"
APPENDS_TO_A_STREAM = 20


class _Reading(Event):
    thing: UUID
    amount: int
    unit: str
    read_on: datetime
    remark: str


@event_type("bench.noted")
class Noted(_Reading):
    """A fact that no read model takes."""


@event_type("bench.counted")
class Counted(_Reading):
    """The same, and the Tally of its stream is brought up to date."""


class Tally(ReadModel):
    """What a stream amounts to."""

    facts = models.IntegerField()
    total = models.BigIntegerField()
    last_remark = models.TextField()

    class Meta:
        app_label = "eventlog"
        managed = False


tallies = Projection(Tally)


@tallies.on(Counted)
def counted(row: Row | None, fact: Fact[Counted]) -> Row:
    event = fact.event
    facts, total = (row.facts, row.total) if row else (0, 0)
    return Row(facts=facts + 1, total=total + event.amount, last_remark=event.remark)


def reading(kind: type[_Reading], amount: int = 1) -> _Reading:
    return kind(
        thing=uuid4(),
        amount=amount,
        unit="pieces",
        read_on=datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
        remark=secrets.token_hex(70),
    )


def meta() -> Meta:
    return Meta(actor=ACTOR)


class Streams:
    """Where the next events go: to a stream of one's own, left for a new one after some appends."""

    def __init__(self) -> None:
        self._appends = 0
        self._stream, self._version = uuid4(), 0

    def take(self, events: int) -> tuple[UUID, int]:
        """The stream, and its version before these events."""
        if self._appends % APPENDS_TO_A_STREAM == 0:
            self._stream, self._version = uuid4(), 0
        self._appends += 1
        before, self._version = self._version, self._version + events
        return self._stream, before
