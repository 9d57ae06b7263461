"""The log page by page, for readers elsewhere that remember nothing but one position."""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import BoundedSemaphore
from uuid import UUID

from django.db.models import F, QuerySet

from eventlog.durable import durable_tail
from eventlog.errors import Refusal
from eventlog.log import tail_position
from eventlog.models import StoredEvent

LONGEST_SCAN = 50_000  # positions: what one page may cost when a filter matches next to nothing
LONGEST_WAIT_SECONDS = 30
POLL_SECONDS = 0.2

# A web process answers some eight requests at once; those who wait leave half of it to people.
_waiting = BoundedSemaphore(4)


class AheadOfTheLog(Refusal):
    """The reader has seen what is not there: a backup was restored, or it is another log."""

    code = "ahead_of_the_log"
    says = "The log ends at {tail}; what was read up to {after} is not, or no longer, part of it."
    field = "after"


class TooManyWait(Refusal):
    code = "too_many_wait"
    says = "There is nothing new, and too many are waiting already: ask again in a while."
    status = 503


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader wants: the facts after a position, at most so many, narrowed by filters."""

    after: int = 0
    limit: int = 100
    types: Collection[str] = ()
    streams: Collection[UUID] = ()
    late_by_days: int | None = None

    @property
    def facts(self) -> QuerySet[StoredEvent]:
        rows = StoredEvent.objects.order_by("position")
        if self.types:
            rows = rows.filter(type__in=self.types)
        if self.streams:
            rows = rows.filter(stream__in=self.streams)
        if self.late_by_days is not None:
            days = timedelta(days=self.late_by_days)
            rows = rows.filter(occurred_at__lte=F("recorded_at") - days)
        return rows


@dataclass(frozen=True)
class Page:
    """next_after: everything up to here was looked at, whether or not it matched."""

    facts: list[StoredEvent]
    next_after: int
    tail: int

    @property
    def is_the_end(self) -> bool:
        return not self.facts and self.next_after == self.tail


def page_of(asked: Asked) -> Page:
    """What is there now. Raises AheadOfTheLog."""
    tail = durable_tail()
    if asked.after > tail:
        raise AheadOfTheLog(after=asked.after, tail=tail)
    # The facts of a stream stand in an index; for all else rows are gone through.
    until = tail if asked.streams else min(tail, asked.after + LONGEST_SCAN)
    looked_at = asked.facts.filter(position__gt=asked.after, position__lte=until)
    facts = list(looked_at[: asked.limit])
    return Page(facts, facts[-1].position if len(facts) == asked.limit else until, tail)


def awaited_page_of(asked: Asked, *, wait_seconds: float) -> Page:
    """The page at once if it brings the reader on, else when a fact has come or the time is over.

    It asks for the newest position a few times a second, in no transaction. Raises TooManyWait.
    """
    deadline = time.monotonic() + wait_seconds
    page = page_of(asked)
    if not (page.is_the_end and wait_seconds):
        return page
    if not _waiting.acquire(blocking=False):
        raise TooManyWait
    try:
        while page.is_the_end and _grows(page.tail, deadline=deadline):
            page = page_of(replace(asked, after=page.next_after))
    finally:
        _waiting.release()
    return page


def _grows(tail: int, *, deadline: float) -> bool:
    """Wait for a fact after the tail. False if none came in time."""
    while tail_position() == tail:
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(POLL_SECONDS, left))
    return True
