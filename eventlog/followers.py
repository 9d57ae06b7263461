"""Reactions that read the log from a checkpoint of their own, after the append and apart from it.

A follower's effects in this database and its cursor move in one transaction: each fact takes effect
exactly once, whatever dies in between. An effect outside (a message, a webhook) can only be had at
least once: give it the key (follower, position), by which its receiver recognises a repetition.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, transaction
from kombu.exceptions import OperationalError as BrokerAway

from eventlog import cursors
from eventlog.cursors import Place, Since
from eventlog.errors import UnknownFollower
from eventlog.events import Event, name_of
from eventlog.facts import Fact
from eventlog.log import fact_of
from eventlog.models import Cursor, StoredEvent

log = logging.getLogger(__name__)

BATCH = 200
"""Facts in one transaction: what a dead worker's successor does again, what others wait for on SQLite."""

LONGEST_PROBLEM = 1_000
NUDGE_EXPIRES_SECONDS = 60  # by then the sweep has sent another
NO_FAULT_OF_THE_FACT = (OperationalError, InterfaceError, SoftTimeLimitExceeded)

Handler = Callable[[Fact[Any]], None]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, kw_only=True, eq=False)
class Follower:
    """A handler that takes facts one by one. types: the names it takes, empty for all.

    unhurried: the names of which it may hear later, when the sweep or another fact has it look.
    """

    name: str
    handler: Handler
    types: frozenset[str]
    since: Since
    unhurried: frozenset[str] = frozenset()

    @property
    def cursor(self) -> Cursor:
        return cursors.begun(self.name, self.since)

    def concerns(self, fact: Fact[Any]) -> bool:
        return not self.types or fact.type in self.types

    def hurries_for(self, fact: Fact[Any]) -> bool:
        """Whether a worker is to be told at once."""
        return self.concerns(fact) and fact.type not in self.unhurried

    def nudge(self) -> None:
        """Have a worker follow now. If the broker is away, the sweep sees the lag a little later."""
        from eventlog.tasks import follow

        try:
            follow.apply_async((self.name,), expires=NUDGE_EXPIRES_SECONDS)
        except BrokerAway:
            log.warning("Broker away: the follower %s waits for the sweep.", self.name)


registry: dict[str, Follower] = {}


def follower(
    name: str,
    *types: type[Event],
    since: Since = "start",
    unhurried: Sequence[type[Event]] = (),
) -> Callable[[H], H]:
    """Decorate what takes the facts of these types, or all, one by one in the order of the log.

    since: where a new follower begins, with the first fact or with those to come. unhurried: types that
    come in crowds and can wait for the sweep, a few seconds: each nudge is a task. A handler may call
    commands, before it writes any row that they write: they hold the log before they touch a row.
    """

    def register(handler: H) -> H:
        if name in registry:
            raise ValueError(f"two followers are named {name}")
        taken = frozenset(map(name_of, types))
        later = frozenset(map(name_of, unhurried))
        registry[name] = Follower(
            name=name, handler=handler, types=taken, since=since, unhurried=later
        )
        return handler

    return register


def named(name: str) -> Follower:
    """The follower of this name. Raises UnknownFollower."""
    if name not in registry:
        raise UnknownFollower(name=name, known=", ".join(sorted(registry)))
    return registry[name]


def follow(name: str, *, most: int | None = None, wait: bool = False) -> int:
    """Bring a follower to the end of the log, or past `most` facts of its types. Says how many it took.

    A worker that is at it already is left alone, or waited for.
    """
    follower, taken = named(name), 0
    # Looked at again after the last batch has let go: whoever was turned away by it may have known more.
    while (most is None or taken < most) and cursors.is_behind(follower.cursor):
        count = _take_batch(follower, wait=wait)
        if count is None:
            break
        taken += count
    return taken


class _Poison(Exception):
    """A handler could not take the fact at this position."""

    def __init__(self, fact: Fact[Any], error: Exception) -> None:
        super().__init__(fact.position)
        self.position = fact.position
        self.problem = f"{fact.type}: {error!r}"[:LONGEST_PROBLEM]


def _take_batch(follower: Follower, *, wait: bool, poison: _Poison | None = None) -> int | None:
    """Take the next facts and move the cursor behind them, both or neither; None if it is not free.

    A second run, once a poison is known, takes what stands before it and stops there.
    """
    try:
        with transaction.atomic():
            cursor = cursors.free(follower.name, wait=wait)
            return None if cursor is None else _advance(follower, cursor, poison)
    except _Poison as found:
        return _take_batch(follower, wait=wait, poison=found)


def _advance(follower: Follower, cursor: Cursor, poison: _Poison | None) -> int:
    if problem := cursors.unlike(cursor):
        _stop(cursor, at=cursor.position, problem=problem)
        return 0
    if poison and poison.position <= cursor.position:
        return 0  # another worker has got past it
    before = poison.position if poison else None
    facts, reached = _next(follower, after=cursor.position, before=before)
    for fact in facts:
        _hand_over(follower, fact)
    cursor.position, cursor.hash = reached
    if poison and reached.position == poison.position - 1:
        _stop(cursor, at=poison.position, problem=poison.problem)
    cursor.save()
    return len(facts)


def _next(
    follower: Follower, *, after: int, before: int | None
) -> tuple[Sequence[Fact[Any]], Place]:
    """The next facts that concern it, and the place up to which it has then seen everything."""
    end = cursors.end_of_log() if before is None else cursors.place_at(before - 1)
    assert end is not None
    rows = StoredEvent.objects.filter(position__gt=after, position__lte=end.position)
    if follower.types:
        rows = rows.filter(type__in=follower.types)
    batch = list(rows.order_by("position")[:BATCH])
    if len(batch) == BATCH:
        end = Place(batch[-1].position, bytes(batch[-1].hash))
    return [fact_of(row) for row in batch], end


def _hand_over(follower: Follower, fact: Fact[Any]) -> None:
    try:
        follower.handler(fact)
    except NO_FAULT_OF_THE_FACT:
        raise
    except Exception as error:
        log.warning("%s fails at %d.", follower.name, fact.position, exc_info=True)
        raise _Poison(fact, error) from error


def _stop(cursor: Cursor, *, at: int, problem: str) -> None:
    cursor.stopped_at, cursor.problem = at, problem
    cursor.save()
    log.error("The follower %s stopped at %d: %s", cursor.name, at, problem)
