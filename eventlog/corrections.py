"""Undo by correction: the commands that amend a fact, and why they refuse.

In both the log keeps what was said first, who said it, and who took it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from django.db import DataError, IntegrityError

from eventlog.amendments import Corrected, Retracted, as_true, corrected, standing
from eventlog.commands import command
from eventlog.doors.inputs import Longest, Ref
from eventlog.errors import ProjectionFailed, Refusal
from eventlog.events import Event, encode, is_amendable, permanent_fields, schema_of
from eventlog.facts import Appended, Fact, Meta
from eventlog.log import append, read
from eventlog.projections import Projection, folded
from eventlog.soundness import refuse_unsound

EASTERNMOST = timedelta(hours=14)
"""How far the clocks of the first place to see a day are ahead of UTC."""

HALF_A_DAY = timedelta(hours=12)

Position = Annotated[int, Ref("eventlog.StoredEvent")]


class UnknownFact(Refusal):
    code = "unknown_fact"
    says = "The log has no fact at position {position}."
    field = "position"
    status = 404


class NotAmendable(Refusal):
    code = "not_amendable"
    says = "{type} is not taken back or corrected: record what is so now."


class AlreadyRetracted(Refusal):
    code = "already_retracted"
    says = "The fact at position {position} was retracted before."


class OthersRestOnIt(Refusal):
    code = "others_rest_on_it"
    says = "Later facts of its stream make no sense without it: take those back first. ({why})"


class NotAsItWas(Refusal):
    code = "not_as_it_was"
    says = (
        "A correction cannot change {field}, which says what the fact is about: retract it instead."
    )
    field = "payload"


class DoesNotFit(Refusal):
    code = "does_not_fit"
    says = "This is no {type}: {why}"
    field = "payload"
    status = 422


class NotYet(Refusal):
    code = "correction_in_future"
    says = "{day} has not come yet there: a fact is something that has happened."
    status = 422


class NothingChanges(Refusal):
    code = "nothing_changes"
    says = "The fact says that already."


class ReasonMissing(Refusal):
    code = "reason_missing"
    says = "Say why: whoever finds this later will ask."
    field = "reason"
    status = 422


@command
def retract(*, position: Position, reason: Annotated[str, Longest(4000)], meta: Meta) -> Appended:
    """Take back a fact that should never have been recorded.

    Raises UnknownFact, NotAmendable, AlreadyRetracted, OthersRestOnIt and ReasonMissing.
    """
    history = _history_of(position)
    retraction = Retracted(position=position, reason=_given(reason))
    return _amend(history, retraction, history.without(), meta)


@command
def correct(
    *,
    position: Position,
    payload: dict[str, Any],
    reason: str,
    occurred_at: datetime | None = None,
    meta: Meta,
) -> Appended:
    """Say what a fact should have said. payload: the fields that were wrong, or all of them.

    Raises what retract raises, DoesNotFit, NotAsItWas, NotYet and NothingChanges.
    """
    history = _history_of(position)
    fact = history.fact
    event = _with(fact, payload)
    happened = occurred_at or fact.occurred_at + _days_moved(fact.event, event)
    if (event, happened) == (fact.event, fact.occurred_at):
        raise NothingChanges
    for name in permanent_fields(type(event)):
        if getattr(event, name) != getattr(fact.event, name):
            raise NotAsItWas(field=name)
    _refuse_future(event, happened, field="occurred_at" if occurred_at else "payload", meta=meta)
    _refuse_unsound(event, history)
    correction = Corrected(
        position=position,
        schema=schema_of(type(event)),
        payload=msgspec.json.decode(encode(event)),
        occurred_at=happened,
        reason=_given(reason),
    )
    return _amend(history, correction, history.with_(corrected(fact, correction)), meta)


@dataclass(frozen=True)
class _History:
    """A fact as it stands after earlier corrections, and the facts of its stream that stand with it."""

    fact: Fact[Any]
    facts: list[Fact[Any]]
    version: int

    def without(self) -> list[Fact[Any]]:
        return [other for other in self.facts if other is not self.fact]

    def with_(self, instead: Fact[Any]) -> list[Fact[Any]]:
        return [instead if other is self.fact else other for other in self.facts]


def _history_of(position: int) -> _History:
    said = next(read(after=position - 1, until=position), None)
    if said is None:
        raise UnknownFact(position=position)
    if not is_amendable(said.type):
        raise NotAmendable(type=said.type)
    everything = list(read(streams=[said.stream]))
    facts = standing(everything)
    fact = next((fact for fact in facts if fact.position == position), None)
    if fact is None:
        raise AlreadyRetracted(position=position)
    return _History(fact, facts, version=len(everything))


def _with(fact: Fact[Any], changes: dict[str, Any]) -> Event:
    payload: type[Event] = type(fact.event)
    body = {**msgspec.to_builtins(fact.event, str_keys=True), **changes}
    try:
        return msgspec.json.decode(msgspec.json.encode(body), type=payload)
    except msgspec.ValidationError as error:
        raise DoesNotFit(type=fact.type, why=str(error)) from error


def _days_moved(before: Event, after: Event) -> timedelta:
    """By how much the day changes that the payload says it happened `on`."""
    was, now = getattr(before, "on", None), getattr(after, "on", None)
    return now - was if was and now else timedelta()


def _refuse_future(event: Event, happened: datetime, *, field: str, meta: Meta) -> None:
    """A fact of a day is filed at its noon there, so its day has come twelve hours before it."""
    on = getattr(event, "on", None)
    if on is None:
        if happened > meta.now:
            raise NotYet(day=happened, field=field)
    elif happened - HALF_A_DAY > meta.now or on > (meta.now + EASTERNMOST).date():
        raise NotYet(day=on, field=field)


def _refuse_unsound(event: Event, history: _History) -> None:
    """What commands refuse, corrections do too, in the same words."""
    others = [fact.event for fact in history.facts if fact is not history.fact]
    try:
        refuse_unsound(event, others)
    except Refusal as refusal:
        why = f"{refusal.field}: {refusal}" if refusal.field else str(refusal)
        raise DoesNotFit(type=history.fact.type, why=why) from refusal


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def _amend(
    history: _History, amendment: Retracted | Corrected, amended: list[Fact[Any]], meta: Meta
) -> Appended:
    """Append it, if the stream still makes sense in the order of the log and in that of its days."""
    stream, kind = history.fact.stream, history.fact.type
    try:
        for projection in Projection.registry.values():
            rows = folded(projection, as_true(amended))
            if amended and stream in folded(projection, history.facts) and stream not in rows:
                raise OthersRestOnIt(why=f"they are about its {projection.name}")
        return append(stream, amendment, meta=meta, expected_version=history.version)
    except ProjectionFailed as error:
        raise OthersRestOnIt(why=error) from error
    except (DataError, IntegrityError) as error:  # the table of a read model does not take it
        raise DoesNotFit(type=kind, why="one of its values is outside what can be kept.") from error
