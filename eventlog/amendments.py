"""Corrections and retractions: facts that name a fact, and what of a history stands because of them. Pure.

The fact that was wrong stays where it is. Whoever folds the stream reads it as corrected, or not at all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from eventlog.events import Event, event_type, name_of
from eventlog.facts import Fact


@event_type("eventlog.retracted", amendable=False)
class Retracted(Event):
    """The fact at a position of this stream should never have been recorded."""

    position: int
    reason: str


@event_type("eventlog.corrected", amendable=False)
class Corrected(Event):
    """What the fact at a position of this stream should have said, and when it happened.

    The payload is one of the same type, at the schema that it was written in.
    """

    position: int
    schema: int
    payload: dict[str, Any]
    occurred_at: datetime
    reason: str


AMENDMENTS = frozenset({name_of(Retracted), name_of(Corrected)})


def standing(facts: Iterable[Fact[Any]]) -> list[Fact[Any]]:
    """Of the facts of whole streams, in log order, those that stand, as they were corrected."""
    found: dict[int, Fact[Any]] = {}
    for fact in facts:
        if fact.type not in AMENDMENTS:
            found[fact.position] = fact
        elif fact.event.position not in found:
            continue  # of a type that was not asked for
        elif isinstance(fact.event, Retracted):
            del found[fact.event.position]
        else:
            found[fact.event.position] = corrected(found[fact.event.position], fact.event)
    return list(found.values())


def corrected(fact: Fact[Any], correction: Corrected) -> Fact[Any]:
    payload = msgspec.json.encode(correction.payload, order="sorted").decode()
    return replace(
        fact,
        schema=correction.schema,
        payload=payload,
        occurred=correction.occurred_at,
    )


def as_true(facts: Sequence[Fact[Any]], *, at: datetime | None = None) -> list[Fact[Any]]:
    """Of the facts that stand, those that had happened by then, in the order in which they happened.

    A stream begins with its first fact: what is said to have happened before counts from there.
    """
    begun: dict[Any, datetime] = {}
    for fact in facts:
        begun.setdefault(fact.stream, fact.occurred_at)

    def true_from(fact: Fact[Any]) -> tuple[datetime, int]:
        return max(fact.occurred_at, begun[fact.stream]), fact.position

    by_then = (fact for fact in facts if at is None or true_from(fact)[0] <= at)
    return sorted(by_then, key=true_from)
