"""A projection is one pure function from row and fact to row.

The same function serves the inline update, the rebuild, the drift check, the fold of a command and the
state as of a past position: five uses, one meaning.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction

from eventlog import tables
from eventlog.amendments import AMENDMENTS, Retracted, as_true, corrected, standing
from eventlog.errors import ProjectionFailed
from eventlog.events import Event, name_of
from eventlog.facts import Fact, PlaceUnknown
from eventlog.log import head_of, lock_log, position_at, read, tail_position
from eventlog.models import ReadModel
from eventlog.rows import Row

__all__ = (
    "Difference",
    "Parts",
    "Projection",
    "Row",
    "fold",
    "fold_parts",
    "folded",
    "hold",
    "rebuild",
    "replay",
    "state_as_known",
    "state_as_true",
)

Key = UUID
Parts = Iterable[tuple[Key, Any]]
Seen = Callable[[int], object]


Handler = Callable[..., Row | None]
H = TypeVar("H", bound=Handler)


class _Route(NamedTuple):
    handler: Handler
    parts: Callable[[Fact[Any]], Parts] | None


class Projection:
    """The rows that one model holds, made from facts.

    By default a stream is one row under the stream's id. `each` lets one fact touch several rows: it
    gives their ids and what the fact says of each, which the handler receives as third argument.
    """

    registry: dict[str, "Projection"] = {}  # noqa: RUF012 (one registry for all)

    def __init__(self, model: type[ReadModel]) -> None:
        self.model = model
        self.name = model._meta.label_lower
        self._routes: dict[str, _Route] = {}
        Projection.registry[self.name] = self

    def on(
        self, *types: type[Event], each: Callable[[Fact[Any]], Parts] | None = None
    ) -> Callable[[H], H]:
        """Let a pure handler(row | None, fact[, part]) -> row | None take these events."""

        def register(handler: H) -> H:
            for payload in types:
                self._routes[name_of(payload)] = _Route(handler, each)
            return handler

        return register

    @property
    def types(self) -> Collection[str]:
        return self._routes.keys()

    @property
    def heard(self) -> Collection[str]:
        """The types to read for it: those it takes, and what amends them."""
        return self._routes.keys() | AMENDMENTS

    def hears(self, type: str) -> bool:
        return type in self._routes or type in AMENDMENTS

    def touched(self, fact: Fact[Any]) -> list[tuple[Key, Any]]:
        route = self._routes[fact.type]
        return list(route.parts(fact)) if route.parts else [(fact.stream, None)]

    def apply(
        self, rows: dict[Key, Row], fact: Fact[Any], *, only: Collection[Key] | None = None
    ) -> None:
        """Bring the rows, by id, to where this fact leaves them; or only some of them."""
        handler, parts = self._routes[fact.type]
        if parts is None:
            self._put(rows, fact, handler, fact.stream, fact)
            return
        for key, part in parts(fact):
            if only is None or key in only:
                self._put(rows, fact, handler, key, fact, part)

    def _put(
        self, rows: dict[Key, Row], fact: Fact[Any], handler: Handler, key: Key, *arguments: Any
    ) -> None:
        try:
            row = handler(rows.get(key), *arguments)
        except PlaceUnknown:
            raise
        except Exception as error:
            where = f"{handler.__module__}.{handler.__qualname__}"
            raise ProjectionFailed(f"{where} on {fact.type} at {fact.position}") from error
        if row is None:
            rows.pop(key, None)
        else:
            rows[key] = row.but(id=key, position=fact.place)


def folded(projection: Projection, facts: Iterable[Fact[Any]]) -> dict[Key, Row]:
    """The rows that these facts make, and no others. Pure."""
    rows: dict[Key, Row] = {}
    for fact in facts:
        if fact.type in projection.types:
            projection.apply(rows, fact)
    return rows


def replay(
    projection: Projection, *, streams: Collection[UUID] | None = None, until: int | None = None
) -> dict[Key, Row]:
    """The rows as the log made them up to a position, without touching a table."""
    rows: dict[Key, Row] = {}
    for fact in read(until=until, streams=streams, types=projection.heard):
        bring(projection, rows, fact)
    return rows


def state_as_known(projection: Projection, stream: UUID, *, at: datetime) -> dict[Key, Row]:
    """The rows of a stream, by id, as they were known at an instant: from what was recorded by then."""
    return replay(projection, streams=[stream], until=position_at(at))


def state_as_true(projection: Projection, stream: UUID, *, at: datetime) -> dict[Key, Row]:
    """The rows of a stream, by id, as they were at an instant: from what is known now to have happened."""
    facts = read(streams=[stream], types=projection.heard)
    return folded(projection, as_true(standing(facts), at=at))


def fold(stream: UUID, projection: Projection) -> tuple[Row | None, int]:
    """The row of a stream, None if it has none yet, and the version to expect when appending."""
    return replay(projection, streams=[stream]).get(stream), head_of(stream)


def fold_parts(stream: UUID, projection: Projection) -> tuple[dict[Key, Row], int]:
    """The rows that the facts of one stream made, by id, and the version to expect."""
    return replay(projection, streams=[stream]), head_of(stream)


def hold(projection: Projection, key: Key) -> Row | None:
    """The row as its table holds it, kept from other writers until the transaction ends.

    It saves the fold of a long stream: an inline table is the snapshot of every stream it is made from.
    """
    lock_log()
    return tables.stored(projection.model, [key]).get(key)


@dataclass(frozen=True)
class Difference:
    """How a table differs from what the log says. changed: each row as it is and as it should be."""

    missing: list[Row]
    changed: list[tuple[Row, Row]]
    surplus: list[Key]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.surplus)

    def __str__(self) -> str:
        return (
            f"{len(self.missing)} missing, {len(self.changed)} changed, {len(self.surplus)} surplus"
        )


def rebuild(projection: Projection, *, check: bool = False, seen: Seen | None = None) -> Difference:
    """Bring a table to exactly what the log says, writing only what differs; check writes nothing.

    The log is replayed while others write to it, and held only for what came meanwhile and for the
    comparison. seen: told the positions of the replay.
    """
    rows: dict[Key, Row] = {}
    position = _catch_up(projection, rows, 0, seen)
    with transaction.atomic():
        lock_log(for_long=True)
        _catch_up(projection, rows, position, seen)
        found = difference(tables.stored(projection.model), rows)
        if not check:
            write(projection.model, found)
    return found


def _catch_up(projection: Projection, rows: dict[Key, Row], after: int, seen: Seen | None) -> int:
    """Bring the rows from one position to the end of the log, and say where that is."""
    until = tail_position()
    for fact in read(after=after, until=until, types=projection.heard):
        bring(projection, rows, fact)
        if seen:
            seen(fact.position)
    return until


def bring(
    projection: Projection,
    rows: dict[Key, Row],
    fact: Fact[Any],
    only: Collection[Key] | None = None,
) -> None:
    """Bring the rows past a fact; an amendment has those of its stream made anew."""
    if fact.type not in AMENDMENTS:
        projection.apply(rows, fact, only=only)
    elif said := _amended(projection, fact):
        for key in _touched_by(projection, said):
            rows.pop(key, None)
        rows.update(_made_anew(projection, said))


def _amended(projection: Projection, amendment: Fact[Any]) -> list[Fact[Any]]:
    """The history of its stream up to an amendment; nothing if that is about another projection."""
    until, streams = amendment.position, [amendment.stream]
    said = list(read(until=until, streams=streams, types=projection.heard))
    about = amendment.event.position
    return said if any(fact.position == about for fact in said) else []


def _made_anew(projection: Projection, said: Sequence[Fact[Any]]) -> dict[Key, Row]:
    """The rows of a stream, each with the position of the last fact, or amendment, that touched it."""
    rows = folded(projection, standing(said))
    for amendment in said:
        if amendment.type in AMENDMENTS:
            for key in _touched_by(projection, _versions(said, amendment)):
                if key in rows and rows[key].position < amendment.position:
                    rows[key] = rows[key].but(position=amendment.position)
    return rows


def _touched_by(projection: Projection, said: Sequence[Fact[Any]]) -> set[Key]:
    """The rows that any of these facts has touched, as it was said or as it was corrected."""
    versions = [version for fact in said for version in _versions(said, fact)]
    return {key for fact in versions for key, _ in projection.touched(fact)}


def _versions(said: Sequence[Fact[Any]], fact: Fact[Any]) -> list[Fact[Any]]:
    """What a fact says, or for an amendment, what was said and what is to stand in its place."""
    if fact.type not in AMENDMENTS:
        return [fact]
    before = [other for other in said if other.position == fact.event.position]
    if isinstance(fact.event, Retracted):
        return before
    return [*before, *(corrected(other, fact.event) for other in before)]


def keys_of(projection: Projection, facts: Sequence[Fact[Any]]) -> set[Key]:
    keys: set[Key] = set()
    for fact in facts:
        if fact.type in AMENDMENTS:
            keys |= _touched_by(projection, _amended(projection, fact))
        else:
            keys.update(key for key, _ in projection.touched(fact))
    return keys


def difference(stored: Mapping[Key, Row], wanted: Mapping[Key, Row]) -> Difference:
    return Difference(
        missing=[row for key, row in wanted.items() if key not in stored],
        changed=[
            (stored[key], row)
            for key, row in wanted.items()
            if key in stored and stored[key] != row
        ],
        surplus=[key for key in stored if key not in wanted],
    )


def write(model: type[ReadModel], difference: Difference) -> set[Key]:
    """Bring a table to where it should be; the keys of rows that were not as the difference says."""
    tables.remove(model, difference.surplus)
    late = tables.insert(model, difference.missing)
    for before, after in difference.changed:
        changes = {name: value for name, value in after.items() if before[name] != value}
        if not tables.change(model, after["id"], changes, was_at=before["position"]):
            late.add(after["id"])
    return late
