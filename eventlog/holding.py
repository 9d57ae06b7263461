"""Facts that are read once and asked for many times: whoever folds a dozen things out of the same streams.

What stands in the log up to a position never changes, so what was read of it can be given again. Nothing
outlives the block: no process keeps the facts of a thousand projects.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from eventlog.facts import Fact

_in_order = attrgetter("position")


@dataclass(frozen=True)
class Held:
    """All facts of some streams up to a position, by stream and in log order."""

    until: int
    by_stream: dict[UUID, list[Fact[Any]]]

    def facts(
        self,
        *,
        after: int,
        until: int | None,
        streams: Collection[UUID] | None,
        types: Collection[str] | None,
    ) -> Sequence[Fact[Any]] | None:
        """In log order; None if there may be others than these."""
        if streams is None or until is None or until > self.until:
            return None
        if not all(stream in self.by_stream for stream in streams):
            return None
        told = [self.by_stream[stream] for stream in dict.fromkeys(streams)]
        found = [
            fact
            for fact in chain.from_iterable(told)
            if after < fact.position <= until and (types is None or fact.type in types)
        ]
        return found if len(told) == 1 else sorted(found, key=_in_order)


_held: ContextVar[Held | None] = ContextVar("held", default=None)


def held(
    *,
    after: int = 0,
    until: int | None,
    streams: Collection[UUID] | None,
    types: Collection[str] | None = None,
) -> Sequence[Fact[Any]] | None:
    """These facts, if they are held here."""
    known = _held.get()
    if known is None:
        return None
    return known.facts(after=after, until=until, streams=streams, types=types)


@contextmanager
def holding(facts: Iterator[Fact[Any]], *, streams: Collection[UUID], until: int) -> Iterator[None]:
    """Within the block, and for whoever runs it alone, reads of these streams up to there are answered
    from these facts, which must be all there are."""
    by_stream: dict[UUID, list[Fact[Any]]] = {stream: [] for stream in streams}
    for fact in facts:
        by_stream[fact.stream].append(fact)
    token = _held.set(Held(until, by_stream))
    try:
        yield
    finally:
        _held.reset(token)
