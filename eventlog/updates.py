"""Read models brought up to date in the transaction of the append that changes them.

Nobody else writes to the log or a read model from the append to the commit, so the less is done then,
the more writers get through. Rows are read before; each carries the position that last touched it, so
that a write which finds another position there, or a row where there was none, knows that it came too
late. Where what is to be written does not depend on where in the log the facts come to stand, it even
goes along with the append in one statement. What came too late is read again and done while the log is
held. Rows do not depend on each other.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from eventlog import inline, tables
from eventlog.amendments import AMENDMENTS
from eventlog.driver import vendor
from eventlog.facts import Fact, PlaceUnknown, Unplaced
from eventlog.projections import Key, Projection, bring, difference, keys_of, write
from eventlog.rows import Row
from eventlog.tables import Write

Facts = Sequence[Fact[Any]]

MOST_ALONG = 4
"""Writes in one statement with the append: each number of them has a plan of its own in the server."""


class _Update:
    """The rows of one projection brought past the facts of one append.

    writes: what goes along with the append, nothing if what comes out depends on where the facts stand.
    """

    def __init__(self, projection: Projection, facts: Sequence[Unplaced[Any]]) -> None:
        self.projection = projection
        self.writes: tuple[Write, ...] = ()
        self._before: dict[Key, Row] | None = None
        if any(fact.type in AMENDMENTS for fact in facts):
            return  # which rows those touch, the log says
        with suppress(PlaceUnknown):
            self._keys = keys_of(projection, facts)
            self._before = tables.stored(projection.model, self._keys)
            if len(self._keys) <= MOST_ALONG and vendor() == "postgresql":
                self.writes = self._wherever(facts, self._before)

    def _wherever(self, facts: Facts, before: dict[Key, Row]) -> tuple[Write, ...]:
        """What is to be written wherever the facts come to stand; () where a row goes, or never was."""
        rows = self._after(facts, self._keys, before)
        if rows.keys() != self._keys:
            return ()
        model = self.projection.model
        return tuple(tables.along(model, before.get(key), row) for key, row in rows.items())

    def run(self, facts: Facts, went: Sequence[bool]) -> None:
        """went: of what was to go along, whether it found its row as it was read."""
        if self.writes:
            left = {each.key for each, done in zip(self.writes, went, strict=True) if not done}
        else:
            left = keys_of(self.projection, facts)
            if self._before is not None and left == self._keys:
                left = self._try(facts, left, self._before)
        if left:
            before = tables.stored(self.projection.model, left)
            late = write(
                self.projection.model, difference(before, self._after(facts, left, before))
            )
            assert not late, "rows changed while the log was held"

    def _try(self, facts: Facts, keys: set[Key], before: dict[Key, Row]) -> set[Key]:
        """Write what the facts make of rows that may be others by now; the keys that are left to do.

        Where the facts leave no row there is nothing to find out by writing it: that is left, too.
        """
        after = self._after(facts, keys, before)
        staying = {key: row for key, row in before.items() if key in after}
        return (keys - after.keys()) | write(self.projection.model, difference(staying, after))

    def _after(self, facts: Facts, keys: set[Key], before: dict[Key, Row]) -> dict[Key, Row]:
        rows = dict(before)
        for fact in facts:
            bring(self.projection, rows, fact, only=keys)
        return {key: row for key, row in rows.items() if key in keys}


class _Updates:
    """Those of all projections that hear of these facts."""

    def __init__(self, facts: Sequence[Unplaced[Any]]) -> None:
        self._unplaced = facts
        self._updates = [
            _Update(projection, concerned)
            for projection in Projection.registry.values()
            if (concerned := [fact for fact in facts if projection.hears(fact.type)])
        ]
        if sum(len(update.writes) for update in self._updates) > MOST_ALONG:
            for update in self._updates:
                update.writes = ()
        self.writes = tuple(write for update in self._updates for write in update.writes)

    def run(self, facts: Facts, went: Sequence[bool]) -> None:
        if not self._updates:
            return
        for before, fact in zip(self._unplaced, facts, strict=True):
            before.share_event(fact)
        done = iter(went)
        for update in self._updates:
            of_update = [next(done) for _ in update.writes]
            hears = update.projection.hears
            update.run([fact for fact in facts if hears(fact.type)], of_update)


def _any_hears(type: str) -> bool:
    return any(projection.hears(type) for projection in Projection.registry.values())


inline.project_inline(_Updates, hears=_any_hears)
